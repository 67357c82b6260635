/** Values of which V8 holds exactly what the upper bound allows, one for each of some sizes. */
export interface AttainedValues {
  /** The name of one, its size in the place of `#`. */
  readonly name: string
  readonly sizes: readonly number[]
  make(size: number): unknown
  /** What the construction falls short by, in bytes, and why. */
  readonly short?: { readonly bytes: number; readonly because: string }
}

/** The whole numbers from one to another, both in it. */
function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

type Properties = Record<string, unknown>

/** An object with so many properties, none of them a number: a literal with as many slots, or `{}` with its four. */
function objectOf(count: number): Properties {
  const names = Array.from({ length: count }, (_, index) => `attained${count}_${index}`)
  if (count >= 4) return new Function(`return { ${names.map((name) => `${name}: null`).join()} }`)() as Properties
  const object: Properties = {}
  for (const name of names) object[name] = null
  return object
}

/** While V8 sets an object up as a prototype, its properties are a dictionary beside the slots that it has. */
function asPrototype<T extends object>(value: T): T {
  Object.create(value)
  return value
}

/** Pushed to a full store: it grows by half and 16 slots. */
function grown(length: number): unknown[] {
  const array: unknown[] = new Array(length - 1).fill(null)
  array.push(null)
  return array
}

/** They belong to the program, so that the table alone is to be seen. */
const programKeys = Array.from({ length: 1000 }, (_, index) => Symbol.for(`carat.attained.${index}`))

function shrunkMap(size: number): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>(programKeys.map((key) => [key, null]))
  for (const key of programKeys.slice(size)) map.delete(key)
  return map
}

function shrunkSet(size: number): Set<unknown> {
  const set = new Set<unknown>(programKeys)
  for (const key of programKeys.slice(size)) set.delete(key)
  return set
}

/** A character that is a string of its own, where V8 has one ready. */
const single = (): string => unescape('%62')

/** Twelve characters of two bytes each, though all are Latin-1, and the rest one by one. */
function rope(length: number): string {
  let text = 'ı'.repeat(12).toUpperCase()
  while (text.length < length) text += single()
  return text
}

/** Where the dictionary of so many properties is as large as one that is made with room for two more. */
const sameDictionary = range(0, 300).filter((count) => capacityFor(count) === capacityFor(count + 2))

function capacityFor(entries: number): number {
  return Math.max(4, 2 ** Math.ceil(Math.log2(entries + Math.floor(entries / 2))))
}

export const attainedValues: readonly AttainedValues[] = [
  {
    // as many slots as a literal can have
    name: 'an object of # properties that is a prototype',
    sizes: range(0, 127),
    make: (count) => asPrototype(objectOf(count)),
  },
  {
    name: 'an object of # properties without a prototype',
    sizes: sameDictionary,
    make: (count) => Object.assign(Object.create(null) as object, objectOf(count)),
  },
  {
    name: 'new Array()',
    sizes: [0],
    // biome would make it `[]`, which is something else
    make: () => new Function('return new Array()')() as unknown,
    short: { bytes: 160, because: 'its properties may be in a dictionary, but as a prototype it has no store' },
  },
  {
    name: 'an array of # that grew by the last',
    sizes: range(1, 300),
    make: (length) => asPrototype(grown(length)),
  },
  {
    name: 'a Map that shrank to #',
    sizes: range(0, 300),
    make: (size) => asPrototype(shrunkMap(size)),
  },
  {
    name: 'a Set that shrank to #',
    sizes: range(2, 300),
    make: (size) => asPrototype(shrunkSet(size)),
  },
  { name: 'a character that is a string of its own', sizes: [1], make: single },
  {
    name: 'a rope of # characters',
    sizes: range(14, 300),
    make: rope,
    short: { bytes: 24, because: 'its first string may be a pointer to an equal one that is the name of a property' },
  },
]

/** A usual way to come to a value of some size. */
export interface CommonValues {
  readonly name: string
  make(size: number): unknown
}

export const commonSizes: readonly number[] = range(0, 300)

export const commonValues: readonly CommonValues[] = [
  {
    name: 'pushed',
    make: (size) => {
      const array: unknown[] = []
      for (let item = 0; item < size; item++) array.push(item + 0.5)
      return array
    },
  },
  {
    name: 'put in front',
    make: (size) => {
      const array: unknown[] = []
      for (let item = 0; item < size; item++) array.unshift(`item ${item}`)
      return array
    },
  },
  { name: 'filtered', make: (size) => range(1, 2 * size).filter((item) => item % 2 === 0) },
  {
    name: 'put together of two',
    make: (size) => range(1, size).flatMap((item) => (item % 2 === 0 ? [] : [item, item])),
  },
  { name: 'computed keys', make: computed },
  { name: 'computed keys, frozen', make: (size) => Object.freeze(computed(size)) },
  { name: 'computed keys, copied', make: (size) => Object.assign({}, computed(size)) },
  { name: 'entries', make: (size) => Object.fromEntries(range(1, size).map((item) => [`entry${item}`, item])) },
  { name: 'a clone', make: (size) => structuredClone(computed(size)) },
  { name: 'JSON', make: (size) => JSON.parse(JSON.stringify(computed(size))) as unknown },
  { name: 'indices', make: (size) => Object.fromEntries(range(1, size).map((item) => [item * 3, item])) },
  {
    name: 'accessors',
    make: (size) => {
      const object = {}
      for (let item = 0; item < size; item++) Object.defineProperty(object, `accessor${item}`, { get: Math.random })
      return object
    },
  },
  { name: 'a Map', make: (size) => new Map(range(1, size).map((item) => [`key ${item}`, item])) },
  { name: 'a Set', make: (size) => new Set(range(1, size).map((item) => `item ${item}`)) },
  { name: 'a first instance', make: (size) => instance(size) },
  {
    name: 'a late instance that has no field',
    make: (size) => instance(size, 'if (all)', 20),
  },
  {
    name: 'a typed array',
    make: (size) => new Uint8Array(size),
  },
  { name: 'a joined text', make: (size) => range(1, size).reduce((text, item) => `${text}${item % 10}`, '') },
]

function computed(size: number): Properties {
  const object: Properties = {}
  for (let key = 0; key < size; key++) object[`computed${key}`] = key
  return object
}

/** An instance of a class with so many fields, after others that have them all. */
function instance(fields: number, condition = '', others = 0): unknown {
  const assignments = range(1, fields).map((field) => `this.field${field} = null`)
  const source = `return class { constructor(all) { ${condition} { ${assignments.join('; ')} } } }`
  const Class = new Function(source)() as new (all: boolean) => object
  for (let made = 0; made < others; made++) new Class(true)
  return new Class(false)
}
