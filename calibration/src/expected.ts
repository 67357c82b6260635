import {
  bigIntSize,
  classSize,
  dictionaryCapacity,
  doubleElementsSize,
  emptyObjectSize,
  errorSize,
  functionSize,
  isSmi,
  type Layout,
  literalSize,
  mapTableSize,
  nameDictionarySize,
  namedPropertiesSize,
  nullPrototypeObjectSize,
  numberDictionarySize,
  objectSize,
  onHeapStoreSize,
  propertyArraySize,
  setTableSize,
  stringSize,
  taggedElementsSize,
} from './core.js'

/** What a layout and the size functions say of a series: the bytes of each value with all that it owns alone. */
export interface Expectation {
  /** One series, or several of which the smallest value counts at each point that all have. */
  readonly series: string | readonly string[]
  /** The points that the rule speaks of; all where it is left out. */
  readonly where?: (n: number, layout: Layout) => boolean
  readonly bytes: (n: number, layout: Layout, point: string) => number
  /** Parts that the rule does not speak of. */
  readonly without?: readonly string[]
}

// V8 keeps more than so many properties that were added by computed keys as a dictionary.
// The limit is 12, and is looked at when the property array, which grows by 3, is full.
// `Map::TooManyFastProperties`, src/objects/map-inl.h; `JSObject::kFastPropertiesSoftLimit`, src/objects/js-objects.h
const keyedLimit = 15

const fast = (n: number, layout: Layout): boolean => n <= layout.maxFastProperties
const few = (n: number): boolean => n <= keyedLimit
const dictionary = (n: number, layout: Layout): number => layout.objectHeader + nameDictionarySize(n, layout)

/** Growth of a store that must reach an index. `JSObject::NewElementsCapacity`, src/objects/js-objects.h */
const grown = (needed: number): number => needed + (needed >> 1) + 16

function pushedCapacity(n: number): number {
  let capacity = 0
  while (capacity < n) capacity = grown(capacity + 1)
  return capacity
}

/** An object that takes `own` bytes without fields, with n of them. */
const withFields = (own: number, n: number, layout: Layout): number => own + namedPropertiesSize(n, own, layout)

const orEmpty = (n: number, layout: Layout): number => (n === 0 ? emptyObjectSize(0, layout) : objectSize(n, layout))

const objects: readonly Expectation[] = [
  { series: 'class, n fields', bytes: objectSize },
  // The tightest form that V8 gives to some construction of the same data.
  { series: ['class, n fields', 'literal, n properties', 'JSON.parse, n properties'], bytes: literalSize },
  { series: 'class, n private fields', bytes: objectSize },
  { series: 'class, n symbol fields', bytes: objectSize },
  // One slot for the brand, however many methods there are.
  { series: 'class, n private methods', bytes: (n, layout) => objectSize(Math.min(n, 1), layout) },
  { series: 'class with a null prototype, n fields', bytes: objectSize },
  { series: 'literal, n properties', where: (n) => n <= 127, bytes: orEmpty },
  {
    series: 'literal, n properties',
    where: (n) => n > 127,
    bytes: (n, layout) =>
      n <= layout.maxExactPropertyArray
        ? layout.objectHeader + layout.propertyArrayHeader + n * layout.slot
        : dictionary(n, layout),
  },
  { series: 'JSON.parse, n properties', where: (n) => n <= 127, bytes: orEmpty },
  { series: 'JSON.parse, n properties', where: (n) => n > 127, bytes: dictionary },
  { series: 'n properties added by name', where: fast, bytes: emptyObjectSize },
  { series: 'n properties added by name', where: (n, layout) => !fast(n, layout), bytes: dictionary },
  { series: 'Object.fromEntries, n properties', where: fast, bytes: emptyObjectSize },
  { series: 'structuredClone, n properties', bytes: emptyObjectSize },
  { series: 'n hidden properties', bytes: emptyObjectSize },
  { series: 'n properties added by computed key', where: (n) => n <= 4 + keyedLimit, bytes: emptyObjectSize },
  { series: 'n properties added by computed key', where: (n) => n > 4 + keyedLimit, bytes: dictionary },
  { series: 'Object.assign to {}, n properties', where: (n) => n > 4 + keyedLimit, bytes: dictionary },
  { series: 'n symbol keys', where: (n) => n <= 4 + keyedLimit, bytes: emptyObjectSize },
  { series: 'n symbol keys', where: (n) => n > 4 + keyedLimit, bytes: dictionary },
  { series: 'literal, n symbol keys', bytes: emptyObjectSize },
  { series: 'Object.freeze, n properties', bytes: orEmpty },
  { series: 'Object.seal, n properties', bytes: orEmpty },
  { series: 'Object.preventExtensions, n properties', bytes: orEmpty },
  { series: 'Object.setPrototypeOf(literal, null), n properties', bytes: orEmpty },
  { series: 'Object.create(null), n properties', bytes: nullPrototypeObjectSize },
  { series: 'literal with __proto__: null, n properties', bytes: nullPrototypeObjectSize },
  { series: 'groups of a regular expression, n names', bytes: nullPrototypeObjectSize },
  // What becomes a dictionary later gets room for two more. `MigrateFastToSlow`, src/objects/js-objects.cc
  { series: 'one of n properties deleted', where: (n) => n > 1, bytes: (n, layout) => dictionary(n + 2, layout) },
  {
    series: 'literal, n getters',
    where: (n) => n > 0,
    bytes: (n, layout) => dictionary(n + 2, layout) + n * layout.accessorPair,
  },
  {
    series: 'literal, n getters and setters',
    where: (n) => n > 0,
    bytes: (n, layout) => dictionary(n + 2, layout) + n * layout.accessorPair,
  },
  {
    series: 'literal, one getter and n properties',
    bytes: (n, layout) => dictionary(n + 3, layout) + layout.accessorPair,
  },
  // An accessor of a fast object lies in its hidden class: it takes no slot.
  {
    series: 'n getters defined on an object of n properties',
    where: (n) => n > 0,
    bytes: (n, layout) => objectSize(n, layout) + n * layout.accessorPair,
  },
  {
    series: 'class, n getters defined in the constructor',
    bytes: (n, layout) => objectSize(0, layout) + n * layout.accessorPair,
  },
  {
    series: 'JSON.parse, n index keys',
    bytes: (n, layout) => emptyObjectSize(0, layout) + taggedElementsSize(n, layout),
  },
  {
    series: 'n index keys added to {}',
    bytes: (n, layout) => emptyObjectSize(0, layout) + taggedElementsSize(pushedCapacity(n), layout),
  },
  {
    series: 'JSON.parse, n distant index keys',
    where: (n) => n > 0,
    bytes: (n, layout) => emptyObjectSize(0, layout) + numberDictionarySize(n, layout),
  },
  // A dictionary once the plain store would be three times as large. `ShouldConvertToSlowElements`, src/objects/js-objects-inl.h
  {
    series: 'JSON.parse, a lone index key n',
    bytes: (n, layout) =>
      emptyObjectSize(0, layout) +
      (9 * dictionaryCapacity(1) <= n + 1 ? numberDictionarySize(1, layout) : taggedElementsSize(n + 1, layout)),
  },
]

const exactArray = (n: number, layout: Layout): number => layout.array + taggedElementsSize(n, layout)
const exactArguments = (own: number, n: number, layout: Layout): number => own + taggedElementsSize(n, layout)

function mappedArguments(parameters: number, values: number, layout: Layout): number {
  const mapped = Math.min(parameters, values)
  const map = parameters === 0 ? 0 : layout.mappedArgumentsHeader + mapped * layout.slot
  return layout.sloppyArguments + map + taggedElementsSize(values, layout)
}

const arrays: readonly Expectation[] = [
  ...[
    'array, n small integers',
    'array, n mixed values',
    'array, n holes',
    'array, Array.from of length n',
    'array, slice of n',
    'array, map of n',
    'array, spread of n',
    'array, frozen, n small integers',
  ].map((series) => ({ series, bytes: exactArray })),
  { series: 'array, n doubles', bytes: (n, layout) => layout.array + doubleElementsSize(n, layout) },
  ...['array, n pushes', 'array, filter of n'].map((series) => ({
    series,
    bytes: (n: number, layout: Layout) => exactArray(pushedCapacity(n), layout),
  })),
  ...['array, n distant elements', 'array, n distant doubles'].map((series) => ({
    series,
    bytes: (n: number, layout: Layout) => layout.array + numberDictionarySize(n, layout),
    without: ['element boxes'],
  })),
  {
    series: 'array, a lone element at n',
    where: (n) => n < 1024,
    bytes: (n, layout) => exactArray(grown(n + 1), layout),
  },
  {
    series: 'array, a lone element at n',
    where: (n) => n >= 1024,
    bytes: (_, layout) => layout.array + numberDictionarySize(1, layout),
  },
  { series: 'array of length 33554433', bytes: (_, layout) => layout.array + numberDictionarySize(0, layout) },
  {
    series: 'array, n own properties',
    where: few,
    bytes: (n, layout) => layout.array + propertyArraySize(n, layout),
    // The literal's store, as long as nothing is written to it, belongs to the code that has the literal.
    without: ['elements'],
  },
  {
    series: 'array, one getter among n elements',
    bytes: (n, layout) => layout.array + numberDictionarySize(n, layout) + layout.accessorPair,
  },
  // To freeze, to seal and to stop growth boxes every number.
  ...['array, frozen, n doubles', 'array, sealed, n doubles', 'array, not extensible, n doubles'].map((series) => ({
    series,
    bytes: (n: number, layout: Layout) => exactArray(n, layout) + n * layout.heapNumber,
  })),
  { series: 'arguments, strict, n values', bytes: (n, layout) => exactArguments(layout.strictArguments, n, layout) },
  { series: 'arguments, sloppy, n values', bytes: (n, layout) => exactArguments(layout.sloppyArguments, n, layout) },
  {
    series: 'arguments, sloppy, n named parameters and values',
    bytes: (n, layout) => mappedArguments(n, n, layout),
  },
  {
    series: 'arguments, sloppy, 2 named parameters and n values',
    bytes: (n, layout) => mappedArguments(2, n, layout),
  },
  {
    series: 'arguments, sloppy, n named parameters and no value',
    bytes: (n, layout) => mappedArguments(n, 0, layout),
  },
]

const weakTable = (n: number, layout: Layout): number =>
  layout.ephemeronTable + (dictionaryCapacity(n) - dictionaryCapacity(0)) * 2 * layout.slot

const collections: readonly Expectation[] = [
  ...['Map, n entries', 'Map from n entries'].map((series) => ({
    series,
    bytes: (n: number, layout: Layout) => layout.map + mapTableSize(n, layout),
  })),
  ...['Map, all of n entries deleted', 'Map, n entries cleared'].map((series) => ({
    series,
    bytes: (_: number, layout: Layout) => layout.map + mapTableSize(0, layout),
  })),
  { series: 'Set, n values', bytes: (n, layout) => layout.set + setTableSize(n, layout) },
  {
    series: 'Map, n own properties',
    where: few,
    bytes: (n, layout) => layout.map + mapTableSize(0, layout) + propertyArraySize(n, layout),
  },
  { series: 'WeakMap, n entries', bytes: (n, layout) => layout.weakMap + weakTable(n, layout) },
  { series: 'WeakSet, n values', bytes: (n, layout) => layout.weakSet + weakTable(n, layout) },
]

const mixedNumber = (value: number, layout: Layout): number =>
  exactArray(2, layout) + (isSmi(value, layout) ? 0 : layout.heapNumber)

const primitives: readonly Expectation[] = [
  { series: 'string, n one-byte characters', bytes: (n, layout) => stringSize(n, false, layout) },
  { series: 'string, n two-byte characters', bytes: (n, layout) => stringSize(n, true, layout) },
  ...['string, one character of code n', 'string, one character of code n, again'].map((series) => ({
    series,
    bytes: (n: number, layout: Layout) => stringSize(1, n > 0xff, layout),
  })),
  { series: 'BigInt, n digits', bytes: bigIntSize },
  { series: 'symbol, described or not', bytes: (_, layout) => layout.symbol },
  { series: 'number 2 ** n - 1 in a mixed array', bytes: (n, layout) => mixedNumber(2 ** n - 1, layout) },
  { series: 'number -(2 ** n) in a mixed array', bytes: (n, layout) => mixedNumber(-(2 ** n), layout) },
  { series: 'number in a mixed array', bytes: (n, layout) => mixedNumber(n, layout) },
  {
    series: 'number in a field',
    bytes: (n, layout) => emptyObjectSize(1, layout) + (isSmi(n, layout) ? 0 : layout.heapNumber),
  },
]

function viewWithStore(byteLength: number, layout: Layout): number {
  const store = byteLength > layout.maxTypedArrayOnHeap ? byteLength : onHeapStoreSize(byteLength, layout)
  return layout.typedArray + layout.arrayBuffer + store
}

const binary: readonly Expectation[] = [
  ...['ArrayBuffer, n bytes', 'ArrayBuffer, n of at most 1000 bytes'].map((series) => ({
    series,
    bytes: (n: number, layout: Layout) => layout.arrayBuffer + n,
  })),
  { series: 'ArrayBuffer, n bytes, detached', bytes: (_, layout) => layout.arrayBuffer },
  { series: 'SharedArrayBuffer, n bytes', bytes: (n, layout) => layout.sharedArrayBuffer + n },
  // Snapshots show the store of a growable one from V8 15 on.
  {
    series: 'SharedArrayBuffer, n of at most 1000 bytes',
    bytes: (_, layout) => layout.sharedArrayBuffer,
    without: ['store'],
  },
  ...['Uint8Array, n bytes', 'Uint8Array of n values'].map((series) => ({ series, bytes: viewWithStore })),
  ...['Float64Array, n values', 'BigInt64Array, n values'].map((series) => ({
    series,
    bytes: (n: number, layout: Layout) => viewWithStore(n * 8, layout),
  })),
  ...[
    'Uint8Array, n bytes, its buffer asked for',
    'Uint8Array on a buffer of n bytes',
    'Uint8Array, n bytes, subarray',
  ].map((series) => ({ series, bytes: (n: number, layout: Layout) => layout.typedArray + layout.arrayBuffer + n })),
  {
    series: 'Uint8Array, n own properties',
    where: few,
    bytes: (n, layout) => viewWithStore(10, layout) + propertyArraySize(n, layout),
  },
  { series: 'DataView on n bytes', bytes: (n, layout) => layout.dataView + layout.arrayBuffer + n },
  {
    series: 'view on a resizable buffer',
    bytes: (_, layout, point) => (point === 'DataView' ? layout.dataView : layout.typedArray) + layout.arrayBuffer + 80,
  },
]

const functions: readonly Expectation[] = [
  {
    series: 'function, n own properties',
    where: few,
    bytes: (n, layout) => functionSize(true, layout) + propertyArraySize(n, layout),
  },
  {
    series: 'arrow function, n own properties',
    where: few,
    bytes: (n, layout) => functionSize(false, layout) + propertyArraySize(n, layout),
  },
  ...[
    'class, n static fields',
    'named class, n static fields',
    'subclass, n static fields',
    'class, n properties added',
    'class of n static private fields, itself',
  ].map((series) => ({ series, bytes: (n: number, layout: Layout) => classSize(0, n, layout) })),
  { series: 'class, n static methods', bytes: (n, layout) => classSize(n, 0, layout) },
  {
    series: 'class, n static getters',
    bytes: (n, layout) => classSize(0, 0, layout) + n * layout.accessorPair,
  },
  ...['class of n methods', 'class of n private methods, itself'].map((series) => ({
    series,
    bytes: (_: number, layout: Layout) => classSize(0, 0, layout),
  })),
  // One more slot for the function that makes the fields.
  { series: 'class of n fields, itself', bytes: (n, layout) => classSize(0, Math.min(n, 1), layout) },
  { series: 'bound function, n arguments', bytes: (n, layout) => layout.boundFunction + taggedElementsSize(n, layout) },
  {
    series: 'bound function, n own properties',
    where: few,
    bytes: (n, layout) => layout.boundFunction + propertyArraySize(n, layout),
  },
  {
    series: 'function kind',
    bytes: (_, layout, point) => functionKind(point, layout),
  },
  {
    series: 'function whose prototype was used, n properties on it',
    bytes: (_, layout) => layout.functionWithPrototype,
  },
  // Three slots for what every generator function of this kind keeps, one for each parameter or variable.
  ...['generator, n parameters', 'generator, n variables'].map((series) => ({
    series,
    bytes: (n: number, layout: Layout) => layout.generator + taggedElementsSize(n + 3, layout),
  })),
]

function functionKind(text: string, layout: Layout): number {
  if (text.startsWith('new Proxy')) return layout.proxy
  if (text.startsWith('class')) return classSize(0, 0, layout)
  return /^(async )?function\*|^function|\*m/.test(text)
    ? layout.functionWithPrototype
    : layout.functionWithoutPrototype
}

interface Base {
  readonly own: (layout: Layout) => number
  /** What lies beside the object, as `specimens/subclasses.ts` makes it. */
  readonly stores?: (layout: Layout) => number
}

const bases: Readonly<Record<string, Base>> = {
  // `new Array()` of a subclass reserves four elements. `JSArray::kPreallocatedArrayElements`, src/objects/js-array.h
  Array: { own: (layout) => layout.array, stores: (layout) => taggedElementsSize(4, layout) },
  Map: { own: (layout) => layout.map, stores: (layout) => mapTableSize(0, layout) },
  Set: { own: (layout) => layout.set, stores: (layout) => setTableSize(0, layout) },
  WeakMap: { own: (layout) => layout.weakMap, stores: (layout) => layout.ephemeronTable },
  WeakSet: { own: (layout) => layout.weakSet, stores: (layout) => layout.ephemeronTable },
  WeakRef: { own: (layout) => layout.weakRef },
  Promise: { own: (layout) => layout.promise },
  Date: { own: (layout) => layout.date },
  RegExp: { own: (layout) => layout.regExp },
  ArrayBuffer: { own: (layout) => layout.arrayBuffer, stores: () => 8 },
  Uint8Array: {
    own: (layout) => layout.typedArray,
    stores: (layout) => layout.arrayBuffer + onHeapStoreSize(8, layout),
  },
  Float64Array: { own: (layout) => layout.typedArray, stores: (layout) => layout.arrayBuffer + 800 },
  Function: { own: (layout) => layout.functionWithPrototype },
  Number: { own: (layout) => layout.primitiveWrapper },
  Boolean: { own: (layout) => layout.primitiveWrapper },
  String: { own: (layout) => layout.primitiveWrapper },
  // The buffer is one for all of them.
  DataView: { own: (layout) => layout.dataView },
}

const subclasses: readonly Expectation[] = [
  ...Object.entries(bases).flatMap(([name, { own, stores = () => 0 }]): Expectation[] => [
    {
      series: `subclass of ${name}, n fields`,
      bytes: (n, layout) => withFields(own(layout), n, layout) + stores(layout),
    },
    {
      series: `${name}, n properties added`,
      where: few,
      bytes: (n, layout) => own(layout) + propertyArraySize(n, layout) + stores(layout),
    },
  ]),
  { series: 'subclass of Object, n fields', bytes: (n, layout) => withFields(layout.objectHeader, n, layout) },
  { series: 'Object, n properties added', where: (n) => n <= 4 + keyedLimit, bytes: emptyObjectSize },
  ...[
    { name: 'Error', own: 1 },
    { name: 'TypeError', own: 1 },
    { name: 'AggregateError', own: 2 },
  ].flatMap(({ name, own }): Expectation[] => [
    {
      series: `subclass of ${name}, n fields`,
      where: (n) => n <= 100,
      bytes: (n, layout) => errorSize(n + own, true, layout),
      without: ['accessor pairs'],
    },
    {
      series: `subclass of ${name}, n fields`,
      bytes: (n, layout) => withFields(layout.objectHeader, n + own + layout.errorHiddenSlots, layout),
      without: ['accessor pairs'],
    },
    {
      series: `${name}, n properties added`,
      where: (n) => n <= keyedLimit - 1,
      bytes: (n, layout) => errorSize(n + own, false, layout),
      without: ['accessor pairs'],
    },
  ]),
  {
    series: 'Error without message, n properties added',
    where: (n) => n <= keyedLimit - 1,
    bytes: (n, layout) => errorSize(n, false, layout),
    without: ['accessor pairs'],
  },
  {
    series: 'Error with message and cause, n properties added',
    where: (n) => n <= keyedLimit - 1,
    bytes: (n, layout) => errorSize(n + 2, false, layout),
    without: ['accessor pairs'],
  },
  {
    series: 'subclass of Error without message, n fields',
    bytes: (n, layout) => errorSize(n, true, layout),
    without: ['accessor pairs'],
  },
  {
    series: 'subclass of Error with message and cause, n fields',
    bytes: (n, layout) => errorSize(n + 2, true, layout),
    without: ['accessor pairs'],
  },
]

export const expectations: readonly Expectation[] = [
  ...objects,
  ...arrays,
  ...collections,
  ...primitives,
  ...binary,
  ...functions,
  ...subclasses,
]
