import { abs, max, round } from './math.js'
import { isSafeInteger, mapGet, slice } from './walk/intrinsics.js'

declare const unit: unique symbol

/** A count of bytes: never kB, never slots. */
export type Bytes = number & { readonly [unit]: 'bytes' }

/** Marks a number as bytes, where it is made. */
export function bytes(count: number): Bytes {
  return count as Bytes
}

// 1 kB = 1000 B and 1 KiB = 1024 B, as IEC 80000-13 has them.
const BYTES_PER_UNIT: Map<string, number> = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['TB', 1e12],
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
  ['TiB', 2 ** 40],
])
const DECIMAL_UNITS = ['kB', 'MB', 'GB', 'TB'] as const

/**
 * The bytes that a text such as `'72 B'`, `'1.5 kB'` (1500) or `'1.5 KiB'` (1536) stands for.
 *
 * @throws {TypeError} if `text` is not a string.
 * @throws {RangeError} if the text is not an amount and a unit, the unit is unknown, or the amount is no whole number of bytes.
 */
export function parseBytes(text: string): Bytes {
  if (typeof text !== 'string') {
    throw new TypeError(`parseBytes takes a text such as '1.5 kB', got ${text === null ? 'null' : typeof text}`)
  }
  // by hand: a regular expression's match would show in the user's `RegExp.lastMatch`
  let end = 0
  while (end < text.length && isAmountCharacter(text[end] as string)) end++
  const amount = slice(text, 0, end)
  const unitName = slice(text, text[end] === ' ' ? end + 1 : end)
  if (!isAmount(amount) || !isWord(unitName)) {
    throw new RangeError(`${JSON.stringify(text)} is no amount of bytes; write a number and a unit, such as '1.5 kB'`)
  }
  const factor = mapGet(BYTES_PER_UNIT, unitName)
  if (factor === undefined) {
    const known = [...BYTES_PER_UNIT.keys()].join(', ')
    throw new RangeError(`unknown unit ${JSON.stringify(unitName)} in ${JSON.stringify(text)}; the units are ${known}`)
  }
  // 1.1 kB is 1100.0000000000002 in floating point: whole up to rounding is whole.
  const exact = +amount * factor
  const whole = round(exact)
  if (abs(exact - whole) > 1e-6 * max(1, whole) || !isSafeInteger(whole)) {
    throw new RangeError(`${JSON.stringify(text)} is no whole number of bytes`)
  }
  return bytes(whole)
}

function isAmountCharacter(character: string): boolean {
  return character === '.' || (character >= '0' && character <= '9')
}

function isWord(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string
    if (!(character >= 'a' && character <= 'z') && !(character >= 'A' && character <= 'Z')) return false
  }
  return text !== ''
}

/** Digits, and a point between digits at the most. */
function isAmount(text: string): boolean {
  let points = 0
  for (let i = 0; i < text.length; i++) if (text[i] === '.') points++
  return text !== '' && points <= 1 && text[0] !== '.' && text[text.length - 1] !== '.'
}

/**
 * A text for people: exact below 1000 bytes (`'72 B'`), else rounded to three digits (`'1.5 kB'`, decimal units).
 *
 * @throws {RangeError} if `count` is not a finite number.
 */
export function formatBytes(count: number): string {
  if (typeof count !== 'number' || !Number.isFinite(count)) {
    throw new RangeError(`formatBytes takes a finite number of bytes, got ${String(count)}`)
  }
  const sign = count < 0 ? '-' : ''
  let rest = abs(count)
  if (rest < 1000) return `${sign}${trim(rest)} B`
  for (const name of DECIMAL_UNITS) {
    rest /= 1000
    // 999.95 kB would be rounded to '1000 kB': go on to the next unit
    if (Number(rest.toPrecision(3)) < 1000 || name === 'TB') return `${sign}${trim(rest)} ${name}`
  }
  throw new Error('unreachable: the last unit takes all')
}

/** The exact count, digits in groups of three: `12,480 B`. */
export function formatExactBytes(count: number): string {
  const digits = String(abs(count))
  const [whole = '', fraction] = digits.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${count < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`} B`
}

function trim(amount: number): string {
  return String(Number(amount.toPrecision(amount < 1000 ? 3 : 12)))
}
