import { formatExactBytes, type LayoutName } from '@carat/core'
import type { UnseenBytes, UnseenReport } from '@carat/heap'
import { alignedRows, grouped, moreText, printable, split, times } from '@carat/report'

const MOST_ROWS = 8
const MOST_NAMED = 2

/**
 * What a walk counts and what V8 holds, in a line:
 * `walk 1,432 B + unseen 12,480 B (closure of refresh: 12,400 B) = as built 13,912 B`.
 */
export function unseenSentence({ walk, heap, rows }: UnseenReport): string {
  const difference = heap - walk
  if (difference === 0) return `walk ${formatExactBytes(walk)} = as built ${formatExactBytes(heap)}`
  const sign = difference < 0 ? '−' : '+'
  const named = rows.slice(0, MOST_NAMED).map((row) => `${placeText(row)}: ${formatExactBytes(row.bytes)}`)
  if (rows.length > MOST_NAMED) named.push(moreText(rows.length - MOST_NAMED))
  const sum = `${sign} unseen ${formatExactBytes(Math.abs(difference))} (${named.join(', ')})`
  return `walk ${formatExactBytes(walk)} ${sum} = as built ${formatExactBytes(heap)}`
}

/**
 * The sentence, and below it all rows where it does not name them.
 *
 * @param layout That of the bytes around the block.
 */
export function unseenBlock(report: UnseenReport, layout: LayoutName = report.layout): string[] {
  const lines = [unseenSentence(report)]
  // V8 holds what this engine holds, and the walk beside it has to count the same
  if (layout !== report.layout) lines.unshift(`In ${report.layout}, the layout of this engine:`)
  if (report.rows.length <= MOST_NAMED) return lines
  const { shown, hidden } = split(report.rows, MOST_ROWS)
  const rows = shown.map(({ path, cause, bytes, count }) => [
    signedBytes(bytes),
    printable(path === '' ? '(the value)' : path),
    `${cause}${times(count)}`,
  ])
  if (hidden.length > 0) {
    rows.push([signedBytes(hidden.reduce((sum, { bytes }) => sum + bytes, 0)), moreText(hidden.length), ''])
  }
  return [...lines, ...alignedRows(rows, 1).map((line) => line.trimEnd())]
}

function signedBytes(bytes: number): string {
  return `${bytes < 0 ? '-' : '+'}${grouped(Math.abs(bytes))} B`
}

const PLACES: Partial<Record<UnseenBytes['cause'], string>> = {
  'closure context': 'closure of',
  'weak collection entries': 'entries of',
  'promise result': 'result of',
  'proxy target and handler': 'target and handler of',
  'bound function': 'what is bound to',
  'suspended generator': 'variables of',
  'error stack': 'stack of',
}

/** A row in words: `closure of refresh`, `private fields at k.#secret`. */
function placeText({ path, cause }: UnseenBytes): string {
  const place = path === '' ? 'the value' : printable(path.startsWith('.') ? path.slice(1) : path)
  return `${PLACES[cause] ?? `${cause} ${path === '' ? 'of' : 'at'}`} ${place}`
}
