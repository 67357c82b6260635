import type { Unseen, Warning } from '@carat/core'
import { alignedRows, moreText, noteText, printable, split, times, warningLines } from '@carat/report'

const MOST_UNSEEN = 5
const MOST_WARNINGS = 5

/** What classes declare wrongly, so that no reader trusts the bytes below it. */
export function warningsBlock(warnings: readonly Warning[] | undefined, name: string): string[] {
  return warningLines(warnings, MOST_WARNINGS, (path) => printable(`${name}${path}`))
}

/** What the walk could not see into and what was skipped, so that no reader takes the bytes for all there is. */
export function unseenBlocks(unseen: readonly Unseen[], name: string): string[][] {
  const isSkipped = ({ reason }: Unseen): boolean => reason === 'skipped'
  // of a heap usage: what is seen, and somebody else's
  const isShared = ({ reason, note }: Unseen): boolean => reason !== 'skipped' && note !== undefined
  const notSeen = unseen.filter((place) => !isSkipped(place) && !isShared(place))
  return [
    placesBlock('Not counted, since others keep it alive, too:', unseen.filter(isShared), ({ path, reason, count }) => [
      printable(`${name}${path}`),
      `${reason}${times(count)}`,
    ]),
    placesBlock("Not counted, since JavaScript can't see it:", notSeen, ({ path, reason, count }) => [
      printable(`${name}${path}`),
      `${reason}${times(count)}`,
    ]),
    placesBlock('Not counted, since it is skipped:', unseen.filter(isSkipped), (place) => [
      `${printable(`${name}${place.path}`)}${times(place.count)}`,
      noteText(place),
    ]),
  ]
}

function placesBlock(heading: string, unseen: readonly Unseen[], cellsOf: (place: Unseen) => string[]): string[] {
  if (unseen.length === 0) return []
  const { shown, hidden } = split(unseen, MOST_UNSEEN)
  const rows = shown.map(cellsOf)
  if (hidden.length > 0) rows.push([moreText(hidden.length)])
  return [heading, ...alignedRows(rows, 0)]
}
