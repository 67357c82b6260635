import { CLOSE_BRACKET, COMMA, isWhitespace, OPEN_BRACKET } from './bytes-of-json.js'
import type { Column } from './columns.js'
import type { Section } from './section.js'
import { SnapshotFormatError, unexpected, unexpectedByte } from './snapshot-format-error.js'

/** Where the rows of a section go, and how many may come. */
export interface Rows {
  readonly name: string
  readonly width: number
  readonly columns: readonly Column[]
  /** What the snapshot says, or nothing, if it does not. */
  readonly count: number | undefined
  /** Whether numbers may be below 0. */
  readonly signed: boolean
  /** Whether room for all of them may be made at once: the text is known to be long enough to hold them. */
  readonly trusted: boolean
}

/**
 * A long array of whole numbers, row after row.
 *
 * The bytes are scanned into a small block of numbers, and that is dealt out to the columns: two tight loops. Memory grows
 * with what was read, whatever the text says of itself.
 */
export class RowsSection implements Section {
  complete = false
  /** How many rows were read. */
  rows = 0
  /** Where it ended. */
  end = 0
  readonly #to: Rows
  #capacity = 0
  /** How many numbers were dealt out. */
  #taken = 0
  #opened = false
  // The number that the last chunk broke off, if any: how many digits (AFTER_NUMBER if white space followed it), what they
  // are worth so far, and the offset of the first.
  #digits = 0
  #value = 0
  #start = 0
  /** Whether it began with a minus sign. */
  #negative = false

  constructor(to: Rows) {
    this.#to = to
    if (to.trusted && to.count !== undefined) this.#resize(to.count)
  }

  get expected(): string {
    if (!this.#opened) return `[ after "${this.#to.name}"`
    if (this.#digits !== 0) return `a comma or ] in ${this.#to.name}`
    return this.#numberAt(this.#taken)
  }

  take(chunk: Uint8Array, at: number, base: number): number {
    let next = at
    if (!this.#opened) {
      if (chunk[at] !== OPEN_BRACKET) throw unexpectedByte(this.expected, chunk, at, base)
      this.#opened = true
      next++
    }
    while (next < chunk.length && !this.complete) next = this.#takeBlock(chunk, next, base)
    return next
  }

  #takeBlock(chunk: Uint8Array, at: number, base: number): number {
    const block = BLOCK
    const length = chunk.length
    let digits = this.#digits
    let value = this.#value
    let start = this.#start
    let negative = this.#negative
    let count = 0
    let next = at
    // the first byte that may not stand where it does
    let wrong = -1
    while (next < length && count < BLOCK_LENGTH) {
      if (digits === 0 && !negative) {
        const scanned = scanPlainNumbers(chunk, next, count)
        count = scanned % (BLOCK_LENGTH + 1)
        next += (scanned - count) / (BLOCK_LENGTH + 1)
        if (next === length || count === BLOCK_LENGTH) break
      }
      const byte = chunk[next] as number
      let digit = byte - ZERO
      if (digit >= 0 && digit <= 9) {
        if (digits === 0 && !negative) start = base + next
        else if (digits === AFTER_NUMBER || (digits > 0 && value === 0)) {
          wrong = next
          break
        }
        do {
          value = value * 10 + digit
          digits++
          next++
          if (next === length) break
          digit = (chunk[next] as number) - ZERO
        } while (digit >= 0 && digit <= 9 && (value !== 0 || digits === 0))
        if (digits > MOST_DIGITS) {
          wrong = next - 1
          break
        }
        continue
      }
      if (byte === COMMA) {
        if (digits === 0) {
          wrong = next
          break
        }
        block[count++] = negative ? -value : value
        digits = 0
        value = 0
        negative = false
      } else if (byte === CLOSE_BRACKET) {
        if (digits !== 0) block[count++] = negative ? -value : value
        else if (negative || this.#taken + count > 0) {
          wrong = next
          break
        }
        this.complete = true
        next++
        break
      } else if (byte === MINUS && this.#to.signed && digits === 0 && !negative) {
        negative = true
        start = base + next
      } else if (isWhitespace(byte) && (digits !== 0 || !negative)) {
        if (digits !== 0) digits = AFTER_NUMBER
      } else {
        wrong = next
        break
      }
      next++
    }
    if (count > 0) this.#deal(count, chunk, at, base)
    this.#digits = digits
    this.#value = value
    this.#start = start
    this.#negative = negative
    if (wrong >= 0) throw this.#wrongByte(chunk, wrong, base)
    if (this.complete) this.#finish(base + next - 1)
    return next
  }

  /** Gives the first `count` numbers of the block, the first of which began where the last take ended, to the columns. */
  #deal(count: number, chunk: Uint8Array, at: number, base: number): void {
    const { width, columns, count: limit, name } = this.#to
    const taken = this.#taken
    const rows = Math.ceil((taken + count) / width)
    if (limit !== undefined && rows > limit) {
      const offset = this.#offsetOf(limit * width - taken, chunk, at, base)
      throw unexpected(
        `the end of ${name} after ${limit} rows, as many as the snapshot says it has,`,
        offset,
        'more of them',
      )
    }
    if (rows > this.#capacity) this.#resize(Math.min(limit ?? Infinity, Math.max(rows, this.#capacity * 2, LEAST_ROWS)))

    const phase = taken % width
    let wrong = count
    let wrongColumn: Column | undefined
    for (const column of columns) {
      const from = (column.field - phase + width) % width
      const bad = column.store(BLOCK, count, from, width, (taken + from - column.field) / width)
      if (bad >= 0 && bad < wrong) {
        wrong = bad
        wrongColumn = column
      }
    }
    if (wrongColumn !== undefined) {
      const offset = this.#offsetOf(wrong, chunk, at, base)
      throw unexpected(`${wrongColumn.what} in ${name}[${taken + wrong}]`, offset, String(BLOCK[wrong]))
    }
    this.#taken = taken + count
  }

  #resize(rows: number): void {
    for (const column of this.#to.columns) column.resize(rows)
    this.#capacity = rows
  }

  #finish(end: number): void {
    const { width, count, name } = this.#to
    const taken = this.#taken
    if (taken % width !== 0)
      throw unexpected(`whole rows of ${width} numbers in ${name} before the ]`, end, `${taken} numbers`)
    this.rows = taken / width
    this.end = end
    if (count !== undefined && this.rows !== count) {
      throw unexpected(
        `${count} rows in ${name}, as many as the snapshot says it has,`,
        end,
        `the end after ${this.rows}`,
      )
    }
    if (this.#capacity !== this.rows) this.#resize(this.rows)
  }

  #numberAt(index: number): string {
    return `a whole number in ${this.#to.name}[${index}]`
  }

  #wrongByte(chunk: Uint8Array, at: number, base: number): SnapshotFormatError {
    if (this.#digits > MOST_DIGITS) {
      const what = `a whole number of at most ${MOST_DIGITS} digits in ${this.#to.name}[${this.#taken}]`
      return new SnapshotFormatError(`expected ${what} at byte ${this.#start}, got more`, this.#start)
    }
    return unexpectedByte(this.expected, chunk, at, base)
  }

  /** Where the `index`th number of a block begins, of which all but the beginning of the first are in this chunk from `at` on. */
  #offsetOf(index: number, chunk: Uint8Array, at: number, base: number): number {
    if (index === 0 && (this.#digits !== 0 || this.#negative)) return this.#start
    let next = at
    for (let commas = index; commas > 0; next++) if (chunk[next] === COMMA) commas--
    while (isWhitespace(chunk[next] as number)) next++
    return base + next
  }
}

/**
 * Puts into the block all numbers up to the first one that is not followed by a comma at once (or a line's end and a comma,
 * which V8 writes up to version 12), is longer than nine digits, or begins with a zero, or is near the end of the chunk.
 * Nearly all of a snapshot goes this way.
 *
 * @param from How many numbers there are in the block.
 * @returns How many there are now, plus how many bytes were scanned times one more than the block's length.
 */
function scanPlainNumbers(chunk: Uint8Array, at: number, from: number): number {
  const block = BLOCK
  const end = chunk.length - LONGEST_PLAIN
  let count = from
  let next = at
  while (next < end && count < BLOCK_LENGTH) {
    let value = (chunk[next] as number) - ZERO
    if (value < 0 || value > 9) break
    let behind = next + 1
    let digit = (chunk[behind] as number) - ZERO
    if (value === 0) {
      if (digit >= 0 && digit <= 9) break
    } else {
      const longest = next + 9
      while (digit >= 0 && digit <= 9 && behind < longest) {
        value = value * 10 + digit
        digit = (chunk[++behind] as number) - ZERO
      }
    }
    if (digit !== COMMA - ZERO) {
      if (digit !== LINE_FEED - ZERO || chunk[++behind] !== COMMA) break
    }
    block[count++] = value
    next = behind + 1
  }
  return (next - at) * (BLOCK_LENGTH + 1) + count
}

const LINE_FEED = 0x0a
// nine digits, the end of a line, a comma
const LONGEST_PLAIN = 12
const BLOCK_LENGTH = 8192
// Shared by all readers: it holds nothing from one call to the next.
const BLOCK: Float64Array = new Float64Array(BLOCK_LENGTH)
const ZERO = 0x30
const MINUS = 0x2d
const AFTER_NUMBER = -1
// All of them are safe integers. V8's own numbers are ids and counts of 32 bits, and sizes.
const MOST_DIGITS = 15
const LEAST_ROWS = 4096
