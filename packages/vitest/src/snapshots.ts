import {
  type MemorySnapshotMatchers,
  memorySnapshotMatchers,
  type RunnerVerdict,
  type SnapshotPlace,
  type SnapshotText,
  type StoredSnapshot,
  stripIndentation,
} from '@carat/matchers/snapshot'
// By its namespace: a named import of what an older Vitest lacks would throw.
import * as vitest from 'vitest'

/** What is used of a matcher's `this`. */
interface VitestContext {
  readonly currentTestName?: string | undefined
  readonly poll?: boolean | undefined
  readonly snapshotState?: SnapshotState | undefined
  readonly task?: { readonly id: string; readonly fullTestName?: string } | undefined
}

interface SnapshotState {
  readonly snapshotUpdateState?: string
  /** From Vitest 4.1.3 on. */
  probeExpectedSnapshot?(options: {
    testId: string
    testName: string
    isInline: boolean
    inlineSnapshot?: string | undefined
  }): { readonly key: string; readonly data?: string | undefined }
}

type Matcher = (this: unknown, received: unknown, ...given: unknown[]) => RunnerVerdict
type RunnersMatchers = Record<'toMatchSnapshot' | 'toMatchInlineSnapshot', Matcher>

const { Snapshots } = vitest as unknown as { readonly Snapshots?: RunnersMatchers }
const NEWER = 'Vitest 4.1.3 or newer'
const FRAMES = 50

/** The test that runs now, in a Vitest without `Snapshots`; it says nothing of concurrent tests. */
const currentTest: (() => { readonly concurrent?: boolean } | undefined) | undefined =
  Snapshots === undefined ? (await olderSuite()).getCurrentTest : undefined

async function olderSuite(): Promise<{ getCurrentTest(): { concurrent?: boolean } | undefined }> {
  // Vitest 5 has no such entry, so that its types have none.
  const entry: string = 'vitest/suite'
  return import(entry)
}

/** The snapshot matchers on Vitest's own snapshots. */
export const snapshotMatchers: MemorySnapshotMatchers = memorySnapshotMatchers({
  runner: 'Vitest',
  obstacle(self, { matcher, isInline }) {
    if ((self as VitestContext).poll === true) {
      return `expect.poll would store a snapshot for each try; wait first, then call expect(value).${matcher}()`
    }
    if (Snapshots !== undefined) return undefined
    if (isInline) return `this Vitest writes inline snapshots of its own matchers only; it needs ${NEWER}`
    if (currentTest?.()?.concurrent === true) {
      return `this Vitest does not tell which of several concurrent tests calls; it needs ${NEWER}`
    }
    return undefined
  },
  stored,
  match(self, received, place) {
    const verdict =
      Snapshots === undefined ? olderVerdict(received, place) : newerVerdict(Snapshots, self, received, place)
    const { pass, message, actual, expected, ...extra } = verdict
    const name = /^Snapshot `(.*)` mismatched$/s.exec(message())?.[1]
    return { pass, message, actual, expected, name, extra }
  },
})

function newerVerdict(
  { toMatchSnapshot, toMatchInlineSnapshot }: RunnersMatchers,
  self: object,
  received: SnapshotText,
  { hint, isInline, inlineText }: SnapshotPlace,
): RunnerVerdict {
  if (!isInline) return toMatchSnapshot.call(self, received, hint)
  // Vitest finds the call to write to in a stack trace, which by default ends in the calls between it and here.
  const traced = Error as { stackTraceLimit?: number }
  const { stackTraceLimit = 10 } = traced
  traced.stackTraceLimit = Math.max(FRAMES, stackTraceLimit)
  try {
    return toMatchInlineSnapshot.call(self, received, inlineText)
  } finally {
    traced.stackTraceLimit = stackTraceLimit
  }
}

function olderVerdict(received: SnapshotText, { hint }: SnapshotPlace): RunnerVerdict {
  try {
    vitest.expect(received).toMatchSnapshot(hint)
    return { pass: true, message: () => '' }
  } catch (error) {
    const { message, actual, expected } = error as { message: string; actual?: unknown; expected?: unknown }
    if (!message.endsWith(' mismatched')) throw error
    return { pass: false, message: () => message, actual, expected }
  }
}

function stored(self: object, { hint, isInline, inlineText }: SnapshotPlace): StoredSnapshot | undefined {
  const { snapshotState, task, currentTestName = '' } = self as VitestContext
  const { snapshotUpdateState } = snapshotState ?? {}
  if (snapshotState?.probeExpectedSnapshot === undefined || task === undefined) return undefined
  const test = task.fullTestName ?? currentTestName
  const { key, data } = snapshotState.probeExpectedSnapshot({
    testId: task.id,
    testName: hint === undefined ? test : `${test} > ${hint}`,
    isInline,
    inlineSnapshot: inlineText && stripIndentation(inlineText),
  })
  return { name: key, text: data, isUpdated: snapshotUpdateState === 'all' }
}
