import { type HostTypes, hostTypes } from './host.js'
import * as js from './intrinsics.js'

/** The kinds of object whose internals the walk knows, by what they are and not by what they say they are. */
export type Brand =
  | 'ordinary'
  | 'map'
  | 'set'
  | 'weakMap'
  | 'weakSet'
  | 'weakRef'
  | 'finalizationRegistry'
  | 'date'
  | 'regExp'
  | 'promise'
  | 'error'
  | 'arrayBuffer'
  | 'sharedArrayBuffer'
  | 'typedArray'
  | 'dataView'
  | 'number'
  | 'string'
  | 'boolean'
  | 'symbol'
  | 'bigint'
  | 'arguments'
  | 'generator'
  | 'asyncGenerator'
  | 'moduleNamespace'
  | 'mapIterator'
  | 'setIterator'
  | 'arrayIterator'
  | 'stringIterator'
  | 'regExpStringIterator'
  | 'iteratorHelper'
  | 'wasmMemory'
  | 'wasmTable'
  | 'wasmGlobal'
  | 'wasmModule'
  | 'wasmInstance'
  | 'wasmTag'
  | 'wasmException'
  | 'intlDateTimeFormat'
  | 'intlNumberFormat'
  | 'intlCollator'
  | 'intlPluralRules'
  | 'intlListFormat'
  | 'intlRelativeTimeFormat'
  | 'intlDisplayNames'
  | 'intlSegmenter'
  | 'intlSegments'
  | 'intlSegmentIterator'
  | 'intlLocale'
  | 'intlDurationFormat'
  | 'temporal'
  | 'disposableStack'
  | 'native'

type Check = (value: unknown) => boolean

/** A check from a built-in that throws where the internal slot is missing. */
function provenBy(throwing: js.BrandCheck | undefined): Check {
  if (throwing === undefined) return () => false
  return (value) => {
    try {
      throwing(value)
      return true
    } catch {
      return false
    }
  }
}

const probe = {}

// Kinds that a built-in can prove in plain JavaScript.
const proofs: Map<Brand, Check> = new Map<Brand, Check>([
  ['map', provenBy(js.mapSize)],
  ['set', provenBy(js.setSize)],
  ['weakMap', provenBy((value) => js.weakMapHas(value, probe))],
  ['weakSet', provenBy((value) => js.weakSetHas(value, probe))],
  ['weakRef', provenBy(js.weakRefDeref)],
  [
    'finalizationRegistry',
    provenBy(js.finalizationRegistryUnregister && ((value) => js.finalizationRegistryUnregister?.(value, probe))),
  ],
  ['date', provenBy(js.dateTime)],
  ['arrayBuffer', provenBy(js.bufferLength)],
  ['sharedArrayBuffer', provenBy(js.sharedBufferLength)],
  ['number', provenBy(js.numberValue)],
  ['string', provenBy(js.stringValue)],
  ['boolean', provenBy(js.booleanValue)],
  ['symbol', provenBy(js.symbolValue)],
  ['bigint', provenBy(js.bigIntValue)],
  ['wasmMemory', provenBy(js.wasmMemoryBuffer)],
  ['wasmTable', provenBy(js.wasmTableLength)],
  ['wasmGlobal', provenBy(js.wasmGlobalValue)],
  ['wasmInstance', provenBy(js.wasmInstanceExports)],
  ['intlDateTimeFormat', provenBy(js.intlCheck('DateTimeFormat'))],
  ['intlNumberFormat', provenBy(js.intlCheck('NumberFormat'))],
  ['intlCollator', provenBy(js.intlCheck('Collator'))],
  ['intlPluralRules', provenBy(js.intlCheck('PluralRules'))],
  ['intlListFormat', provenBy(js.intlCheck('ListFormat'))],
  ['intlRelativeTimeFormat', provenBy(js.intlCheck('RelativeTimeFormat'))],
  ['intlDisplayNames', provenBy(js.intlCheck('DisplayNames'))],
  ['intlSegmenter', provenBy(js.intlCheck('Segmenter'))],
  ['intlDurationFormat', provenBy(js.intlCheck('DurationFormat'))],
  ['intlLocale', provenBy(js.intlLocaleName)],
])

const hasSource = provenBy(js.regExpSource)

// `RegExp.prototype.source` answers for RegExp.prototype itself, which is an ordinary object.
const isRegExp: Check = (value) => hasSource(value) && !js.hasOwn(value as object, 'constructor')

const temporalChecks: readonly Check[] = [
  ['Instant', 'epochMilliseconds'],
  ['PlainDate', 'day'],
  ['PlainTime', 'hour'],
  ['PlainDateTime', 'day'],
  ['ZonedDateTime', 'epochMilliseconds'],
  ['Duration', 'days'],
  ['PlainYearMonth', 'month'],
  ['PlainMonthDay', 'day'],
].map(([name = '', property = '']) => provenBy(js.temporalCheck(name, property)))

function isTemporal(value: object): boolean {
  for (let i = 0; i < temporalChecks.length; i++) if (temporalChecks[i]?.(value)) return true
  return false
}

// Kinds that call themselves by `Symbol.toStringTag` on a built-in prototype; the check, where there is one, has the last word.
const byTag: Map<string, Brand> = new Map<string, Brand>([
  ['WeakMap', 'weakMap'],
  ['WeakSet', 'weakSet'],
  ['WeakRef', 'weakRef'],
  ['FinalizationRegistry', 'finalizationRegistry'],
  ['Promise', 'promise'],
  ['Generator', 'generator'],
  ['AsyncGenerator', 'asyncGenerator'],
  ['Map Iterator', 'mapIterator'],
  ['Set Iterator', 'setIterator'],
  ['Array Iterator', 'arrayIterator'],
  ['String Iterator', 'stringIterator'],
  ['RegExp String Iterator', 'regExpStringIterator'],
  ['Iterator Helper', 'iteratorHelper'],
  ['WebAssembly.Memory', 'wasmMemory'],
  ['WebAssembly.Table', 'wasmTable'],
  ['WebAssembly.Global', 'wasmGlobal'],
  ['WebAssembly.Module', 'wasmModule'],
  ['WebAssembly.Instance', 'wasmInstance'],
  ['WebAssembly.Tag', 'wasmTag'],
  ['WebAssembly.Exception', 'wasmException'],
  ['Intl.DateTimeFormat', 'intlDateTimeFormat'],
  ['Intl.NumberFormat', 'intlNumberFormat'],
  ['Intl.Collator', 'intlCollator'],
  ['Intl.PluralRules', 'intlPluralRules'],
  ['Intl.ListFormat', 'intlListFormat'],
  ['Intl.RelativeTimeFormat', 'intlRelativeTimeFormat'],
  ['Intl.DisplayNames', 'intlDisplayNames'],
  ['Intl.Segmenter', 'intlSegmenter'],
  ['Segmenter String Iterator', 'intlSegmentIterator'],
  ['Intl.Locale', 'intlLocale'],
  ['Intl.DurationFormat', 'intlDurationFormat'],
  ['DisposableStack', 'disposableStack'],
  ['AsyncDisposableStack', 'disposableStack'],
])

/**
 * What an object is. The object is neither a proxy, nor an array, nor a function: the caller has asked before.
 *
 * Answers from internal slots wherever JavaScript or the host shows them, so that a swapped prototype, another realm or a
 * lying `Symbol.toStringTag` makes no difference.
 */
export function brandOf(value: object): Brand {
  if (js.isView(value)) return js.typedArrayTag(value) === undefined ? 'dataView' : 'typedArray'
  const brand = hostTypes === undefined ? brandBySlots(value, slotBrands) : hostBrand(hostTypes, value)
  return brand ?? brandByPrototype(value)
}

function hostBrand(types: HostTypes, value: object): Brand | undefined {
  if (types.isMap(value)) return 'map'
  if (types.isSet(value)) return 'set'
  if (types.isDate(value)) return 'date'
  if (types.isPromise(value)) return 'promise'
  if (types.isNativeError(value)) return 'error'
  if (types.isRegExp(value)) return 'regExp'
  if (types.isArrayBuffer(value)) return 'arrayBuffer'
  if (types.isSharedArrayBuffer(value)) return 'sharedArrayBuffer'
  if (types.isWeakMap(value)) return 'weakMap'
  if (types.isWeakSet(value)) return 'weakSet'
  if (types.isArgumentsObject(value)) return 'arguments'
  if (types.isBoxedPrimitive(value)) return brandBySlots(value, wrapperBrands)
  if (types.isGeneratorObject(value)) return tagOf(value) === 'AsyncGenerator' ? 'asyncGenerator' : 'generator'
  if (types.isMapIterator(value)) return 'mapIterator'
  if (types.isSetIterator(value)) return 'setIterator'
  if (types.isModuleNamespaceObject(value)) return 'moduleNamespace'
  if (types.isExternal(value)) return 'native'
  return undefined
}

function brandBySlots(value: object, brands: readonly Brand[]): Brand | undefined {
  for (let i = 0; i < brands.length; i++) if (isBrand(brands[i] as Brand, value)) return brands[i]
  return undefined
}

const wrapperBrands: readonly Brand[] = ['number', 'string', 'boolean', 'symbol', 'bigint']

// Told from internal slots alone, common ones first; the rest needs a tag to be worth asking.
const slotBrands: readonly Brand[] = [
  'map',
  'set',
  'date',
  'regExp',
  'arrayBuffer',
  'sharedArrayBuffer',
  'weakMap',
  'weakSet',
  ...wrapperBrands,
]

/** Whether an object really is of a kind that its prototype promised. */
export function isBrand(brand: Brand, value: object): boolean {
  switch (brand) {
    case 'typedArray':
      return js.typedArrayTag(value) !== undefined
    case 'dataView':
      return js.isView(value) && js.typedArrayTag(value) === undefined
    case 'map':
      return hostTypes?.isMap(value) ?? js.mapGet(proofs, 'map')?.(value) === true
    case 'set':
      return hostTypes?.isSet(value) ?? js.mapGet(proofs, 'set')?.(value) === true
    case 'date':
      return hostTypes?.isDate(value) ?? js.mapGet(proofs, 'date')?.(value) === true
    case 'regExp':
      return hostTypes?.isRegExp(value) ?? isRegExp(value)
    case 'promise':
      return hostTypes?.isPromise(value) ?? true
    case 'error':
      return hostTypes?.isNativeError(value) ?? true
    case 'arguments':
      return hostTypes?.isArgumentsObject(value) ?? true
    case 'generator':
    case 'asyncGenerator':
      return hostTypes?.isGeneratorObject(value) ?? true
    case 'moduleNamespace':
      return hostTypes?.isModuleNamespaceObject(value) ?? true
    case 'mapIterator':
      return hostTypes?.isMapIterator(value) ?? true
    case 'setIterator':
      return hostTypes?.isSetIterator(value) ?? true
    case 'temporal':
      return isTemporal(value)
    default: {
      const proof = js.mapGet(proofs, brand)
      return proof === undefined || proof(value)
    }
  }
}

function brandByPrototype(value: object): Brand {
  const tag = tagOf(value)
  if (tag === undefined) return errorLike(value) ? 'error' : 'ordinary'
  const brand = js.mapGet(byTag, tag)
  if (brand !== undefined) return isBrand(brand, value) && !js.hasOwn(value, 'constructor') ? brand : 'ordinary'
  if (js.startsWith(tag, 'Temporal.') && isBrand('temporal', value)) return 'temporal'
  if (tag === 'Module' && js.getPrototypeOf(value) === null) return 'moduleNamespace'
  return 'ordinary'
}

/** Without a host to ask, an Error is what inherits from a native constructor of that name. */
function errorLike(value: object): boolean {
  if (hostTypes !== undefined) return false
  const { isError } = Error as unknown as { isError?: (value: unknown) => boolean }
  return isError !== undefined ? isError(value) : value instanceof Error && !js.hasOwn(value, 'constructor')
}

/** The first `Symbol.toStringTag` up the prototype chain that is data, own properties left out: those are the user's. */
function tagOf(value: object): string | undefined {
  let prototype: object | null = js.getPrototypeOf(value)
  for (let depth = 0; prototype !== null && depth < 64; depth++) {
    if (hostTypes?.isProxy(prototype)) return undefined
    const tag: unknown = js.getOwnPropertyDescriptor(prototype, js.toStringTag)?.value
    if (typeof tag === 'string') return tag
    prototype = js.getPrototypeOf(prototype)
  }
  return undefined
}
