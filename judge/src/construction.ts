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

/**
 * What `boundsOf` takes for granted, and a construction may break: the beginning of the sentence that says so. V8 may then
 * hold more than the upper bound.
 */
export const assumptions = {
  cut: 'no string was cut from a longer one',
  shortened: 'no array was made shorter',
  remainder: 'no Set was made by',
  deleted: 'no property and no element was deleted',
  defined: 'no element of an array was defined',
  swapped: 'the slots inside each object',
  /** Assumed in strict mode, too. */
  deletedIndex: 'no index was deleted from an object',
} as const
export type Assumption = keyof typeof assumptions

const starts = [
  'array',
  'object',
  'dictionary',
  'literal',
  'prototype',
  'instance',
  'settled',
  'conditional',
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
  steps: fc.array(fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }), fc.nat({ max: 60 })), { maxLength: 30 }),
})

const MOST_ELEMENTS = 5000

type Operation<T> = (value: T, part: unknown, first: number, second: number, broken: Set<Assumption>) => T

/**
 * Goes the way that a construction describes.
 *
 * @param broken Takes what the steps break of that which the upper bound assumes.
 */
export function construct({ start, parts, steps }: Construction, broken: Set<Assumption> = new Set()): unknown {
  const values = parts.map(build)
  const run = <T>(value: T, operations: readonly Operation<T>[]): T => {
    let current = value
    for (const [number, first, second] of steps) {
      // A sparse array must stay one: filling a hundred thousand holes takes time and shows nothing new.
      if (Array.isArray(current) && current.length > MOST_ELEMENTS) break
      const operation = operations[number % operations.length] as Operation<T>
      try {
        current = operation(current, values[(first + second) % values.length], first, second, broken)
      } catch (error) {
        // What is frozen refuses; that is part of the game.
        if (!(error instanceof TypeError)) throw error
      }
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
    case 'literal':
      return run({ literal1: 1, literal2: 'two of a literal', literal3: 0.5 } as Properties, onObjects)
    case 'prototype': {
      const prototype: Properties = { inherited1: 1, inherited2: 'of a prototype' }
      Object.create(prototype)
      return run(prototype, onObjects)
    }
    case 'settled': {
      // All instances were seen that V8 waits for: no slot is left that none of them uses.
      for (let made = 0; made < 20; made++) new Settled()
      return run(new Settled() as unknown as Properties, onObjects)
    }
    case 'conditional': {
      const Conditional = conditional()
      for (let made = 0; made < 20; made++) new Conditional(made % 2 === 0)
      return run(new Conditional(false) as unknown as Properties, onObjects)
    }
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

class Base {
  readonly base1 = 'of the base'
}
class Settled extends Base {
  readonly settled1 = 1
  settled2: unknown
  constructor() {
    super()
    this.settled2 = { settled: true }
  }
}

/** A class of which some instances have fields that others have not, and no slot for. */
function conditional(): new (all: boolean) => object {
  return class {
    constructor(all: boolean) {
      const fields = this as Record<string, unknown>
      fields.conditional0 = 0
      if (all) for (let field = 1; field < 9; field++) fields[`conditional${field}`] = field
    }
  }
}

/** A step that leaves the value what it is, changed. */
function changing<T>(change: (...step: Parameters<Operation<T>>) => unknown): Operation<T> {
  return (value, part, first, second, broken) => {
    change(value, part, first, second, broken)
    return value
  }
}

/** A step that breaks what the upper bound assumes. */
function breaking<T>(assumption: Assumption, operation: Operation<T>): Operation<T> {
  return (value, part, first, second, broken) => {
    broken.add(assumption)
    return operation(value, part, first, second, broken)
  }
}

/** A native function, which belongs to the program: accessors of it hide nothing. */
const [readBack, writeBack] = [Math.random, Math.abs]

const onArrays: readonly Operation<unknown[]>[] = [
  changing((array, part) => array.push(part)),
  changing((array, part, first) => array.push(...new Array(first % 9).fill(part))),
  changing((array, _, first) => array.push(first)),
  changing((array, _, first) => array.push(first / 7)),
  breaking(
    'shortened',
    changing((array) => array.pop()),
  ),
  breaking(
    'shortened',
    changing((array) => array.shift()),
  ),
  changing((array, part) => array.unshift(part)),
  breaking(
    'shortened',
    changing((array, part, first, second) => array.splice(first % (array.length + 1), second % 5, part)),
  ),
  breaking(
    'shortened',
    changing((array, _, first, second) => array.splice(first % (array.length + 1), second)),
  ),
  (array, _, first, __, broken) => {
    if (first < array.length) broken.add('shortened')
    array.length = first
    return array
  },
  breaking('deleted', (array, _, first) => {
    delete array[first % (array.length + 1)]
    return array
  }),
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
  breaking('shortened', (array) => {
    const shorter = literal()
    shorter.length = 2
    return [array, shorter, literal()]
  }),
  changing((array, part, first) => array.splice(first % (array.length + 1), 0, part, part)),
  changing((array, _, first, second) => {
    // computed, and so a box that holds a small integer
    for (let pushed = 0; pushed < second; pushed++) array.push((first + 0.5) * 2)
  }),
  (array, _, first) => {
    array.length += first % 9
    return array
  },
  breaking('shortened', (array) => {
    array.length >>= 1
    return array
  }),
  changing((array, _, first) =>
    Reflect.defineProperty(array, first, { value: first, writable: true, configurable: true, enumerable: true }),
  ),
  breaking(
    'defined',
    changing((array, _, first) => {
      // once an accessor, then data again: the elements stay in a dictionary
      Reflect.defineProperty(array, first, { get: readBack, configurable: true, enumerable: true })
      Reflect.defineProperty(array, first, { value: first, writable: true })
    }),
  ),
  breaking(
    'defined',
    changing((array, _, first) => Reflect.defineProperty(array, first, { value: first, configurable: true })),
  ),
  changing((array) => Object.create(array)),
  changing((array, part, first) => Reflect.defineProperty(array, `hidden${first % 3}`, { value: part })),
  (array) => Object.freeze(array) as unknown[],
  (array) => Object.seal(array),
  (array) => Object.preventExtensions(array),
  (array) => Object.assign(new (class List extends Array<unknown> {})(), array),
  (array) => Object.assign([] as unknown[], array),
  (array) => array.flatMap((item) => [item, item]).slice(0, MOST_ELEMENTS),
  (array) => array.sort((a, b) => Number(typeof a > typeof b)),
  (array, _, first) => array.copyWithin(0, first % 7),
  (array, part, first) => [...Array.from({ length: first }, () => part), array],
  (array) => [array, structuredCloneOf(array)],
  (array, _, first, second) => [
    array,
    `equal ${first % 3}`.repeat(second % 9),
    `equal ${first % 3}`.repeat(second % 9),
  ],
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
  changing((object, _, first, __, broken) => remove(object, `key${first}`, broken)),
  changing((object, _, __, ___, broken) => remove(object, Reflect.ownKeys(object).at(-1), broken)),
  changing((object, _, __, ___, broken) => remove(object, Reflect.ownKeys(object)[0], broken)),
  changing((object, _, first, __, broken) => {
    for (let left = Reflect.ownKeys(object).length; left > first % 9; left--)
      remove(object, Reflect.ownKeys(object).at(-1), broken)
  }),
  changing((object, _, first, __, broken) => {
    for (let left = Reflect.ownKeys(object).length; left > first % 9; left--)
      remove(object, Reflect.ownKeys(object)[0], broken)
  }),
  (object, _, __, ___, broken) => {
    const prototype: unknown = Object.getPrototypeOf(object)
    if (prototype !== Object.prototype) broken.add('swapped')
    return { ...object }
  },
  (object, _, first) => set(object, `s${first % 8}`, (first + 0.5) * 2),
  (object, _, first) => set(object, `equal${first}`, `an equal ${'string '.repeat(first % 5)}`),
  (object, part, first) => {
    Reflect.defineProperty(object, `native${first % 9}`, { get: readBack, set: writeBack, configurable: true })
    return Reflect.defineProperty(object, `native${first % 5}`, { value: part, configurable: true }) ? object : object
  },
  (object, _, first) => {
    for (let accessor = 0; accessor < first; accessor++)
      Reflect.defineProperty(object, `pair${accessor}`, { get: readBack, configurable: true })
    return object
  },
  changing((object) => Object.create(object)),
  (object) => Object.create(object) as Properties,
  (object) => ({ prototype: object, child: Object.create(object) as unknown }),
  (object, part) => {
    class Child extends Base {
      readonly child1 = part
      readonly child2 = object
    }
    return new Child() as unknown as Properties
  },
  breaking('swapped', (object, _, first) => {
    Reflect.setPrototypeOf(object, first % 2 === 0 ? Base.prototype : Object.prototype)
    return object
  }),
  (object) => Object.assign(Object.create(null) as Properties, object),
  (object) => Object.groupBy?.(Object.values(object), (_, index) => `group${index % 7}`) ?? object,
  (object) => ({ object, clone: structuredCloneOf(object) }),
  (object) => ({ object, again: object, values: Object.values(object), entries: Object.entries(object) }),
  (object, part, first) => ({ [`computed${first}`]: part, fixed1: object, fixed2: 0.5, ...{ inner1: first } }),
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
  breaking('swapped', (object) => {
    Reflect.setPrototypeOf(object, null)
    return object
  }),
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
  (map, _, first) => map.set(`equal ${first}`, `equal ${first}`),
  changing((map) => Object.create(map)),
  changing((map, _, first) => {
    for (let size = map.size; size > first % 20; size--) map.delete(map.keys().next().value)
  }),
  changing((map, _, first, second) => {
    // entries that come and go
    for (let key = 0; key < first * 9; key++) {
      map.set(`churn ${key}`, key)
      map.delete(`churn ${key - (second % 12)}`)
    }
  }),
  (map) => Object.assign(new (class Entries extends Map<unknown, unknown> {})(map), { entries1: map }),
  (map) => Object.freeze(map),
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
  changing((set, _, first) => {
    for (let size = set.size; size > first % 20; size--) set.delete(set.values().next().value)
  }),
  changing((set, _, first, second) => {
    for (let item = 0; item < first * 9; item++) {
      set.add(`churn ${item}`)
      set.delete(`churn ${item - (second % 12)}`)
    }
  }),
  (set) => new Set<unknown>([set]),
  (set) => new Set<unknown>([...set, ...set]),
  breaking('remainder', (set, _, first) => {
    const { difference } = set as Partial<Differing>
    return difference === undefined ? set : difference.call(set, new Set([...set].slice(first % 9)))
  }),
  changing((set) => Object.create(set)),
]

const onTexts: readonly Operation<unknown>[] = [
  (text, _, first) => `${text}${'concatenated'.repeat(first % 4)}`,
  breaking('cut', (text, _, first, second) => String(text).slice(first % 20, (first % 20) + second)),
  (text) => String(text).toUpperCase(),
  breaking('cut', (text, _, first) => String(text).padEnd(first * 4, 'ő')),
  (text) => shortOf([...String(text)].join('-')),
  breaking('cut', (text) => shortOf(String(text).replaceAll('C', 'cc'))),
  breaking('cut', (text) => String(text).split('o')),
  (text) => shortOf(JSON.stringify({ text })),
  (text, _, first) => shortOf(`${text}${'ıſ'.repeat(first).toUpperCase()}`),
  (text, _, first) => shortOf(`${text}${'ő'.repeat(first % 5)}${text}`),
  (text, _, first) => {
    // a character at a time, each a string of its own
    let rope = shortOf(String(text))
    for (let added = 0; added < first; added++) rope += unescape('%62')
    return rope
  },
  (text, _, first, second) => {
    const name = `${shortOf(String(text)).length} ${first}${'x'.repeat(second % 20)}`
    // a string that is looked up as a name of a property is that name from then on
    return [{ [name]: name }, `${shortOf(String(text)).length} ${first}${'x'.repeat(second % 20)}`, name in {}, name]
  },
  (text) => [text, JSON.parse(JSON.stringify([String(text), String(text)]))],
  (_, __, first) => Buffer.from('abő'.repeat(first), 'utf16le').toString('utf16le'),
  (text) => new RegExp(shortOf(String(text)).replace(/[^a-z]/g, '')),
  (text) => [text, String(text)],
  (text, _, first) => `${first}${text}`,
  breaking('cut', (text) => String(text).match(/(?<letter>[a-z])+/) ?? text),
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
  structuredCloneOf,
  (bytes, part, first) => [bytes, part, new DataView(new ArrayBuffer(first * 2))],
  (_, __, first) => new Uint8Array(new ArrayBuffer(first, { maxByteLength: 2 * first })),
  (_, __, first) => {
    const buffer = new ArrayBuffer(first * 8)
    return [new Uint8Array(buffer), new Float64Array(buffer), buffer]
  },
  (bytes, _, first) => Object.assign([bytes], { length1: first }),
  (_, __, first) => Object.assign(new Uint8Array(first), { unit: 'of bytes' }),
  (_, __, first) =>
    new (class Bytes extends Uint8Array {
      readonly bytes1 = first
    })(first),
  (_, __, first) => new SharedArrayBuffer(first),
]

/** What a Set can do from Node.js 22 on. */
interface Differing {
  difference(this: Set<unknown>, other: Set<unknown>): Set<unknown>
}

/** Texts that grow and are put into each other would soon fill the memory. */
function shortOf(text: string): string {
  return text.length <= 2000 ? text : 'short'
}

/** A clone, or what can't be cloned itself. */
function structuredCloneOf(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    return value
  }
}

function remove(object: Properties, key: PropertyKey | undefined, broken: Set<Assumption>): void {
  if (key === undefined) return
  broken.add('deleted')
  if (typeof key === 'string' && /^\d+$/.test(key)) broken.add('deletedIndex')
  Reflect.deleteProperty(object, key)
}

function set(object: Properties, key: PropertyKey, value: unknown): Properties {
  // Frozen and sealed objects refuse; that is part of the game.
  Reflect.set(object, key, value)
  return object
}
