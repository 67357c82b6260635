import type { Unseen, Warning } from '@carat/core'
import { compareText } from './compare-text.js'
import { grouped, times } from './figures.js'
import { pathPattern, pathText, unquoted } from './name-text.js'
import { printable } from './printable.js'
import { NUMBER, Scanner } from './scanner.js'
import { split } from './split.js'

const LONGEST_MESSAGE = 240
const MOST_NOTES = 5
const MOST_PLACES = 5
const WARNING = 'warning'

/** How many warnings a text for people lists. */
export const MOST_WARNINGS = 5

/** The reason that was given for leaving something out, in one line and cut as a long name is; `''` where none was given. */
export function noteText({ note = '' }: Pick<Unseen, 'note'>): string {
  // what stands at the end of a line loses its blanks sooner or later
  return printable(note.trim()).trim()
}

/**
 * What is declared wrongly, a line for each place: `warning at .ring ×3: ring declares NaN bytes …`.
 *
 * @param most Lines; what is beyond them is counted in one more.
 * @param placeOf How a path is written; nothing for that of the value itself.
 */
export function warningLines(
  warnings: readonly Warning[] | undefined,
  most: number,
  placeOf: (path: string) => string = (path) => (path === '' ? '' : printable(pathText(path))),
): string[] {
  // Those of an older core have none.
  const sorted = [...(warnings ?? [])].sort(
    (a, b) => compareText(a.path, b.path) || compareText(a.message, b.message) || a.count - b.count,
  )
  const { shown, hidden } = split(sorted, most)
  const lines = shown.map(({ path, message, count }) => {
    const place = placeOf(path)
    const text = printable(message.trim(), LONGEST_MESSAGE).trim()
    return `${WARNING}${place === '' ? '' : ` at ${place}`}${times(count)}: ${text}`.trimEnd()
  })
  return hidden.length === 0 ? lines : [...lines, moreWarnings(hidden.length)]
}

function moreWarnings(count: number): string {
  return `… ${grouped(count)} more warnings`
}

/** What is not in the bytes, for a text that is stored: a line of all reasons, and one for each note of what was skipped. */
export function unseenLines(unseen: readonly Unseen[]): string[] {
  const reasons = new Map<string, number>()
  const notes = new Map<string, number>()
  for (const place of unseen) {
    const [counts, key] = place.reason === SKIPPED ? [notes, noteText(place)] : [reasons, place.reason]
    counts.set(key, (counts.get(key) ?? 0) + place.count)
  }
  return [...reasonLine(reasons), ...noteLines(notes)]
}

function reasonLine(counts: ReadonlyMap<string, number>): string[] {
  if (counts.size === 0) return []
  const reasons = [...counts].sort(byKey).map(([reason, count]) => `${reason}${times(count)}`)
  return [`${NOT_SEEN}${reasons.join(', ')}`]
}

function noteLines(counts: ReadonlyMap<string, number>): string[] {
  const { shown, hidden } = split([...counts].sort(byKey), MOST_NOTES)
  const lines = shown.map(([note, count]) => `${SKIPPED}${times(count)}${note === '' ? '' : `: ${note}`}`)
  if (hidden.length > 0) {
    const count = hidden.reduce((sum, [, count]) => sum + count, 0)
    lines.push(`${SKIPPED}${times(count)} for ${grouped(hidden.length)} other reasons`)
  }
  return lines
}

function byKey([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return compareText(a, b)
}

const SKIPPED = 'skipped'
const NOT_SEEN = 'not seen: '
const SKIPPED_LINE = new RegExp(`^${SKIPPED}(?: ×${NUMBER})?(?:: .*| for ${NUMBER} other reasons)?$`)

/** What is not in the bytes, for a text that is read: where, in two blocks of lines: what the walk can't see, and what was skipped. */
export function unseenPlaces(unseen: readonly Unseen[]): string[][] {
  const isSkipped = ({ reason }: Unseen): boolean => reason === SKIPPED
  const notSeen = unseen.filter((place) => !isSkipped(place))
  return [
    placesBlock('not seen:', notSeen, ({ path, reason, count }) => {
      return `${reason}${times(count)}${path === '' ? '' : ` at ${printable(pathText(path))}`}`
    }),
    placesBlock('skipped:', unseen.filter(isSkipped), (place) => {
      const path = place.path === '' ? '(the value itself)' : printable(pathText(place.path))
      const note = noteText(place)
      return `${path}${times(place.count)}${note === '' ? '' : `: ${note}`}`
    }),
  ].filter((block) => block.length > 0)
}

function placesBlock(heading: string, unseen: readonly Unseen[], textOf: (place: Unseen) => string): string[] {
  if (unseen.length === 0) return []
  const { shown, hidden } = split(unseen, MOST_PLACES)
  const places = shown.map((place) => `  ${textOf(place)}`)
  if (hidden.length > 0) {
    const count = hidden.reduce((sum, { count }) => sum + count, 0)
    places.push(`  … ${grouped(count)} more in ${grouped(hidden.length)} other places`)
  }
  return [heading, ...places]
}

const MORE_WARNINGS = new RegExp(`^… ${NUMBER} more warnings$`)

/** Whether `warningLines` wrote that line. */
export function isWarningLine(line: string): boolean {
  return warnedPath(line) !== undefined || MORE_WARNINGS.test(line)
}

/** Whether `unseenLines` wrote that line. */
export function isUnseenLine(line: string): boolean {
  return line.startsWith(NOT_SEEN) || SKIPPED_LINE.test(line)
}

const COUNT = new RegExp(`(?: ×${NUMBER})?:(?= |$)`, 'y')

/** Where that is what `warningLines` warns of; `undefined` where the line is no warning. */
export function warnedPath(line: string): string | undefined {
  const scanner = new Scanner(line)
  if (!scanner.skip(WARNING)) return undefined
  const written = scanner.skip(' at ') ? scanner.take(pathPattern())?.text : ''
  if (written === undefined || scanner.take(COUNT) === undefined) return undefined
  return unquoted(written)
}
