import { type Bytes, bytes } from '../bytes.js'
import { align, type Layout } from '../layout/layout.js'
import { ceil, floor, log2, max } from '../math.js'

const SLOTS_PER_ENTRY = 3 // key, value, details

/**
 * Entries that a dictionary has room for: a third of them stays free, and the number is a power of two.
 *
 * @see V8 11.3 src/objects/hash-table-inl.h `HashTableBase::ComputeCapacity`, `HasSufficientCapacityToAdd`
 */
export function dictionaryCapacity(entries: number): number {
  const needed = max(4, entries + floor(entries / 2))
  return 2 ** ceil(log2(needed))
}

/** Named properties in dictionary mode. */
export function nameDictionarySize(entries: number, layout: Layout): Bytes {
  const slots = dictionaryCapacity(entries) * SLOTS_PER_ENTRY
  return bytes(align(layout.nameDictionaryHeader + slots * layout.slot, layout))
}

/** Elements in dictionary mode: a sparse array, or one with accessors among its elements. */
export function numberDictionarySize(entries: number, layout: Layout): Bytes {
  const slots = dictionaryCapacity(entries) * SLOTS_PER_ENTRY
  return bytes(align(layout.numberDictionaryHeader + slots * layout.slot, layout))
}
