import { Buffer } from 'node:buffer'

/** A value by a construction that is not the tightest, or tighter than the usual one. */
export interface AsBuiltValue {
  readonly name: string
  make(): unknown
}

/** A construction by which V8 holds less than `sizeOf` says, and why `sizeOf` says it all the same. */
export interface LighterValue extends AsBuiltValue {
  readonly reason: string
  /** The Node majors where it is so; all, if missing. */
  readonly on?: readonly number[]
  /** The bytes are there, outside the heap, and only the snapshot is without them: the lower bound counts them too. */
  readonly notShown?: true
}

const half = () => Math.random() + 1
const long = 'a text long enough for V8 to cut and join it without a copy, '

function pushed(count: number): unknown[] {
  const array: unknown[] = []
  for (let item = 0; item < count; item++) array.push(item)
  return array
}

function counted(count: number): Map<number, number> {
  return new Map(Array.from({ length: count }, (_, key) => [key, key]))
}

function computed(count: number): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (let key = 0; key < count; key++) object[`computed${key}`] = key
  return object
}

/** Everyday constructions: V8 holds at least what `sizeOf` says. */
export const heavierValues: readonly AsBuiltValue[] = Object.entries({
  'three pushes': () => pushed(3),
  'a hundred pushes': () => pushed(100),
  'a pop': () => {
    const array = pushed(5)
    array.pop()
    return array
  },
  'all popped': () => {
    const array = pushed(1)
    array.pop()
    return array
  },
  'a shift': () => {
    const array = pushed(20)
    array.shift()
    return array
  },
  'an unshift': () => {
    const array = ['shifted']
    array.unshift('in front')
    return array
  },
  'a splice that takes': () => {
    const array = pushed(50)
    array.splice(10, 30)
    return array
  },
  'a splice that puts': () => {
    const array = [1, 2, 3]
    array.splice(1, 0, 4, 5, 6)
    return array
  },
  'a shorter length': () => {
    const array = [1, 2, 3, 4, 5]
    array.length = 2
    return array
  },
  'a longer length': () => {
    const array = [1, 2, 3]
    array.length = 50
    return array
  },
  'three numbers behind holes': () => {
    // without boxes, and no larger than the dictionary that would need them
    const array = new Array<number>(14)
    array.push(15, 16, 51 / 7)
    return array
  },
  'a filter': () => [1, 2, 3, 4].filter((number) => number > 1),
  'a flat': () => [[1], [2, [3]]].flat(),
  'a spread of two': () => [...[1, 2], ...[3]],
  'an array that was one of objects': () => {
    const array: unknown[] = [{}, 1.5, 2.5]
    array[0] = 0.5
    return array
  },
  'properties by assignment': () => {
    const object: Record<string, unknown> = {}
    object.assigned1 = 1
    object.assigned2 = 'second assigned'
    return object
  },
  '12 computed keys': () => computed(12),
  '30 computed keys, a dictionary': () => computed(30),
  '200 computed keys, a dictionary': () => computed(200),
  'Object.assign': () => Object.assign({}, { copied1: 1, copied2: {} }),
  'Object.fromEntries': () =>
    Object.fromEntries([
      ['entry1', 1],
      ['entry2', 2],
    ]),
  structuredClone: () => structuredClone({ cloned1: 1, cloned2: [1, 2, 3] }),
  'a spread into more': () => ({ ...{ spread1: 1 }, spread2: 2 }),
  'a deleted first property': () => {
    const object: Record<string, unknown> = { deleted1: 1, deleted2: 2, deleted3: 3 }
    delete object.deleted1
    return object
  },
  'an accessor in a literal': () => ({
    get literal1() {
      return 1
    },
  }),
  'a small integer where a fraction was': () => [{ once1: 1.5 }, { once1: 1 }],
  'Object.create of a prototype': () => Object.create({ inherited: 1 }),
  'a defined property': () => Object.defineProperty({ defined1: 1 }, 'defined2', { value: 2 }),
  'an object that is a prototype': () => {
    const prototype = { prototype1: 1, prototype2: 2 }
    return Object.create(prototype) === null ? null : prototype
  },
  'an object frozen after assignment': () => Object.freeze(Object.assign({}, { frozenLater: 1 })),
  'the first instance of a class': () =>
    new (class First {
      readonly first1 = 1
    })(),
  'an instance with a property of its own': () => Object.assign(new (class Plain {})(), { later1: 1 }),
  'a Map with deleted entries': () => {
    const map = counted(100)
    for (let key = 0; key < 60; key++) map.delete(key)
    return map
  },
  'a cleared Map': () => {
    const map = counted(100)
    map.clear()
    return map
  },
  'a churned Map': () => {
    const map = new Map<number, number>()
    for (let key = 0; key < 1000; key++) {
      map.set(key, key)
      map.delete(key - 3)
    }
    return map
  },
  'a Set from an array': () => new Set(['only one']),
  'a Set with deleted items': () => {
    const set = new Set(pushed(100))
    for (let item = 0; item < 90; item++) set.delete(item)
    return set
  },
  'a joined string': () => `${long}${process.pid}`,
  'a cut string, its parent kept': () => `${long}${process.pid}`.slice(1, 40),
  'equal long strings of JSON': () => JSON.parse(JSON.stringify([long, long])),
  'a match': () => 'a text with a match'.match(/match/),
  'a match with groups': () => 'a text with a match'.match(/(?<found>match)/),
  'all matches': () => 'a text with a match'.match(/a/g),
  'arguments with names': () => new Function('first', 'second', 'return arguments')(1, 2),
  'a pooled Buffer': () => Buffer.from('pooled'),
  'a subarray': () => new Uint8Array(1000).subarray(10, 20),
  'a WeakMap that has grown': () => new WeakMap(Array.from({ length: 100 }, () => [{}, {}])),
  'a function with properties': () =>
    Object.assign(() => {}, { ofFunction1: 1, ofFunction2: 2, ofFunction3: 3, ofFunction4: 4 }),
}).map(([name, make]) => ({ name, make }))

/** The constructions that come out lighter than `sizeOf` says: this list is meant to be whole. */
export const lighterValues: readonly LighterValue[] = [
  {
    name: 'one number variable in two slots',
    reason: 'the slots share its box; no JavaScript can see identity of numbers',
    make: () => {
      const number = half()
      return [number, null, number]
    },
  },
  {
    name: 'one BigInt variable in two slots',
    reason: 'the slots share it; no JavaScript can see identity of BigInts',
    make: () => {
      const bigint = BigInt(process.pid) << 64n
      return [bigint, bigint]
    },
  },
  {
    name: 'Infinity in a slot for anything',
    reason: 'V8 has one of its own, as for NaN; one that was computed has a box',
    make: () => [Infinity, {}],
  },
  {
    name: 'two arrays of one literal',
    reason: 'they share a store until one is written to',
    make: () => {
      const literal = () => [1, 2, 3]
      return [literal(), literal()]
    },
  },
  {
    name: 'a copy of a literal',
    reason: 'it shares the store too',
    make: () => {
      const literal = ['shared', 'store']
      return [literal, literal.slice()]
    },
  },
  {
    name: 'a tagged template',
    reason: 'its cooked and its raw strings, being equal, share a store',
    make: () => ((strings: TemplateStringsArray, _number: number) => strings)`first ${1} second`,
  },
  {
    name: 'two classes of one expression',
    reason: 'they share the record of where it stands in the source',
    make: () => {
      const expression = () => class {}
      return [expression(), expression()]
    },
  },
  {
    name: 'a repeated string',
    reason: 'until it is read it is a tree of joins that share their halves',
    make: () => 'carat '.repeat(1000),
  },
  {
    name: 'a slice beside its string',
    reason: 'it points into the other',
    make: () => {
      const text = `${long}${process.pid}`
      return [text, text.slice(1)]
    },
  },
  {
    name: 'a long string that Node.js read',
    reason: 'its characters lie outside the heap, where a snapshot does not count them',
    on: [20, 22],
    make: () => Buffer.alloc(2e6, 'a').toString('latin1'),
  },
  {
    name: 'a small typed array whose buffer was asked for',
    reason: 'its bytes move off the heap, without header and padding',
    make: () => {
      const view = new Uint8Array(3)
      return view.buffer.byteLength === 3 ? view : undefined
    },
  },
  {
    name: 'an object that lost its prototype',
    reason: 'the usual ways to a null prototype make a dictionary',
    make: () => Object.setPrototypeOf({ lost1: 1 }, null),
  },
  {
    name: 'an object that lost its only property',
    reason: 'it keeps the one slot; `{}` has four',
    on: [20],
    make: () => {
      const object: Record<string, unknown> = { only1: 1 }
      delete object.only1
      return object
    },
  },
  {
    name: 'an array that lost most of its elements',
    reason: 'V8 went over to a dictionary when one was deleted',
    make: () => {
      const array = new Array(200).fill(1)
      for (let index = 3; index < 200; index++) delete array[index]
      return array
    },
  },
  {
    name: 'a WebAssembly.Memory whose buffer nobody asked for',
    reason: 'V8 14 makes the buffer when it is asked for; only then do its bytes show in a snapshot',
    on: [26],
    notShown: true,
    make: () => new wasm.Memory({ initial: 1 }),
  },
]

// Node.js has it, the types of its language version have not.
const wasm = (globalThis as unknown as { WebAssembly: { Memory: new (limits: { initial: number }) => object } })
  .WebAssembly
