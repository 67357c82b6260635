// biome-ignore-all lint/suspicious/noSparseArray: holes are what is to be sized
// Run as a process of its own: sizes values in a realm all of whose functions were replaced, and prints what came out.
import {
  boundsOf,
  createTracker,
  diff,
  isLargerThan,
  measurable,
  measure,
  measureAll,
  measureRoots,
  merge,
  registerRoot,
  registerType,
  shallowSizeOf,
  sizeOf,
  type Visitor,
} from '@carat/core'
import { intrinsics } from './intrinsics.js'

class Own {
  readonly patched1 = 1
}

class Declaring {
  readonly #list = [1, 'text', { deep: 1.5 }]
  readonly #slots = new Uint8Array(80)
  readonly logger = {};
  [measurable](visitor: Visitor): void {
    visitor.field('#list', this.#list)
    visitor.field('#slots', this.#slots)
    visitor.capacity('#slots', { used: 8, allocated: 80 })
    visitor.bytes('native', 100)
    visitor.bytes('wrong', -1)
    visitor.shared('shared', shared)
    visitor.skip('logger', 'not measured')
  }
}
class Registered {
  readonly #hidden = 1
  readonly shown = this.#hidden
}
class Throwing {
  [measurable](): never {
    throw thrownByMeasurer
  }
}
class Waiting {
  [measurable](): Promise<void> {
    return waitedFor
  }
}
const shared = { shared: true }
const thrownByMeasurer = new RangeError('on purpose')
const waitedFor = Promise.reject(thrownByMeasurer)
waitedFor.catch(() => {})
registerType(Registered, (_, visitor) => visitor.bytes('native', 10))
registerRoot('list', () => [shared])
registerRoot('throws', () => {
  throw thrownByMeasurer
})
const buffer = new ArrayBuffer(100)
const values: readonly unknown[] = [
  { patched1: 1, patched2: 'text', patched3: [1.5, {}, 'ő'] },
  [1, 2, 3, , 5],
  new Map<unknown, unknown>([
    [{}, []],
    ['key', 2n ** 70n],
  ]),
  new Set<unknown>(['a', Symbol('s')]),
  new Date(0),
  /pattern/,
  new Error('message', { cause: {} }),
  [new Uint8Array(buffer), new DataView(buffer), buffer],
  Object.defineProperty({}, 'accessor', { get: () => 1 }),
  Object.create(null),
  [Object(1), Object('text'), Object(1n), Object(true), Object(Symbol('s'))],
  [() => 1, class extends Own {}, async () => 1, function* () {}],
  [new WeakMap(), new WeakSet(), new WeakRef({}), new Proxy({}, {}), Promise.resolve(1)],
  Array.from({ length: 30 }, () => new Own()),
  [Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key ${i}`, i % 2 ? i + 0.5 : { shared: buffer }]))],
  [new Uint8Array(buffer, 10, 20), new DataView(buffer, 15, 30)],
  nested(100),
  [new Declaring(), new Declaring()],
  { registered: new Registered(), throwing: new Throwing(), waiting: new Waiting() },
  linked(30),
  { entries: Object.values(linked(40)), ...linked(20) },
]

function nested(depth: number): object {
  return depth === 0 ? {} : { [`level${depth}`]: nested(depth - 1) }
}

/** A doubly linked list with an index: shared objects, under several names. */
function linked(length: number): object {
  const entries: object[] = Array.from({ length }, (_, i) => ({ key: `entry ${i}` }))
  for (const [i, entry] of entries.entries()) Object.assign(entry, { next: entries[i + 1], prev: entries[i - 1] })
  return { head: entries[0], tail: entries[length - 1], index: new Map(entries.entries()) }
}
const sizesBefore: unknown[] = values.map(() => undefined)
const sizesAfter: unknown[] = values.map(() => undefined)

function accountOf(value: unknown): unknown {
  const tracker = createTracker()
  const list = { value, first: values[0] }
  return {
    added: tracker.added(list),
    again: tracker.added(value),
    refused: tracker.added(values, { atMost: '10 B' }),
    removed: tracker.removed(list),
    bytes: tracker.bytes,
    count: tracker.count,
  }
}

/** Into elements that are there: a new one would ask `Array.prototype` for a setter. */
function sizeInto(sizes: unknown[]): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    sizes[index] = {
      sizeOf: sizeOf(value),
      shallowSizeOf: shallowSizeOf(value),
      measured: measure(value),
      together: measureAll({ value, first: values[0], second: values[1] }),
      difference: diff(measure(value), measure(values[0])),
      sharedOtherwise: diff(measure(value), measure(values[values.length - 1])),
      isLarger: isLargerThan(value, '100 B'),
      merged: merge(measure(value), measure(values[1])),
      bounds: boundsOf(value),
      strictly: boundsOf(value, { strict: true }),
      account: accountOf(value),
      roots: measureRoots(),
    }
  }
}

const mode = process.argv[2]
sizeInto(sizesBefore)
const called = new Set<string>()
const undo = mode === 'functions' ? patchFunctions() : patchIndices()
let thrown: unknown
try {
  sizeInto(sizesAfter)
} catch (error) {
  thrown = error
}
undo()
const error = thrown instanceof Error ? thrown.stack : thrown
console.log(JSON.stringify({ before: sizesBefore, after: sizesAfter, called: [...called], error }))

/** Calls a built-in without asking any prototype for `call`. */
function unpatchable<F extends (...args: never[]) => unknown>(
  method: F,
): (self: unknown, ...args: unknown[]) => unknown {
  return Function.prototype.bind.call(Function.prototype.call, method) as never
}

/** Replaces each function that a program can reach by one that reports and throws; the way back is returned. */
function patchFunctions(): () => void {
  const { defineProperty } = Object
  const Thrown = RangeError
  const add = unpatchable(Set.prototype.add)
  const changes: { holder: object; key: PropertyKey; original: PropertyDescriptor; change: PropertyDescriptor }[] = []
  for (const holder of intrinsics()) {
    for (const key of Reflect.ownKeys(holder)) {
      const original = Object.getOwnPropertyDescriptor(holder, key)
      if (original === undefined || !original.configurable || key === 'constructor') continue
      if (typeof original.value !== 'function' && original.get === undefined) continue
      const { name: holderName } = holder as { name?: unknown }
      const name = `${typeof holderName === 'string' ? holderName : 'prototype'}.${String(key)}`
      const patched = function patched(): never {
        add(called, name)
        throw new Thrown(`the patched ${name} was called`)
      }
      const change = 'value' in original ? { ...original, value: patched } : { ...original, get: patched, set: patched }
      changes.push({ holder, key, original, change })
    }
  }
  // From here on nothing of the realm may be called, `for … of` included.
  for (let index = 0; index < changes.length; index++) {
    const { holder, key, change } = changes[index] as (typeof changes)[number]
    defineProperty(holder, key, change)
  }
  return () => {
    for (let index = 0; index < changes.length; index++) {
      const { holder, key, original } = changes[index] as (typeof changes)[number]
      defineProperty(holder, key, original)
    }
  }
}

/** Gives all arrays and objects accessors for indices, and for names that descriptors and options have. */
function patchIndices(): () => void {
  const { deleteProperty } = Reflect
  const { defineProperty } = Object
  const add = unpatchable(Set.prototype.add)
  const changes: { holder: object; key: PropertyKey; change: PropertyDescriptor }[] = []
  for (const [holder, holderName, keys] of [
    [Array.prototype, 'Array.prototype', [0, 1, 2, 3, 4, 5, 6, 7, 100]],
    [Object.prototype, 'Object.prototype', [0, 1, 2, 'get', 'set', 'value', 'layout', 'tracker', 'exclude', 'include']],
  ] as const) {
    for (const key of keys) {
      const name = `${holderName}[${key}]`
      const change = Object.assign(Object.create(null) as PropertyDescriptor, {
        get: () => void add(called, `get ${name}`),
        set: () => void add(called, `set ${name}`),
        configurable: true,
      })
      changes.push({ holder, key, change })
    }
  }
  for (let index = 0; index < changes.length; index++) {
    const { holder, key, change } = changes[index] as (typeof changes)[number]
    defineProperty(holder, key, change)
  }
  return () => {
    for (let index = 0; index < changes.length; index++) {
      const { holder, key } = changes[index] as (typeof changes)[number]
      deleteProperty(holder, key)
    }
  }
}
