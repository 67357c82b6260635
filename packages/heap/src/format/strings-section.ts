import type { StringTable } from '../graph/heap-graph.js'
import { CLOSE_BRACKET, COMMA, OPEN_BRACKET, QUOTE, skipWhitespace } from './bytes-of-json.js'
import { EncodedStrings } from './encoded-strings.js'
import { resizeBytes, resizeWords } from './resize.js'
import type { Section } from './section.js'
import { unexpected, unexpectedByte } from './snapshot-format-error.js'
import { StringScanner } from './string-scanner.js'

/** The array of all strings: their bytes are kept as they stand between the quotes, one after the other. */
export class StringsSection implements Section {
  complete = false
  readonly #scanner = new StringScanner('strings')
  #bytes: Uint8Array = new Uint8Array(0)
  #length = 0
  /** Where each string ends. */
  #ends: Uint32Array = new Uint32Array(0)
  #count = 0
  #next: Next = 'opening'

  readonly #isSized: boolean

  /** @param bytesLeft How long the rest of the text is, where that is known. */
  constructor(bytesLeft: number | undefined) {
    this.#isSized = bytesLeft !== undefined
    if (bytesLeft !== undefined) this.#bytes = new Uint8Array(bytesLeft)
  }

  get expected(): string {
    return this.#next === 'characters' ? `a closing quote in strings[${this.#count}]` : EXPECTED[this.#next]
  }

  table(): StringTable {
    // Where the length was known, what was never written to is no memory yet, and better than a copy.
    if (!this.#isSized) this.#bytes = resizeBytes(this.#bytes, this.#length)
    if (this.#count < MOSTLY * this.#ends.length) this.#ends = resizeWords(this.#ends, this.#count)
    return new EncodedStrings(this.#bytes, this.#ends.subarray(0, this.#count))
  }

  take(chunk: Uint8Array, at: number, base: number): number {
    let next = at
    while (next < chunk.length && !this.complete) {
      if (this.#next === 'characters') {
        const end = this.#scanner.scan(chunk, next, base)
        this.#keep(chunk, next, end, base)
        if (end === chunk.length) return end
        this.#stringEnds()
        next = end + 1
        continue
      }
      next = skipWhitespace(chunk, next)
      if (next === chunk.length) return next
      this.#token(chunk, next, base)
      next++
    }
    return next
  }

  #token(chunk: Uint8Array, at: number, base: number): void {
    const byte = chunk[at] as number
    const expects = this.#next
    if (expects === 'opening' && byte === OPEN_BRACKET) this.#next = 'quote or end'
    else if ((expects === 'quote' || expects === 'quote or end') && byte === QUOTE) this.#next = 'characters'
    else if (expects === 'comma or end' && byte === COMMA) this.#next = 'quote'
    else if (expects.endsWith('or end') && byte === CLOSE_BRACKET) this.complete = true
    else throw unexpectedByte(this.expected, chunk, at, base)
  }

  #keep(chunk: Uint8Array, from: number, to: number, base: number): void {
    const length = this.#length + to - from
    if (length > MOST_BYTES) throw unexpected('strings of less than 4 GiB', base + from, 'more')
    if (length > this.#bytes.length) {
      this.#bytes = resizeBytes(this.#bytes, Math.max(length, 2 * this.#bytes.length, LEAST_BYTES))
    }
    if (to - from < LONG) {
      // most are short, and a million views on them would be a lot of garbage
      const bytes = this.#bytes
      for (let at = from, place = this.#length; at < to; at++, place++) bytes[place] = chunk[at] as number
    } else {
      this.#bytes.set(chunk.subarray(from, to), this.#length)
    }
    this.#length = length
  }

  #stringEnds(): void {
    if (this.#count === this.#ends.length) {
      this.#ends = resizeWords(this.#ends, Math.max(2 * this.#count, LEAST_STRINGS))
    }
    this.#ends[this.#count++] = this.#length
    this.#next = 'comma or end'
  }
}

type Next = 'opening' | 'quote' | 'quote or end' | 'comma or end' | 'characters'

const EXPECTED: Readonly<Record<Exclude<Next, 'characters'>, string>> = {
  opening: '[ after "strings"',
  quote: 'a string in strings',
  'quote or end': 'a string or ] in strings',
  'comma or end': 'a comma or ] in strings',
}

// as their ends are kept in 32 bits
const MOST_BYTES = 2 ** 32 - 1
const LONG = 128
const MOSTLY = 0.7
const LEAST_BYTES = 65_536
const LEAST_STRINGS = 1024
