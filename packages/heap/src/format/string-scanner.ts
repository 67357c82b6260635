import { BACKSLASH, QUOTE, SPACE } from './bytes-of-json.js'
import { unexpectedByte } from './snapshot-format-error.js'

/**
 * Finds the end of a JSON string, wherever its chunks are cut, and lets nothing pass that `JSON.parse` would not take.
 *
 * Starts anew once the closing quote is found.
 */
export class StringScanner {
  readonly #what: string
  // hexadecimal digits that have to come; after a backslash, AFTER_BACKSLASH
  #pending = 0

  constructor(what: string) {
    this.#what = what
  }

  /**
   * @param at A place after the opening quote.
   * @returns The place of the closing quote, or the length of the chunk.
   * @throws {SnapshotFormatError} if there is a bare control character or an escape that JSON does not know.
   */
  scan(chunk: Uint8Array, at: number, base: number): number {
    let pending = this.#pending
    let next = at
    for (; next < chunk.length; next++) {
      const byte = chunk[next] as number
      if (pending === 0) {
        if (byte === QUOTE) break
        if (byte === BACKSLASH) pending = AFTER_BACKSLASH
        else if (byte < SPACE)
          throw unexpectedByte(`an escape for a control character in ${this.#what}`, chunk, next, base)
      } else if (pending === AFTER_BACKSLASH) {
        if (byte === SMALL_U) pending = 4
        else if (ESCAPABLE.includes(byte)) pending = 0
        else throw unexpectedByte(`one of "\\/bfnrtu after a backslash in ${this.#what}`, chunk, next, base)
      } else {
        if (!isHexDigit(byte)) throw unexpectedByte(`a hexadecimal digit in ${this.#what}`, chunk, next, base)
        pending--
      }
    }
    this.#pending = pending
    return next
  }
}

const AFTER_BACKSLASH = -1
const SMALL_U = 0x75
const ESCAPABLE: readonly number[] = [...'"\\/bfnrt'].map((character) => character.charCodeAt(0))

function isHexDigit(byte: number): boolean {
  const letter = byte | 0x20
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66)
}
