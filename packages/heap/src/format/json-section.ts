import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isWhitespace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './bytes-of-json.js'
import type { Section } from './section.js'
import { unexpected, unexpectedByte } from './snapshot-format-error.js'
import { StringScanner } from './string-scanner.js'

/** Any JSON value, checked and then forgotten, or kept as bytes. */
export class JsonSection implements Section {
  complete = false
  readonly #name: string
  readonly #kept: Uint8Array[] | undefined
  readonly #strings: StringScanner
  /** The brackets that are to be closed, innermost last. */
  readonly #open: number[] = []
  #next: Next = 'value'
  #scalar = ''

  /** @param keep Whether `bytes` is asked for later on. */
  constructor(name: string, keep: boolean) {
    this.#name = name
    this.#kept = keep ? [] : undefined
    this.#strings = new StringScanner(name)
  }

  get expected(): string {
    return `${EXPECTED[this.#next]} in ${this.#name}`
  }

  /** The bytes of the value, of the chunks that came so far. */
  get bytes(): Uint8Array {
    const kept = this.#kept ?? []
    const bytes = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0))
    let length = 0
    for (const part of kept) {
      bytes.set(part, length)
      length += part.length
    }
    return bytes
  }

  take(chunk: Uint8Array, at: number, base: number): number {
    const end = this.#skip(chunk, at, base)
    // a Buffer's `slice` would copy nothing
    this.#kept?.push(new Uint8Array(chunk.subarray(at, end)))
    return end
  }

  #skip(chunk: Uint8Array, at: number, base: number): number {
    let next = at
    while (next < chunk.length && !this.complete) {
      const byte = chunk[next] as number
      switch (this.#next) {
        case 'string':
        case 'name':
          next = this.#strings.scan(chunk, next, base)
          if (next === chunk.length) return next
          if (this.#next === 'name') this.#next = 'colon'
          else this.#valueEnds()
          break
        case 'scalar':
          if (isOfScalar(byte)) {
            this.#scalar += String.fromCharCode(byte)
            if (this.#scalar.length > LONGEST_SCALAR) throw this.#wrongScalar(base + next)
            break
          }
          if (!SCALAR.test(this.#scalar)) throw this.#wrongScalar(base + next)
          this.#scalar = ''
          this.#valueEnds()
          // this byte is not of the scalar
          continue
        default:
          if (!isWhitespace(byte)) this.#token(byte, chunk, next, base)
      }
      next++
    }
    return next
  }

  #token(byte: number, chunk: Uint8Array, at: number, base: number): void {
    const expects = this.#next
    const inner = this.#open.at(-1)
    if ((expects === 'value' || expects === 'value or end') && byte !== CLOSE_BRACKET) {
      if (byte === QUOTE) this.#next = 'string'
      else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
        this.#open.push(byte)
        this.#next = byte === OPEN_BRACKET ? 'value or end' : 'quote or end'
      } else if (isOfScalar(byte)) {
        this.#next = 'scalar'
        this.#scalar = String.fromCharCode(byte)
      } else throw unexpectedByte(this.expected, chunk, at, base)
    } else if ((expects === 'quote' || expects === 'quote or end') && byte === QUOTE) this.#next = 'name'
    else if (expects === 'colon' && byte === COLON) this.#next = 'value'
    else if (expects === 'comma or end' && byte === COMMA) this.#next = inner === OPEN_BRACE ? 'quote' : 'value'
    else if (expects.endsWith('or end') && byte === (inner === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET)) {
      this.#open.pop()
      this.#valueEnds()
    } else throw unexpectedByte(this.expected, chunk, at, base)
  }

  #valueEnds(): void {
    this.#next = 'comma or end'
    this.complete = this.#open.length === 0
  }

  #wrongScalar(offset: number): Error {
    return unexpected(
      `a number, true, false or null in ${this.#name} before`,
      offset,
      JSON.stringify(this.#scalar.slice(0, 40)),
    )
  }
}

type Next =
  | 'value'
  | 'value or end'
  | 'quote'
  | 'quote or end'
  | 'colon'
  | 'comma or end'
  | 'string'
  | 'name'
  | 'scalar'

const EXPECTED: Readonly<Record<Next, string>> = {
  value: 'a value',
  'value or end': 'a value or ]',
  quote: 'a name in quotes',
  'quote or end': 'a name in quotes or }',
  colon: 'a colon',
  'comma or end': 'a comma or a closing bracket',
  string: 'a closing quote',
  name: 'a closing quote',
  scalar: 'a comma or a closing bracket',
}

// JSON has no limit; nothing that V8 writes comes near this one.
const LONGEST_SCALAR = 400
const SCALAR = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/

function isOfScalar(byte: number): boolean {
  const letter = byte | 0x20
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (letter >= 0x61 && letter <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e
  )
}
