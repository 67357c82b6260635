import type { Session } from 'node:inspector'
import { ask, InspectorError } from './inspector-answers.js'
import type { AllocationSite, LiveSamples, LiveSite } from './live-samples.js'
import type { NodeBuiltins } from './node-builtins.js'

export interface Sampler {
  /** What is left after a garbage collection, which V8 does first. */
  live(): LiveSamples
  stop(): void
}

/** The probe's own functions, by the names that they have in a profile. */
export interface ProbeFrames {
  /** Those whose allocations are to be known as planted. */
  readonly planted: string
  /** What calls the function that is probed: whatever called that, allocates nothing of interest. */
  readonly callers: ReadonlySet<string>
  /** Those whose allocations are nobody's. */
  readonly own: ReadonlySet<string>
}

const NOT_STARTED = 'was not started'

/**
 * Samples every allocation of this thread from now on, with a session of its own that goes when it stops.
 *
 * @throws {Error} if a sampling heap profiler runs already: V8 has one a thread, and stopping it would take its samples.
 */
export function startSampling({ inspector }: NodeBuiltins, frames: ProbeFrames): Sampler {
  const session = new inspector.Session()
  session.connect()
  try {
    refuseSecond(session)
    ask(session, 'HeapProfiler.startSampling', { samplingInterval: 1 })
  } catch (error) {
    session.disconnect()
    throw error
  }
  return {
    live: () => {
      const { profile } = ask<{ readonly profile: SamplingProfile }>(session, 'HeapProfiler.getSamplingProfile')
      return countLive(profile, frames)
    },
    stop: () => {
      try {
        ask(session, 'HeapProfiler.stopSampling')
      } finally {
        session.disconnect()
      }
    },
  }
}

function refuseSecond(session: Session): void {
  try {
    ask(session, 'HeapProfiler.getSamplingProfile')
  } catch (error) {
    if (error instanceof InspectorError && error.text.includes(NOT_STARTED)) return
    throw error
  }
  throw new Error('a sampling heap profiler runs already, and V8 has only one for each thread; stop it first')
}

/** As far as it is read. @see V8 11.3–14.6 `src/inspector/v8-heap-profiler-agent-impl.cc`; Node's own types lack the samples. */
interface SamplingProfile {
  readonly head: ProfileNode
  readonly samples: readonly { readonly nodeId: number; readonly size: number }[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: CallFrame
  readonly children: readonly ProfileNode[]
}

interface CallFrame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
  readonly columnNumber: number
}

interface Place {
  readonly node: ProfileNode
  /** The nearest function of the program. */
  readonly site: CallFrame | undefined
  /** Whether what is probed allocates there, be it inlined in the function of the probe that calls it. */
  readonly isCalled: boolean
  readonly isPlanted: boolean
}

/** What is probed, where no frame tells its name. */
const CALLED: CallFrame = { functionName: '(the function)', url: '', lineNumber: -1, columnNumber: -1 }

const isIn = (site: CallFrame | undefined): boolean => site !== undefined && isOfTheProgram(site)

function countLive(profile: SamplingProfile, { planted, callers, own }: ProbeFrames): LiveSamples {
  const places = new Map<number, Place>()
  const waiting: Place[] = [{ node: profile.head, site: undefined, isCalled: false, isPlanted: false }]
  let called: CallFrame | undefined
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    for (const child of place.node.children) {
      const { callFrame } = child
      // Reading the profile allocates, too, and some of it stays for the next reading.
      if (own.has(callFrame.functionName)) continue
      const isPlanted = place.isPlanted || callFrame.functionName === planted
      const isCaller = callers.has(callFrame.functionName)
      const site = isCaller ? undefined : nearer(place.site, callFrame)
      if (!isCaller && callers.has(place.node.callFrame.functionName) && isOfTheProgram(callFrame)) called ??= callFrame
      const here = { node: child, site, isCalled: isCaller || place.isCalled, isPlanted }
      places.set(child.id, here)
      waiting.push(here)
    }
  }
  const sites = new Map<string, { -readonly [K in keyof LiveSite]: LiveSite[K] }>()
  let plantedCount = 0
  for (const { nodeId, size } of profile.samples) {
    const place = places.get(nodeId)
    if (place === undefined) continue
    if (place.isPlanted) {
      plantedCount++
      continue
    }
    const frame = place.isCalled && !isIn(place.site) ? (called ?? place.site ?? CALLED) : place.site
    if (frame === undefined) continue
    const site = siteOf(frame)
    const key = `${site.functionName} ${site.url}:${site.line}:${site.column}`
    const known = sites.get(key)
    if (known === undefined) sites.set(key, { ...site, key, objects: 1, bytes: size })
    else {
      known.objects++
      known.bytes += size
    }
  }
  return { sites, planted: plantedCount }
}

/** The innermost function of the program that is on the stack; of builtins and Node's own the outermost, if there is no other. */
function nearer(site: CallFrame | undefined, frame: CallFrame): CallFrame | undefined {
  if (isOfTheProgram(frame)) return frame
  return site ?? (frame.functionName === '(root)' ? undefined : frame)
}

function isOfTheProgram({ url }: CallFrame): boolean {
  return url !== '' && !url.startsWith('node:')
}

// Lines and columns are counted from 0 there, and are -1 for builtins.
function siteOf({ functionName, url, lineNumber, columnNumber }: CallFrame): AllocationSite {
  return { functionName: functionName || '(anonymous)', url, line: lineNumber + 1, column: columnNumber + 1 }
}
