import {
  type Breakdown,
  type BreakdownRow,
  type Bytes,
  formatExactBytes,
  type LayoutName,
  layouts,
  type Measurement,
  type TypeRow,
} from '@carat/core'
import { alignedRows } from './aligned-rows.js'
import { OptionReader, requireMeasurement } from './argument.js'
import { grouped, times } from './figures.js'
import { listedRows } from './listed-rows.js'
import { pathText, typeText } from './name-text.js'
import { isUnseenLine, isWarningLine, unseenLines, warnedPath, warningLines } from './remark-text.js'
import { moreText, readMore, readRow, rowLines, unlistedRows } from './row-text.js'
import { NUMBER, numberIn } from './scanner.js'
import { split } from './split.js'

const DEFAULT_ROWS = 30
const LEAST_SHARE = 0.01
const MOST_TYPES = 5
// More than a text for people has: what is not listed does not show which one is new.
const MOST_WARNINGS = 10
const TYPES = 'by type'

/** How much of a breakdown is written. */
export interface MemoryTextOptions {
  /** Levels of rows below the value itself, a whole number or `Infinity`. Default 5. */
  readonly depth?: number | undefined
  /**
   * Rows in all, a whole number above 0 or `Infinity`: the largest ones. Default 30, and none of less than a hundredth of
   * the whole.
   */
  readonly rows?: number | undefined
}

/**
 * The breakdown as the text that snapshots hold: a line each for the largest rows, with the bytes of all that they hold
 * and of themselves alone. Rows below one row stand by name and type, not by size, so that a change moves no line.
 *
 * What is not listed is counted: `… 12 more` below a row are 12 rows of it with all that lies under them, and their bytes.
 * At the end of a row it says the same of all rows below: their bytes are what is in `total` and not in `self`. One row that
 * holds no other is listed instead. The bytes are those of `measurement`, in its layout; the same
 * measurement gives the same text, on every machine. Where not all rows are listed, the largest types follow.
 *
 * What classes declare wrongly stands above the rows, a line each: `warning at .ring: …`. Below them stands what is not in the
 * bytes: the reasons why parts were not seen, and the notes of those that were skipped.
 *
 * @throws {TypeError} if `measurement` is none, or `options` is no object.
 * @throws {RangeError} if an option is unknown or no such number.
 */
export function memoryText(measurement: Measurement, options?: MemoryTextOptions): string {
  requireMeasurement('memoryText', measurement)
  const given = new OptionReader('memoryText', options, { depth: '4', rows: '20' })
  const rows = given.whole('rows', DEFAULT_ROWS, 1)
  // Rows that hardly weigh anything are noise, unless somebody asked for so many.
  const least = options?.rows === undefined ? measurement.bytes * LEAST_SHARE : 0
  const listed = listedRows(measurement.root, { depth: given.whole('depth', 5, 0), rows, least, order: 'name' })
  const isCut = listed.some((row) => row.kind === 'more' || row.unlisted > 0)
  return [
    [headerOf(measurement), ...warningLines(measurement.warnings, MOST_WARNINGS, pathInFull)],
    rowLines(listed).map((line) => line.slice(2)),
    isCut ? typeLines(measurement.types) : [],
    unseenLines(measurement.unseen),
  ]
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')
}

function headerOf({ bytes, objects, spare, layout }: Measurement): string {
  const spareText = spare === 0 ? '' : ` ${formatExactBytes(spare)} spare,`
  return `${formatExactBytes(bytes)} in ${grouped(objects)} object${objects === 1 ? '' : 's'},${spareText} ${layout}`
}

/** The largest types, where the rows don't name all. */
function typeLines(types: readonly TypeRow[]): string[] {
  if (types.length === 0) return []
  const { shown, hidden } = split(types, MOST_TYPES)
  const cells = shown.map(({ bytes, type, count }) => [grouped(bytes), `${typeText(type)}${times(count)}`])
  if (hidden.length > 0) {
    cells.push([grouped(hidden.reduce((sum, { bytes }) => sum + bytes, 0)), moreText(hidden.length)])
  }
  return [TYPES, ...alignedRows(cells, 1).map((line) => line.slice(2))]
}

function pathInFull(path: string): string {
  return path === '' ? '' : pathText(path)
}

const HEADER = new RegExp(
  `^(?<bytes>${NUMBER}) B in ${NUMBER} objects?,(?: (?<spare>${NUMBER} B) spare,)? (?<layout>\\S+)$`,
)
const COLUMNS = /^(?<total> *total) {2} *self$/
const TYPE_LINE = new RegExp(`^ *(?<figure>${NUMBER}) {2}(?<words>.+)$`)
const FIGURE = new RegExp(`^ *(?<figure>${NUMBER})$`)

/** A row while those below it are being read. */
interface OpenRow extends BreakdownRow {
  readonly parts: OpenRow[]
}

/**
 * Reads a text that `memoryText` wrote; `undefined` where it is none, or its bytes don't add up.
 *
 * The text holds less than the measurement. Rows that it only counts come back as one row with the name `…`, the type `''`
 * and their number as `count`, so that the `self` of all rows adds up to `bytes`. `also` has the paths that are written. A
 * string's form has the `size` 0, since the text does not say how many characters there are.
 */
export function parseMemoryText(text: string): Breakdown | undefined {
  const [[header = '', ...warnings] = [], [columns = '', ...rows] = [], ...blocks] = blocksOf(text)
  const { bytes, layout } = HEADER.exec(header)?.groups ?? {}
  const width = COLUMNS.exec(columns)?.groups?.total?.length
  if (layout === undefined || !Object.hasOwn(layouts, layout) || width === undefined) return undefined
  if (!warnings.every(isWarningLine)) return undefined
  if (blocks.at(-1)?.every(isUnseenLine)) blocks.pop()
  const types = blocks[0]?.[0] === TYPES ? readTypes(blocks.shift()?.slice(1) ?? []) : NO_TYPES
  const root = readTree(rows, width, columns.length)
  if (blocks.length > 0 || types === undefined || root === undefined || root.bytes !== numberIn(bytes)) return undefined
  if (types === NO_TYPES) return { bytes: root.bytes, layout: layout as LayoutName, root }
  if (types.reduce((rest, row) => rest - row.bytes, root.bytes as number) !== 0) return undefined
  return { bytes: root.bytes, layout: layout as LayoutName, root, types }
}

/** What a text that `memoryText` wrote says besides its rows, as it is written there. */
export interface Remarks {
  /** What is spare of all bytes: `180 B`. */
  readonly spare: string
  readonly warnings: readonly string[]
  /** The paths in `warnings`. */
  readonly warned: readonly string[]
  /** What was not seen and what was skipped. */
  readonly unseen: readonly string[]
}

/** Reads from a text of `memoryText` what `parseMemoryText` leaves out. Of another text what reads like it. */
export function remarksIn(text: string): Remarks {
  const [[header = '', ...head] = [], ...blocks] = blocksOf(text)
  return {
    spare: HEADER.exec(header)?.groups?.spare ?? '0 B',
    warnings: head.filter(isWarningLine),
    warned: head.map(warnedPath).filter((path) => path !== undefined),
    unseen: (blocks.slice(1).at(-1) ?? []).filter(isUnseenLine),
  }
}

const NO_TYPES: readonly TypeRow[] = []

/** The lines between empty ones; none where the text is no text. */
function blocksOf(text: unknown): string[][] {
  const blocks: string[][] = [[]]
  if (typeof text !== 'string') return blocks
  for (const line of text.trim().split(/\r?\n/)) {
    if (line === '') blocks.push([])
    else blocks.at(-1)?.push(line)
  }
  return blocks
}

function readTypes(lines: readonly string[]): readonly TypeRow[] | undefined {
  const types: TypeRow[] = []
  for (const line of lines) {
    const { figure, words = '' } = TYPE_LINE.exec(line)?.groups ?? {}
    const row = readMore(words) ?? readRow(words, true)
    if (figure === undefined || row === undefined) return undefined
    types.push({ type: row.type, count: row.count, bytes: numberIn(figure) as Bytes })
  }
  return types
}

/** The rows below the line that names the columns, of which `total` ends at one offset and `self` at another. */
function readTree(lines: readonly string[], totalEnd: number, selfEnd: number): OpenRow | undefined {
  const rows: OpenRow[] = []
  // The rows that the next one may stand below, by depth.
  const open: OpenRow[] = []
  for (const line of lines) {
    const label = line.slice(selfEnd)
    const words = label.trimStart()
    const depth = (label.length - words.length) / 2 - 1
    const parent = open[depth - 1]
    if (parent === undefined ? depth !== 0 || rows.length > 0 : depth > open.length) return undefined
    const total = figureIn(line.slice(0, totalEnd))
    const own = line.slice(totalEnd, selfEnd)
    const isCounted = own.trim() === ''
    const self = isCounted ? total : figureIn(own)
    const row = isCounted ? parent && readMore(words) : readRow(words, parent === undefined)
    if (row === undefined || total === undefined || self === undefined) return undefined
    const { unlisted, ...named } = row
    const read: OpenRow = { path: `${parent?.path ?? ''}${row.name}`, ...named, bytes: total, self, parts: [] }
    if (unlisted > 0) read.parts.push(unlistedIn(read, unlisted))
    parent?.parts.push(read)
    rows.push(read)
    open.length = depth
    if (!isCounted) open.push(read)
  }
  return rows.every(addsUp) ? rows[0] : undefined
}

/** The rows below one of which none is listed. */
function unlistedIn({ path, bytes, self }: OpenRow, count: number): OpenRow {
  const { unlisted: _none, ...named } = unlistedRows(count)
  const rest = (bytes - self) as Bytes
  return { path: `${path}${named.name}`, ...named, bytes: rest, self: rest, parts: [] }
}

function addsUp({ bytes, self, parts }: OpenRow): boolean {
  return parts.reduce((rest, part) => rest - part.bytes, bytes - self) === 0
}

function figureIn(cell: string): Bytes | undefined {
  const figure = FIGURE.exec(cell)?.groups?.figure
  return figure === undefined ? undefined : (numberIn(figure) as Bytes)
}
