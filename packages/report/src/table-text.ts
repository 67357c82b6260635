import { formatExactBytes, type Measurement, type Part } from '@carat/core'
import { alignedRows } from './aligned-rows.js'
import { OptionReader, requireMeasurement } from './argument.js'
import { compareText } from './compare-text.js'
import { grouped, percent, rounded } from './figures.js'
import { pathText, typeText } from './name-text.js'
import { printable } from './printable.js'
import { unseenPlaces } from './remark-text.js'
import { moreText } from './row-text.js'
import { split } from './split.js'
import { headLines } from './summary.js'

/** What the rows of a table are, and how many. */
export interface TableTextOptions {
  /** A row for each type, or for each path and type. Default `'type'`. */
  readonly by?: 'type' | 'path' | undefined
  /** Rows at most, a whole number above 0 or `Infinity`: the largest ones. Default 20. */
  readonly rows?: number | undefined
}

interface TableRow {
  readonly bytes: number
  readonly count: number
  readonly words: readonly string[]
}

/**
 * The breakdown as a table, the largest first: of each type, or of each path, the bytes of its objects alone, what part of
 * all bytes that is, and how many objects there are. The bytes of all rows add up to those of the measurement.
 *
 * What is not listed is one row at the end. Long names are cut.
 *
 * @throws {TypeError} if `measurement` is not what `measure` returns, or `options` is no object.
 * @throws {RangeError} if an option is unknown, `by` is neither `'type'` nor `'path'`, or `rows` no such number.
 */
export function tableText(measurement: Measurement, options?: TableTextOptions): string {
  requireMeasurement('tableText', measurement)
  const given = new OptionReader('tableText', options, { by: `'path'`, rows: '20' })
  const by = given.oneOf('by', 'type', ['type', 'path'])
  const most = given.whole('rows', 20, 1)
  const { shown, hidden } = split(by === 'type' ? typeRows(measurement) : pathRows(measurement.root), most)
  const listed = hidden.length === 0 ? shown : [...shown, sumOf(hidden)]
  const cells = listed.map(({ bytes, count, words }) => [
    percent(bytes, measurement.bytes),
    formatExactBytes(bytes),
    rounded(bytes),
    grouped(count),
    ...words,
  ])
  const names = by === 'type' ? ['type'] : ['type', 'path']
  const lines = alignedRows([['share', 'bytes', '', 'count', ...names], ...cells], 4).map((line) => line.slice(2))
  const blocks = [headLines(measurement), lines, ...unseenPlaces(measurement.unseen)]
  return blocks.map((block) => block.join('\n')).join('\n\n')
}

function typeRows({ types }: Measurement): TableRow[] {
  return types.map(({ type, bytes, count }) => ({ bytes, count, words: [typeName(type)] }))
}

function pathRows(root: Part): TableRow[] {
  const parts: Part[] = []
  const waiting = [root]
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    parts.push(part)
    for (const child of part.parts) waiting.push(child)
  }
  return parts
    .sort((a, b) => b.self - a.self || compareText(a.path, b.path) || compareText(a.type, b.type))
    .map(({ path, type, self, count }) => ({
      bytes: self,
      count,
      words: [typeName(type), path === '' ? '(the value itself)' : printable(pathText(path))],
    }))
}

function typeName(type: string): string {
  return printable(typeText(type))
}

function sumOf(rows: readonly TableRow[]): TableRow {
  const sum = { bytes: 0, count: 0, words: [moreText(rows.length)] }
  for (const { bytes, count } of rows) {
    sum.bytes += bytes
    sum.count += count
  }
  return sum
}
