/**
 * A value in words: plain data that fast-check can make and shrink, and that `build` turns into the real thing.
 *
 * Only canonical constructions: each object comes out in the tightest form that V8 gives its data.
 */
export type Recipe =
  | { readonly kind: 'constant'; readonly value: null | undefined | boolean }
  | { readonly kind: 'smi'; readonly value: number }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'bigint'; readonly digits: string }
  | { readonly kind: 'symbol'; readonly description: string | undefined }
  | { readonly kind: 'json'; readonly fields: readonly Field[] }
  | { readonly kind: 'instance'; readonly fields: readonly Field[]; readonly inherited: number }
  | { readonly kind: 'literal'; readonly of: Literal }
  | { readonly kind: 'array'; readonly items: readonly Recipe[] }
  /** `undefined` is a hole here. */
  | { readonly kind: 'holey'; readonly items: readonly (Recipe | undefined)[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Recipe, Recipe])[] }
  | { readonly kind: 'set'; readonly items: readonly Recipe[] }
  /** By `Object.create(null)`: a dictionary, so that names need no kind. */
  | { readonly kind: 'nullPrototype'; readonly fields: readonly Field[] }
  /** Elements far apart: a dictionary, too. */
  | { readonly kind: 'sparse'; readonly items: readonly Recipe[] }
  | { readonly kind: 'frozen'; readonly of: Recipe }
  /** No number as cause: all errors keep it in a field of the same hidden class. */
  | { readonly kind: 'error'; readonly message: string; readonly cause: Recipe | undefined }
  | { readonly kind: 'sample'; readonly name: SampleName }
  | { readonly kind: 'date'; readonly time: number }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string }
  | { readonly kind: 'boxed'; readonly of: Recipe }
  | { readonly kind: 'typedArray'; readonly type: TypedArrayName; readonly length: number }
  | { readonly kind: 'buffer'; readonly bytes: number; readonly views: number }
  /** An object or symbol made before, possibly one that is still being filled: a shared reference or a cycle. */
  | { readonly kind: 'again'; readonly index: number }

/**
 * A named property. The name says what the slot holds, `s` a small integer, `d` a double and `r` a reference: V8 keeps the
 * representation of a field in the hidden class, so that a name must mean the same in every object of the process.
 */
export interface Field {
  readonly name: string
  readonly value: Recipe
}

/** What source text can say: built by evaluating it, so that its arrays are copy-on-write. */
export type Literal =
  | { readonly kind: 'constant'; readonly value: null | boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly Literal[] }
  | { readonly kind: 'object'; readonly fields: readonly { readonly name: string; readonly value: Literal }[] }

export const typedArrayNames = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const
export type TypedArrayName = (typeof typedArrayNames)[number]

function* generate(): Generator {}
class Sampled {
  readonly sampled = 'a field of each'
}

let classesMade = 0

/**
 * Things that have no parts to choose, at least none that can be seen. No promise: the test runner listens to async
 * hooks, and Node.js then hangs two boxed numbers on each promise.
 */
const samples = {
  arrow: () => () => samples,
  function: () => function named() {},
  // Of new source each time: classes of one expression share the record of where it stands, and V8 keeps what it compiled.
  class: () => new Function(`return class { static made${++classesMade}() {} }`)() as unknown,
  async: () => async () => {},
  bound: () => generate.bind(samples),
  instance: () => new Sampled(),
  proxy: () => new Proxy({}, {}),
  weakMap: () => new WeakMap(),
  weakSet: () => new WeakSet(),
  weakRef: () => new WeakRef(samples),
  generator: () => generate(),
  arguments: () => new Function('return arguments')(1, 2) as unknown,
  intrinsic: () => Math.max,
  wellKnown: () => Symbol.iterator,
}
export type SampleName = keyof typeof samples
export const sampleNames = Object.keys(samples) as readonly SampleName[]
// Slack tracking ends with the seventh instance.
for (let made = 0; made < 20; made++) [samples.instance(), samples.generator()]

/** Makes the value that a recipe describes; twice the same recipe makes two values that share strings only. */
export function build(recipe: Recipe): unknown {
  return new Builder().make(recipe)
}

class Builder {
  readonly #made: (object | symbol)[] = []

  make(recipe: Recipe): unknown {
    switch (recipe.kind) {
      case 'constant':
        return recipe.value
      case 'smi':
        return unboxed(recipe.value)
      case 'double':
        return boxed(recipe.value)
      case 'string':
        return interned(recipe.text)
      case 'bigint':
        return BigInt(recipe.digits)
      case 'symbol':
        return this.#keep(recipe.description === undefined ? Symbol() : Symbol(interned(recipe.description)))
      case 'json':
        return this.#fill(jsonSkeleton(recipe.fields), recipe.fields)
      case 'instance':
        return this.#fill(instanceSkeleton(recipe.fields, recipe.inherited), recipe.fields)
      case 'literal':
        return evaluate(recipe.of)
      case 'array':
        return this.#array(recipe.items)
      case 'holey':
        return this.#holey(recipe.items)
      case 'map':
        return this.#map(recipe.entries)
      case 'set':
        return this.#set(recipe.items)
      case 'nullPrototype':
        return this.#fill(Object.create(null) as Record<string, unknown>, recipe.fields)
      case 'sparse':
        return this.#sparse(recipe.items)
      case 'frozen':
        return Object.freeze(this.make(recipe.of))
      case 'error':
        return this.#error(recipe.message, recipe.cause)
      case 'sample':
        return this.#keep(samples[recipe.name]() as object)
      case 'date':
        return this.#keep(new Date(recipe.time))
      case 'regexp':
        return this.#keep(new RegExp(interned(recipe.source), recipe.flags))
      case 'boxed':
        return this.#keep(Object(this.make(recipe.of)) as object)
      case 'typedArray':
        return this.#keep(new globalThis[recipe.type](recipe.length))
      case 'buffer':
        return this.#buffer(recipe.bytes, recipe.views)
      case 'again':
        return this.#made[recipe.index % Math.max(1, this.#made.length)] ?? null
    }
  }

  #keep<T extends object | symbol>(value: T): T {
    this.#made.push(value)
    return value
  }

  #fill(skeleton: Record<string, unknown>, fields: readonly Field[]): object {
    this.#keep(skeleton)
    for (const { name, value } of fields) skeleton[name] = this.make(value)
    return skeleton
  }

  #array(items: readonly Recipe[]): unknown[] {
    const numbers = items.filter(isNumber)
    // V8 keeps an array of nothing but numbers unboxed, if it never held anything else.
    if (numbers.length === items.length) return this.#keep(Array.of(...numbers.map((number) => this.make(number))))
    const array: unknown[] = this.#keep(JSON.parse(`[${items.map(() => 'null').join()}]`) as unknown[])
    for (const [index, item] of items.entries()) array[index] = this.make(item)
    return array
  }

  #holey(items: readonly (Recipe | undefined)[]): unknown[] {
    // `new Array(n)` at one place in the source remembers what its earlier arrays came to hold, and starts there.
    const array: unknown[] = this.#keep(Reflect.construct(Array, [items.length]))
    const numbersOnly = items.every((item) => item === undefined || isNumber(item))
    // With its first reference in place the array can't become one of doubles on the way.
    if (!numbersOnly) array[items.findIndex((item) => item !== undefined && !isNumber(item))] = null
    for (const [index, item] of items.entries()) {
      // `array[index] = …` remembers the most general kind it has seen, and would make tagged arrays of numbers too.
      if (item !== undefined) Reflect.set(array, index, this.make(item))
    }
    return array
  }

  #sparse(items: readonly Recipe[]): unknown[] {
    const array: unknown[] = this.#keep([])
    for (const [index, item] of items.entries()) Reflect.set(array, (index + 1) * 10_000, this.make(item))
    return array
  }

  #error(message: string, cause: Recipe | undefined): object {
    // The text is the message of many an error: V8 keeps it twice, the same string both times.
    const text = interned(message)
    if (cause === undefined) return this.#keep(new Error(text))
    return this.#keep(new Error(text, { cause: this.make(cause) }))
  }

  #map(entries: readonly (readonly [Recipe, Recipe])[]): object {
    const map = this.#keep(new Map())
    for (const [key, value] of entries) map.set(this.make(key), this.make(value))
    return map
  }

  #set(items: readonly Recipe[]): object {
    const set = this.#keep(new Set())
    for (const item of items) set.add(this.make(item))
    return set
  }

  #buffer(bytes: number, views: number): object {
    // A single view of a small buffer looks like a typed array made by length, whose bytes lie on the heap.
    const buffer = this.#keep(new ArrayBuffer(views === 1 ? bytes + 65 : bytes))
    if (views === 0) return buffer
    return this.#keep(
      Array.from({ length: views }, (_, index) => {
        const offset = Math.min(index, bytes)
        return this.#keep(index % 2 === 0 ? new Uint8Array(buffer, offset) : new DataView(buffer, offset))
      }),
    )
  }
}

function isNumber(recipe: Recipe): recipe is Recipe & { readonly kind: 'smi' | 'double' } {
  return recipe.kind === 'smi' || recipe.kind === 'double'
}

const cell = new Float64Array(1)

/** The number in a box of its own: a number read from a tagged slot would come with the box it is in there. */
function boxed(value: number): number {
  cell[0] = value
  return cell[0]
}

/** The small integer as V8 keeps small integers: arithmetic leaves some in boxes, and a field would stay a double's. */
function unboxed(value: number): number {
  return value | 0
}

const strings = new Map<string, string>()

/** The one string of this text that source code would get too: flat, of one byte a character where that does. */
function interned(text: string): string {
  let string = strings.get(text)
  if (string === undefined) {
    string = evaluateText(JSON.stringify(text)) as string
    strings.set(string, string)
  }
  return string
}

function evaluateText(text: string): unknown {
  // biome-ignore lint/security/noGlobalEval: source text is what is to be tried
  return globalThis.eval(`(${text})`)
}

const placeholders: Readonly<Record<string, string>> = { s: '0', d: '0.5', r: 'null' }

function jsonSkeleton(fields: readonly Field[]): Record<string, unknown> {
  const text = fields.map(({ name }) => `"${name}":${placeholders[name.charAt(0)]}`)
  return JSON.parse(`{${text.join()}}`) as Record<string, unknown>
}

type Construct = new () => Record<string, unknown>
const classes = new Map<string, Construct>()

/** An instance of a class with these fields, after V8 has settled how many slots its instances need. */
function instanceSkeleton(fields: readonly Field[], inherited: number): Record<string, unknown> {
  const names = fields.map(({ name }) => name)
  const split = Math.min(inherited, names.length)
  const key = `${names.join()} ${split}`
  let Class = classes.get(key)
  if (Class === undefined) {
    const assign = (own: readonly string[]) =>
      own.map((name) => `this.${name}=${placeholders[name.charAt(0)]}`).join(';')
    const base = `class Base{constructor(){${assign(names.slice(0, split))}}}`
    const derived = `class Made extends ${base}{constructor(){super();${assign(names.slice(split))}}}`
    const single = `class Made{constructor(){${assign(names)}}}`
    Class = evaluateText(split === 0 ? single : derived) as Construct
    // Slack tracking ends with the seventh instance.
    for (let made = 0; made < 20; made++) new Class()
    classes.set(key, Class)
  }
  return new Class()
}

function evaluate(literal: Literal): unknown {
  return evaluateText(sourceOf(literal))
}

function sourceOf(literal: Literal): string {
  switch (literal.kind) {
    case 'constant':
      return String(literal.value)
    case 'number':
      return Object.is(literal.value, -0) ? '-0' : String(literal.value)
    case 'string':
      return JSON.stringify(literal.text)
    case 'array':
      return `[${literal.items.map(sourceOf).join()}]`
    case 'object':
      return `{${literal.fields.map(({ name, value }) => `${name}:${sourceOf(value)}`).join()}}`
  }
}
