import { align, type Layout } from '../layout/layout.js'
import { ceil, floor, log2, max, min } from '../math.js'
import { dictionaryCapacity, nameDictionarySize, numberDictionarySize } from './dictionary.js'
import { doubleElementsSize, PREFER_FAST_FACTOR, taggedElementsSize } from './elements.js'
import { exactPropertyArraySize } from './object.js'
import { mapTableSize, setTableSize } from './ordered-table.js'
import { stringSize } from './string.js'
import { onHeapStoreSize } from './typed-array.js'

/** `SlicedString::kMinLength` and `ConsString::kMinLength`, V8 11.3 src/objects/string.h */
export const SHORTEST_SLICE = 13

/** What a dictionary that is made of fast properties has room for beyond them. `JSObject::NormalizeProperties`, V8 11.3 src/objects/js-objects.cc */
const ROOM_OF_NEW_DICTIONARY = 2
/** `HashTable::kMinShrinkCapacity`, V8 11.3 src/objects/hash-table.h */
const LEAST_SHRUNK_DICTIONARY = 16
/** `JSArray::kPreallocatedArrayElements`, V8 11.3 src/objects/js-array.h: what `new Array()` begins with. */
const PREALLOCATED_ELEMENTS = 4
/** `JSObject::kMinAddedElementsCapacity`, V8 11.3 src/objects/js-objects.h */
const ADDED_ELEMENTS = 16
/** `JSArray::kMaxFastArrayLength`, V8 11.3 src/objects/js-array.h */
const LONGEST_FAST_BY_LENGTH = 32 * 1024 * 1024
/** Slots of an entry: `NumberDictionary::kEntrySize`, V8 11.3 src/objects/dictionary.h */
const SLOTS_PER_ENTRY = 3
/** `FixedArray::kMaxLength`, V8 11.3 src/objects/fixed-array.h */
const LONGEST_STORE = 128 * 1024 * 1024
/** `JSObject::kMaxUncheckedFastElementsLength`, V8 11.3 src/objects/js-objects.h */
const LONGEST_UNCHECKED_STORE = 5000
/** From Node.js 22 on a Set of an array, even an empty one, begins with a table of 8. */
const LEAST_SET_TABLE = 8

/**
 * The most that V8 holds for one part of a value, however it was built: but for what the upper bound says that it assumes.
 * Each of them is reached by a construction (`judge/src/bounds.test.ts`).
 */
export class MostSizes {
  constructor(
    readonly layout: Layout,
    /** Whether properties may have been deleted. */
    private readonly isStrict: boolean,
  ) {}

  /**
   * A string that is no slice: of two bytes a character, whatever they are, and one of
   * - up to 12 characters: equal to one that is a property's name, and since it was one itself only a pointer to it;
   * - a rope: V8 copies the first 12 characters, then each one that is added has a cell and a string of its own;
   * - a rope that was read, and points at its flat copy.
   *
   * @param isSingle Whether it is one Latin-1 character: V8 has a string ready, and does not always take it.
   */
  string(length: number, isSingle: boolean): number {
    if (length === 0) return 0
    const { layout } = this
    const flat = stringSize(length, true, layout)
    if (isSingle) return flat
    const pointer = align(layout.stringHeader + layout.slot, layout)
    if (length < SHORTEST_SLICE) return pointer + flat
    const cell = align(layout.stringHeader + 2 * layout.slot, layout)
    const copied = SHORTEST_SLICE - 1
    const added = (length - copied) * (cell + stringSize(1, true, layout))
    return max(cell + flat, added + pointer + stringSize(copied, true, layout))
  }

  /**
   * Properties outside of an object. Behind those that lie inside there may be a dictionary of all: so it is while an object
   * is being set up as a prototype (`JSObject::OptimizeAsPrototype`, V8 11.3 src/objects/js-objects.cc).
   *
   * @param entries Data properties and accessors, those of V8's own among them.
   * @param slots Slots inside the object.
   */
  properties(entries: number, slots: number): number {
    const { layout } = this
    const usual = nameDictionarySize(entries + ROOM_OF_NEW_DICTIONARY, layout)
    if (!this.isStrict) return usual
    // Deleting halves a dictionary when a quarter is left: `HashTable::ComputeCapacityWithShrink`, src/objects/objects.cc.
    const kept = max(LEAST_SHRUNK_DICTIONARY, entries === 0 ? 0 : 2 ** (ceil(log2(4 * entries)) - 1))
    const shrunk = align(layout.nameDictionaryHeader + 3 * kept * layout.slot, layout)
    // Deleting the last property again and again leaves the property array as long as it was.
    const inArray = layout.maxFastProperties + layout.propertyArrayStep - 1
    return max(usual, shrunk, exactPropertyArraySize(inArray, layout) - slots * layout.slot)
  }

  /**
   * The elements of an array, boxes of numbers apart. A store grows by half and 16 slots (`JSObject::NewElementsCapacity`, V8
   * 11.3 src/objects/js-objects.h). A dictionary becomes a store as soon as that takes no more than twice as much
   * (`ShouldConvertToFastElements`, src/objects/js-objects.cc), unless an element was defined as read-only or as an accessor, or it
   * may not grow: from V8 13 on a longer `length` makes a dictionary of one that is not extensible.
   *
   * Of an array that was made shorter there is no most: a dictionary keeps its capacity, `splice` the store, and so does
   * `pop` in optimised code (`JSCallReducer::ReduceArrayPrototypePop`, src/compiler/js-call-reducer.cc).
   *
   * @param numbers How many of those that are there are numbers.
   */
  arrayElements(length: number, present: number, numbers: number, isExtensible: boolean): number {
    const { layout } = this
    if (length === 0) return taggedElementsSize(PREALLOCATED_ELEMENTS, layout)
    const dictionary = numberDictionarySize(present, layout)
    const isFast = length <= LONGEST_FAST_BY_LENGTH || PREFER_FAST_FACTOR * dictionaryCapacity(present) >= length
    if (!isFast) return dictionary
    const slots = max(length, min(length + floor(length / 2) + ADDED_ELEMENTS, LONGEST_STORE))
    const tagged = taggedElementsSize(slots, layout)
    // where a double takes more than a slot
    const doubles = numbers === present ? doubleElementsSize(slots, layout) - numbers * layout.heapNumber : 0
    const staysDictionary = !isExtensible || SLOTS_PER_ENTRY * dictionaryCapacity(present) <= length
    return max(tagged, doubles, staysDictionary ? dictionary : 0)
  }

  /** The elements of an object that is no array: a long store that is mostly empty becomes a dictionary. */
  objectElements(present: number, length: number): number {
    if (present === 0) return 0
    const { layout } = this
    // `JSObject::ShouldConvertToSlowElements`, V8 11.3 src/objects/js-objects-inl.h
    const longest = max(LONGEST_UNCHECKED_STORE, PREFER_FAST_FACTOR * dictionaryCapacity(present))
    const slots = min(length + floor(length / 2) + ADDED_ELEMENTS, longest)
    return max(taggedElementsSize(slots, layout), numberDictionarySize(present, layout))
  }

  mapTable(size: number): number {
    return mapTableSize(mostTableEntries(size), this.layout)
  }

  setTable(size: number): number {
    return setTableSize(max(LEAST_SET_TABLE, mostTableEntries(size)), this.layout)
  }

  smallStore(byteLength: number): number {
    return max(byteLength, onHeapStoreSize(byteLength, this.layout))
  }
}

/**
 * Entries that a Map or Set of `size` may have room for: it doubles when full and halves when less than a quarter is left.
 *
 * @see V8 11.3 src/objects/ordered-hash-table.cc `OrderedHashTable::EnsureCapacityForAdding`, `Shrink`
 */
function mostTableEntries(size: number): number {
  return size === 0 ? 0 : 2 ** floor(log2(4 * size))
}
