import type { Unseen } from '@carat/core'
import { alignedRows, moreText, printable, split, times } from '@carat/report'

const MOST_UNSEEN = 5

/** What the walk could not see into, so that no reader takes the bytes for all there is. */
export function unseenBlock(unseen: readonly Unseen[], name: string): string[] {
  if (unseen.length === 0) return []
  const { shown, hidden } = split(unseen, MOST_UNSEEN)
  const rows = shown.map(({ path, reason, count }) => [printable(`${name}${path}`), `${reason}${times(count)}`])
  if (hidden.length > 0) rows.push([moreText(hidden.length)])
  return ["Not counted, since JavaScript can't see it:", ...alignedRows(rows, 0)]
}
