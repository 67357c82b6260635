import fc from 'fast-check'
import { build, type Recipe } from './recipe.js'
import { canonicalRecipe } from './recipe-arbitrary.js'

/**
 * How a value came to be: parts made canonically, put into a container by many small steps.
 *
 * The steps are numbers, taken as far as they make sense: any list of them is a construction, so that fast-check can
 * shrink by leaving out.
 */
export interface Construction {
  readonly start: Start
  readonly parts: readonly Recipe[]
  readonly steps: readonly Step[]
}
export type Step = readonly [operation: number, first: number, second: number]

const starts = [
  'array',
  'object',
  'dictionary',
  'instance',
  'map',
  'set',
  'text',
  'bytes',
  'function',
  'error',
] as const
export type Start = (typeof starts)[number]

export const construction: fc.Arbitrary<Construction> = fc.record({
  start: fc.constantFrom(...starts),
  parts: fc.array(canonicalRecipe, { minLength: 1, maxLength: 5, size: 'small' }),
  steps: fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 60 }), fc.nat({ max: 60 })), { maxLength: 30 }),
})

const MOST_ELEMENTS = 5000

type Operation<T> = (value: T, part: unknown, first: number, second: number) => T

/** Goes the way that a construction describes. */
export function construct({ start, parts, steps }: Construction): unknown {
  const values = parts.map(build)
  const run = <T>(value: T, operations: readonly Operation<T>[]): T => {
    let current = value
    for (const [number, first, second] of steps) {
      // A sparse array must stay one: filling a hundred thousand holes takes time and shows nothing new.
      if (Array.isArray(current) && current.length > MOST_ELEMENTS) break
      const operation = operations[number % operations.length] as Operation<T>
      current = operation(current, values[(first + second) % values.length], first, second)
    }
    return current
  }
  switch (start) {
    case 'array':
      return run([], onArrays)
    case 'object':
      return run({}, onObjects)
    case 'dictionary':
      return run(Object.create(null) as Properties, onObjects)
    case 'instance':
      // A fresh class each time: its first instances have the slots of slack tracking.
      return run(
        new (class Fresh {
          readonly fresh = 1
        })() as unknown as Properties,
        onObjects,
      )
    case 'map':
      return run(new Map(), onMaps)
    case 'set':
      return run(new Set(), onSets)
    case 'text':
      return run('text', onTexts)
    case 'bytes':
      return run(new Uint8Array(8), onBytes)
    case 'function':
      return run((() => {}) as unknown as Properties, onObjects)
    case 'error':
      return run(new Error('built step by step') as unknown as Properties, onObjects)
  }
}

/** A step that leaves the value what it is, changed. */
function changing<T>(change: (...step: Parameters<Operation<T>>) => unknown): Operation<T> {
  return (value, part, first, second) => {
    change(value, part, first, second)
    return value
  }
}

const onArrays: readonly Operation<unknown[]>[] = [
  changing((array, part) => array.push(part)),
  changing((array, part, first) => array.push(...new Array(first % 9).fill(part))),
  changing((array, _, first) => array.push(first)),
  changing((array, _, first) => array.push(first / 7)),
  changing((array) => array.pop()),
  changing((array) => array.shift()),
  changing((array, part) => array.unshift(part)),
  changing((array, part, first, second) => array.splice(first % (array.length + 1), second % 5, part)),
  changing((array, _, first, second) => array.splice(first % (array.length + 1), second)),
  (array, _, first) => {
    array.length = first
    return array
  },
  (array, _, first) => {
    delete array[first % (array.length + 1)]
    return array
  },
  (array, part, first, second) => {
    array[first * second] = part
    return array
  },
  (array, part, first) => {
    array[first * 2000] = part
    return array
  },
  (array, part) => array.fill(part),
  (array) => array.reverse(),
  (array) => array.concat(array.slice(0, 8)),
  (array) => array.slice(1),
  (array) => array.filter((_, index) => index % 2 === 0),
  (array) => array.map((item) => item),
  (array) => [...array, ...array.slice(0, 3)],
  (array) => [array],
  (array) => Array.from(array),
  (array) => array.flat(),
  (array) => Object.values(array),
  (array) => Array.from({ length: array.length % 100 }, () => 0.5),
  (array, part, first) => Object.assign(array, { [`named${first}`]: part }),
  changing((array) => array.push(literal(), literal())),
  changing((array) => array.push(literal().slice(), [...literal()])),
  (array) => {
    const shorter = literal()
    shorter.length = 2
    return [array, shorter, literal()]
  },
]

/** All arrays of this literal share their elements until they are written to. */
const literal = (): unknown[] => [1, 'literal', null, 1.5]

type Properties = Record<PropertyKey, unknown>

const onObjects: readonly Operation<Properties>[] = [
  (object, part, first) => set(object, `key${first}`, part),
  (object, part, first) => set(object, `r${first % 8}`, part),
  (object, _, first) => set(object, `s${first % 8}`, first),
  (object, _, first) => set(object, `d${first % 8}`, first / 7),
  (object, part, first) => set(object, first, part),
  (object, part, first) => set(object, first * 1000, part),
  (object, part) => set(object, Symbol('step'), part),
  (object, part, first, second) => {
    for (let key = 0; key < second; key++) set(object, `many${first}_${key}`, part)
    return object
  },
  (object, _, first) => {
    Reflect.deleteProperty(object, `key${first}`)
    return object
  },
  (object) => {
    const last = Reflect.ownKeys(object).at(-1)
    if (last !== undefined) Reflect.deleteProperty(object, last)
    return object
  },
  (object) => {
    const [firstKey] = Reflect.ownKeys(object)
    if (firstKey !== undefined) Reflect.deleteProperty(object, firstKey)
    return object
  },
  (object) => ({ ...object }),
  (object) => Object.assign({}, object),
  (object) => Object.fromEntries(Object.entries(object)),
  (object) =>
    Object.create(
      Object.getPrototypeOf(object) as object | null,
      Object.getOwnPropertyDescriptors(object),
    ) as Properties,
  (object) => Object.preventExtensions(object),
  (object) => Object.seal(object),
  (object) => Object.freeze(object),
  (object, part, first) => {
    Reflect.defineProperty(object, `hidden${first % 9}`, { value: part, configurable: true })
    return object
  },
  (object, _, first) => {
    Reflect.defineProperty(object, `accessor${first % 9}`, { get: () => 1, configurable: true })
    return object
  },
  (object, _, first) => {
    Reflect.defineProperty(object, `both${first % 9}`, { get: () => 1, set: () => {}, configurable: true })
    return object
  },
  (object) => {
    Reflect.setPrototypeOf(object, null)
    return object
  },
  (object) => {
    // Becoming a prototype turns an object into a dictionary, and a lookup through it turns it back.
    const child = Object.create(object) as Properties
    return child.toString === undefined ? object : object
  },
  (object, _, first) => ({ child: object, first }),
]

const onMaps: readonly Operation<Map<unknown, unknown>>[] = [
  (map, part, first) => map.set(first, part),
  (map, part) => map.set(part, part),
  (map, part, first) => map.set(`key${first}`, part),
  (map, _, first) => map.set(first / 7, first / 7),
  (map, part, first, second) => {
    for (let key = 0; key < second; key++) map.set(first + key, part)
    return map
  },
  changing((map, _, first) => map.delete(first)),
  (map, _, first) => {
    for (const key of [...map.keys()].slice(0, first)) map.delete(key)
    return map
  },
  changing((map) => map.clear()),
  (map) => new Map(map),
  (map, part) => Object.assign(map, { onMap: part }),
  (map, _, first) => map.set({}, { first }),
]

const onSets: readonly Operation<Set<unknown>>[] = [
  (set, part) => set.add(part),
  (set, _, first) => set.add(first),
  (set, _, first) => set.add(first / 7),
  (set, _, first, second) => {
    for (let item = 0; item < second; item++) set.add(first + item)
    return set
  },
  changing((set, _, first) => set.delete(first)),
  changing((set) => set.clear()),
  (set) => new Set(set),
  (set) => new Set([...set].slice(1)),
]

const onTexts: readonly Operation<unknown>[] = [
  (text, _, first) => `${text}${'concatenated'.repeat(first % 4)}`,
  (text, _, first, second) => String(text).slice(first % 20, (first % 20) + second),
  (text) => String(text).toUpperCase(),
  (text, _, first) => String(text).padEnd(first * 4, 'ő'),
  (text) => [...String(text)].join('-').slice(0, 2000),
  (text) => String(text).replaceAll('C', 'cc').slice(0, 2000),
  (text) => String(text).split('o'),
  (text) => JSON.stringify({ text }).slice(0, 2000),
  (text) => [text, String(text)],
  (text, _, first) => `${first}${text}`,
  (text) => String(text).match(/(?<letter>[a-z])+/) ?? text,
  (text) => Object(text) as object,
]

const onBytes: readonly Operation<unknown>[] = [
  (bytes) => (bytes instanceof Uint8Array ? bytes.subarray(1) : bytes),
  (bytes) => (bytes instanceof Uint8Array ? bytes.slice(1) : bytes),
  (bytes) => (bytes instanceof Uint8Array ? { bytes, buffer: bytes.buffer } : bytes),
  changing((bytes) => bytes instanceof Uint8Array && bytes.buffer),
  (_, __, first) => new Uint8Array(first * 3),
  (_, __, first) => new Uint8Array(new ArrayBuffer(first)),
  (_, __, first) => Buffer.alloc(first),
  (_, __, first) => Buffer.from('b'.repeat(first)),
  (bytes) => [bytes, bytes],
  (_, __, first) => new Float64Array(first).fill(0.5),
  (_, __, first) => Uint16Array.from({ length: first }, (___, index) => index),
  (bytes) => structuredClone(bytes),
]

function set(object: Properties, key: PropertyKey, value: unknown): Properties {
  // Frozen and sealed objects refuse; that is part of the game.
  Reflect.set(object, key, value)
  return object
}
