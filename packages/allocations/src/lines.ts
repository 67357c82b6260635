import type { Allocated, AllocationLine } from './allocation-profile.js'
import { attribute, isGroupStep, type Tally } from './attribution.js'
import { builtinModule } from './builtin-module.js'
import { conditionsIn } from './conditions.js'
import { LineBreakpoints } from './line-breakpoints.js'
import { type Event, readSamples, replay } from './line-samples.js'
import type { Bench } from './profiling.js'
import type { Step } from './promises.js'
import type { CallFrame, Recording } from './sampling.js'
import { type CodePlace, isOfTheProgram } from './source-maps.js'
import { add, allocated, byText, none, placesIn, placeText } from './summary.js'

/** In milliseconds: a run with breakpoints takes some hundred times as long. */
const LONGEST_RUN = 2
/** In milliseconds: a run that takes as long is no short one that had to wait. */
const HELD_UP = 200
const MOST_TRIES = 8
/** In milliseconds, for all runs with breakpoints. */
const LONGEST = 2000

export interface LineRecording {
  readonly recording: Recording
  readonly breakpoints: LineBreakpoints
}

/**
 * Runs the function a few times more, with breakpoints that leave a mark in the profile at each line.
 *
 * @returns Undefined where breakpoints could pause, since another debugger is attached, and where it would take too long.
 */
export function* recordLines(bench: Bench, all: Recording): Generator<Step, LineRecording | undefined, unknown> {
  if (isSomebodyDebugging(all)) return undefined
  if (!(yield* isShort(bench))) return undefined
  const stacks = attribute(all).sort((a, b) => b.tally.bytes - a.tally.bytes)
  const frames = stacks.flatMap(({ steps }) =>
    steps.filter((step): step is CallFrame => !isGroupStep(step) && isOfTheProgram(step)),
  )
  const breakpoints = new LineBreakpoints('profile', frames, placesIn(stacks))
  const { runs } = breakpoints
  let first = 0
  const before = (run: number): void => {
    if (run === 1) first = activeTime()
    else if (run === 2 && (activeTime() - first) * runs > LONGEST) throw tooLong
    if (run > 0) breakpoints.setFor(run - 1)
  }
  try {
    return { recording: yield* bench.record({ kept: 'all', runs: 1 + runs, before }), breakpoints }
  } catch (error) {
    if (error === tooLong) return undefined
    throw error
  } finally {
    breakpoints.close()
  }
}

/** Whether one of some runs is: another process can hold the others up. */
function* isShort(bench: Bench): Generator<Step, boolean, unknown> {
  let took = 0
  for (let i = 0; i < MOST_TRIES && took < HELD_UP; i++) {
    const start = activeTime()
    yield bench.run
    took = activeTime() - start
    if (took <= LONGEST_RUN) return true
  }
  return false
}

const tooLong = new Error('lines would take too long')

/** Milliseconds that this thread has worked, without waiting for events. */
function activeTime(): number {
  return performance.now() - performance.eventLoopUtilization().idle
}

/** Theirs would pause where ours are. */
function isSomebodyDebugging({ profile }: Recording): boolean {
  const conditions = conditionsIn(profile)
  // of which one the other can't be told
  if (conditions.includes('debugger') || conditions.includes('replaced iterator')) return true
  return builtinModule('node:inspector', 'profile').url() !== undefined
}

/** What each line of a site allocated: in all what the site did; undefined if it isn't known. */
export function linesIn(recorded: LineRecording): (site: string, total: Allocated) => AllocationLine[] | undefined {
  const tallies = talliesOf(recorded)
  return (site, total) => {
    const lines = [...(tallies.get(site)?.values() ?? [])]
    const sum = none()
    for (const { tally } of lines) add(sum, tally)
    if (sum.bytes !== total.bytes || sum.count !== total.count) return undefined
    return lines
      .map(({ place, tally }) => ({ place, ...allocated(tally) }))
      .sort((a, b) => b.bytes - a.bytes || a.place.line - b.place.line || byText(a.place.file, b.place.file))
  }
}

type Tallies = Map<string, Map<string, { readonly place: CodePlace; readonly tally: Tally }>>

function talliesOf({ recording, breakpoints }: LineRecording): Tallies {
  const { samples, functions } = readSamples(recording, breakpoints)
  const tallies: Tallies = new Map()
  const count = (event: Event, place: CodePlace): void => {
    const ofSite = tallies.get(event.site) ?? new Map()
    tallies.set(event.site, ofSite)
    const line = placeText({ ...place, column: 0 })
    const known = ofSite.get(line) ?? { place, tally: none() }
    ofSite.set(line, known)
    add(known.tally, { bytes: event.sizes[0] as number, count: 1 })
  }
  replay(samples, breakpoints, count)
  for (const { isKnown, events } of functions) if (!isKnown) for (const { site } of events) tallies.delete(site)
  return tallies
}
