import { type Bytes, bytes } from '../bytes.js'
import { align, type Layout } from '../layout/layout.js'
import { ceil, log2 } from '../math.js'

const ENTRIES_PER_BUCKET = 2
const SLOTS_PER_MAP_ENTRY = 3 // key, value, chain
const SLOTS_PER_SET_ENTRY = 2 // key, chain

/** Entries that a Map or Set of `size` has room for: the smallest power of two, four at least. */
export function orderedTableCapacity(size: number): number {
  return size <= 4 ? 4 : 2 ** ceil(log2(size))
}

function tableSize(size: number, slotsPerEntry: number, layout: Layout): Bytes {
  const capacity = orderedTableCapacity(size)
  const slots = capacity / ENTRIES_PER_BUCKET + capacity * slotsPerEntry
  return bytes(align(layout.orderedTableHeader + slots * layout.slot, layout))
}

/**
 * The hash table of a Map of `size` entries.
 *
 * @see V8 11.3 src/objects/ordered-hash-table.h `OrderedHashMap`
 */
export function mapTableSize(size: number, layout: Layout): Bytes {
  return tableSize(size, SLOTS_PER_MAP_ENTRY, layout)
}

/** The hash table of a Set of `size` entries. */
export function setTableSize(size: number, layout: Layout): Bytes {
  return tableSize(size, SLOTS_PER_SET_ENTRY, layout)
}
