import type { Layout } from './layout.js'

/**
 * V8 14 with pointer compression: Chrome, Edge, Electron.
 *
 * All is written out, since nothing follows from the other layouts: pointers and small integers take 4 bytes, raw numbers
 * and pointers out of the heap still 8. Objects are padded to 4 bytes only, stores of doubles included.
 *
 * Measured on V8 14.7 (Chromium 147). V8 15.6 (Chromium 156) has 24 for `regExp`, 44 for `generator` and 52 for
 * `asyncGenerator`, and is the same in all else.
 */
export const v8_14_compressed: Layout = {
  name: 'v8-14-compressed',
  engines: 'Chrome, Edge and Electron (V8 14, pointer compression), 64-bit',

  // `kTaggedSize` with `V8_COMPRESS_POINTERS`, src/common/globals.h
  slot: 4,
  alignment: 4,
  // `kSmiValueSize`, include/v8-internal.h
  smiBits: 31,
  heapNumber: 12,
  bigIntHeader: 8,
  stringHeader: 12,
  symbol: 16,

  objectHeader: 12,
  emptyObjectSlots: 4,
  maxInObjectSlots: 252,
  maxFastProperties: 1020,
  maxExactPropertyArray: 0,
  propertyArrayHeader: 8,
  propertyArrayStep: 3,
  fixedArrayHeader: 8,
  doubleArrayHeader: 8,
  nameDictionaryHeader: 32,
  numberDictionaryHeader: 24,
  accessorPair: 12,

  array: 16,
  map: 16,
  set: 16,
  orderedTableHeader: 20,
  weakMap: 16,
  weakSet: 16,
  ephemeronTable: 52,
  weakRef: 16,
  finalizationRegistry: 40,

  // Chrome gives buffers no embedder fields, where Node.js gives them two.
  // `V8_ARRAY_BUFFER_INTERNAL_FIELD_COUNT`, include/v8-array-buffer.h
  arrayBuffer: 52,
  sharedArrayBuffer: 52,
  typedArray: 60,
  dataView: 48,
  maxTypedArrayOnHeap: 64,
  byteArrayHeader: 8,

  date: 52,
  dateBox: 0,
  regExp: 28,
  promise: 20,
  proxy: 20,
  error: 24,
  errorSlots: 3,
  errorHiddenSlots: 2,
  primitiveWrapper: 16,
  strictArguments: 16,
  sloppyArguments: 20,
  mappedArgumentsHeader: 16,

  functionWithPrototype: 32,
  functionWithoutPrototype: 28,
  boundFunction: 24,
  classHiddenSlots: 1,
  classPositions: 12,
  generator: 40,
  asyncGenerator: 48,

  mapIterator: 20,
  setIterator: 20,
  arrayIterator: 24,
  stringIterator: 20,
  regExpStringIterator: 24,
  iteratorHelper: 28,
  iteratorHelperMost: 40,
  wrappedIterator: 20,

  wasmMemory: 32,
  wasmBufferProperties: 20,
  wasmTable: 40,
  wasmGlobal: 32,
  wasmModule: 20,
  wasmInstance: 24,
  wasmTag: 24,
  wasmException: 20,

  intlDateTimeFormat: 36,
  intlNumberFormat: 24,
  intlCollator: 24,
  intlPluralRules: 28,
  intlListFormat: 24,
  intlRelativeTimeFormat: 28,
  intlDisplayNames: 20,
  intlSegmenter: 24,
  intlSegments: 24,
  intlSegmentIterator: 24,
  intlLocale: 16,
  intlDurationFormat: 28,
  temporal: 16,
  disposableStack: 28,
}
