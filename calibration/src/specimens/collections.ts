import { range, type Series, series, withProperties } from './series.js'

const sizes = [...range(0, 130), 1000, 10000]

function mapOf(n: number): Map<number, number> {
  const map = new Map<number, number>()
  for (let i = 0; i < n; i++) map.set(i, i)
  return map
}

function setOf(n: number): Set<number> {
  const set = new Set<number>()
  for (let i = 0; i < n; i++) set.add(i)
  return set
}

// Keys must outlive the snapshot, or the collector empties the collection.
const weakKeys = range(0, 99).map((id) => ({ id }))

/** Map, Set and their weak forms by the number of entries. */
export const collections: Record<string, Series> = {
  'Map, n entries': series(sizes, mapOf),
  'Map from n entries': series(range(0, 40), (n) => new Map(range(0, n - 1).map((i) => [i, i]))),
  'Set, n values': series(sizes, setOf),
  'Set from n values': series(range(0, 40), (n) => new Set(range(0, n - 1))),
  'Set from a Set of n values': series(range(0, 40), (n) => new Set(setOf(n))),
  'Map, all of n entries deleted': series(range(0, 40), (n) => {
    const map = mapOf(n)
    for (const key of [...map.keys()]) map.delete(key)
    return map
  }),
  'Map, n entries cleared': series(range(0, 40), (n) => {
    const map = mapOf(n)
    map.clear()
    return map
  }),
  'Map, n own properties': series(range(0, 20), (n) => withProperties(new Map(), n)),
  'WeakMap, n entries': series(range(0, 40), (n) => new WeakMap(weakKeys.slice(0, n).map((key) => [key, 1]))),
  'WeakSet, n values': series(range(0, 40), (n) => new WeakSet(weakKeys.slice(0, n))),
}
