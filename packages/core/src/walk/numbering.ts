import { list, MapConstructor, mapGet, mapSet } from './intrinsics.js'

// V8's Map throws when it is full: at 2^24 entries, and 2^23 in V8 13.
const MOST_PER_MAP = 2 ** 23 - 2

/** A number for each value, however many there are. */
export class Numbering {
  private readonly maps: Map<unknown, number>[] = list()
  private room = 0

  get(value: unknown): number | undefined {
    for (let i = this.maps.length - 1; i >= 0; i--) {
      const number = mapGet(this.maps[i] as Map<unknown, number>, value)
      if (number !== undefined) return number
    }
    return undefined
  }

  /** Numbers a value that has no number yet. */
  set(value: unknown, number: number): void {
    if (this.room === 0) {
      this.maps[this.maps.length] = new MapConstructor()
      this.room = MOST_PER_MAP
    }
    this.room--
    mapSet(this.maps[this.maps.length - 1] as Map<unknown, number>, value, number)
  }
}
