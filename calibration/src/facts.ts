import type { Fact } from './core.js'
import type { Measured, Parts } from './measured.js'

type Sizes = Measured['series']

/** One part of one specimen; `undefined` where this engine has no such value. */
function part(sizes: Sizes, series: string, point: number | string = 'one', part = 'self'): number | undefined {
  const points = sizes[series]
  if (points === undefined) return undefined
  return points[point]?.[part] ?? (points[point] === undefined ? undefined : 0)
}

function known(sizes: Sizes, series: string, point: number | string, of = 'self'): number {
  const size = part(sizes, series, point, of)
  if (size === undefined) throw new Error(`nothing was measured of ${series} at ${point}`)
  return size
}

function column(sizes: Sizes, series: string, of = 'self'): { n: number; size: number; parts: Parts }[] {
  return Object.entries(sizes[series] ?? {}).map(([n, parts]) => ({ n: Number(n), size: parts[of] ?? 0, parts }))
}

/** What a store would take with room for nothing, from two sizes of which one has twice the room of the other. */
const header = (size: number, twice: number): number => 2 * size - twice

const slot = (sizes: Sizes): number => (known(sizes, 'class, n fields', 20) - known(sizes, 'class, n fields', 0)) / 20

const objectHeader = (sizes: Sizes): number => known(sizes, 'class, n fields', 0)

const fixedArrayHeader = (sizes: Sizes): number =>
  known(sizes, 'array, n small integers', 20, 'elements') - 20 * slot(sizes)

/** The longest run of points from the first one for which the test holds; the last of its points. */
function lastOf(
  points: readonly { n: number; size: number; parts: Parts }[],
  holds: (parts: Parts) => boolean,
): number {
  const end = points.findIndex(({ parts }) => !holds(parts))
  const last = points[(end === -1 ? points.length : end) - 1]
  if (last === undefined) throw new Error('no point of the series passes')
  return last.n
}

function same(sizes: Sizes, kind: string): number | undefined {
  const found = new Set(variants(sizes, kind))
  if (found.size > 1) throw new Error(`the values of ${kind} differ in size: ${[...found].join(', ')}`)
  return [...found][0]
}

function variants(sizes: Sizes, kind: string): number[] {
  return Object.keys(sizes)
    .filter((name) => name.startsWith(`${kind}, `))
    .map((name) => known(sizes, name, 'one'))
}

/** How each fact of a layout follows from what was measured. The compiler sees that none is missing. */
export const facts: Record<Fact, (sizes: Sizes) => number | undefined> = {
  slot,
  // Strings come in every length, so their sizes show the step that V8 rounds to.
  alignment: (sizes) => {
    const lengths = [...new Set(column(sizes, 'string, n one-byte characters').map(({ size }) => size))].filter(
      (size) => size > 0,
    )
    return Math.min(...lengths.slice(1).map((size, i) => size - (lengths[i] ?? 0)))
  },
  smiBits: (sizes) => {
    const positive = lastOf(
      column(sizes, 'number 2 ** n - 1 in a mixed array'),
      (parts) => !parts.boxes && !parts['element boxes'],
    )
    const negative = lastOf(
      column(sizes, 'number -(2 ** n) in a mixed array'),
      (parts) => !parts.boxes && !parts['element boxes'],
    )
    if (positive !== negative) throw new Error(`small integers end at 2 ** ${positive} and at -(2 ** ${negative})`)
    return positive + 1
  },
  heapNumber: (sizes) => part(sizes, 'number in a field', '1.5', 'boxes'),
  bigIntHeader: (sizes) => part(sizes, 'BigInt, n digits', 0),
  stringHeader: (sizes) =>
    Math.min(
      ...column(sizes, 'string, n one-byte characters')
        .filter(({ n }) => n > 1)
        .map(({ n, size }) => size - n),
    ),
  symbol: (sizes) => part(sizes, 'symbol, described or not', 'not'),

  objectHeader,
  emptyObjectSlots: (sizes) => (known(sizes, '{}', 'one') - objectHeader(sizes)) / slot(sizes),
  maxInObjectSlots: (sizes) => lastOf(column(sizes, 'class, n fields'), (parts) => !parts.properties),
  maxFastProperties: (sizes) =>
    lastOf(column(sizes, 'class, n fields'), (parts) => parts.self > objectHeader(sizes) || !parts.properties),
  maxExactPropertyArray: (sizes) => {
    const exact = column(sizes, 'literal, n properties').filter(
      ({ n, parts }) => parts.properties === fixedArrayHeader(sizes) + n * slot(sizes),
    )
    return Math.max(0, ...exact.map(({ n }) => n))
  },
  propertyArrayHeader: (sizes) => {
    const steps = distinct(column(sizes, 'Map, n own properties', 'properties').filter(({ n }) => n <= 12))
    return header(steps[0] ?? 0, steps[1] ?? 0)
  },
  propertyArrayStep: (sizes) => {
    const steps = distinct(column(sizes, 'Map, n own properties', 'properties').filter(({ n }) => n <= 12))
    return ((steps[1] ?? 0) - (steps[0] ?? 0)) / slot(sizes)
  },
  fixedArrayHeader,
  doubleArrayHeader: (sizes) =>
    header(known(sizes, 'array, n doubles', 10, 'elements'), known(sizes, 'array, n doubles', 20, 'elements')),
  nameDictionaryHeader: (sizes) => {
    const [first = 0, second = 0] = distinct(column(sizes, 'Object.create(null), n properties', 'properties'))
    return header(first, second)
  },
  numberDictionaryHeader: (sizes) => {
    const [first = 0, second = 0] = distinct(column(sizes, 'array, n distant elements', 'elements'))
    return header(first, second)
  },
  accessorPair: (sizes) => part(sizes, 'literal, n getters', 1, 'accessor pairs'),

  array: (sizes) => part(sizes, 'array'),
  map: (sizes) => part(sizes, 'map'),
  set: (sizes) => part(sizes, 'set'),
  orderedTableHeader: (sizes) => {
    const [first = 0, second = 0] = distinct(column(sizes, 'Map, n entries', 'table'))
    return header(first, second)
  },
  weakMap: (sizes) => part(sizes, 'weakMap'),
  weakSet: (sizes) => part(sizes, 'weakSet'),
  ephemeronTable: (sizes) => part(sizes, 'weakMap', 'one', 'table'),
  weakRef: (sizes) => part(sizes, 'weakRef'),
  finalizationRegistry: (sizes) => part(sizes, 'finalizationRegistry'),

  arrayBuffer: (sizes) => part(sizes, 'ArrayBuffer, n bytes', 100),
  sharedArrayBuffer: (sizes) => part(sizes, 'SharedArrayBuffer, n bytes', 100),
  typedArray: (sizes) => part(sizes, 'Uint8Array, n bytes', 8),
  dataView: (sizes) => part(sizes, 'DataView on n bytes', 100),
  maxTypedArrayOnHeap: (sizes) =>
    lastOf(
      column(sizes, 'Uint8Array, n bytes').filter(({ n }) => n > 0),
      (parts) => (parts.elements ?? 0) > 0,
    ),
  byteArrayHeader: (sizes) =>
    Math.min(
      ...column(sizes, 'Uint8Array, n bytes', 'elements')
        .filter(({ size }) => size > 0)
        .map(({ n, size }) => size - n),
    ),

  date: (sizes) => part(sizes, 'date'),
  dateBox: (sizes) => part(sizes, 'date, now', 'one', 'boxes'),
  regExp: (sizes) => part(sizes, 'regExp'),
  promise: (sizes) => part(sizes, 'promise'),
  proxy: (sizes) => part(sizes, 'proxy'),
  error: (sizes) => part(sizes, 'error'),
  errorSlots: (sizes) => (known(sizes, 'error', 'one') - objectHeader(sizes)) / slot(sizes),
  errorHiddenSlots: (sizes) => {
    const visible = lastOf(column(sizes, 'Error without message, n properties added'), (parts) => !parts.properties)
    return (known(sizes, 'error', 'one') - objectHeader(sizes)) / slot(sizes) - visible
  },
  primitiveWrapper: (sizes) => same(sizes, 'wrapper'),
  strictArguments: (sizes) => part(sizes, 'arguments, strict, n values', 2),
  sloppyArguments: (sizes) => part(sizes, 'arguments, sloppy, n values', 2),
  mappedArgumentsHeader: (sizes) => {
    const series = 'arguments, sloppy, n named parameters and values'
    return header(known(sizes, series, 2, 'elements'), known(sizes, series, 4, 'elements'))
  },

  functionWithPrototype: (sizes) => part(sizes, 'function kind', 'function () {}'),
  functionWithoutPrototype: (sizes) => part(sizes, 'function kind', '() => 1'),
  boundFunction: (sizes) => part(sizes, 'bound function, n arguments', 0),
  classHiddenSlots: (sizes) =>
    (known(sizes, 'class, to itself', 'one', 'properties') - fixedArrayHeader(sizes)) / slot(sizes),
  classPositions: (sizes) => part(sizes, 'class, to itself', 'one', 'class positions'),
  generator: (sizes) => part(sizes, 'generator'),
  asyncGenerator: (sizes) => part(sizes, 'asyncGenerator'),

  mapIterator: (sizes) => part(sizes, 'mapIterator'),
  setIterator: (sizes) => part(sizes, 'setIterator'),
  arrayIterator: (sizes) => part(sizes, 'arrayIterator'),
  stringIterator: (sizes) => part(sizes, 'stringIterator'),
  regExpStringIterator: (sizes) => part(sizes, 'regExpStringIterator'),
  iteratorHelper: (sizes) => least(variants(sizes, 'iteratorHelper')),
  iteratorHelperMost: (sizes) => most(variants(sizes, 'iteratorHelper')),
  wrappedIterator: (sizes) => part(sizes, 'wrappedIterator'),

  wasmMemory: (sizes) => part(sizes, 'wasmMemory'),
  wasmBufferProperties: (sizes) => part(sizes, 'buffer of wasmMemory', 'one', 'properties'),
  wasmTable: (sizes) => part(sizes, 'wasmTable'),
  wasmGlobal: (sizes) => part(sizes, 'wasmGlobal'),
  wasmModule: (sizes) => part(sizes, 'wasmModule'),
  wasmInstance: (sizes) => part(sizes, 'wasmInstance'),
  wasmTag: (sizes) => part(sizes, 'wasmTag'),
  wasmException: (sizes) => part(sizes, 'wasmException'),

  intlDateTimeFormat: (sizes) => part(sizes, 'intlDateTimeFormat'),
  intlNumberFormat: (sizes) => part(sizes, 'intlNumberFormat'),
  intlCollator: (sizes) => part(sizes, 'intlCollator'),
  intlPluralRules: (sizes) => part(sizes, 'intlPluralRules'),
  intlListFormat: (sizes) => part(sizes, 'intlListFormat'),
  intlRelativeTimeFormat: (sizes) => part(sizes, 'intlRelativeTimeFormat'),
  intlDisplayNames: (sizes) => part(sizes, 'intlDisplayNames'),
  intlSegmenter: (sizes) => part(sizes, 'intlSegmenter'),
  intlSegments: (sizes) => part(sizes, 'intlSegments'),
  intlSegmentIterator: (sizes) => part(sizes, 'intlSegmentIterator'),
  intlLocale: (sizes) => part(sizes, 'intlLocale'),
  intlDurationFormat: (sizes) => part(sizes, 'intlDurationFormat'),
  temporal: (sizes) => same(sizes, 'temporal'),
  disposableStack: (sizes) => same(sizes, 'disposableStack'),
}

function distinct(points: readonly { size: number }[]): number[] {
  return [...new Set(points.map(({ size }) => size))].filter((size) => size > 0)
}

const least = (found: number[]): number | undefined => (found.length > 0 ? Math.min(...found) : undefined)
const most = (found: number[]): number | undefined => (found.length > 0 ? Math.max(...found) : undefined)

/** Every fact of one engine; what the engine lacks is left out. */
export function factsOf({ series }: Measured): Partial<Record<Fact, number>> {
  const found: Partial<Record<Fact, number>> = {}
  for (const [fact, measure] of Object.entries(facts) as [Fact, (typeof facts)[Fact]][]) {
    const value = measure(series)
    if (value !== undefined) found[fact] = value
  }
  return found
}
