import { formatExactBytes, type Measurement, type TypeRow } from '@carat/core'
import { alignedRows, type ListedRow, listedRows, moreText, printable, rowLines, split, times } from '@carat/report'
import { unseenBlocks, warningsBlock } from './rows.js'

const MOST_PARTS = 10
const DEEPEST_PART = 3
const MOST_TYPES = 5

/**
 * What a value is made of: its largest parts, its types where they tell more, and what could not be seen. What was declared
 * wrongly comes first.
 */
export function breakdown({ root, bytes, objects, types, unseen, warnings }: Measurement): string[][] {
  const declared = warningsBlock(warnings, 'received')
  if (bytes === 0) return [declared, ...unseenBlocks(unseen, 'received')]
  const parts = listedRows(root, { depth: DEEPEST_PART, rows: MOST_PARTS, order: 'size' })
  return [
    declared,
    ['Parts of received, largest first:', ...rowLines(parts, printable, true)],
    tellMore(types, parts, objects) ? typesBlock(types) : [],
    ...unseenBlocks(unseen, 'received'),
  ]
}

/** Whether a type has objects that no row shows, or in several rows: where each object has its row, these say all. */
function tellMore(types: readonly TypeRow[], parts: readonly ListedRow[], objects: number): boolean {
  if (parts.some((row) => row.kind === 'more' || row.unlisted > 0)) return true
  return types.length < parts.length && parts.length < objects
}

function typesBlock(types: readonly TypeRow[]): string[] {
  const { shown, hidden } = split(types, MOST_TYPES)
  const lines = shown.map(({ type, count, bytes }) => [formatExactBytes(bytes), `${printable(type)}${times(count)}`])
  if (hidden.length > 0) {
    const rest = hidden.reduce((total, row) => total + row.bytes, 0)
    lines.push([formatExactBytes(rest), moreText(hidden.length)])
  }
  return ['The same by type:', ...alignedRows(lines, 1)]
}
