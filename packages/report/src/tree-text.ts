import type { Bytes, Measurement } from '@carat/core'
import { alignedRows } from './aligned-rows.js'
import { OptionReader, requireMeasurement } from './argument.js'
import { grouped, percent, rounded } from './figures.js'
import { type ListedRow, listedRows } from './listed-rows.js'
import { printable } from './printable.js'
import { unseenPlaces } from './remark-text.js'
import { moreText, rowText } from './row-text.js'
import { headLines } from './summary.js'

/** How much of a breakdown is drawn as a tree. */
export interface TreeTextOptions {
  /** Levels of rows below the value itself, a whole number or `Infinity`. Default 6. */
  readonly depth?: number | undefined
  /** Rows in all, a whole number above 0 or `Infinity`: the largest ones. Default 40. */
  readonly rows?: number | undefined
}

/**
 * The breakdown as a tree to read in a terminal, the largest first: what part of all bytes a row holds with all rows below
 * it, these bytes exactly and rounded, and the bytes of its objects alone.
 *
 * Its rows are those of `memoryText`, which is for snapshots and does not move lines when sizes change. Long names are cut.
 *
 * @throws {TypeError} if `measurement` is not what `measure` returns, or `options` is no object.
 * @throws {RangeError} if an option is unknown or no such number.
 */
export function treeText(measurement: Measurement, options?: TreeTextOptions): string {
  requireMeasurement('treeText', measurement)
  const given = new OptionReader('treeText', options, { depth: '4', rows: '20' })
  const selection = { depth: given.whole('depth', 6, 0), rows: given.whole('rows', 40, 1), order: 'size' } as const
  const rows = listedRows(measurement.root, selection)
  const guides = guidesOf(rows)
  const cells = rows.map((row, index) => {
    const part = row.kind === 'more' ? { bytes: row.bytes, self: undefined } : row.part
    const words = row.kind === 'more' ? moreText(row.count) : rowText(row, printable, true)
    return [...figures(part, measurement.bytes), `${guides[index]}${words}`]
  })
  const lines = alignedRows([['share', 'total', '', 'self'], ...cells], 4).map((line) => line.slice(2))
  const blocks = [headLines(measurement), lines, ...unseenPlaces(measurement.unseen)]
  return blocks.map((block) => block.join('\n')).join('\n\n')
}

function figures({ bytes, self }: { bytes: Bytes; self: Bytes | undefined }, total: Bytes): string[] {
  return [percent(bytes, total), grouped(bytes), rounded(bytes), self === undefined ? '' : grouped(self)]
}

/** The lines of the tree before each row. Read from the last row up, since a row does not know whether one follows it. */
function guidesOf(rows: readonly ListedRow[]): string[] {
  const guides: string[] = []
  // By depth: whether a row below the one read now hangs on the same line.
  let follows: boolean[] = []
  for (let index = rows.length - 1; index >= 0; index--) {
    const depth = rows[index]?.depth ?? 0
    let guide = ''
    for (let above = 1; above < depth; above++) guide += follows[above] ? '│  ' : '   '
    if (depth > 0) guide += follows[depth] ? '├─ ' : '└─ '
    guides[index] = guide
    follows = follows.slice(0, depth)
    follows[depth] = true
  }
  return guides
}
