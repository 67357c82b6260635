import { type Bytes, bytes } from '../bytes.js'
import { align, type Layout } from '../layout/layout.js'
import { dictionaryCapacity, numberDictionarySize } from './dictionary.js'

/**
 * An elements store of one slot each, capacity = length: small integers and references. Empty ones share V8's own.
 *
 * @see V8 11.3 src/objects/fixed-array.h
 */
export function taggedElementsSize(length: number, layout: Layout): Bytes {
  return bytes(length === 0 ? 0 : align(layout.fixedArrayHeader + length * layout.slot, layout))
}

/** An elements store of unboxed numbers, as an array has it that holds numbers alone and one that is no small integer. */
export function doubleElementsSize(length: number, layout: Layout): Bytes {
  return bytes(length === 0 ? 0 : align(layout.doubleArrayHeader + length * 8, layout))
}

// V8's own thresholds: `JSObject::kMaxGap`, `NumberDictionary::kPreferFastElementsSizeFactor`, V8 11.3 src/objects/js-objects.h, dictionary.h.
const MAX_GAP = 1024
export const PREFER_FAST_FACTOR: number = 3 * 3

/**
 * Whether V8 holds an array's elements as a dictionary: long, and mostly holes.
 *
 * `new Array(n)` that nothing was written to stays a plain store of `n` holes.
 */
export function isSparse(present: number, length: number): boolean {
  return present > 0 && length > MAX_GAP && isDictionarySmaller(present, length)
}

function isDictionarySmaller(present: number, length: number): boolean {
  return PREFER_FAST_FACTOR * dictionaryCapacity(present) <= length
}

/**
 * The elements of an ordinary object, `{0: 'a'}`, as `JSON.parse` makes them: exact, or a dictionary where V8 prefers one.
 * Numbers are boxed there in any case.
 */
export function objectElementsSize(present: number, length: number, layout: Layout): Bytes {
  if (present === 0) return bytes(0)
  if (isDictionarySmaller(present, length)) return numberDictionarySize(present, layout)
  return taggedElementsSize(length, layout)
}
