import type { Part, Unseen } from '@carat/core'
import { grouped, times } from './figures.js'
import { printable } from './printable.js'

/** The most parts that a failure text lists. */
export const MOST_PARTS = 8
const MOST_UNSEEN = 5

/** The rows that are listed and those that are only counted. One row alone is listed: to count it takes a line, too. */
export function split<T>(rows: readonly T[], most: number): { shown: readonly T[]; hidden: readonly T[] } {
  const end = rows.length === most + 1 ? rows.length : most
  return { shown: rows.slice(0, end), hidden: rows.slice(end) }
}

/** The type of a part as it is printed: what several parts reach has none of its own. */
export function typeText({ path, type }: Pick<Part, 'path' | 'type'>): string {
  return path === '(shared)' ? 'of several parts' : printable(type)
}

/** Lines of aligned columns: numbers, which come first, end in line; texts begin in line. */
export function table(rows: readonly (readonly string[])[], numberColumns: number): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length)
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0
      return column < numberColumns ? cell.padStart(width) : cell.padEnd(width)
    })
    return `  ${cells.join('  ')}`.trimEnd()
  })
}

/** What the walk could not see into, so that no reader takes the bytes for all there is. */
export function unseenBlock(unseen: readonly Unseen[], name: string): string[] {
  if (unseen.length === 0) return []
  const { shown, hidden } = split(unseen, MOST_UNSEEN)
  const rows = shown.map(({ path, reason, count }) => [printable(`${name}${path}`), `${reason}${times(count)}`])
  if (hidden.length > 0) rows.push([more(hidden.length)])
  return ["Not counted, since JavaScript can't see it:", ...table(rows, 0)]
}

export function more(count: number): string {
  return `… ${grouped(count)} more`
}
