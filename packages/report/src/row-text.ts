import type { BreakdownRow, Form } from '@carat/core'
import { alignedRows } from './aligned-rows.js'
import { grouped, times } from './figures.js'
import { formTexts, readForm, stringForm } from './form-text.js'
import type { ListedPart, ListedRow } from './listed-rows.js'
import { pathPattern, pathText, typePattern, typeText, unquoted } from './name-text.js'
import { NUMBER, numberIn, Scanner } from './scanner.js'
import { split } from './split.js'

/** What core calls strings that several paths lead to. */
const SHARED = '(shared)'
const MOST_ALSO = 2
const WIDEST_ALSO = 60

/**
 * The rows as lines, below a line that names the two columns of bytes: `total` with all that lies under a row, and `self`.
 *
 * @param shorten Applied to each name, type and path. Default: they are written in full.
 */
export function rowLines(
  rows: readonly ListedRow[],
  shorten: (name: string) => string = (name) => name,
  showsSlack = false,
): string[] {
  const cells = rows.map((row) => {
    const indent = '  '.repeat(row.depth)
    return row.kind === 'more'
      ? [grouped(row.bytes), '', `${indent}${moreText(row.count)}`]
      : [grouped(row.part.bytes), grouped(row.part.self), `${indent}${rowText(row, shorten, showsSlack)}`]
  })
  return alignedRows([['total', 'self'], ...cells], 2)
}

/** How many more there are than are listed: `… 12 more`. */
export function moreText(count: number): string {
  return `… ${grouped(count)} more`
}

/**
 * A row in words: `.valList Array, 100 elements`; of one below which nothing is listed, how many rows that are.
 *
 * @param showsSlack Whether to tell the slack of a heap usage. It depends on what ran before, and has no place in a snapshot.
 */
export function rowText(
  { part, depth, unlisted }: ListedPart,
  shorten: (name: string) => string,
  showsSlack = false,
): string {
  const { name, type, count, forms, spare, slack = 0, isNested, also } = part
  const details = formTexts(forms, count)
  if (spare > 0) details.push(`${grouped(spare)} spare`)
  if (showsSlack && slack > 0) details.push(`${grouped(slack)} slack apart`)
  if (isNested) details.push('nested')
  if (unlisted > 0) details.push(moreText(unlisted))
  // at the end, since its paths stand between commas, too
  // what stands in the place of a name is no path
  if (also.length > 0) details.push(`${name === SHARED ? 'from' : 'also'} ${pathsText(also, shorten)}`)
  const path = depth === 0 ? '' : `${shorten(pathText(name))} `
  return [`${path}${shorten(typeText(type))}${times(count)}`, ...details].join(', ')
}

/** The first of the paths, as many as make no line too long; one at least. */
function pathsText(also: readonly string[], shorten: (name: string) => string): string {
  const paths = split(also, MOST_ALSO).shown.map((path) => shorten(pathText(path)))
  let end = 1
  for (let width = paths[0]?.length ?? 0; end < paths.length; end++) {
    width += paths[end]?.length ?? 0
    if (width > WIDEST_ALSO) break
  }
  const hidden = also.length - end
  return `${paths.slice(0, end).join(', ')}${hidden === 0 ? '' : ` and ${grouped(hidden)} more`}`
}

const COUNT = new RegExp(` ×(?<count>${NUMBER})`, 'y')
const MORE = new RegExp(`… (?<count>${NUMBER}) more(?=,|$)`, 'y')
const SPARE = new RegExp(`${NUMBER} spare`, 'y')
const AND_MORE = new RegExp(` and (?<count>${NUMBER}) more$`, 'y')

/** What a row says behind its bytes. */
export interface RowWords extends Pick<BreakdownRow, 'name' | 'type' | 'count' | 'also' | 'moreAlso' | 'forms'> {
  /** Rows below it, of which none is listed. */
  readonly unlisted: number
}

/** Reads the words of a row; `undefined` where it is none. */
export function readRow(words: string, isRoot: boolean): RowWords | undefined {
  const scanner = new Scanner(words)
  const name = isRoot ? '' : readName(scanner, pathPattern())
  if (name === undefined || !(isRoot || scanner.skip(' '))) return undefined
  const type = readName(scanner, typePattern())
  if (type === undefined) return undefined
  const times = scanner.take(COUNT)
  const count = times === undefined ? 1 : numberIn(times.count)
  const forms: Form[] = []
  let sharing: Pick<RowWords, 'also' | 'moreAlso'> = { also: [] }
  let unlisted = 0
  while (scanner.skip(', ')) {
    if (scanner.skip('nested') || scanner.take(SPARE)) continue
    const more = scanner.take(MORE)
    if (more !== undefined) {
      unlisted = numberIn(more.count)
    } else if (scanner.skip('also ') || scanner.skip('from ')) {
      const read = readAlso(scanner)
      if (read === undefined) return undefined
      sharing = read
    } else {
      const form = readForm(scanner, count)
      if (form === undefined) return undefined
      forms.push(form)
    }
  }
  return scanner.isAtEnd
    ? { name, type, count, ...sharing, forms: withOneByte(forms, type, count), unlisted }
    : undefined
}

/** Reads a line that only counts rows; `undefined` where it is none. */
export function readMore(words: string): RowWords | undefined {
  const scanner = new Scanner(words)
  const more = scanner.take(MORE)
  return more && scanner.isAtEnd ? unlistedRows(numberIn(more.count)) : undefined
}

/** What stands for rows that are only counted. */
export function unlistedRows(count: number): RowWords {
  return { name: '…', type: '', count, also: [], forms: [], unlisted: 0 }
}

function readName(scanner: Scanner, pattern: RegExp): string | undefined {
  const written = scanner.take(pattern)?.text
  return written === undefined ? undefined : unquoted(written)
}

function readAlso(scanner: Scanner): Pick<RowWords, 'also' | 'moreAlso'> | undefined {
  const paths: string[] = []
  do {
    const path = readName(scanner, pathPattern())
    if (path === undefined) return undefined
    paths.push(path)
  } while (scanner.skip(', '))
  const more = scanner.take(AND_MORE)
  return more === undefined ? { also: paths } : { also: paths, moreAlso: numberIn(more.count) }
}

/** With the one-byte strings, which are written as what they are: the rest. */
function withOneByte(forms: readonly Form[], type: string, count: number): readonly Form[] {
  if (type !== 'string' || forms.some(({ kind }) => kind !== 'two-byte')) return forms
  const rest = forms.reduce((left, form) => left - form.count, count)
  return rest > 0 ? [stringForm('one-byte', rest), ...forms] : forms
}
