// biome-ignore-all lint/suspicious/noSparseArray: holes are what is to be sized
import * as path from 'node:path'
import vm from 'node:vm'

/** A value made to break whoever looks at it. */
export interface HostileValue {
  readonly name: string
  /** It takes seconds: a normal run asks one question only. */
  readonly heavy: boolean
  make(spy: Spy): unknown
}

/** Called by all code of the user's that a hostile value carries: nothing may call it while a value is sized. */
export type Spy = (what: string) => never

type Table = Readonly<Record<string, (spy: Spy) => unknown>>

const TRAPS = [
  ...['get', 'set', 'has', 'deleteProperty', 'ownKeys', 'getOwnPropertyDescriptor', 'defineProperty', 'apply'],
  ...['construct', 'getPrototypeOf', 'setPrototypeOf', 'isExtensible', 'preventExtensions'],
] as const

function spyingHandler(spy: Spy): ProxyHandler<object> {
  return Object.fromEntries(TRAPS.map((trap) => [trap, () => spy(`the trap ${trap}`)]))
}

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

/** Own properties of these names that run code, where a walk may be tempted to ask. */
function booby(value: object, names: readonly PropertyKey[], spy: Spy): object {
  for (const name of names) {
    Object.defineProperty(value, name, { get: () => spy(`the getter ${String(name)}`), configurable: true })
  }
  return value
}

const HOOKS: readonly PropertyKey[] = [
  ...['toJSON', 'valueOf', 'toString', 'constructor', 'then', 'inspect', 'next', '__proto__'],
  ...[Symbol.iterator, Symbol.asyncIterator, Symbol.toPrimitive, Symbol.toStringTag, Symbol.hasInstance],
  ...[Symbol.isConcatSpreadable, Symbol.unscopables, Symbol.species, Symbol.for('nodejs.util.inspect.custom')],
]

const accessors: Table = {
  'a throwing getter': (spy) => booby({}, ['thrown'], spy),
  'a getter for every hook': (spy) => booby({}, HOOKS, spy),
  'an array with getters for indices': (spy) => booby([1, 2, 3], [0, 1, 'extra'], spy),
  'a function with getters': (spy) => booby(() => {}, ['name', 'length', ...HOOKS], spy),
  'a class with static getters': (spy) => booby(class {}, [Symbol.species, Symbol.hasInstance], spy),
  'a Map with own size and forEach': (spy) => booby(new Map([[1, 2]]), ['size', 'forEach', 'entries', ...HOOKS], spy),
  'a Set with own size and forEach': (spy) => booby(new Set([1]), ['size', 'forEach', 'values', ...HOOKS], spy),
  'a Date with own getTime': (spy) => booby(new Date(0), ['getTime', ...HOOKS], spy),
  'a RegExp with own source': (spy) => booby(/x/, ['source', 'flags', 'exec', ...HOOKS], spy),
  'an Error with own stack': (spy) => booby(new Error('stacked'), ['stack', 'message', 'cause', 'name', ...HOOKS], spy),
  'a Promise with own then': (spy) => booby(Promise.resolve(1), ['then', 'catch', ...HOOKS], spy),
  'a typed array with own length and buffer': (spy) =>
    booby(new Uint8Array(100), ['length', 'buffer', 'byteLength', 'byteOffset', ...HOOKS], spy),
  'an ArrayBuffer with own byteLength': (spy) =>
    booby(new ArrayBuffer(8), ['byteLength', 'maxByteLength', 'resizable', 'detached', ...HOOKS], spy),
  'a DataView with own buffer': (spy) =>
    booby(new DataView(new ArrayBuffer(8)), ['buffer', 'byteLength', 'byteOffset', ...HOOKS], spy),
  'a String object with own valueOf': (spy) => booby(Object('text') as object, HOOKS, spy),
  'a Symbol object with own description': (spy) =>
    booby(Object(Symbol('described')) as object, ['description', ...HOOKS], spy),
  'arguments with a getter': (spy) => booby(new Function('return arguments')(1, 2) as object, [0, ...HOOKS], spy),
  'an object that inherits getters': (spy) => Object.create(booby({}, ['inherited', ...HOOKS], spy)),
  'an instance of a class with hooks': (spy) => {
    class Hooked {
      readonly data = 1
      get [Symbol.toStringTag](): string {
        return spy('toStringTag')
      }
      get size(): number {
        return spy('size')
      }
      [Symbol.iterator](): never {
        return spy('iterator')
      }
      toJSON(): never {
        return spy('toJSON')
      }
      [Symbol.toPrimitive](): never {
        return spy('toPrimitive')
      }
      static [Symbol.hasInstance](): never {
        return spy('hasInstance')
      }
    }
    return [new Hooked(), Hooked]
  },
  'a subclass of Map that overrides everything': (spy) => {
    class Liar extends Map<unknown, unknown> {
      override get size(): number {
        return spy('size')
      }
      override forEach(): never {
        return spy('forEach')
      }
      override entries(): never {
        return spy('entries')
      }
      override [Symbol.iterator](): never {
        return spy('iterator')
      }
      static override get [Symbol.species](): MapConstructor {
        return spy('species')
      }
    }
    const liar = new Liar()
    Map.prototype.set.call(liar, 'key', 'value')
    return liar
  },
  'a subclass of Array that overrides everything': (spy) => {
    class Liar extends Array<unknown> {
      static override get [Symbol.species](): ArrayConstructor {
        return spy('species')
      }
      override [Symbol.iterator](): never {
        return spy('iterator')
      }
      override forEach(): never {
        return spy('forEach')
      }
    }
    return new Liar(1, 2, 3)
  },
}

const proxies: Table = {
  'a proxy that traps everything': (spy) => new Proxy({}, spyingHandler(spy)),
  'a proxy of an array': (spy) => new Proxy([1, 2], spyingHandler(spy)),
  'a proxy of a function': (spy) => new Proxy(() => {}, spyingHandler(spy)),
  'a proxy of a Map': (spy) => new Proxy(new Map([[1, 2]]), spyingHandler(spy)),
  'a proxy of a proxy': (spy) => new Proxy(new Proxy({}, spyingHandler(spy)), spyingHandler(spy)),
  'a proxy whose handler is a proxy': (spy) => new Proxy({}, new Proxy({}, spyingHandler(spy))),
  'a revoked proxy': () => revoked({}),
  'a revoked proxy of an array': () => revoked([]),
  'a revoked proxy of a function': () => revoked(() => {}),
  'revoked proxies everywhere': () => {
    const proxy = revoked([])
    return { proxy, list: [proxy, revoked({})], map: new Map([[proxy, proxy]]), set: new Set([proxy]) }
  },
  'an object with a proxy as prototype': (spy) => Object.create(new Proxy({}, spyingHandler(spy))),
  'an object with a revoked proxy as prototype': () => Object.create(revoked({}) as object),
  'an array with a proxy as prototype': (spy) => Object.setPrototypeOf([1], new Proxy([], spyingHandler(spy))),
  'a function with a proxy as prototype': (spy) =>
    Object.setPrototypeOf(() => {}, new Proxy(() => {}, spyingHandler(spy))),
  'an Error with a proxy as prototype': (spy) =>
    Object.setPrototypeOf(new Error('proxied'), new Proxy({}, spyingHandler(spy))),
  'a null prototype over a proxy': (spy) =>
    Object.create(Object.create(new Proxy(Object.create(null), spyingHandler(spy)))),
  'a class whose prototype is trapped': (spy) => {
    const Trapped = (() => {}) as unknown as { prototype: unknown }
    Trapped.prototype = new Proxy({}, spyingHandler(spy))
    return Trapped
  },
  'a proxy as constructor': (spy) => ({ constructor: new Proxy(class {}, spyingHandler(spy)) }),
  'an accessor whose getter is a proxy': (spy) =>
    Object.defineProperty({}, 'trapped', { get: new Proxy(() => 1, spyingHandler(spy)) as () => unknown }),
}

const liars: Table = {
  'lies about its tag': () => [
    { [Symbol.toStringTag]: 'Map' },
    { [Symbol.toStringTag]: 'Uint8Array' },
    { [Symbol.toStringTag]: 'Promise' },
    { [Symbol.toStringTag]: 'Generator' },
    { [Symbol.toStringTag]: 'Temporal.Instant' },
    { [Symbol.toStringTag]: 'Module' },
    Object.defineProperty(new Map(), Symbol.toStringTag, { value: 'Set' }),
    Object.defineProperty(new Date(0), Symbol.toStringTag, { value: 42 }),
  ],
  'lies about its size': () => [
    { size: -1 },
    { length: 2 ** 53 },
    { byteLength: Number.NaN },
    Object.defineProperty(new Map(), 'size', { value: 1e9 }),
  ],
  'lies about its constructor': () => [
    { constructor: Map },
    { constructor: null },
    Object.assign([], { constructor: 'Array' }),
  ],
  'has a prototype of another kind': () => [
    Object.setPrototypeOf(new Map([[1, 2]]), Object.prototype),
    Object.setPrototypeOf(new Map([[1, 2]]), null),
    Object.setPrototypeOf(new Set([1]), Date.prototype),
    Object.setPrototypeOf(new Date(0), Map.prototype),
    Object.setPrototypeOf([1, 2], null),
    Object.setPrototypeOf([1, 2], Uint8Array.prototype),
    Object.setPrototypeOf(new Uint8Array(100), null),
    Object.setPrototypeOf(new ArrayBuffer(8), Array.prototype),
    Object.setPrototypeOf(() => {}, null),
    Object.setPrototypeOf(/x/, Promise.prototype),
    Object.setPrototypeOf(new Error('prototype'), null),
    Object.setPrototypeOf(Promise.resolve(1), WeakMap.prototype),
  ],
  'pretends to be a built-in': () => [
    Object.create(Map.prototype),
    Object.create(Set.prototype),
    Object.create(Array.prototype),
    Object.create(Date.prototype),
    Object.create(Uint8Array.prototype),
    Object.create(ArrayBuffer.prototype),
    Object.create(Promise.prototype),
    Object.create(RegExp.prototype),
    Object.create(Function.prototype),
    Object.create(Error.prototype),
    Object.create(WeakRef.prototype),
    Object.create(Intl.NumberFormat.prototype),
  ],
  'is a built-in prototype': () => [
    Map.prototype,
    Date.prototype,
    RegExp.prototype,
    Uint8Array.prototype,
    Promise.prototype,
    Symbol.prototype,
    Object.prototype,
    Function.prototype,
    Object.getPrototypeOf(Uint8Array.prototype),
    Object.getPrototypeOf(function* () {}),
  ],
  'has keys that are names of the walk': () =>
    JSON.parse('{"__proto__":{"a":1},"constructor":1,"prototype":2,"hasOwnProperty":3,"length":-1,"toString":null}'),
  'has text that is no text': () => ['\ud800', '\udc00 alone', 'a\0b', '\u2028', '‮reversed'],
}

const odd: Table = {
  'a detached buffer and its views': () => {
    const buffer = new ArrayBuffer(64)
    const views = [new Uint8Array(buffer), new DataView(buffer), new Float64Array(buffer, 8, 2)]
    structuredClone(buffer, { transfer: [buffer] })
    return [buffer, ...views]
  },
  'a view that ran out of its resizable buffer': () => {
    const buffer = new ArrayBuffer(64, { maxByteLength: 128 })
    const views = [new Uint8Array(buffer, 32, 16), new DataView(buffer, 48), new Uint8Array(buffer)]
    buffer.resize(8)
    return [buffer, ...views]
  },
  'a growable shared buffer': () => {
    const { prototype } = SharedArrayBuffer
    const shared = new SharedArrayBuffer(8, { maxByteLength: 1 << 20 })
    if ('grow' in prototype) (shared as unknown as { grow(length: number): void }).grow(1 << 16)
    return [shared, new Uint8Array(shared)]
  },
  'a generator in the middle of its run': () => {
    const generator = (function* () {
      yield [1, 2, 3]
    })()
    generator.next()
    return generator
  },
  'iterators in the middle of their run': () => {
    const iterators: Iterator<unknown>[] = [
      new Map([[1, 2]]).entries(),
      new Set([1]).values(),
      [1, 2].values(),
      'ab'[Symbol.iterator](),
    ]
    for (const iterator of iterators) iterator.next()
    return iterators
  },
  'a rejected promise': () => {
    const promise = Promise.reject(new Error('rejected'))
    promise.catch(() => {})
    return promise
  },
  'weak things': () => [
    new WeakRef({}),
    new WeakMap([[{}, {}]]),
    new WeakSet([{}]),
    new FinalizationRegistry(() => {}),
  ],
  'a module namespace': () => ({ path }),
  globalThis: () => globalThis,
  process: () => process,
  'a bound function of a bound function': () => Math.max.bind(null, 1).bind({}, 2),
  'symbols of every kind': () => [
    Symbol(),
    Symbol(''),
    Symbol('text'),
    Symbol.for('carat.judge'),
    Symbol.iterator,
    Object(Symbol()),
  ],
  'numbers of every kind': () => [0, -0, Number.NaN, 1 / 0, -1 / 0, 2 ** 31, 2 ** 53, 5e-324, 0n, -1n, 2n ** 4096n],
  nothing: () => [undefined, null, ,],
  'a Map nested ten thousand deep': () => {
    let nested = new Map<unknown, unknown>()
    for (let depth = 0; depth < 1e4; depth++) nested = new Map([[nested, nested]])
    return nested
  },
  'a prototype chain of a hundred thousand': () => {
    let object: object = {}
    for (let depth = 0; depth < 1e5; depth++) object = Object.create(object) as object
    return object
  },
  'an Error with a chain of causes': () => {
    let error = new Error('innermost')
    for (let depth = 0; depth < 1e4; depth++) error = new Error('outer', { cause: error })
    return error
  },
  'an array of the greatest length': () => {
    const array: unknown[] = []
    array.length = 2 ** 32 - 1
    array[2 ** 32 - 2] = 'the last index'
    return array
  },
}

const heavy: Table = {
  'a million keys': () => {
    const object: Record<string, number> = {}
    for (let key = 0; key < 1e6; key++) object[`k${key}`] = key
    return object
  },
  'an array nested a million deep': () => {
    let nested: unknown[] = []
    for (let depth = 0; depth < 1e6; depth++) nested = [nested]
    return nested
  },
  'a string of 50 million characters': () => 'carat'.repeat(1e7),
}

const REALM_SOURCES: readonly string[] = [
  '({ a: 1 })',
  '[1, 2, [3]]',
  'new Map([[{}, []]])',
  'new Set(["text"])',
  'new WeakMap()',
  'new Date(0)',
  '/x/g',
  'new Error("message")',
  'Promise.resolve(1)',
  'new Proxy({}, {})',
  'new Uint8Array(100)',
  'new DataView(new ArrayBuffer(8))',
  'new SharedArrayBuffer(8)',
  'Object(1)',
  'Object(Symbol("s"))',
  '(function () { return arguments })(1, 2)',
  '(function* () { yield 1 })()',
  'new Map().entries()',
  'class A { x = 1 }',
  'new (class B extends Map { x = 1 })()',
  'Math.max',
  'Object',
  'globalThis',
  'new Intl.NumberFormat("en")',
  'Object.create(null)',
]

const realms: Table = Object.fromEntries(
  REALM_SOURCES.map((source) => [`of another realm: ${source}`, () => vm.runInNewContext(`(${source})`) as unknown]),
)

/** Everything, by name. */
export const hostileValues: readonly HostileValue[] = Object.entries({
  ...accessors,
  ...proxies,
  ...liars,
  ...odd,
  ...realms,
  ...heavy,
}).map(([name, make]) => ({ name, make, heavy: name in heavy }))
