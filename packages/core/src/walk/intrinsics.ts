// The built-ins the walk calls, taken once, before a test can patch them: `Map.prototype.forEach = …` in user code must
// neither change a size nor be run by one. Everything is called with its receiver as first argument.

type Method = (this: never, ...args: never[]) => unknown
type Uncurried<F> = F extends (this: infer T, ...args: infer A) => infer R ? (self: T, ...args: A) => R : never

const { bind, call } = Function.prototype

function uncurry<F extends Method>(method: F): Uncurried<F> {
  return bind.call(call, method) as Uncurried<F>
}

/** Any function: never called by the walk, only looked at. */
export type AnyFunction = (...args: never[]) => unknown

type Getter = (this: unknown) => unknown

/** The getter of an accessor property, callable on anything: it throws where the receiver has not the internal slot. */
function getter(prototype: object | undefined, key: PropertyKey): ((self: unknown) => unknown) | undefined {
  const get = prototype && Object.getOwnPropertyDescriptor(prototype, key)?.get
  return get && uncurry(get as Getter)
}

function method(
  prototype: object | undefined,
  key: PropertyKey,
): ((self: unknown, ...args: unknown[]) => unknown) | undefined {
  const value: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, key)?.value
  return typeof value === 'function'
    ? (uncurry(value as Method) as (self: unknown, ...args: unknown[]) => unknown)
    : undefined
}

interface Globals {
  SharedArrayBuffer?: { prototype: object }
  WebAssembly?: Record<string, { prototype: object } | undefined>
  Intl?: Record<string, { prototype: object } | undefined>
  Temporal?: Record<string, { prototype: object } | undefined>
}
const globals = globalThis as unknown as Globals

export const getPrototypeOf: (value: object) => object | null = Object.getPrototypeOf
export const getOwnPropertyDescriptor: (value: object, key: PropertyKey) => PropertyDescriptor | undefined =
  Object.getOwnPropertyDescriptor
export const getOwnPropertyNames: (value: object) => string[] = Object.getOwnPropertyNames
export const getOwnPropertySymbols: (value: object) => symbol[] = Object.getOwnPropertySymbols
export const hasOwn: (value: object, key: PropertyKey) => boolean = Object.hasOwn
export const isExtensible: (value: object) => boolean = Object.isExtensible
export const is: (a: unknown, b: unknown) => boolean = Object.is
export const toText: (value: unknown) => string = String
export const isSafeInteger: (value: unknown) => boolean = Number.isSafeInteger
export const isFiniteNumber: (value: number) => boolean = Number.isFinite
const { setPrototypeOf } = Object
export const freeze: <T>(object: T) => Readonly<T> = Object.freeze
export const apply: (fn: AnyFunction, self: unknown, list: readonly unknown[]) => unknown = Reflect.apply as never
export const createObject: (prototype: object | null) => object = Object.create

/**
 * An empty array without a prototype: writing beyond its end can't run a setter that a test put on `Array.prototype[0]`.
 * It has no methods; `toArray` gives what a caller can use.
 */
export function list<T>(): T[] {
  return setPrototypeOf([], null) as T[]
}

export const toArray: <T>(list: readonly T[]) => T[] = uncurry(Array.prototype.slice) as never
export const sort: <T>(list: T[], compare: (a: T, b: T) => number) => T[] = uncurry(Array.prototype.sort) as never
export const stringify: (text: string) => string = JSON.stringify
export const slice: (self: string, start: number, end?: number) => string = uncurry(String.prototype.slice) as never
export const numberToString: (self: number, radix: number) => string = uncurry(Number.prototype.toString) as never
export const keys: (value: object) => string[] = Object.keys
export const isArray: (value: unknown) => value is readonly unknown[] = Array.isArray
export const isView: (value: unknown) => value is ArrayBufferView = ArrayBuffer.isView
export const keyFor: (symbol: symbol) => string | undefined = Symbol.keyFor.bind(Symbol)
export const toStringTag: typeof Symbol.toStringTag = Symbol.toStringTag
export const iterator: typeof Symbol.iterator = Symbol.iterator
export const MapConstructor: MapConstructor = Map
export const SetConstructor: SetConstructor = Set
export const Uint32ArrayConstructor: Uint32ArrayConstructor = Uint32Array
export const Int32ArrayConstructor: Int32ArrayConstructor = Int32Array
export const Float64ArrayConstructor: Float64ArrayConstructor = Float64Array
export const Uint8ArrayConstructor: Uint8ArrayConstructor = Uint8Array

export const lookupGetter: (self: object, key: PropertyKey) => AnyFunction | undefined = uncurry(
  (Object.prototype as unknown as { __lookupGetter__(this: object, key: PropertyKey): AnyFunction | undefined })
    .__lookupGetter__,
)
export const isEnumerable: (self: object, key: PropertyKey) => boolean = uncurry(Object.prototype.propertyIsEnumerable)
export const functionToString: (self: AnyFunction) => string = uncurry(Function.prototype.toString)
export const charCodeAt: (self: string, index: number) => number = uncurry(String.prototype.charCodeAt)
const codePointAt: (self: string, index: number) => number | undefined = uncurry(String.prototype.codePointAt)
const fromCodePoint: (code: number) => string = String.fromCodePoint
/** The character that begins at an index, a pair of surrogates in one. */
export function codePointText(text: string, index: number): string {
  return fromCodePoint(codePointAt(text, index) ?? 0)
}
export const startsWith: (self: string, search: string) => boolean = uncurry(String.prototype.startsWith)
export const endsWith: (self: string, search: string) => boolean = uncurry(String.prototype.endsWith)

export const indexOf: (self: string, search: string) => number = uncurry(String.prototype.indexOf) as never

export const setAdd: <T>(self: Set<T>, value: T) => Set<T> = uncurry(Set.prototype.add)
export const setHas: <T>(self: Set<T>, value: T) => boolean = uncurry(Set.prototype.has)
export const setSize: (self: unknown) => number = getter(Set.prototype, 'size') as never
export const setForEach: (self: unknown, visit: (value: unknown) => void) => void = uncurry(
  Set.prototype.forEach,
) as never
export const mapGet: <K, V>(self: Map<K, V>, key: K) => V | undefined = uncurry(Map.prototype.get) as never
export const mapSet: <K, V>(self: Map<K, V>, key: K, value: V) => Map<K, V> = uncurry(Map.prototype.set) as never
export const mapDelete: <K>(self: Map<K, unknown>, key: K) => boolean = uncurry(Map.prototype.delete) as never
export const mapSize: (self: unknown) => number = getter(Map.prototype, 'size') as never
export const mapForEach: (self: unknown, visit: (value: unknown, key: unknown) => void) => void = uncurry(
  Map.prototype.forEach,
) as never
export const weakMapGet: <V>(self: WeakMap<object, V>, key: object) => V | undefined = uncurry(
  WeakMap.prototype.get,
) as never
export const weakMapSet: <V>(self: WeakMap<object, V>, key: object, value: V) => WeakMap<object, V> = uncurry(
  WeakMap.prototype.set,
) as never
export const weakMapHas: (self: unknown, key: unknown) => boolean = uncurry(WeakMap.prototype.has) as never
export const weakSetHas: (self: unknown, key: unknown) => boolean = uncurry(WeakSet.prototype.has) as never
export const weakSetAdd: (self: WeakSet<object>, value: object) => WeakSet<object> = uncurry(WeakSet.prototype.add)
export const weakRefDeref: BrandCheck | undefined = method(globalThis.WeakRef?.prototype, 'deref')
export const finalizationRegistryUnregister: ((self: unknown, ...args: unknown[]) => unknown) | undefined = method(
  globalThis.FinalizationRegistry?.prototype,
  'unregister',
)

export const promiseThen: (self: unknown, resolved: () => void, rejected: () => void) => unknown = uncurry(
  Promise.prototype.then,
) as never

export const dateTime: (self: unknown) => number = uncurry(Date.prototype.getTime) as never
export const regExpSource: (self: unknown) => string = getter(RegExp.prototype, 'source') as never
export const numberValue: (self: unknown) => number = uncurry(Number.prototype.valueOf) as never
export const stringValue: (self: unknown) => string = uncurry(String.prototype.valueOf) as never
export const booleanValue: (self: unknown) => boolean = uncurry(Boolean.prototype.valueOf) as never
export const symbolValue: (self: unknown) => symbol = uncurry(Symbol.prototype.valueOf) as never
export const bigIntValue: (self: unknown) => bigint = uncurry(BigInt.prototype.valueOf) as never
export const symbolDescription: (self: symbol) => string | undefined = getter(Symbol.prototype, 'description') as never
export const bigIntToString: (self: bigint, radix: number) => string = uncurry(BigInt.prototype.toString) as never

export const bufferLength: (self: unknown) => number = getter(ArrayBuffer.prototype, 'byteLength') as never
export const bufferResizable: BrandCheck | undefined = getter(ArrayBuffer.prototype, 'resizable')
export const sharedBufferLength: (self: unknown) => number = (getter(
  globals.SharedArrayBuffer?.prototype,
  'byteLength',
) ?? bufferLength) as never
const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object
export const typedArrayTag: (self: unknown) => string | undefined = getter(TypedArrayPrototype, toStringTag) as never
export const typedArrayBuffer: (self: unknown) => ArrayBufferLike = getter(TypedArrayPrototype, 'buffer') as never
export const typedArrayByteLength: (self: unknown) => number = getter(TypedArrayPrototype, 'byteLength') as never
export const typedArrayByteOffset: (self: unknown) => number = getter(TypedArrayPrototype, 'byteOffset') as never
export const typedArrayLength: (self: unknown) => number = getter(TypedArrayPrototype, 'length') as never
export const dataViewBuffer: (self: unknown) => ArrayBufferLike = getter(DataView.prototype, 'buffer') as never
export const dataViewByteLength: (self: unknown) => number = getter(DataView.prototype, 'byteLength') as never
export const dataViewByteOffset: (self: unknown) => number = getter(DataView.prototype, 'byteOffset') as never

/** Copies one typed array to the beginning of another. */
export const copyInto: <T extends Uint8Array | Uint32Array | Float64Array>(target: T, source: T) => void = uncurry(
  (TypedArrayPrototype as { set(this: unknown, source: unknown): void }).set,
) as never

/** A built-in that throws unless its receiver has the internal slots of one kind. */
export type BrandCheck = (self: unknown) => unknown

export const wasmMemoryBuffer: BrandCheck | undefined = getter(globals.WebAssembly?.Memory?.prototype, 'buffer')
export const wasmTableLength: BrandCheck | undefined = getter(globals.WebAssembly?.Table?.prototype, 'length')
export const wasmGlobalValue: BrandCheck | undefined = method(globals.WebAssembly?.Global?.prototype, 'valueOf')
export const wasmInstanceExports: BrandCheck | undefined = getter(globals.WebAssembly?.Instance?.prototype, 'exports')

/** `resolvedOptions` of an Intl class: it reads internal slots and nothing of the user's. */
export function intlCheck(name: string): BrandCheck | undefined {
  return method(globals.Intl?.[name]?.prototype, 'resolvedOptions')
}

export const intlLocaleName: BrandCheck | undefined = getter(globals.Intl?.Locale?.prototype, 'baseName')

/** A getter of a Temporal class that reads internal slots and nothing of the user's. */
export function temporalCheck(name: string, property: string): BrandCheck | undefined {
  return getter(globals.Temporal?.[name]?.prototype, property)
}
