/**
 * What a slot of V8's ordered hash tables is: of a Map three slots an entry (key, value, chain), of a Set two.
 *
 * @see V8 11.3–14.6 `src/objects/ordered-hash-table.h`: the counts of elements, of deleted ones and of buckets, the buckets,
 * and two entries a bucket
 */
export type TableSlot =
  | { readonly of: 'map'; readonly part: 'key' | 'value'; readonly entry: number; readonly keySlot: number }
  | { readonly of: 'set'; readonly entry: number }

const HEADER_SLOTS = 3
const ENTRIES_PER_BUCKET = 2

/**
 * @param selfSize Of the table, in bytes.
 * @param slot As the snapshot numbers it.
 */
export function tableSlot(selfSize: number, slot: number): TableSlot | undefined {
  const slots = slotsOf(selfSize)
  if (slots === undefined) return undefined
  const { buckets, perEntry } = slots
  const place = slot - HEADER_SLOTS - buckets
  if (place < 0) return undefined
  const entry = Math.floor(place / perEntry)
  if (perEntry === 2) return { of: 'set', entry }
  const part = place % perEntry === 0 ? 'key' : 'value'
  return { of: 'map', part, entry, keySlot: HEADER_SLOTS + buckets + entry * perEntry }
}

// Which of the two tables it is can be told from its length, since there are 2^n buckets. Slots take 8 bytes, or 4 where V8
// compresses pointers.
function slotsOf(selfSize: number): { buckets: number; perEntry: 2 | 3 } | undefined {
  for (const slotSize of [8, 4]) {
    const slots = (selfSize - 2 * slotSize) / slotSize - HEADER_SLOTS
    for (const perEntry of [3, 2] as const) {
      const buckets = slots / (1 + ENTRIES_PER_BUCKET * perEntry)
      if (Number.isInteger(buckets) && buckets > 0 && (buckets & (buckets - 1)) === 0) return { buckets, perEntry }
    }
  }
  return undefined
}
