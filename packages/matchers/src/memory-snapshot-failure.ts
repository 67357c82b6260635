import { type Breakdown, diff, type Measurement } from '@carat/core'
import { differenceText } from '@carat/report'
import type { MatcherContext } from './context.js'
import { failureText, joined, matcherHint, snapshotName, type Wanted } from './failure-text.js'
import { marginText } from './margin.js'
import type { SnapshotRequest } from './memory-snapshot-options.js'

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

/** Both totals and the rows that moved; `undefined` where no row did, so that the texts differ in something else. */
export function mismatchText(failed: FailedSnapshot, stored: Breakdown, present: Breakdown): string | undefined {
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
  return failureText(context, { ...verdict, wanted: wanted(stored.bytes, request), reference: stored.bytes }, [
    [differenceText(difference, { names: ['stored', 'received'] })],
    [`If this is meant, run ${runner} with -u to store what was received.`],
  ])
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
  { context, runner, request, name }: FailedSnapshot,
  message: string,
  stored: Breakdown | undefined,
): string {
  const { matcher, isInline } = request
  const runnersName = isInline ? 'toMatchInlineSnapshot' : 'toMatchSnapshot'
  const reason =
    stored === undefined
      ? 'The stored text is no breakdown that this version of Carat reads: edited by hand, or of another version.'
      : 'No row has moved: the texts differ in what they say besides.'
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
