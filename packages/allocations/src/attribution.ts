import { CALLERS, GROUP_CALLERS, MOMENT, OWN, UNGROUPED, WITNESS } from './frames.js'
import type { CallFrame, ProfileNode, Recording, SamplingProfile } from './sampling.js'
import { isOfTheProgram } from './source-maps.js'
import type { GroupCall, Stretch } from './timeline.js'

/** How V8 counts: bytes, and the pieces that it asked memory for. */
export interface Tally {
  bytes: number
  count: number
}

/** A call stack with what was allocated right there. */
export interface Stack {
  /** From the measured function to where it was allocated; names of groups stand between the frames. */
  readonly steps: readonly Step[]
  readonly group: GroupCall | undefined
  readonly overlap: boolean
  readonly phase: number
  readonly run: number
  readonly tally: Tally
}

export type Step = CallFrame | { readonly groupName: string }

export const isGroupStep = (step: Step): step is { readonly groupName: string } => 'groupName' in step

/** Frames that V8 captures of a stack, innermost first; more would be one message too deep for the inspector. */
export const MOST_FRAMES = 128

/** A node of the profile with the way to it. */
export interface Place {
  readonly node: ProfileNode
  readonly parent: Place | undefined
  readonly depth: number
  readonly state: 'outside' | 'counted' | 'own' | 'moment' | 'witness'
}

/** Whether a stack counts of which V8 captured only the innermost frames: without a frame of Carat's, it is the program's. */
function isCutOff(place: Place): boolean {
  return place.state === 'outside' && place.depth >= MOST_FRAMES
}

/** Whether no function is on the stack, as where Node.js itself calls V8: that comes and goes by chance. */
function isOfNobody({ node: { callFrame }, parent }: Place): boolean {
  return parent?.parent === undefined && callFrame.url === '' && /^\([A-Z]/.test(callFrame.functionName)
}

/** V8's profiler has left out what Carat allocated to see whether it does. */
export class MissingSamples extends Error {}

/**
 * What counts of a recording, stack by stack. Everything else in it is the profiler's, the caller's or a runner's.
 *
 * @throws {MissingSamples} if V8 has left out some.
 */
export function attribute(recording: Pick<Recording, 'profile' | 'timeline'>): Stack[] {
  const { profile, timeline } = recording
  const { stretches } = timeline
  const places = placesOf(profile)
  const moments = momentsIn(recording, places)
  // Samples are many, and nearly all of a few places in a few stretches: those are told apart by numbers alone.
  const tallies: Map<number, Tally>[] = []
  for (const { nodeId, size, ordinal } of profile.samples) {
    const nth = lastBefore(moments, ordinal)
    if ((stretches[nth]?.counts ?? 'nothing') === 'nothing') continue
    tallies[nth] ??= new Map()
    const tally = tallies[nth].get(nodeId)
    if (tally === undefined) tallies[nth].set(nodeId, { bytes: size, count: 1 })
    else {
      tally.bytes += size
      tally.count++
    }
  }
  const stacks = new Map<string, Stack>()
  tallies.forEach((ofStretch, nth) => {
    const stretch = stretches[nth] as Stretch
    ofStretch.forEach((tally, nodeId) => {
      const place = places[nodeId]
      if (place === undefined || !isCounted(place, stretch)) return
      const { group, overlap, phase, run } = stretch
      const key = `${nodeId} ${run} ${phase} ${group?.path.join('\0') ?? ''}\0${overlap}`
      const known = stacks.get(key)
      if (known === undefined) stacks.set(key, { steps: stepsOf(place, group), group, overlap, phase, run, tally })
      else {
        known.tally.bytes += tally.bytes
        known.tally.count += tally.count
      }
    })
  })
  return [...stacks.values()]
}

export function isCounted(place: Place, { counts }: Stretch): boolean {
  if (place.state !== 'outside') return place.state === 'counted'
  return isCutOff(place) || (counts === 'thread' && !isOfNobody(place))
}

/** By the numbers of their nodes, which V8 gives one after the other. */
export function placesOf({ head }: SamplingProfile): Place[] {
  const places: Place[] = []
  const waiting: Place[] = [{ node: head, parent: undefined, depth: 0, state: 'outside' }]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    places[place.node.id] = place
    for (const node of place.node.children) {
      waiting.push({ node, parent: place, depth: place.depth + 1, state: stateOf(node, place) })
    }
  }
  return places
}

function stateOf({ callFrame: { functionName } }: ProfileNode, parent: Place): Place['state'] {
  if (functionName === MOMENT.builtin && parent.node.callFrame.functionName === MOMENT.caller) return 'moment'
  if (functionName === WITNESS) return 'witness'
  if (CALLERS.has(functionName)) return 'counted'
  return OWN.has(functionName) ? 'own' : parent.state
}

/**
 * The stretch of the run in which the sample with a number was taken.
 *
 * @throws {MissingSamples} if V8 has left out some.
 */
export function stretchFinder(
  recording: Pick<Recording, 'profile' | 'timeline'>,
  places: readonly Place[],
): (ordinal: number) => Stretch | undefined {
  const moments = momentsIn(recording, places)
  const { stretches } = recording.timeline
  return (ordinal) => stretches[lastBefore(moments, ordinal)]
}

/** In the order of allocation. */
function momentsIn({ profile, timeline }: Pick<Recording, 'profile' | 'timeline'>, places: readonly Place[]): number[] {
  const moments: number[] = []
  let witnesses = 0
  for (const { nodeId, ordinal } of profile.samples) {
    const state = places[nodeId]?.state
    if (state === 'moment') moments.push(ordinal)
    else if (state === 'witness') witnesses++
  }
  const { stretches } = timeline
  if (moments.length !== stretches.length || witnesses < timeline.witnesses) {
    throw new MissingSamples(
      `V8's sampling profiler left out allocations: it shows ${moments.length + witnesses} of ${stretches.length + timeline.witnesses} that Carat made to see that; another profiler may be at work in this thread, which has to stop, or a minifier has renamed Carat's functions, which has to keep their names`,
    )
  }
  return moments.sort((a, b) => a - b)
}

/** Which of some numbers in order is the last below another; -1 if none is. */
function lastBefore(moments: readonly number[], ordinal: number): number {
  let before = 0
  let after = moments.length
  while (before < after) {
    const middle = (before + after) >>> 1
    if ((moments[middle] as number) < ordinal) before = middle + 1
    else after = middle
  }
  return before - 1
}

/** The frames under the measured function's call, without Carat's; the groups that no frame shows come first. */
export function stepsOf(place: Place, group: GroupCall | undefined): Step[] {
  const inward: Step[] = []
  const names = [...(group?.path ?? [])]
  for (let at: Place | undefined = place; at?.parent !== undefined; at = at.parent) {
    const { callFrame } = at.node
    if (GROUP_CALLERS.has(callFrame.functionName)) {
      const groupName = names.pop()
      if (groupName !== undefined) inward.push({ groupName })
    } else if (CALLERS.has(callFrame.functionName)) break
    else if (!OWN.has(callFrame.functionName) && callFrame.functionName !== UNGROUPED) inward.push(callFrame)
  }
  const steps = inward.reverse()
  const outer = names.map((groupName) => ({ groupName }))
  if (place.state === 'counted') return [...outer, ...steps]
  // What resumes a function after an `await` is Node's queue or another of its own, by chance.
  const first = steps.findIndex((step) => isGroupStep(step) || isOfTheProgram(step))
  return [...outer, ...steps.slice(Math.max(first, 0))]
}
