import type { StringTable } from '../graph/heap-graph.js'
import { BACKSLASH } from './bytes-of-json.js'

/** Strings as they stand in JSON, one after the other without their quotes; each is decoded when it is asked for. */
export class EncodedStrings implements StringTable {
  readonly length: number
  readonly #bytes: Uint8Array
  readonly #ends: Uint32Array

  /** @param ends Where each string ends in `bytes`; it begins where the one before it ends. */
  constructor(bytes: Uint8Array, ends: Uint32Array) {
    this.length = ends.length
    this.#bytes = bytes
    this.#ends = ends
  }

  get(index: number): string {
    if (!(index >= 0 && index < this.length)) {
      throw new RangeError(`a string's place is a whole number from 0 to ${this.length - 1}, got ${index}`)
    }
    return decode(this.#bytes, this.#startOf(index), this.#ends[index] as number)
  }

  indexOf(text: string): number {
    // it stands for bytes that are no UTF-8, too
    const anything = text.includes('\ufffd')
    const wanted = new TextEncoder().encode(text)
    const bytes = this.#bytes
    let start = 0
    for (let index = 0; index < this.length; index++) {
      const end = this.#ends[index] as number
      if ((anything || couldBe(bytes, start, end, wanted)) && decode(bytes, start, end) === text) return index
      start = end
    }
    return -1
  }

  *endingWith(character: string): Generator<number> {
    const byte = character.charCodeAt(0)
    const bytes = this.#bytes
    const ends = this.#ends
    let start = 0
    for (let index = 0; index < ends.length; index++) {
      const end = ends[index] as number
      if (end > start && bytes[end - 1] === byte) yield index
      start = end
    }
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] as number)
  }
}

/** Whether a string may be the wanted one: the same bytes as far as its first escape, if it has any. */
function couldBe(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  // an escape never takes fewer bytes than what it stands for
  if (end - start < wanted.length) return false
  let i = 0
  while (i < wanted.length && bytes[start + i] === wanted[i]) i++
  if (i === wanted.length && end - start === i) return true
  return start + i < end && bytes[start + i] === BACKSLASH
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= SHORT) {
    let text = ''
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number
      if (byte >= 0x80 || byte === BACKSLASH) return decodeAny(bytes.subarray(start, end))
      text += String.fromCharCode(byte)
    }
    return text
  }
  return decodeAny(bytes.subarray(start, end))
}

function decodeAny(encoded: Uint8Array): string {
  const text = UTF8.decode(encoded)
  // What is in here was scanned, so it can't fail. Half a surrogate pair stays what it is: strings of JavaScript may have one.
  return encoded.includes(BACKSLASH) ? (JSON.parse(`"${text}"`) as string) : text
}

// A decoder costs more than the few characters of most names.
const SHORT = 24
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })
