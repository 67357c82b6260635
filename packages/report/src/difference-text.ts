import { type Change, type Difference, type DifferenceRow, formatExactBytes, type TypeDifference } from '@carat/core'
import { alignedRows } from './aligned-rows.js'
import { described } from './argument.js'
import { grouped, signed, times } from './figures.js'
import { pathText, typeText } from './name-text.js'
import { printable } from './printable.js'
import { moreText } from './row-text.js'
import { split } from './split.js'

/** How a difference is written. */
export interface DifferenceTextOptions {
  /** What the two sides are called. Default `before` and `after`. */
  readonly names?: readonly [string, string] | undefined
  /** Rows at most, a whole number above 0 or `Infinity`. Default 12. */
  readonly rows?: number | undefined
}

const DEFAULT_ROWS = 12
const MOST_TYPES = 5
/** Rows that are alike and have one line; the paths in it. */
const LEAST_ALIKE = 3
const MOST_PATHS = 2
/** Of what the types moved by, the share that may be missing from the rows. */
const MOST_UNTOLD = 0.1
const LONGEST_CAUSE = 240
const RIGHT_CALL = 'differenceText(diff(measure(previous), measure(value)))'
const RIGHT_OPTIONS = "for example differenceText(difference, { names: ['before', 'after'], rows: 20 })"

/**
 * The rows that are not the same in both, largest change first and what a text only counts last, each with its cause where that is known: its bytes on
 * both sides, their difference, its path, its type and how many objects it has now. A row that grew or shrank has its own
 * bytes there, one that is new or removed those of all that lies under it, so that the differences add up to the whole.
 *
 * Rows that are new, or removed, and alike have one line for all. What rows are not written are one line with what they add up to. The differences by type follow where they tell more.
 *
 * @throws {TypeError} if `difference` is none, or an option is of the wrong kind.
 * @throws {RangeError} if an option is unknown, or `rows` no such number.
 */
export function differenceText(difference: Difference, options?: DifferenceTextOptions): string {
  if (!Array.isArray(difference?.rows) || !Array.isArray(difference.types)) {
    throw new TypeError(
      `differenceText takes what diff gives, got ${described(difference)} instead; write ${RIGHT_CALL}`,
    )
  }
  const { names, rows: most } = checked(options)
  const { rows, types } = difference
  if (rows.length === 0 && types.length === 0) return 'No part differs.'
  const { shown, hidden } = split(linesOf(rows), most)
  const blocks = [table(shown, hidden, names)]
  if (tellMore(types, rows, hidden.length > 0)) {
    const { shown, hidden } = split(types.map(lineOfType), MOST_TYPES)
    blocks.push(['By type:', ...table(shown, hidden, names)])
  }
  return blocks.map((block) => block.join('\n')).join('\n\n')
}

/** What is written of one row, of several that are alike, or of a type. */
interface Line {
  readonly change: Change
  readonly rows: number
  readonly isCounted: boolean
  readonly before: number
  readonly after: number
  readonly bytes: number
  readonly words: readonly string[]
  readonly causes: readonly string[]
}

/** A line for each row; of those that are new, or removed, and alike, one for all. */
function linesOf(rows: readonly DifferenceRow[]): Line[] {
  const groups = new Map<string, DifferenceRow[]>()
  for (const row of rows) {
    const isAlone = (row.change !== 'new' && row.change !== 'removed') || row.causes.length > 0
    const { change, type, bytes, before, after } = row
    const key = isAlone ? `${groups.size}` : JSON.stringify([change, type, bytes, before.count, after.count])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  const lines = [...groups.values()].flatMap((group) =>
    group.length < LEAST_ALIKE ? group.map((row) => lineOf([row])) : [lineOf(group)],
  )
  // what a text only counts says least
  return lines.sort((a, b) => Number(a.isCounted) - Number(b.isCounted) || Math.abs(b.bytes) - Math.abs(a.bytes))
}

function lineOf(alike: readonly DifferenceRow[]): Line {
  const [{ change, type, before, after, bytes, causes }] = alike as [DifferenceRow]
  const rows = alike.length
  // the shortest paths say most
  const { shown, hidden } = split(
    alike.toSorted((a, b) => a.path.length - b.path.length),
    MOST_PATHS,
  )
  const paths = shown.map(rowText).join(', ')
  const path = hidden.length === 0 ? paths : `${paths} and ${grouped(hidden.length)} more`
  const count = rows * (after.count > 0 ? after.count : before.count)
  return {
    change,
    rows,
    isCounted: type === '',
    before: before.bytes * rows,
    after: after.bytes * rows,
    bytes: bytes * rows,
    words: [path, typeWords(type, count)],
    causes,
  }
}

function lineOfType({ change, type, before, after, bytes }: TypeDifference): Line {
  const words = [type === '' ? 'other types' : typeWords(type, after.count > 0 ? after.count : before.count)]
  return { change, rows: 1, isCounted: type === '', before: before.bytes, after: after.bytes, bytes, words, causes: [] }
}

/** Whether the rows that are shown say too little of the types: what is new or removed may hold much of others. */
function tellMore(types: readonly TypeDifference[], rows: readonly DifferenceRow[], areHidden: boolean): boolean {
  if (types.length < 2) return false
  if (areHidden) return true
  const byType = new Map<string, number>()
  for (const { type, bytes } of rows) byType.set(type, (byType.get(type) ?? 0) + bytes)
  let moved = 0
  let untold = 0
  for (const { type, bytes } of types) {
    moved += Math.abs(bytes)
    untold += Math.abs(bytes - (byType.get(type) ?? 0))
  }
  return untold > MOST_UNTOLD * moved
}

function table(shown: readonly Line[], hidden: readonly Line[], names: readonly [string, string]): string[] {
  const cells = shown.map(({ change, before, after, bytes, words }) => [
    change === 'new' ? 'new' : formatExactBytes(before),
    change === 'removed' ? 'removed' : formatExactBytes(after),
    signed(bytes),
    ...words,
  ])
  const rest = hidden.reduce((total, { bytes }) => total + bytes, 0)
  if (hidden.length > 0) cells.push(['', '', signed(rest)])
  const [header = '', ...lines] = alignedRows([[...names, 'difference'], ...cells], 3)
  const indent = ' '.repeat(header.length + 4)
  const withCauses = lines.flatMap((line, index) => {
    const causes = shown[index]?.causes ?? []
    return [line, ...causes.map((cause) => indent + printable(cause, LONGEST_CAUSE))]
  })
  if (hidden.length === 0) return [header, ...withCauses]
  const more = hidden.reduce((total, { rows }) => total + rows, 0)
  // behind the figure, where it does not widen the column of paths
  const last = `${withCauses.pop()}  ${moreText(more)}`
  return [header, ...withCauses, last]
}

function rowText({ path, type }: DifferenceRow): string {
  if (type === '' && path.endsWith('…')) return printable(`${path === '…' ? '' : pathText(path.slice(0, -1))}…`)
  return path === '' ? '(value)' : printable(pathText(path))
}

function typeWords(type: string, count: number): string {
  // what a text only counts has no type
  return type === ''
    ? `${grouped(count)} row${count === 1 ? '' : 's'} not listed`
    : `${printable(typeText(type))}${times(count)}`
}

function checked(options: unknown): { readonly names: readonly [string, string]; readonly rows: number } {
  if (options === undefined) return { names: ['before', 'after'], rows: DEFAULT_ROWS }
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`differenceText: options must be an object, got ${described(options)}; ${RIGHT_OPTIONS}`)
  }
  for (const key of Reflect.ownKeys(options)) {
    if (key !== 'names' && key !== 'rows') {
      throw new RangeError(
        `differenceText: unknown option ${String(key)}; the options are names, rows; ${RIGHT_OPTIONS}`,
      )
    }
  }
  const { names = ['before', 'after'], rows = DEFAULT_ROWS } = options as DifferenceTextOptions
  if (!Array.isArray(names) || names.length !== 2 || names.some((name) => typeof name !== 'string')) {
    throw new TypeError(`differenceText: names must be two texts, got ${described(names)}; ${RIGHT_OPTIONS}`)
  }
  if (rows !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(rows) && rows > 0)) {
    throw new RangeError(
      `differenceText: rows must be a whole number from 1 on, got ${described(rows)}; ${RIGHT_OPTIONS}`,
    )
  }
  const [before, after] = names
  return { names: [printable(before), printable(after)], rows }
}
