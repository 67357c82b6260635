import type { Session } from 'node:inspector'
import { showConditions } from './conditions.js'
import type { Caller } from './frames.js'
import { ask, InspectorError } from './inspector-answers.js'
import { isThenable, type Step } from './promises.js'
import { Timeline } from './timeline.js'

/** As far as it is read. @see V8 11.3–14.6 `src/inspector/v8-heap-profiler-agent-impl.cc`; Node's own types lack the samples. */
export interface SamplingProfile {
  readonly head: ProfileNode
  /** Of each allocation: its bytes, its place in the tree, and its number in the order of allocation. */
  readonly samples: readonly { readonly nodeId: number; readonly size: number; readonly ordinal: number }[]
}

export interface ProfileNode {
  readonly id: number
  readonly callFrame: CallFrame
  readonly children: readonly ProfileNode[]
}

/** Of a function: where it begins, counted from 0; -1 for builtins. */
export interface CallFrame {
  readonly functionName: string
  readonly scriptId: string
  readonly url: string
  readonly lineNumber: number
  readonly columnNumber: number
}

/** `all`: whatever was allocated. `live`: what is still alive when the profile is read, after a garbage collection. */
export type Kept = 'all' | 'live'

export interface RecordedRuns {
  readonly kept: Kept
  readonly runs: number
  /** Called before each run, by its number; what it allocates isn't counted. */
  readonly before?: ((run: number) => void) | undefined
}

/** One run of the measured function. */
export interface Recording {
  readonly profile: SamplingProfile
  readonly timeline: Timeline
  readonly isAsync: boolean
}

const NOT_STARTED = 'was not started'

/**
 * V8 has one sampling heap profiler for each thread.
 *
 * @throws {Error} if one runs that Carat has not started: stopping it would take its samples.
 */
export function refuseSecondProfiler(session: Session): void {
  try {
    ask(session, 'HeapProfiler.getSamplingProfile')
  } catch (error) {
    if (error instanceof InspectorError && error.text.includes(NOT_STARTED)) return
    throw error
  }
  throw new Error('a sampling heap profiler runs already, and V8 has only one for each thread; stop it first')
}

export function startSampling(session: Session, kept: Kept): void {
  const collected = kept === 'all'
  ask(session, 'HeapProfiler.startSampling', {
    samplingInterval: 1,
    includeObjectsCollectedByMajorGC: collected,
    includeObjectsCollectedByMinorGC: collected,
  })
}

/** What has been sampled up to now; V8 collects garbage first. */
export function samplesNow(session: Session): SamplingProfile {
  return ask<{ readonly profile: SamplingProfile }>(session, 'HeapProfiler.getSamplingProfile').profile
}

export function stopSampling(session: Session): SamplingProfile {
  return ask<{ readonly profile: SamplingProfile }>(session, 'HeapProfiler.stopSampling').profile
}

/**
 * Runs the measured function a few times and says what was allocated meanwhile. What it returns last is held until then, and counts as alive.
 *
 * @throws What that throws; the profiler is stopped then, too.
 */
export function* record(
  session: Session,
  run: Run,
  { kept, runs, before }: RecordedRuns,
  timeline: Timeline,
): Generator<Step, Recording, unknown> {
  let settledWith: unknown
  startSampling(session, kept)
  try {
    showConditions()
    for (let i = 0; i < runs; i++) {
      before?.(i)
      settledWith = yield run.step
    }
  } catch (error) {
    stopSampling(session)
    throw error
  }
  const profile = stopSampling(session)
  return { profile, timeline, isAsync: isThenable(run.returned()) && settledWith !== undefined }
}

export interface Run {
  /** Runs it. */
  readonly step: Step
  /** What it returned last. */
  returned(): unknown
}

export function runOf(fn: () => unknown, call: Caller, timeline: Timeline): Run {
  let returned: unknown
  return { step: caratRun, returned: () => returned }

  function caratRun(): unknown {
    timeline.begin()
    try {
      returned = call(fn)
    } catch (error) {
      timeline.end()
      throw error
    }
    if (isThenable(returned)) return settled(returned, timeline)
    timeline.end()
    return undefined
  }
}

/** Compiles what is called at the end of an asynchronous run: no frame would tell whose compilation it was. */
export function compileForAsync(): void {
  const settledNow = {
    // biome-ignore lint/suspicious/noThenProperty: stands in for a promise, and calls back at once
    then: (settle: (value: unknown) => unknown, fail: (error: unknown) => unknown) => {
      settle(undefined)
      try {
        fail(undefined)
      } catch {}
    },
  } as PromiseLike<unknown>
  settled(settledNow, new Timeline())
}

/** Ends a run as soon as its promise settles. */
function settled(promise: PromiseLike<unknown>, timeline: Timeline): unknown {
  return promise.then(caratSettled, caratFailed)

  function caratSettled(value: unknown): unknown {
    timeline.end()
    // not the value alone, which may be a promise of another kind
    return [value]
  }

  function caratFailed(error: unknown): never {
    timeline.end()
    throw error
  }
}
