import { align } from '../layout/layout.js'
import { min } from '../math.js'
import type { UnseenReason } from '../measurement.js'
import { dateSize } from '../size/date.js'
import { orderedTableCapacity } from '../size/ordered-table.js'
import { lookIntoBuffer, lookIntoDataView, lookIntoTypedArray } from './binary.js'
import type { Brand } from './brand.js'
import { isProxy } from './host.js'
import * as js from './intrinsics.js'
import { privateSlots, without } from './own-properties.js'
import { isProgramGlobal } from './program.js'
import { isIndex, type PrototypeFacts } from './prototypes.js'
import type { Walk } from './walk.js'

/** Looks into an object with internal slots. */
export function lookIntoExotic(walk: Walk, value: object, brand: Brand, facts: PrototypeFacts): void {
  if (brand === 'moduleNamespace') return lookIntoModule(walk, value)
  if (brand === 'native' && walk.isProgram(value, isProgramGlobal)) return
  walk.countObject()
  switch (brand) {
    case 'map':
      return lookIntoMap(walk, value, facts)
    case 'set':
      return lookIntoSet(walk, value, facts)
    case 'error':
      return lookIntoError(walk, value, facts)
    case 'arrayBuffer':
    case 'sharedArrayBuffer':
      return lookIntoBuffer(walk, value, brand, facts)
    case 'typedArray':
      return lookIntoTypedArray(walk, value, facts)
    case 'dataView':
      return lookIntoDataView(walk, value, facts)
    case 'number':
      chargeWithHeader(walk, value, facts, walk.layout.primitiveWrapper)
      return walk.reach(js.numberValue(value), 'internal', '[[NumberData]]')
    case 'boolean':
      return chargeWithHeader(walk, value, facts, walk.layout.primitiveWrapper)
    case 'symbol':
      chargeWithHeader(walk, value, facts, walk.layout.primitiveWrapper)
      return walk.reach(js.symbolValue(value), 'internal', '[[SymbolData]]')
    case 'bigint':
      chargeWithHeader(walk, value, facts, walk.layout.primitiveWrapper)
      return walk.reach(js.bigIntValue(value), 'internal', '[[BigIntData]]')
    case 'string':
      return lookIntoStringWrapper(walk, value, facts)
    case 'arguments':
      return lookIntoArguments(walk, value)
    case 'promise':
      return lookIntoPromise(walk, value, facts)
    case 'weakMap':
    case 'weakSet':
      walk.charge(walk.layout.ephemeronTable)
      break
    case 'date':
      walk.charge(dateSize(js.dateTime(value), walk.layout) - walk.layout.date)
      break
    case 'regExp':
      walk.charge(walk.layout.regExp + walk.properties.behind(walk, value, facts, walk.layout.regExp, 'lastIndex'))
      walk.reach(js.getOwnPropertyDescriptor(value, 'lastIndex')?.value, 'property', 'lastIndex')
      return walk.reach(js.regExpSource(value), 'internal', 'source')
    case 'wasmMemory':
      walk.charge(walk.layout.wasmBufferProperties)
      chargeWithHeader(walk, value, facts, walk.layout.wasmMemory)
      return walk.reach(js.wasmMemoryBuffer?.(value), 'internal', 'buffer')
  }
  if (brand === 'native') return lookIntoNative(walk, value)
  const header = brand === 'ordinary' ? walk.layout.objectHeader : walk.layout[brand]
  chargeWithHeader(walk, value, facts, header)
  const reason = blindSpots[brand]
  if (reason !== undefined) walk.blind(reason)
}

/** What of a kind can't be seen. Those that are not named hold memory outside the heap. */
const blindSpots: Readonly<Partial<Record<Brand, UnseenReason>>> = {
  weakMap: 'weak collection entries',
  weakSet: 'weak collection entries',
  generator: 'suspended generator',
  asyncGenerator: 'suspended generator',
  finalizationRegistry: 'finalization registry cells',
  disposableStack: 'disposable stack entries',
  mapIterator: 'iterator state',
  setIterator: 'iterator state',
  arrayIterator: 'iterator state',
  stringIterator: 'iterator state',
  regExpStringIterator: 'iterator state',
  iteratorHelper: 'iterator state',
  wasmTable: 'native memory',
  wasmGlobal: 'native memory',
  wasmModule: 'native memory',
  wasmInstance: 'native memory',
  wasmTag: 'native memory',
  wasmException: 'native memory',
  intlDateTimeFormat: 'native memory',
  intlNumberFormat: 'native memory',
  intlCollator: 'native memory',
  intlPluralRules: 'native memory',
  intlListFormat: 'native memory',
  intlRelativeTimeFormat: 'native memory',
  intlDisplayNames: 'native memory',
  intlSegmenter: 'native memory',
  intlSegments: 'native memory',
  intlSegmentIterator: 'native memory',
  intlLocale: 'native memory',
  intlDurationFormat: 'native memory',
  temporal: 'native memory',
}

function chargeWithHeader(walk: Walk, value: object, facts: PrototypeFacts, header: number): void {
  walk.charge(header + walk.properties.behind(walk, value, facts, header))
}

function lookIntoMap(walk: Walk, value: object, facts: PrototypeFacts): void {
  const { map } = walk.layout
  const size = js.mapSize(value)
  walk.form('table', orderedTableCapacity(size))
  const own = map + walk.sizes.mapTable(size) + walk.properties.behind(walk, value, facts, map)
  if (walk.isDecidedBy(own)) return
  walk.charge(own)
  js.mapForEach(value, (item, key) => {
    walk.reach(key, 'mapKey', undefined)
    walk.reach(item, 'mapValue', undefined)
  })
}

function lookIntoSet(walk: Walk, value: object, facts: PrototypeFacts): void {
  const { set } = walk.layout
  const size = js.setSize(value)
  walk.form('table', orderedTableCapacity(size))
  const own = set + walk.sizes.setTable(size) + walk.properties.behind(walk, value, facts, set)
  if (walk.isDecidedBy(own)) return
  walk.charge(own)
  js.setForEach(value, (item) => walk.reach(item, 'setValue', undefined))
}

/** The stack is left alone: reading it formats it, with user code, and what it holds depends on who called. */
function lookIntoError(walk: Walk, value: object, facts: PrototypeFacts): void {
  const { properties } = walk
  properties.read(walk, value, without(js.getOwnPropertyNames(value), 'stack'), js.getOwnPropertySymbols(value))
  const named = properties.named + privateSlots(walk, facts)
  walk.charge(walk.sizes.error(named, !facts.isBuiltin) + properties.elementsBytes(walk))
  walk.blind('error stack')
}

/** An object of the host's: an ordinary one, as far as can be seen. */
function lookIntoNative(walk: Walk, value: object): void {
  const { properties } = walk
  properties.read(walk, value, js.getOwnPropertyNames(value), js.getOwnPropertySymbols(value))
  walk.charge(walk.sizes.object(properties.named, false) + properties.elementsBytes(walk))
  walk.blind('native memory')
}

/**
 * Node.js hangs the asynchronous context on each promise while hooks are on: by that a promise in one test runner would
 * weigh the runner, and in another nothing.
 */
const hostSymbols: readonly string[] = ['async_id_symbol', 'trigger_async_id_symbol', 'kResourceStore']

function lookIntoPromise(walk: Walk, value: object, facts: PrototypeFacts): void {
  const symbols = js.getOwnPropertySymbols(value)
  const own = js.list<symbol>()
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i] as symbol
    const description = js.symbolDescription(symbol)
    let isHosts = false
    for (let j = 0; j < hostSymbols.length; j++) if (hostSymbols[j] === description) isHosts = true
    if (!isHosts) own[own.length] = symbol
  }
  const { promise } = walk.layout
  walk.charge(promise + walk.properties.behindOf(walk, value, facts, promise, js.getOwnPropertyNames(value), own))
  walk.blind('promise result')
}

function lookIntoStringWrapper(walk: Walk, value: object, facts: PrototypeFacts): void {
  const text = js.stringValue(value)
  const names = js.getOwnPropertyNames(value)
  const kept = js.list<string>()
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    if (name !== 'length' && !(isIndex(name) && +name < text.length)) kept[kept.length] = name
  }
  const header = walk.layout.primitiveWrapper
  walk.charge(header + walk.properties.behindOf(walk, value, facts, header, kept, js.getOwnPropertySymbols(value)))
  walk.reach(text, 'internal', '[[StringData]]')
}

/** Sloppy arguments hold their function as `callee`, and a map of their parameters where the function names some. */
function lookIntoArguments(walk: Walk, value: object): void {
  const { layout, properties } = walk
  const callee = js.getOwnPropertyDescriptor(value, 'callee')
  const isSloppy = callee !== undefined && !properties.isAccessor(callee)
  const names = without(without(js.getOwnPropertyNames(value), 'length'), 'callee')
  const symbols = js.getOwnPropertySymbols(value)
  const own = js.list<symbol>()
  for (let i = 0; i < symbols.length; i++) if (symbols[i] !== js.iterator) own[own.length] = symbols[i] as symbol
  properties.read(walk, value, names, own)
  walk.charge(walk.sizes.outside(properties.named) + properties.elementsBytes(walk))
  if (!isSloppy) return walk.charge(layout.strictArguments)
  walk.charge(layout.sloppyArguments)
  const mapped = min(parametersOf(callee.value), properties.elements)
  walk.reach(callee.value, 'property', 'callee')
  if (mapped === 0) return
  walk.charge(align(layout.mappedArgumentsHeader + mapped * layout.slot, layout))
  walk.blind('arguments map')
}

function parametersOf(callee: unknown): number {
  if (typeof callee !== 'function' || isProxy(callee)) return 0
  const length: unknown = js.getOwnPropertyDescriptor(callee, 'length')?.value
  return typeof length === 'number' ? length : 0
}

/** Not counted inside a value. As the value itself, what it exports is. */
function lookIntoModule(walk: Walk, value: object): void {
  if (!walk.isRoot(value) && !walk.isIncluded(value)) return
  walk.countObject()
  const names = js.getOwnPropertyNames(value)
  for (let i = 0; i < names.length; i++) {
    try {
      walk.reach(js.getOwnPropertyDescriptor(value, names[i] as string)?.value, 'property', names[i])
    } catch {
      // an export that is not initialised yet holds nothing
    }
  }
}
