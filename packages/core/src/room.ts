import { type Bytes, bytes } from './bytes.js'
import { list, sort, toArray } from './walk/intrinsics.js'

/** What the upper bound has that the lower has not. */
export type RoomCause =
  | 'room in objects'
  | 'properties in dictionaries'
  | 'room in arrays'
  | 'room in tables of maps and sets'
  | 'strings that are not flat, shared or of one byte'
  | 'boxes of numbers'
  | 'buffers'

/** Bytes that lie between the bounds for one cause. */
export interface Room {
  readonly cause: RoomCause
  readonly bytes: Bytes
}

const causes: readonly RoomCause[] = [
  'room in objects',
  'properties in dictionaries',
  'room in arrays',
  'room in tables of maps and sets',
  'strings that are not flat, shared or of one byte',
  'boxes of numbers',
  'buffers',
]

/** Adds up, cause by cause, what V8 may hold beyond the least. */
export class RoomByCause {
  private readonly sums: number[] = list()

  constructor() {
    for (let i = 0; i < causes.length; i++) this.sums[i] = 0
  }

  /** @param size May be negative, where what V8 holds at least was counted before. */
  add(cause: RoomCause, size: number): void {
    for (let i = 0; i < causes.length; i++) if (causes[i] === cause) (this.sums[i] as number) += size
  }

  get total(): number {
    let total = 0
    for (let i = 0; i < causes.length; i++) total += this.sums[i] as number
    return total
  }

  /** Largest first; a cause without room is left out. */
  rows(): Room[] {
    const rows = list<Room>()
    for (let i = 0; i < causes.length; i++) {
      const size = this.sums[i] as number
      if (size !== 0) rows[rows.length] = { cause: causes[i] as RoomCause, bytes: bytes(size) }
    }
    return toArray(sort(rows, (a, b) => b.bytes - a.bytes))
  }
}
