import type { Session } from 'node:inspector'
import { COUNTED, caratCounted } from './frames.js'
import { ask, connect } from './inspector-answers.js'
import { realmState } from './realm-state.js'

interface BestEffortCoverage {
  readonly result: readonly {
    readonly functions: readonly {
      readonly functionName: string
      readonly ranges: readonly { readonly count: number }[]
    }[]
  }[]
}

const MODE = { callCount: true, detailed: true }

/**
 * Throws away all optimised code of this thread, and gives each function that ran once its feedback, which the fast ways to
 * make literals need: V8 does both when precise coverage starts.
 *
 * Coverage is the isolate's. One that is on belongs to somebody else (a runner's, `NODE_V8_COVERAGE`), and must neither be
 * stopped nor end with a session of ours; started once more, it keeps its counts.
 */
export function dropOptimizedCode(purpose: string): void {
  const state = realmState(purpose)
  const session = state.coverageSession ?? connect(purpose)
  ask(session, 'Profiler.enable')
  const wasOn = isCoverageOn(session)
  ask(session, 'Profiler.startPreciseCoverage', MODE)
  if (wasOn) {
    state.coverageSession = session
    return
  }
  ask(session, 'Profiler.stopPreciseCoverage')
  ask(session, 'Profiler.disable')
  session.disconnect()
  state.coverageSession = undefined
}

/** Without precise coverage V8 only knows whether a function ran: its counts are 0 and 1. */
function isCoverageOn(session: Session): boolean {
  caratCounted()
  caratCounted()
  const { result } = ask<BestEffortCoverage>(session, 'Profiler.getBestEffortCoverage')
  return result.some(({ functions }) =>
    functions.some(({ functionName, ranges }) => functionName === COUNTED && (ranges[0]?.count ?? 0) > 1),
  )
}
