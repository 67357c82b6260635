import {
  type MemorySnapshotMatchers,
  memorySnapshotMatchers,
  type RunnerVerdict,
  type SnapshotPlace,
  type StoredSnapshot,
  stripIndentation,
} from '@carat/matchers/snapshot'

/** What is used of a matcher's `this`. */
interface JestContext {
  readonly currentTestName?: string | undefined
  currentConcurrentTestName?(): string | undefined
  readonly snapshotState?: SnapshotState | undefined
}

/** Of jest-snapshot, in 29 and 30; what has an underscore is not documented, and may be gone one day. */
interface SnapshotState {
  readonly _counters?: Map<string, number>
  readonly _inlineSnapshots?: InlineSnapshot[]
  readonly _snapshotData?: Readonly<Record<string, string>>
  readonly _updateSnapshot?: string
}

/** A text to be written into the call at `frame`. */
interface InlineSnapshot {
  readonly frame: { readonly line?: number; readonly column?: number }
}

type Matcher = (this: unknown, ...given: unknown[]) => RunnerVerdict
type Matchers = Record<string, Matcher | undefined>

// The matchers of this Jest, without an import: it would load jest-snapshot again, and maybe another version of it.
function runnersMatcher(name: 'toMatchSnapshot' | 'toMatchInlineSnapshot'): Matcher | undefined {
  const registry = (globalThis as Record<symbol, { matchers?: Matchers } | undefined>)[
    Symbol.for('$$jest-matchers-object')
  ]
  return registry?.matchers?.[name]
}

/** The snapshot matchers on Jest's own snapshots. */
export const snapshotMatchers: MemorySnapshotMatchers = memorySnapshotMatchers({
  runner: 'Jest',
  obstacle(self) {
    const isThere = (self as JestContext).snapshotState != null && runnersMatcher('toMatchSnapshot') !== undefined
    return isThere ? undefined : 'there are no snapshots of Jest here; call it in a test that Jest runs'
  },
  stored,
  match(self, received, { matcher, hint, isInline, inlineText }) {
    const name = stored(self, { matcher, hint, isInline, inlineText })?.name
    const argument = isInline ? inlineText : hint
    const match = runnersMatcher(isInline ? 'toMatchInlineSnapshot' : 'toMatchSnapshot') as Matcher
    // Jest's matchers count their arguments.
    const verdict = match.apply(self, argument === undefined ? [received] : [received, argument])
    inSourceOrder((self as JestContext).snapshotState?._inlineSnapshots)
    const { pass, message, actual, expected, ...extra } = verdict as RunnerVerdict & Record<string, unknown>
    return { pass, message, actual, expected, name, extra: { ...extra, name: matcher } }
  },
})

// Jest writes them from the last one taken to the first, at positions in the source as it was. Where tests run at once, or
// shuffled, the last one taken is not the last one in the source, and Jest 29.7 and 30.5 cut the source to pieces.
function inSourceOrder(taken: InlineSnapshot[] | undefined): void {
  if (!Array.isArray(taken)) return
  taken.sort(({ frame: a }, { frame: b }) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}

function stored(self: object, { hint, isInline, inlineText }: SnapshotPlace): StoredSnapshot | undefined {
  const context = self as JestContext
  const { _counters: counters, _snapshotData: data, _updateSnapshot: update } = context.snapshotState ?? {}
  if (typeof counters?.get !== 'function' || typeof data !== 'object' || update === undefined) return undefined
  const test = context.currentConcurrentTestName?.() ?? context.currentTestName ?? ''
  const title = test !== '' && hint !== undefined ? `${test}: ${hint}` : test
  const name = `${title} ${(counters.get(title) ?? 0) + 1}`
  const text = isInline ? inlineText && stripIndentation(inlineText) : data[name]
  return { name, text, isUpdated: update === 'all' }
}
