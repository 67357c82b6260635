import type { NumberReader } from '../graph/heap-graph.js'

/**
 * Whole numbers in the order that they came, each as its difference from the one before: neighbours in a snapshot are near
 * one another, and most take one byte or two. They are unpacked when their array is asked for, and packed no more from then on.
 *
 * A difference takes seven bits a byte, the lowest first, and all bytes of it but the last have the highest bit set (LEB128);
 * its sign is the lowest bit of all.
 */
export class PackedNumbers {
  length = 0
  /** 0 of none. */
  largest = 0
  #chunks: Uint8Array[] = []
  /** The one that is written to, and where. */
  #chunk: Uint8Array = NOTHING
  #at = 0
  #last = 0
  #values: Uint32Array | Float64Array | undefined

  /** Takes those at `from`, `from + width`, … below `count`: whole numbers of at most 15 digits. */
  append(block: Float64Array, count: number, from: number, width: number): void {
    if (from >= count) return
    const rows = Math.ceil((count - from) / width)
    const bytes = this.#roomFor(rows * MOST_BYTES)
    let at = this.#at
    let last = this.#last
    let largest = this.largest
    for (let i = from; i < count; i += width) {
      const value = block[i] as number
      const difference = value - last
      last = value
      if (value > largest) largest = value
      if (difference >= LARGE || difference <= -LARGE) {
        at = writeLarge(bytes, at, difference)
        continue
      }
      const word = difference | 0
      let rest = (word << 1) ^ (word >> 31)
      while (rest >= 0x80) {
        bytes[at++] = rest | 0x80
        rest >>>= 7
      }
      bytes[at++] = rest
    }
    this.#at = at
    this.#last = last
    this.largest = largest
    this.length += rows
  }

  /** In 32 bits, or in floating point if one does not fit. */
  get values(): Uint32Array | Float64Array {
    if (this.#values !== undefined) return this.#values
    const values = this.largest < 2 ** 32 ? new Uint32Array(this.length) : new Float64Array(this.length)
    const reader = this.reader()
    for (let i = 0; i < values.length; i++) values[i] = reader.next()
    this.#chunks = []
    this.#chunk = NOTHING
    this.#values = values
    return values
  }

  reader(): NumberReader {
    if (this.#values !== undefined) return readerOf(this.#values)
    return new PackedReader([...this.#chunks, this.#chunk.subarray(0, this.#at)])
  }

  #roomFor(bytes: number): Uint8Array {
    if (this.#chunk.length - this.#at < bytes) {
      if (this.#at > 0) this.#chunks.push(this.#chunk.subarray(0, this.#at))
      this.#chunk = new Uint8Array(Math.max(bytes, Math.min(2 * this.#chunk.length, LARGEST_CHUNK)))
      this.#at = 0
    }
    return this.#chunk
  }
}

class PackedReader implements NumberReader {
  readonly #chunks: readonly Uint8Array[]
  #bytes: Uint8Array = NOTHING
  #next = 0
  #at = 0
  #last = 0

  constructor(chunks: readonly Uint8Array[]) {
    this.#chunks = chunks
  }

  next(): number {
    // none is cut in two
    if (this.#at === this.#bytes.length) {
      this.#bytes = this.#chunks[this.#next++] as Uint8Array
      this.#at = 0
    }
    const bytes = this.#bytes
    let at = this.#at
    let byte = bytes[at++] as number
    let rest = byte & 0x7f
    for (let shift = 7; byte >= 0x80; shift += 7) {
      if (shift === 28) return this.#nextLarge()
      byte = bytes[at++] as number
      rest |= (byte & 0x7f) << shift
    }
    this.#at = at
    this.#last += (rest >>> 1) ^ -(rest & 1)
    return this.#last
  }

  #nextLarge(): number {
    let rest = 0
    let byte = 0x80
    for (let unit = 1; byte >= 0x80; unit *= 0x80) {
      byte = this.#bytes[this.#at++] as number
      rest += (byte & 0x7f) * unit
    }
    this.#last += rest % 2 === 0 ? rest / 2 : -(rest + 1) / 2
    return this.#last
  }
}

/** @returns The place after it. */
function writeLarge(bytes: Uint8Array, at: number, difference: number): number {
  let rest = difference < 0 ? -2 * difference - 1 : 2 * difference
  let next = at
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes[next++] = (rest % 0x80) + 0x80
  bytes[next++] = rest
  return next
}

/** The same of an array. */
export function readerOf(values: ArrayLike<number>): NumberReader {
  let next = 0
  return { next: () => values[next++] as number }
}

const NOTHING: Uint8Array = new Uint8Array(0)
const LARGE = 2 ** 30
// of a difference of two numbers of 15 digits
const MOST_BYTES = 8
const LARGEST_CHUNK = 2 ** 18
