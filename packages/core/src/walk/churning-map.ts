import { list, MapConstructor, mapDelete, mapForEach, mapGet, mapSet, mapSize } from './intrinsics.js'

// V8's Map doubles its table unless half of it are deleted entries, and throws beyond 2^24 of them, 2^23 in V8 13. With at
// most 2^22 entries a table of 2^23 is never too small.
const MOST_PER_MAP = 2 ** 22

const MOST_YOUNG = 256

/**
 * A map whose entries come and go, however many there are.
 *
 * V8's Map leaves a deleted entry where it was until the table is full: of a key that comes and goes a million times in a
 * large Map, each look-up passes all that it left behind. So entries begin in a small Map, where a table is full soon, and
 * those move on that stay.
 */
export class ChurningMap<K, V extends NonNullable<unknown>> {
  private young: Map<K, V> = new MapConstructor()
  private readonly old: Map<K, V>[] = list()

  get(key: K): V | undefined {
    const found = mapGet(this.young, key)
    if (found !== undefined) return found
    for (let i = 0; i < this.old.length; i++) {
      const value = mapGet(this.old[i] as Map<K, V>, key)
      if (value !== undefined) return value
    }
    return undefined
  }

  /** Takes a key that it has not. */
  add(key: K, value: V): void {
    if (mapSize(this.young) === MOST_YOUNG) this.age()
    mapSet(this.young, key, value)
  }

  /** Forgets a key that it has. */
  delete(key: K): void {
    if (mapDelete(this.young, key)) return
    for (let i = 0; i < this.old.length; i++) if (mapDelete(this.old[i] as Map<K, V>, key)) return
  }

  private age(): void {
    let i = 0
    while (i < this.old.length && mapSize(this.old[i]) > MOST_PER_MAP - MOST_YOUNG) i++
    if (i === this.old.length) this.old[i] = new MapConstructor()
    const old = this.old[i] as Map<K, V>
    mapForEach(this.young, (value, key) => {
      mapSet(old, key as K, value as V)
    })
    this.young = new MapConstructor()
  }
}
