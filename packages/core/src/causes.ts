import type { BreakdownRow } from './difference.js'
import { min } from './math.js'
import type { Form, FormKind } from './measurement.js'
import { formOf } from './merge-rows.js'
import * as js from './walk/intrinsics.js'

/**
 * What is different in the objects of a row themselves: how many they are, how V8 holds what they hold, and how much that
 * is. Of strings of which the bytes are the same, their length says nothing.
 */
export function causesOf(before: BreakdownRow, after: BreakdownRow): string[] {
  const causes = new Causes(before, after)
  causes.count()
  causes.strings()
  causes.elements()
  causes.properties()
  causes.tables()
  return causes.texts
}

/** How many times as much objects have on average, so that it is told of another number of them. */
const LEAST_TOLD = 1.5

const STRINGS: readonly FormKind[] = ['one-byte', 'two-byte']
const ELEMENTS: readonly FormKind[] = ['elements', 'doubles']
const SPARSE: readonly FormKind[] = ['sparse elements']
const PROPERTIES: readonly FormKind[] = ['properties', 'dictionary properties']
const TABLE: readonly FormKind[] = ['table']

class Causes {
  readonly texts: string[] = js.list()

  constructor(
    private readonly before: BreakdownRow,
    private readonly after: BreakdownRow,
  ) {}

  count(): void {
    const { before, after } = this
    if (before.count === after.count) return
    // a row without a type stands for rows that a text only counts
    const unit = after.type === '' ? 'row' : 'object'
    this.add(`${grouped(before.count)} → ${counted(after.count, unit)}`)
  }

  strings(): void {
    const { before, after } = this
    const widened = this.becameOf('one-byte', 'two-byte')
    const narrowed = this.becameOf('two-byte', 'one-byte')
    const wideBefore = formOf(before.forms, 'two-byte')
    const wideAfter = formOf(after.forms, 'two-byte')
    if (widened > 0) {
      this.add(`${this.some(widened, 'one-byte string')} became two-byte${placeText(wideAfter)}`)
    } else if (narrowed > 0) {
      this.add(`${this.some(narrowed, 'two-byte string')} became one-byte`)
    } else if (before.self === after.self && wideBefore !== undefined && wideAfter !== undefined) {
      const from = firstWide(wideBefore)
      const to = firstWide(wideAfter)
      if (from !== to && from !== '' && to !== '') this.add(`the first character of two bytes: ${from} → ${to}`)
    }
    if (before.self === after.self || hasUnknownLengths(before.forms) || hasUnknownLengths(after.forms)) return
    this.resized(STRINGS, 'character')
  }

  elements(): void {
    const { before, after } = this
    const sparse = this.becameOf('elements', 'sparse elements') + this.becameOf('doubles', 'sparse elements')
    const dense = this.becameOf('sparse elements', 'elements') + this.becameOf('sparse elements', 'doubles')
    const doubles = this.becameOf('elements', 'doubles')
    const tagged = this.becameOf('doubles', 'elements')
    if (sparse > 0) this.add(`mostly holes: ${this.some(sparse, 'sparse array')}`)
    if (dense > 0) this.add(`no longer mostly holes: ${this.some(dense, 'array')} without a dictionary`)
    if (doubles > 0 && !hasElements(before)) {
      this.add(`numbers no longer fit Smi: ${this.those(doubles, 'array')} of doubles`)
    } else if (doubles > 0) {
      this.add(`${this.some(doubles, 'array')} became ${doubles === 1 ? 'one' : 'ones'} of doubles`)
    } else if (tagged > 0) {
      const boxes = hasElements(after, 'number')
      const became = doublesBecame(tagged, boxes, hasElements(after))
      this.add(`${this.some(tagged, 'array')} of doubles ${became}`)
    }
    // a dictionary has other sizes: the number of elements, and not the length
    if (sparse + dense > 0) return
    this.resized(ELEMENTS, 'element')
    this.resized(SPARSE, 'sparse element')
  }

  properties(): void {
    const { before, after } = this
    const slow = this.becameOf('properties', 'dictionary properties')
    const fast = this.becameOf('dictionary properties', 'properties')
    if (slow > 0) {
      const form = formOf(after.forms, 'dictionary properties') as Form
      this.add(`${sizeText(form, 'property')} no longer fit: ${this.those(slow, 'dictionary')}`)
    } else if (fast > 0) {
      const form = formOf(after.forms, 'properties') as Form
      this.add(`${sizeText(form, 'property')} fit again: no ${this.those(fast, 'dictionary')}`)
    }
    const one = eachOf(before, PROPERTIES)
    const other = eachOf(after, PROPERTIES)
    const objects = `${after.type}${after.count === 1 ? '' : ` ×${grouped(after.count)}`}`
    if (one === undefined || other === undefined) {
      const more = sizeOf(after.forms, PROPERTIES) - sizeOf(before.forms, PROPERTIES)
      if (before.count === after.count) this.moreProperties(more, `on ${objects} in all`)
      else if (more !== 0) this.resized(PROPERTIES, 'property')
    } else {
      this.moreProperties(other - one, `on ${objects}`)
    }
  }

  tables(): void {
    const { type } = this.after
    this.resized(TABLE, 'entry', `${type} ${this.before.count === 1 && this.after.count === 1 ? 'table' : 'tables'} `)
  }

  private moreProperties(more: number, where: string): void {
    if (more > 0) this.add(`${grouped(more)} new ${more === 1 ? 'property' : 'properties'} ${where}`)
    if (more < 0) this.add(`${counted(-more, 'property')} fewer ${where}`)
  }

  /** `120 → 3,400 characters`, of each object where that says all. */
  private resized(kinds: readonly FormKind[], unit: string, what = ''): void {
    const { before, after } = this
    const one = eachOf(before, kinds)
    const other = eachOf(after, kinds)
    if (one !== undefined && other !== undefined) {
      const scope = before.count === 1 && after.count === 1 ? '' : ' each'
      if (one !== other) this.add(`${what}${grouped(one)} → ${counted(other, unit)}${scope}`)
      return
    }
    const from = sizeOf(before.forms, kinds)
    const to = sizeOf(after.forms, kinds)
    // more objects have more of everything, and their number is told already
    if (before.count !== after.count && isAlike(from / before.count, to / after.count)) return
    if (from !== to) this.add(`${what}${grouped(from)} → ${counted(to, unit)} in all`)
  }

  /** How many objects had one form and have another now. */
  private becameOf(from: FormKind, to: FormKind): number {
    const fewer = countOf(this.before.forms, from) - countOf(this.after.forms, from)
    const more = countOf(this.after.forms, to) - countOf(this.before.forms, to)
    return fewer > 0 && more > 0 ? min(fewer, more) : 0
  }

  /** What there is one of in both has no number. */
  private some(count: number, unit: string): string {
    return this.before.count === 1 && this.after.count === 1 ? unit : counted(count, unit)
  }

  private those(count: number, unit: string): string {
    return count === 1 ? unit : counted(count, unit)
  }

  private add(text: string): void {
    this.texts[this.texts.length] = text
  }
}

function doublesBecame(count: number, hasBoxes: boolean, hasOthers: boolean): string {
  if (hasBoxes) return `became ${count === 1 ? 'one' : 'ones'} of boxed numbers`
  return hasOthers ? 'hold other values, too' : 'are none any more'
}

/** ` ("€" at 14)`. */
function placeText(form: Form | undefined): string {
  const place = form === undefined ? '' : firstWide(form)
  return place === '' ? '' : ` (${place})`
}

function firstWide({ wide }: Form): string {
  return wide === undefined ? '' : `"${wide.character}" at ${grouped(wide.at)}`
}

/** Whether it holds elements that are objects: of one type, if that is given. */
function hasElements({ parts }: BreakdownRow, type?: string): boolean {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as BreakdownRow
    // what is hidden may be elements
    if (type === undefined ? part.type === '' || part.name === '[*]' : part.type === type && part.name === '[*]') {
      return true
    }
  }
  return false
}

/** A text that was read back does not say how long its strings are: they have no size. */
function hasUnknownLengths(forms: readonly Form[]): boolean {
  for (let i = 0; i < STRINGS.length; i++) {
    const form = formOf(forms, STRINGS[i] as FormKind)
    if (form !== undefined && form.size === 0) return true
  }
  return false
}

function countOf(forms: readonly Form[], kind: FormKind): number {
  return formOf(forms, kind)?.count ?? 0
}

function sizeOf(forms: readonly Form[], kinds: readonly FormKind[]): number {
  let size = 0
  for (let i = 0; i < kinds.length; i++) size += formOf(forms, kinds[i] as FormKind)?.size ?? 0
  return size
}

/** What each object of a row has, if it is the same in all: 0 if none has such a form, as an empty array. */
function eachOf({ count, forms }: BreakdownRow, kinds: readonly FormKind[]): number | undefined {
  let found: Form | undefined
  for (let i = 0; i < kinds.length; i++) {
    const form = formOf(forms, kinds[i] as FormKind)
    if (form === undefined) continue
    if (found !== undefined && form.size * found.count !== found.size * form.count) return undefined
    const both = (found?.count ?? 0) + form.count
    found = {
      ...form,
      count: both,
      size: (found?.size ?? 0) + form.size,
      isUniform: form.isUniform && (found?.isUniform ?? true),
    }
  }
  if (found === undefined) return 0
  return found.isUniform && found.count === count ? found.size / found.count : undefined
}

function isAlike(a: number, b: number): boolean {
  return a < b ? b < LEAST_TOLD * a : a < LEAST_TOLD * b || a === b
}

function sizeText({ count, size, isUniform }: Form, unit: string): string {
  if (count === 1) return counted(size, unit)
  return isUniform ? `${counted(size / count, unit)} each` : `${counted(size, unit)} in all`
}

const MANY: Readonly<Record<string, string>> = { property: 'properties', entry: 'entries', dictionary: 'dictionaries' }

/** `1 object`, `10,050 objects`. */
export function counted(count: number, unit: string): string {
  if (count === 1) return `1 ${unit}`
  return `${grouped(count)} ${js.hasOwn(MANY, unit) ? MANY[unit] : `${unit}s`}`
}

/** A whole number with its digits in groups of three. */
export function grouped(count: number): string {
  const digits = js.numberToString(count, 10)
  let text = ''
  for (let end = digits.length; end > 0; end -= 3) {
    const group = js.slice(digits, end > 3 ? end - 3 : 0, end)
    text = text === '' ? group : `${group},${text}`
  }
  return text
}
