import type { Session } from 'node:inspector'
import { warmConditions } from './conditions.js'
import { callersIn, warmCallers } from './frames.js'
import { garbageCollector } from './garbage-collector.js'
import { connect } from './inspector-answers.js'
import { optimizedCodeDropper } from './optimized-code.js'
import type { ProfileSettings } from './profile-options.js'
import type { Step } from './promises.js'
import { realmState } from './realm-state.js'
import {
  compileForAsync,
  type RecordedRuns,
  type Recording,
  type Run,
  record,
  refuseSecondProfiler,
  runOf,
} from './sampling.js'
import { holdFlags } from './shared-flags.js'
import { flagsOf } from './tiers.js'
import { Timeline } from './timeline.js'

/** What may be asked of V8 between the first run and the last. */
export interface Bench {
  /** Runs the function a few times, and says what was allocated, or what of it is still alive. */
  record(
    how: RecordedRuns,
    onMark?: (session: Session, timeline: Timeline) => void,
  ): Generator<Step, Recording, unknown>
  /** Runs the function once, and says nothing. */
  readonly run: Step
  /** Runs before: how many there were. */
  readonly warmUp: number
}

/**
 * The steps that warm a function up, and let `measure` run it in a thread that is made ready for that: nothing is
 * optimised (in the interpreter's tier), nothing is left to chance. All is as before afterwards, whatever is thrown.
 *
 * @throws {Error} if something is being profiled already, or for too long in another thread and another tier.
 * @throws What `fn` throws.
 */
export function* profiling<R>(
  what: string,
  fn: () => unknown,
  settings: ProfileSettings,
  measure: (bench: Bench) => Generator<Step, R, unknown>,
): Generator<Step, R, unknown> {
  const state = realmState(what)
  const running = `${what} of ${fn.name === '' ? 'a function without a name' : JSON.stringify(fn.name)} (${settings.tier})`
  if (state.running !== undefined) {
    throw new Error(
      `${running} can't start: ${state.running} is still running in this thread, and V8 has one profiler for it; await that first`,
    )
  }
  const timed = (onMark?: () => void): Timeline => {
    const timeline = new Timeline(onMark)
    // optimised code would join groups' frames with others, and then what Carat allocates for them would count
    if (settings.tier === 'interpreter') state.timeline = timeline
    return timeline
  }
  const call = callersIn(settings.tier).measured
  const timedRun = (timeline = timed()): Run => runOf(fn, call, timeline)
  const session = connect(what)
  let asBefore: (() => void) | undefined
  state.running = running
  try {
    refuseSecondProfiler(session)
    asBefore = holdFlags(what, { tier: settings.tier, running }, flagsOf(settings.tier, what))
    compileForAsync()
    // a collection while the function runs would make it build again what V8 drops then; one now puts it off
    garbageCollector(what)()
    const warmUp = yield* warm()
    return yield* measure({
      warmUp,
      run: () => timedRun().step(),
      *record(how, onMark) {
        // V8 collects garbage whenever it gives a profile, and drops the hidden classes that no object has, its caches of
        // numbers' texts and of matches; this makes them again
        yield timedRun().step
        const timeline: Timeline = timed(onMark && (() => onMark(session, timeline)))
        return yield* record(session, timedRun(timeline), how, timeline)
      },
    })
  } finally {
    asBefore?.()
    state.timeline = undefined
    state.running = undefined
    session.disconnect()
  }

  function* warm(): Generator<Step, number, unknown> {
    warmCallers(settings.tier)
    const isInterpreted = settings.tier === 'interpreter'
    const dropOptimizedCode = isInterpreted ? optimizedCodeDropper(what) : undefined
    if (settings.warmUp === 0) dropOptimizedCode?.()
    const until = performance.now() + settings.warmUpTime
    let done = 0
    while (done < settings.warmUp && (done === 0 || performance.now() < until)) {
      yield timedRun().step
      done++
      // after the first run, so that what it compiled gets its feedback
      if (done === 1) dropOptimizedCode?.()
    }
    warmConditions()
    return done
  }
}
