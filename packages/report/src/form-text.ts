import type { Form, FormKind } from '@carat/core'
import { grouped } from './figures.js'
import { quoted, unquoted } from './name-text.js'
import { NUMBER, numberIn, type Scanner } from './scanner.js'

/** The kinds that have a size in the text, in the order in which they are written; how one and how many are called. */
const SIZED: readonly (readonly [kind: FormKind, one: string, many: string])[] = [
  ['properties', 'property', 'properties'],
  ['dictionary properties', 'dictionary property', 'dictionary properties'],
  ['elements', 'element', 'elements'],
  ['doubles', 'double', 'doubles'],
  ['sparse elements', 'sparse element', 'sparse elements'],
]
const KIND_OF = new Map(SIZED.flatMap(([kind, one, many]) => [one, many].map((name) => [name, kind] as const)))

const SHARE = `(?:(?<share>${NUMBER}) with )?`
const SIZED_TEXT = new RegExp(
  `${SHARE}(?:(?<size>${NUMBER}) (?<name>${[...KIND_OF.keys()].join('|')})|tables? of (?<room>${NUMBER}))(?<scope> each| in all|(?=,|$))`,
  'y',
)
const TWO_BYTE = new RegExp(`(?:(?<share>${NUMBER}) )?two-byte`, 'y')
const WIDE = new RegExp(String.raw` \((?<character>"(?:[^"\\]|\\.)*") at (?<at>${NUMBER})\)`, 'y')

/**
 * The forms of the objects of a row, in words: `29 properties`, `2 with 5 doubles each`, `two-byte ("€" at 14)`.
 *
 * How many characters a string has is left out, and so are one-byte strings: most changes of that cost no byte.
 */
export function formTexts(forms: readonly Form[], count: number): string[] {
  const texts = SIZED.flatMap(([kind, one, many]) =>
    ofKind(forms, kind).map((form) => sizedText(form, count, (size) => `${grouped(size)} ${size === 1 ? one : many}`)),
  )
  for (const form of ofKind(forms, 'table')) {
    texts.push(sizedText(form, count, (size) => `${form.isUniform ? 'table' : 'tables'} of ${grouped(size)}`))
  }
  for (const form of ofKind(forms, 'two-byte')) texts.push(twoByteText(form, count))
  return texts
}

function ofKind(forms: readonly Form[], kind: FormKind): Form[] {
  return forms.filter((form) => form.kind === kind)
}

function sizedText({ kind, count, size, isUniform }: Form, inRow: number, write: (size: number) => string): string {
  if (kind === 'properties' && size === 0 && isUniform && count === inRow) return EMPTY
  const share = count === inRow ? '' : `${grouped(count)} with `
  const scope = count === 1 ? '' : ' each'
  return `${share}${write(isUniform ? size / count : size)}${isUniform ? scope : ' in all'}`
}

function twoByteText({ count, wide }: Form, inRow: number): string {
  const share = count === inRow ? '' : `${grouped(count)} `
  return `${share}two-byte${wide === undefined ? '' : ` (${quoted(wide.character)} at ${grouped(wide.at)})`}`
}

const EMPTY = 'empty'

/** Reads one form that `formTexts` wrote; `undefined` where there is none. */
export function readForm(scanner: Scanner, inRow: number): Form | undefined {
  if (scanner.skip(EMPTY)) return { kind: 'properties', count: inRow, size: 0, isUniform: true }
  const sized = scanner.take(SIZED_TEXT)
  if (sized !== undefined) {
    const isUniform = sized.scope !== ' in all'
    const count = sized.share === undefined ? inRow : numberIn(sized.share)
    const size = numberIn(sized.size ?? sized.room)
    const kind = sized.name === undefined ? 'table' : KIND_OF.get(sized.name)
    return kind && { kind, count, size: isUniform ? size * count : size, isUniform }
  }
  const twoByte = scanner.take(TWO_BYTE)
  if (twoByte === undefined) return undefined
  const form = stringForm('two-byte', twoByte.share === undefined ? inRow : numberIn(twoByte.share))
  const wide = scanner.take(WIDE)
  if (wide === undefined) return form
  const character = unquoted(wide.character ?? '')
  return character === undefined ? undefined : { ...form, wide: { character, at: numberIn(wide.at) } }
}

/** The form of strings of which the text does not say how long they are. */
export function stringForm(kind: 'one-byte' | 'two-byte', count: number): Form {
  return { kind, count, size: 0, isUniform: true }
}
