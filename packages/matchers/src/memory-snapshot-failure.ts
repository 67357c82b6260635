import { type Breakdown, diff, type Measurement } from '@carat/core'
import { alignedRows, differenceText, remarksIn } from '@carat/report'
import type { MatcherContext } from './context.js'
import { failureText, joined, matcherHint, snapshotName, type Wanted } from './failure-text.js'
import { marginText } from './margin.js'
import type { SnapshotRequest } from './memory-snapshot-options.js'

/** What is stored: its rows, and the text as it is. */
export interface StoredText {
  readonly breakdown: Breakdown
  readonly text: string
}

/** A snapshot that was not matched. */
export interface FailedSnapshot {
  readonly context: MatcherContext
  readonly runner: string
  readonly request: SnapshotRequest
  readonly name: string | undefined
  readonly measurement: Measurement
  /** The text that would be stored. */
  readonly text: string
}

/**
 * Both totals, the rows that moved, and what else of the texts did; `undefined` where no row did, so that the texts differ in
 * something else alone.
 */
export function mismatchText(
  failed: FailedSnapshot,
  { breakdown: stored, text }: StoredText,
  present: Breakdown,
): string | undefined {
  const { context, runner, request, name, measurement } = failed
  const { bytes: received, layout } = measurement
  const { matcher } = request
  const verdict = { matcher, argument: argumentOf(request), negated: false, received, layout, snapshot: name }
  if (stored.layout !== layout) {
    const inLayout = { before: `a breakdown in layout ${stored.layout}, as stored` }
    const wayOut = `Bytes of two layouts can't be compared: measure with { layout: '${stored.layout}' }, or run ${runner} with -u to store what was received.`
    return failureText(context, { ...verdict, wanted: inLayout, reference: undefined }, [[wayOut]])
  }
  const difference = diff(stored, present)
  if (difference.rows.length === 0 && difference.types.length === 0) return undefined
  const [before, after] = [remarksIn(text), remarksIn(failed.text)]
  return failureText(context, { ...verdict, wanted: wanted(stored.bytes, request), reference: stored.bytes }, [
    changedLines(warningsHeading(request), before.warnings, after.warnings),
    [differenceText(difference, { names: ['stored', 'received'] })],
    changedLines('What is spare has changed:', [before.spare], [after.spare]),
    changedLines('What is not counted has changed:', before.unseen, after.unseen),
    [`If this is meant, run ${runner} with -u to store what was received.`],
  ])
}

function warningsHeading({ within, ratchet }: SnapshotRequest): string {
  const isTolerant = within !== undefined || ratchet
  return isTolerant ? 'Warnings have changed, of which within and ratchet cover no new ones:' : 'Warnings have changed:'
}

/** The lines that only one of the texts has. */
function changedLines(heading: string, stored: readonly string[], received: readonly string[]): string[] {
  const removed = stored.filter((line) => !received.includes(line)).map((line) => ['stored', line])
  const added = received.filter((line) => !stored.includes(line)).map((line) => ['received', line])
  return removed.length + added.length === 0 ? [] : [heading, ...alignedRows([...removed, ...added], 0)]
}

/** What the texts say besides their rows, and say differently: `the warnings, the spare bytes`. */
function changedRemarks(stored: string, received: string): string | undefined {
  const [before, after] = [remarksIn(stored), remarksIn(received)]
  const changed = [
    before.warnings.join('\n') === after.warnings.join('\n') ? [] : ['the warnings'],
    before.unseen.join('\n') === after.unseen.join('\n') ? [] : ['what is not counted'],
    before.spare === after.spare ? [] : ['the spare bytes'],
  ].flat()
  return changed.length === 0 ? undefined : changed.join(', ')
}

/** A snapshot that is not there, where the runner may write none. */
export function notWrittenText({ context, runner, request, name, text }: FailedSnapshot): string {
  return joined([
    [hint(context, request)],
    name === undefined ? [] : [snapshotName(name)],
    [
      'New snapshot was not written. The update flag must be passed to write a new snapshot:',
      `run ${runner} with -u, or outside of continuous integration (CI), where snapshots are not written by default.`,
    ],
    ['Received:', text],
  ])
}

/** The runner's own text, where there are no rows to compare, and why there are none. */
export function runnersText(
  { context, runner, request, name, text }: FailedSnapshot,
  message: string,
  stored: StoredText | undefined,
): string {
  const { matcher, isInline } = request
  const runnersName = isInline ? 'toMatchInlineSnapshot' : 'toMatchSnapshot'
  const reason =
    stored === undefined
      ? 'The stored text is no breakdown that this version of Carat reads: edited by hand, or of another version.'
      : `No row has moved: the texts differ in ${changedRemarks(stored.text, text) ?? 'what they say besides'}.`
  const own = message.includes(runnersName)
    ? [[message.replace(runnersName, () => matcher)]]
    : [[hint(context, request)], name === undefined ? [message] : [snapshotName(name)]]
  return joined([...own, [`${reason} If what was received is right, run ${runner} with -u to store it.`]])
}

function hint(context: MatcherContext, request: SnapshotRequest): string {
  return matcherHint(context, { matcher: request.matcher, argument: argumentOf(request), negated: false })
}

function argumentOf({ isInline, hint, inlineText, hasOptions }: SnapshotRequest): string {
  const options = hasOptions ? ['options'] : []
  const given = isInline
    ? [...options, ...(inlineText === undefined ? [] : ['snapshot'])]
    : [...(hint === undefined ? [] : ['hint']), ...options]
  return given.join(', ')
}

function wanted(stored: number, { within, ratchet }: SnapshotRequest): Wanted {
  const margin = within?.of(stored) ?? 0
  if (ratchet) return { before: 'at most ', bytes: stored + margin }
  if (within === undefined) return { before: '', bytes: stored, after: ', as stored' }
  return { before: '', bytes: stored, after: marginText(stored, margin, within.share) }
}
