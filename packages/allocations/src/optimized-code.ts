import type { Session } from 'node:inspector'
import { builtinModule } from './builtin-module.js'
import { ask, connect } from './inspector-answers.js'
import { type ProfileNode, type SamplingProfile, startSampling, stopSampling } from './sampling.js'

const MODE = { callCount: true, detailed: true }

/**
 * Makes ready to throw away all optimised code of this thread, and to give each function that ran once its feedback, which the
 * fast ways to make literals need: V8 does both when precise coverage starts.
 *
 * Coverage is the isolate's. One that is on belongs to somebody else (a runner's, `NODE_V8_COVERAGE`): to start it once more would
 * clear its counts of calls, and it would end with the session that did. With it functions have their feedback from their first call,
 * and their optimised code goes in another way.
 *
 * Whether it is on is found out now, since that collects garbage: functions which a run has made, and let go, are to be there yet.
 *
 * @returns Does it.
 */
export function optimizedCodeDropper(purpose: string): () => void {
  const isCovered = withSession(purpose, (session) => isCoverageOn(purpose, session))
  return () =>
    withSession(purpose, (session) => {
      if (isCovered) {
        breakAtNative(session)
        return
      }
      ask(session, 'Profiler.enable')
      ask(session, 'Profiler.startPreciseCoverage', MODE)
      ask(session, 'Profiler.stopPreciseCoverage')
      ask(session, 'Profiler.disable')
    })
}

function withSession<R>(purpose: string, use: (session: Session) => R): R {
  const session = connect(purpose)
  try {
    return use(session)
  } finally {
    session.disconnect()
  }
}

/**
 * Sets a breakpoint on a function that is written in C++, and takes it away. Since any code may have such a call within it, V8
 * drops all its optimised code then, and changes nothing else.
 *
 * @see V8 11.3–14.6 `Debug::PrepareFunctionForDebugExecution`, where `CanBreakAtEntry`
 */
function breakAtNative(session: Session): void {
  ask(session, 'Debugger.enable')
  try {
    const { result } = ask<{ readonly result: { readonly objectId?: string } }>(session, 'Runtime.evaluate', {
      expression: 'process.constrainedMemory',
    })
    const { objectId } = result
    if (objectId === undefined) return
    const { breakpointId } = ask<{ readonly breakpointId: string }>(session, 'Debugger.setBreakpointOnFunctionCall', {
      objectId,
    })
    ask(session, 'Debugger.removeBreakpoint', { breakpointId })
    ask(session, 'Runtime.releaseObject', { objectId })
  } finally {
    ask(session, 'Debugger.disable')
  }
}

/** Each load of another property takes two slots of 8 B in a function's feedback, and half as much in its constants. */
const LOADS = 300
const FEEDBACK = { least: LOADS * 2 * 8, most: LOADS * 2 * 8 + 128 }
const BODY = Array.from({ length: LOADS }, (_, i) => `value.p${i}`).join(';')

let probes = 0

/**
 * Whether precise coverage is on, in any of its modes and whoever asked for it. V8 doesn't tell: its best-effort coverage gives
 * 0 and 1 in both cases, and taking counts resets them. But with coverage each function gets its feedback when it is first called
 * (its calls are counted there), else only after a while. So a new function is called, and the memory for that looked for. It is
 * done twice, since V8 puts in place what it has optimised beside whenever a function is called, and some of that may have this size.
 */
function isCoverageOn(purpose: string, session: Session): boolean {
  return hasFeedbackAtOnce(purpose, session) && hasFeedbackAtOnce(purpose, session)
}

function hasFeedbackAtOnce(purpose: string, session: Session): boolean {
  const { runInThisContext } = builtinModule('node:vm', purpose)
  // with a number, since V8 keeps what it has compiled of the same text
  const probe: (value: object) => void = runInThisContext(`(value) => { ${BODY} } // ${probes++}`)
  startSampling(session, 'all')
  let profile: SamplingProfile
  try {
    caratProbe(probe)
  } finally {
    profile = stopSampling(session)
  }
  const inProbe = new Set<number>()
  const waiting: { readonly node: ProfileNode; readonly isUnder: boolean }[] = [{ node: profile.head, isUnder: false }]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const isUnder = at.isUnder || at.node.callFrame.functionName === 'caratProbe'
    if (isUnder) inProbe.add(at.node.id)
    for (const node of at.node.children) waiting.push({ node, isUnder })
  }
  return profile.samples.some(
    ({ nodeId, size }) => size >= FEEDBACK.least && size <= FEEDBACK.most && inProbe.has(nodeId),
  )
}

// The inspector's own answers are as large; what is compiled for the probe lies under this frame.
function caratProbe(probe: (value: object) => void): void {
  probe({ p0: 1 })
}
