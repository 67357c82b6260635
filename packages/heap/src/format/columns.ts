import { PackedNumbers } from './packed-numbers.js'
import { resizeBytes, resizeWords } from './resize.js'

// The fields of nodes, edges and locations come row by row and are kept column by column. A column takes every `width`th
// number of a block, tells the first one that it can't be, and goes on, so that of several the first is told.

/** The values of one field. */
export interface Column {
  /** Which of the row's numbers it takes. */
  readonly field: number
  /** What the numbers have to be, for errors. */
  readonly what: string
  /** Makes room for as many rows, and keeps the values that fit. */
  resize(rows: number): void
  /**
   * @param block Numbers in the order of the file, of which this column takes those at `from`, `from + width`, … below `count`.
   * @param row The row of the first of them.
   * @returns The place in the block of the first number that may not stand here, or -1.
   */
  store(block: Float64Array, count: number, from: number, width: number, row: number): number
}

export class ByteColumn implements Column {
  values: Uint8Array = new Uint8Array(0)
  readonly field: number
  readonly what: string
  readonly #limit: number

  /** @param limit What all numbers have to be below of. */
  constructor(field: number, limit: number, what: string) {
    this.field = field
    this.what = `${what} below ${limit}`
    this.#limit = limit
  }

  resize(rows: number): void {
    this.values = resizeBytes(this.values, rows)
  }

  store(block: Float64Array, count: number, from: number, width: number, row: number): number {
    const values = this.values
    const limit = this.#limit
    let wrong = -1
    for (let i = from, to = row; i < count; i += width, to++) {
      const value = block[i] as number
      if (value >= limit && wrong < 0) wrong = i
      values[to] = value
    }
    return wrong
  }
}

export class WordColumn implements Column {
  values: Uint32Array
  readonly field: number
  readonly what: string
  readonly #shift: number

  /** @param shift How many rows later each value is kept. */
  constructor(field: number, what: string, shift = 0) {
    this.field = field
    this.what = `${what} below 2^32`
    this.#shift = shift
    this.values = new Uint32Array(shift)
  }

  resize(rows: number): void {
    this.values = resizeWords(this.values, rows + this.#shift)
  }

  store(block: Float64Array, count: number, from: number, width: number, row: number): number {
    const values = this.values
    let wrong = -1
    for (let i = from, to = row + this.#shift; i < count; i += width, to++) {
      const value = block[i] as number
      if (value > LARGEST_WORD && wrong < 0) wrong = i
      values[to] = value
    }
    return wrong
  }
}

/** Places in the flat array of nodes, kept as ordinals. */
export class OrdinalColumn implements Column {
  values: Uint32Array
  readonly field: number
  readonly what: string
  readonly #nodeWidth: number
  readonly #limit: number
  readonly #room: number

  /** @param room How many words to leave free in the buffer, in front of the values. */
  constructor(field: number, what: string, nodeCount: number, nodeWidth: number, room = 0) {
    this.field = field
    this.#nodeWidth = nodeWidth
    this.#limit = nodeCount * nodeWidth
    this.#room = room
    this.values = new Uint32Array(room).subarray(room)
    this.what = `${what}, a multiple of ${nodeWidth} below ${this.#limit},`
  }

  resize(rows: number): void {
    const all = resizeWords(new Uint32Array(this.values.buffer), this.#room + rows)
    this.values = all.subarray(this.#room)
  }

  store(block: Float64Array, count: number, from: number, width: number, row: number): number {
    const values = this.values
    const nodeWidth = this.#nodeWidth
    const limit = this.#limit
    let wrong = -1
    for (let i = from, to = row; i < count; i += width, to++) {
      const value = block[i] as number
      const ordinal = Math.floor(value / nodeWidth)
      if ((value < 0 || value >= limit || ordinal * nodeWidth !== value) && wrong < 0) wrong = i
      values[to] = ordinal
    }
    return wrong
  }
}

/** Numbers that few ask for: they are kept packed until somebody does. */
export class PackedColumn implements Column {
  readonly numbers: PackedNumbers = new PackedNumbers()
  readonly field: number
  readonly what: string
  readonly #limit: number
  readonly #signed: boolean

  constructor(field: number, what: string, kind: 'word' | 'signed word' | 'size' = 'word') {
    this.field = field
    this.what = kind === 'size' ? what : `${what} below 2^32`
    this.#limit = kind === 'size' ? Infinity : 2 ** 32
    this.#signed = kind === 'signed word'
  }

  /** Takes memory as it needs it. */
  resize(): void {}

  store(block: Float64Array, count: number, from: number, width: number): number {
    if (this.#signed) makeUnsigned(block, count, from, width)
    this.numbers.append(block, count, from, width)
    if (this.numbers.largest < this.#limit) return -1
    for (let i = from; i < count; i += width) if ((block[i] as number) >= this.#limit) return i
    return -1
  }
}

/** -1 becomes 2^32 - 1, which is the same in 32 bits. */
function makeUnsigned(block: Float64Array, count: number, from: number, width: number): void {
  for (let i = from; i < count; i += width) {
    const value = block[i] as number
    if (value < 0) block[i] = 2 ** 32 + value
  }
}

const LARGEST_WORD = 2 ** 32 - 1
