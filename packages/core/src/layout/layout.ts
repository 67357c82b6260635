import { ceil } from '../math.js'
/** The V8 layouts that Carat knows as data. */
export type LayoutName = 'v8-11' | 'v8-13' | 'v8-14' | 'v8-14-compressed'

/**
 * What V8 spends on each kind of value, in bytes unless a name says otherwise.
 *
 * A layout is data: any layout can be asked for on any engine. Every number is measured again on the V8 it describes
 * (`calibration/`), and a test fails where table and measurement differ.
 */
export interface Layout {
  readonly name: LayoutName
  /** The engines it describes, for people. */
  readonly engines: string

  // Slots and numbers
  /** A tagged slot: 8, or 4 with pointer compression. `kTaggedSize`, src/common/globals.h */
  readonly slot: number
  /** Heap objects start and end at multiples of this. `kObjectAlignment`, src/common/globals.h */
  readonly alignment: number
  /** Bits of a small integer, which costs its slot and nothing more. `kSmiValueSize`, include/v8-internal.h */
  readonly smiBits: 31 | 32
  /** A boxed number. src/objects/heap-number.h */
  readonly heapNumber: number
  /** A BigInt of no digits; each 64-bit digit adds 8. src/objects/bigint.h */
  readonly bigIntHeader: number
  /** A flat string without its characters. src/objects/string.h */
  readonly stringHeader: number
  readonly symbol: number

  // Objects
  /** Hidden class, properties and elements pointers. `JSObject::kHeaderSize`, src/objects/js-objects.h */
  readonly objectHeader: number
  /** In-object slots that `{}` keeps free, in slots. `JSObject::kInitialGlobalObjectUnusedPropertiesCount`, src/objects/js-objects.h */
  readonly emptyObjectSlots: number
  /**
   * Most properties inside an ordinary object, in slots. `JSObject::kMaxInObjectProperties`
   *
   * It is the size that is limited, to `objectHeader` and this many slots: an object with a longer header, such as an
   * instance of a subclass of Date, has room for as many fewer.
   */
  readonly maxInObjectSlots: number
  /** Most properties before V8 goes over to a dictionary, in properties. `kMaxNumberOfDescriptors`, src/objects/property-details.h */
  readonly maxFastProperties: number
  /**
   * Most properties that an object literal keeps in a property array of exactly their number when they are too many to lie
   * inside, in properties; 0 where V8 makes such a literal a dictionary. `CreateObjectLiteral`, src/runtime/runtime-literals.cc
   */
  readonly maxExactPropertyArray: number
  /** Header of a property array, which grows by `propertyArrayStep` slots. `JSObject::kFieldsAdded` */
  readonly propertyArrayHeader: number
  readonly propertyArrayStep: number
  /** Header of an elements store. `FixedArray`, src/objects/fixed-array.h */
  readonly fixedArrayHeader: number
  /** Header of an elements store of unboxed doubles, 8 bytes each. `FixedDoubleArray` */
  readonly doubleArrayHeader: number
  /** A property dictionary with capacity for no entry; 3 slots each. `NameDictionary`, src/objects/dictionary.h */
  readonly nameDictionaryHeader: number
  /** An elements dictionary with capacity for no entry; 3 slots each. `NumberDictionary` */
  readonly numberDictionaryHeader: number
  /** The getter and the setter of an accessor property. src/objects/struct.h */
  readonly accessorPair: number

  // Collections
  readonly array: number
  readonly map: number
  readonly set: number
  /** Table of a Map or Set before buckets and entries. `OrderedHashTable`, src/objects/ordered-hash-table.h */
  readonly orderedTableHeader: number
  readonly weakMap: number
  readonly weakSet: number
  /** Table of a WeakMap or WeakSet as it is made; its growth can't be seen from JavaScript. `EphemeronHashTable` */
  readonly ephemeronTable: number
  readonly weakRef: number
  readonly finalizationRegistry: number

  // Binary data
  readonly arrayBuffer: number
  readonly sharedArrayBuffer: number
  readonly typedArray: number
  readonly dataView: number
  /** Most bytes that a typed array made by length keeps on the heap. `JSTypedArray::kMaxSizeInHeap`, `V8_TYPED_ARRAY_MAX_SIZE_IN_HEAP` */
  readonly maxTypedArrayOnHeap: number
  /** Header of a typed array's store on the heap, which is padded to the object alignment. `ByteArray`, src/objects/fixed-array.h */
  readonly byteArrayHeader: number

  // Other built-ins
  readonly date: number
  /**
   * The box that a Date's time lies in, unless it is a small integer or invalid; 0 where it lies in the Date itself.
   * `JSDate::value`, src/objects/js-objects.tq
   */
  readonly dateBox: number
  readonly regExp: number
  readonly promise: number
  readonly proxy: number
  /** An Error with its in-object slots, captured frames left out. */
  readonly error: number
  /** In-object slots of an Error, in slots, and how many of them V8 uses for itself. */
  readonly errorSlots: number
  readonly errorHiddenSlots: number
  /** A boxed primitive (`Object(1)`), without the primitive. */
  readonly primitiveWrapper: number
  readonly strictArguments: number
  readonly sloppyArguments: number
  /** The parameter map of sloppy arguments whose function names its parameters, before 1 slot a parameter. */
  readonly mappedArgumentsHeader: number

  // Functions
  /** A function with a `prototype` slot: `function`, `function*`, `class`. */
  readonly functionWithPrototype: number
  /** An arrow function, method, getter, setter or async function. */
  readonly functionWithoutPrototype: number
  readonly boundFunction: number
  /** The source positions that each class keeps, in slots of its property array. */
  readonly classHiddenSlots: number
  /** The object those slots point at. `ClassPositions`, src/objects/struct.h */
  readonly classPositions: number
  readonly generator: number
  readonly asyncGenerator: number

  // Iterators
  readonly mapIterator: number
  readonly setIterator: number
  readonly arrayIterator: number
  readonly stringIterator: number
  readonly regExpStringIterator: number
  /** The smallest of what `map`, `filter`, `take` … of an iterator give: JavaScript can't tell them apart. */
  readonly iteratorHelper: number
  /** The largest of them. */
  readonly iteratorHelperMost: number
  readonly wrappedIterator: number

  // WebAssembly
  readonly wasmMemory: number
  /** The property store that ties the buffer of a memory to it. `array_buffer_wasm_memory_symbol`, src/init/heap-symbols.h */
  readonly wasmBufferProperties: number
  readonly wasmTable: number
  readonly wasmGlobal: number
  readonly wasmModule: number
  readonly wasmInstance: number
  readonly wasmTag: number
  readonly wasmException: number

  // Intl and Temporal: the V8 object; what ICU holds for it lies outside the heap
  readonly intlDateTimeFormat: number
  readonly intlNumberFormat: number
  readonly intlCollator: number
  readonly intlPluralRules: number
  readonly intlListFormat: number
  readonly intlRelativeTimeFormat: number
  readonly intlDisplayNames: number
  readonly intlSegmenter: number
  readonly intlSegments: number
  readonly intlSegmentIterator: number
  readonly intlLocale: number
  readonly intlDurationFormat: number
  readonly temporal: number
  readonly disposableStack: number
}

/** The names of the measured facts: all of a layout but its texts. */
export type Fact = Exclude<keyof Layout, 'name' | 'engines'>

/** Rounds up to the layout's object alignment. */
export function align(size: number, layout: Layout): number {
  return ceil(size / layout.alignment) * layout.alignment
}

/** Whether a number is a small integer, held in its slot: `-0`, fractions, `NaN` and large numbers are not. */
export function isSmi(value: number, layout: Layout): boolean {
  const limit = 2 ** (layout.smiBits - 1)
  return (value | 0) === value && value >= -limit && value < limit && (value !== 0 || 1 / value > 0)
}
