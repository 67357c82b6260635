// biome-ignore-all lint/suspicious/noSparseArray: holes are what is to be sized
import { Buffer } from 'node:buffer'
import vm from 'node:vm'

/** A value in the tightest form that V8 gives its data, and the name it goes by in a failure. */
export interface CanonicalValue {
  readonly name: string
  make(): unknown
}

// Node.js has it, the types of its language version have not.
const wasm = (
  globalThis as unknown as { WebAssembly: { Memory: new (limits: { initial: number }) => { buffer: ArrayBuffer } } }
).WebAssembly

type Table = Readonly<Record<string, () => unknown>>

// Property names are unique in this file: what a field holds is a fact of the hidden class, and `{ a: 1.5 }` anywhere in
// the process makes the 1 of a later `{ a: 1 }` a boxed number.

class Empty {}
class TwoFields {
  readonly two1: unknown
  readonly two2: unknown
  constructor(first: unknown, second: unknown) {
    this.two1 = first
    this.two2 = second
  }
}
class Derived extends TwoFields {
  readonly third = 'third of derived'
}
class WithMethods {
  readonly method1 = 1
  run(): number {
    return this.method1
  }
  get half(): number {
    return this.method1 / 2
  }
  static of(): WithMethods {
    return new WithMethods()
  }
}
const key = Symbol('key of an instance')
class WithSymbol {
  readonly [key] = 'symbol field'
}
class WithHiddenProperty {
  constructor() {
    Object.defineProperty(this, 'invisible1', { value: 'not enumerable' })
  }
}
class NamedError extends Error {
  override readonly name = 'NamedError'
}
class ListOfOwn extends Array<unknown> {}
class MapOfOwn extends Map<unknown, unknown> {
  readonly label = 'own map'
}
class SetOfOwn extends Set<unknown> {
  readonly setLabel = 'own set'
}
class DateOfOwn extends Date {
  readonly zone = 'own date'
}
class PromiseOfOwn extends Promise<unknown> {}
class BytesOfOwn extends Uint8Array {
  readonly unit = 'own bytes'
}
class Registering {
  readonly instance1 = 1
  static readonly registry: readonly unknown[] = [{ registered: 1 }]
}

function* generate(): Generator {}
async function* generateAsync(): AsyncGenerator {}

/** An instance after slack tracking: V8 gives instances spare slots until it has seen seven. */
function settled<T>(make: () => T): T {
  for (let made = 0; made < 20; made++) make()
  return make()
}

function fields(count: number): string {
  return Array.from({ length: count }, (_, index) => `"field${count}_${index}":${index}`).join()
}

function instanceWithFields(count: number): unknown {
  const assignments = Array.from({ length: count }, (_, index) => `this.wide${count}_${index}=${index}`).join(';')
  const Wide = new Function(`return class Wide{constructor(){${assignments}}}`)() as new () => unknown
  return settled(() => new Wide())
}

/** Grown by `set`, as literals of Maps do not exist. */
function mapOf(count: number): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>()
  for (let key = 0; key < count; key++) map.set(key, key)
  return map
}

function setOf(count: number): Set<unknown> {
  const set = new Set<unknown>()
  for (let item = 0; item < count; item++) set.add(item)
  return set
}

function detached(): ArrayBuffer {
  const buffer = new ArrayBuffer(1000)
  structuredClone(buffer, { transfer: [buffer] })
  return buffer
}

const primitives: Table = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  'a small integer': () => 42,
  'a fraction': () => 0.5,
  '2 ** 31, no small integer any more': () => 2 ** 31,
  'the empty string': () => '',
  'one Latin-1 character': () => 'é',
  'one other character': () => 'ő',
  'a one-byte string': () => 'twenty-two characters.',
  'a two-byte string': () => 'tizenhét betű ős!',
  'an astral character': () => '😀',
  '0n': () => 0n,
  '-5n': () => -5n,
  '2n ** 63n, one digit': () => 2n ** 63n,
  '2n ** 64n, two digits': () => 2n ** 64n,
  '2n ** 1000n': () => 2n ** 1000n,
  'a symbol': () => Symbol('described'),
  'a symbol without description': () => Symbol(),
  'a well-known symbol': () => Symbol.iterator,
  'a registered symbol': () => Symbol.for('carat.judge'),
}

const objects: Table = {
  '{}': () => ({}),
  'JSON.parse {}': () => JSON.parse('{}'),
  '{ n }': () => ({ lit1: 1 }),
  'three small integers': () => ({ lit3a: 1, lit3b: 2, lit3c: 3 }),
  'a double field': () => ({ dbl1: 1.5 }),
  'two double fields': () => ({ dbl2a: 1.5, dbl2b: -0 }),
  'a string field': () => ({ str1: 'a string in a field' }),
  'null, undefined, booleans': () => ({ odd1: null, odd2: undefined, odd3: true, odd4: false }),
  'a nested object': () => ({ nest1: { nest2: { nest3: {} } } }),
  'the same object twice': () => {
    const shared = { shared1: 1 }
    return { first1: shared, second1: shared }
  },
  'the same string twice': () => ({ same1: 'a string that is there twice', same2: 'a string that is there twice' }),
  'a cycle': () => {
    const cycle: { self1: unknown } = { self1: null }
    cycle.self1 = cycle
    return cycle
  },
  'JSON.parse of 30 properties': () => JSON.parse(`{${fields(30)}}`),
  'JSON.parse of 127 properties': () => JSON.parse(`{${fields(127)}}`),
  'index keys': () => JSON.parse('{"0":1,"1":2,"2":3}'),
  'index and named keys': () => JSON.parse('{"mix1":1,"0":"zero of mix","1":"one of mix"}'),
  'an instance without fields': () => settled(() => new Empty()),
  'an instance of two fields': () => settled(() => new TwoFields(1, 'second of two')),
  'an instance of a derived class': () => settled(() => new Derived(null, {})),
  'an instance of a class with methods': () => settled(() => new WithMethods()),
  'an instance with a symbol field': () => settled(() => new WithSymbol()),
  'an instance of 20 fields': () => instanceWithFields(20),
  'an instance of 100 fields': () => instanceWithFields(100),
  'an instance of 252 fields': () => instanceWithFields(252),
  'an instance of 253 fields': () => instanceWithFields(253),
  'an instance of 300 fields': () => instanceWithFields(300),
  'a null prototype': () => Object.create(null),
  'a null prototype with a property': () => ({ __proto__: null, nul1: 1 }),
  'a null prototype with 5 properties': () => ({ __proto__: null, nul5a: 1, nul5b: 2, nul5c: 3, nul5d: 4, nul5e: 5 }),
  'a frozen object': () => Object.freeze({ frozen1: 1, frozen2: 'of frozen' }),
  'a sealed object': () => Object.seal({ sealed1: 1 }),
  'a non-extensible object': () => Object.preventExtensions({ closed1: 1 }),
  'a non-enumerable property': () => settled(() => new WithHiddenProperty()),
  // An accessor in a literal makes V8 go over to a dictionary; a defined one it keeps with the hidden class.
  'a getter': () => Object.defineProperty({}, 'got1', { get: () => 1 }),
  'a getter and a setter': () => Object.defineProperty({}, 'both1', { get: () => 1, set: () => {} }),
  'an accessor beside data': () => Object.defineProperty({ data1: 'beside an accessor' }, 'acc1', { get: () => 1 }),
  'an object of another realm': () => vm.runInNewContext('({ realm1: "of another realm" })'),
}

const arrays: Table = {
  '[]': () => [],
  '[1, 2, 3]': () => [1, 2, 3],
  'Array.of(1, 2, 3)': () => Array.of(1, 2, 3),
  'JSON.parse [1, 2, 3]': () => JSON.parse('[1,2,3]'),
  '[1.5, 2.5]': () => [1.5, 2.5],
  '[0, -0]': () => [0, -0],
  'numbers of both kinds': () => [1, 2.5, 3],
  strings: () => ['first of strings', 'second of strings'],
  'a boxed number': () => [1.5, {}, 3.5],
  'a number beyond small integers, boxed': () => [2 ** 31, null],
  'booleans and null': () => [true, false, null, undefined],
  'nested arrays': () => [[1], [[2.5], []]],
  'a hole': () => [1, , 3],
  'a hole among doubles': () => [1.5, , 3.5],
  'a hole among strings': () => ['left of a hole', , 'right of a hole'],
  'new Array(100)': () => new Array(100),
  '1000 small integers': () => Array.from({ length: 1000 }, (_, index) => index),
  '1000 doubles': () => Array.from({ length: 1000 }, (_, index) => index + 0.5),
  '1000 objects': () => JSON.parse(`[${Array.from({ length: 1000 }, () => '{"item1":1}').join()}]`),
  'a map of an array': () => [1, 2, 3].map((number) => ({ mapped1: number })),
  'a slice': () => [1, 2, 3, 4, 5].slice(1, 3),
  'a spread': () => [...[1, 2, 3]],
  'a concatenation': () => ['one of concat'].concat(['two of concat']),
  'a frozen array': () => Object.freeze(['of frozen array', 1]),
  'a frozen array of small integers': () => Object.freeze([1, 2, 3]),
  'a frozen array of doubles': () => Object.freeze([1.5, 2.5]),
  'an array of an own class': () => settled(() => ListOfOwn.of('in own class')),
  'an array of another realm': () => vm.runInNewContext('[1, 2, "of another realm"]'),
  'a sparse array': () => {
    const sparse: unknown[] = []
    sparse[100_000] = 1
    return sparse
  },
  'a sparse array of a string': () => {
    const sparse: unknown[] = []
    sparse[1_000_000] = 'far out'
    return sparse
  },
}

const collections: Table = {
  'an empty Map': () => new Map(),
  'a Map of 1': () => mapOf(1),
  'a Map of 4': () => mapOf(4),
  'a Map of 5': () => mapOf(5),
  'a Map of 8': () => mapOf(8),
  'a Map of 9': () => mapOf(9),
  'a Map of 100': () => mapOf(100),
  'a Map of 1000': () => mapOf(1000),
  'a Map of strings to objects': () => new Map([['key of map', { inMap1: 1 }]]),
  'a Map with boxed numbers': () => new Map([[1.5, 2.5]]),
  'a Map with itself': () => {
    const map = new Map<unknown, unknown>()
    return map.set(map, map)
  },
  'a Map of an own class': () => settled(() => new MapOfOwn()),
  'a Map of another realm': () => vm.runInNewContext('new Map([["key", "value of another realm"]])'),
  'an empty Set': () => new Set(),
  'a Set of 1': () => setOf(1),
  'a Set of 4': () => setOf(4),
  'a Set of 5': () => setOf(5),
  'a Set of 9': () => setOf(9),
  'a Set of 100': () => setOf(100),
  'a Set of strings': () => new Set<unknown>().add('first of set').add('second of set'),
  'a Set of an own class': () => settled(() => new SetOfOwn()),
  'an empty WeakMap': () => new WeakMap(),
  'an empty WeakSet': () => new WeakSet(),
  'a WeakRef': () => new WeakRef({}),
  'a FinalizationRegistry': () => new FinalizationRegistry(() => {}),
}

const binary: Table = {
  'an ArrayBuffer': () => new ArrayBuffer(1000),
  'an empty ArrayBuffer': () => new ArrayBuffer(0),
  'a detached ArrayBuffer': detached,
  'a SharedArrayBuffer': () => new SharedArrayBuffer(1000),
  'a resizable ArrayBuffer': () => new ArrayBuffer(10, { maxByteLength: 100 }),
  'Int8Array of 10': () => new Int8Array(10),
  'Uint8Array of 0': () => new Uint8Array(0),
  'Uint8Array of 10': () => new Uint8Array(10),
  'Uint8Array of 64': () => new Uint8Array(64),
  'Uint8Array of 65': () => new Uint8Array(65),
  'Uint8ClampedArray of 3': () => new Uint8ClampedArray(3),
  'Int16Array of 3': () => new Int16Array(3),
  'Uint16Array of 33': () => new Uint16Array(33),
  'Int32Array of 4': () => new Int32Array(4),
  'Uint32Array of 16': () => new Uint32Array(16),
  'Float32Array of 17': () => new Float32Array(17),
  'Float64Array of 8': () => new Float64Array(8),
  'Float64Array of 9': () => new Float64Array(9),
  'BigInt64Array of 2': () => new BigInt64Array(2),
  'BigUint64Array of 20': () => new BigUint64Array(20),
  'Uint8Array.of': () => Uint8Array.of(1, 2, 3),
  'two views of one buffer': () => {
    const buffer = new ArrayBuffer(100)
    return [new Uint8Array(buffer), new Float64Array(buffer, 8, 2)]
  },
  'a buffer beside its view': () => {
    const buffer = new ArrayBuffer(100)
    return { view1: new Uint8Array(buffer, 10, 20), buffer1: buffer }
  },
  'a view of a resizable buffer': () => new Uint8Array(new ArrayBuffer(10, { maxByteLength: 100 })),
  'a DataView': () => new DataView(new ArrayBuffer(1000)),
  'typed arrays of an own class': () => settled(() => new BytesOfOwn(100)),
  'Buffer.alloc': () => Buffer.alloc(100),
  'Buffer.allocUnsafeSlow': () => Buffer.allocUnsafeSlow(100),
  'Buffer.from of a text, in the pool': () => Buffer.from('in the pool'),
  'WebAssembly.Memory': () => {
    const memory = new wasm.Memory({ initial: 1 })
    // V8 14 makes the ArrayBuffer when it is first asked for.
    return memory.buffer.byteLength > 0 ? memory : undefined
  },
}

const builtIns: Table = {
  'a Date': () => new Date(0),
  'a Date of today': () => new Date(1.7e12),
  'an invalid Date': () => new Date(Number.NaN),
  'a Date of an own class': () => settled(() => new DateOfOwn(0)),
  'a Date of another realm': () => vm.runInNewContext('new Date(0)'),
  'a RegExp': () => /carat/,
  'a RegExp with flags': () => /ca?rat/giu,
  'a RegExp with a slash': () => /carat\/gem/,
  'a RegExp in two bytes': () => /karát|őr/,
  'a RegExp of another realm': () => vm.runInNewContext('/carat of another realm/'),
  'an Error': () => new Error(),
  'an Error with a message': () => new Error('message of an error'),
  'a TypeError': () => new TypeError('message of a type error'),
  'an Error with a cause': () => new Error('message with cause', { cause: { cause1: 1 } }),
  'an AggregateError': () => new AggregateError([{ aggregated1: 1 }], 'message of aggregate'),
  'an Error with a code': () => Object.assign(new Error('message with code'), { code: 'E_CODE' }),
  'an Error of an own class': () => settled(() => new NamedError('message of own class')),
  'an Error of another realm': () => vm.runInNewContext('new Error("message of another realm")'),
  'a Promise': () => Promise.resolve(1),
  'a pending Promise': () => new Promise(() => {}),
  'a Promise of an own class': () => settled(() => new PromiseOfOwn(() => {})),
  'a Proxy': () => new Proxy({}, {}),
  'a Proxy of a function': () => new Proxy(() => {}, {}),
  'a revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
  'Object(1)': () => Object(1),
  'Object(1.5)': () => Object(1.5),
  "Object('text')": () => Object('text of a wrapper'),
  'Object(true)': () => Object(true),
  'Object(Symbol())': () => Object(Symbol('of a wrapper')),
  'Object(5n)': () => Object(5n),
}

const functions: Table = {
  'a function': () => function named() {},
  'an arrow function': () => () => 1,
  'a method': () =>
    ({
      method() {},
    }).method,
  'an async function': () => async () => {},
  'a generator function': () => function* generator() {},
  'an async generator function': () => async function* generator() {},
  'a class': () => class {},
  'a class that gives its instances fields': () =>
    class {
      readonly ofInstance1 = 1
      readonly #ofInstance2 = 2
      readonly ofInstance3 = this.#ofInstance2
    },
  'a class that gives its instances fields, with static members': () =>
    class WithStatics {
      static readonly ofClass1 = 1
      static readonly #ofClass2 = 2
      readonly ofInstance4 = 1
      static methodOfClass1(): number {
        return WithStatics.#ofClass2
      }
      static methodOfClass2(): void {}
    },
  'a class with methods': () =>
    class {
      run() {}
      static make() {}
    },
  'a class with fields and a static field': () => Registering,
  'a derived class': () => class extends Empty {},
  'a function with a property': () => Object.assign(() => {}, { own1: 'property of a function' }),
  'a getter function': () => Object.getOwnPropertyDescriptor(WithMethods.prototype, 'half')?.get,
  'a bound function': () => Empty.bind(null),
  'an intrinsic': () => Math.max,
  'a value with intrinsics in it': () => ({ constructor1: Object, namespace1: Math, method1: [].push }),
  'a generator': () => settled(generate),
  'an async generator': () => settled(generateAsync),
  'an iterator of a Map': () => new Map([['key', 1]]).entries(),
  'an iterator of a Set': () => new Set(['item']).values(),
  'an iterator of an array': () => ['item'].values(),
  'an iterator of a string': () => 'text to iterate'[Symbol.iterator](),
  'an iterator of matches': () => 'text to match'.matchAll(/t/g),
  'sloppy arguments': () => new Function('return arguments')(1, 'second argument'),
  'strict arguments': () => new Function('"use strict"; return arguments')(1, 'second argument'),
  'no arguments': () => new Function('return arguments')(),
}

/** Everything of the table, by name. */
export const canonicalValues: readonly CanonicalValue[] = Object.entries({
  ...primitives,
  ...objects,
  ...arrays,
  ...collections,
  ...binary,
  ...builtIns,
  ...functions,
}).map(([name, make]) => ({ name, make }))
