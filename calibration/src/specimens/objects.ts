import { evaluate, range, repeat, type Series, series, settled } from './series.js'

const small = range(0, 40)
const byProperties = [...range(0, 300), ...range(1019, 1022)]
const steps = [...range(0, 40), ...range(124, 132), ...range(250, 260), ...range(1019, 1022)]

function json(n: number): Record<string, number> {
  return JSON.parse(`{${repeat(n, (i) => `"p${i}":${i}`)}}`) as Record<string, number>
}

function entries(n: number): [string, number][] {
  return range(0, n - 1).map((i) => [`e${i}`, i])
}

function addComputed(value: Record<string | symbol, unknown>, n: number): object {
  for (let i = 0; i < n; i++) value[`c${i}`] = i
  return value
}

const maker = (text: string): (() => object) => evaluate(text) as () => object

/** Objects by the number of their properties, and by how they came to have them. */
export const objects: Record<string, Series> = {
  'class, n fields': series(byProperties, (n) => {
    const Class = evaluate(
      `class { constructor() { ${repeat(n, (i) => `this.f${i} = ${i}`, ';')} } }`,
    ) as new () => object
    return settled(() => new Class())
  }),
  'class, n private fields': series(small, (n) => {
    const Class = evaluate(`class { ${repeat(n, (i) => `#f${i} = ${i}`, ';')} }`) as new () => object
    return settled(() => new Class())
  }),
  'literal, n properties': series(byProperties, (n) => settled(maker(`() => ({${repeat(n, (i) => `l${i}: ${i}`)}})`))),
  'JSON.parse, n properties': series(byProperties, json),
  'n properties added by name': series(steps, (n) =>
    settled(maker(`() => { const o = {}; ${repeat(n, (i) => `o.s${i} = ${i}`, ';')}; return o }`)),
  ),
  'n properties added by computed key': series(steps, (n) => addComputed({}, n)),
  'Object.fromEntries, n properties': series(steps, (n) => Object.fromEntries(entries(n))),
  'Object.assign to {}, n properties': series(small, (n) => Object.assign({}, json(n))),
  'spread, n properties': series(small, (n) => settled(() => ({ ...json(n) }))),
  'structuredClone, n properties': series(small, (n) => structuredClone(json(n))),
  'Object.create(null), n properties': series(range(0, 130), (n) => addComputed(Object.create(null), n)),
  'literal with __proto__: null, n properties': series(range(0, 100), (n) =>
    settled(maker(`() => ({__proto__: null, ${repeat(n, (i) => `n${i}: ${i}`)}})`)),
  ),
  'Object.setPrototypeOf(literal, null), n properties': series(small, (n) => Object.setPrototypeOf(json(n), null)),
  'class with a null prototype, n fields': series(small, (n) => {
    const Class = evaluate(`function () { ${repeat(n, (i) => `this.z${i} = ${i}`, ';')} }`) as unknown as {
      new (): object
      prototype: object
    }
    Object.setPrototypeOf(Class.prototype, null)
    return settled(() => new Class())
  }),
  'groups of a regular expression, n names': series(range(0, 20), (n) => {
    const pattern = repeat(n, (i) => `(?<g${i}>a)`, '')
    return new RegExp(pattern === '' ? 'a' : pattern).exec('a'.repeat(Math.max(1, n)))?.groups
  }),
  'one of n properties deleted': series(range(1, 40), (n) => {
    const value = json(n)
    delete value.p0
    return value
  }),
  'all of n properties deleted': series(range(2, 40), (n) => {
    const value = json(n)
    for (let i = 0; i < n; i++) delete value[`p${i}`]
    return value
  }),
  'Object.freeze, n properties': series(small, (n) => Object.freeze(json(n))),
  'Object.seal, n properties': series(small, (n) => Object.seal(json(n))),
  'Object.preventExtensions, n properties': series(small, (n) => Object.preventExtensions(json(n))),
  'n symbol keys': series(small, (n) => {
    const value: Record<symbol, number> = {}
    for (let i = 0; i < n; i++) value[Symbol(`k${i}`)] = i
    return value
  }),
  'literal, n symbol keys': series(small, (n) => {
    const symbols = range(0, n - 1).map((i) => Symbol(`k${i}`))
    const make = evaluate(`(k) => ({${repeat(n, (i) => `[k[${i}]]: ${i}`)}})`) as (k: symbol[]) => object
    return settled(() => make(symbols))
  }),
  'class, n symbol fields': series(small, (n) => {
    const symbols = range(0, n - 1).map((i) => Symbol(`k${i}`))
    const define = evaluate(`(k) => class { ${repeat(n, (i) => `[k[${i}]] = ${i}`, ';')} }`) as (
      k: symbol[],
    ) => new () => object
    const Class = define(symbols)
    return settled(() => new Class())
  }),
  'class, n private methods': series(range(0, 4), (n) => {
    const Class = evaluate(`class { ${repeat(n, (i) => `#m${i}() {}`, ' ')} }`) as new () => object
    return settled(() => new Class())
  }),
  'n hidden properties': series(small, (n) =>
    Object.defineProperties({}, Object.fromEntries(entries(n).map(([name, value]) => [name, { value }]))),
  ),
  'literal, n getters': series(range(0, 20), (n) =>
    settled(maker(`() => ({${repeat(n, (i) => `get g${i}() { return 0 }`)}})`)),
  ),
  'literal, n getters and setters': series(range(0, 20), (n) =>
    settled(maker(`() => ({${repeat(n, (i) => `get g${i}() { return 0 }, set g${i}(value) {}`)}})`)),
  ),
  'literal, one getter and n properties': series(range(0, 20), (n) =>
    settled(maker(`() => ({ get g() { return 0 }, ${repeat(n, (i) => `p${i}: ${i}`)} })`)),
  ),
  'n getters defined on {}': series(range(0, 20), (n) => {
    const value = {}
    for (let i = 0; i < n; i++) Object.defineProperty(value, `g${i}`, { get: () => i, configurable: true })
    return value
  }),
  'n getters defined on an object of n properties': series(range(0, 20), (n) => {
    const value = json(n)
    for (let i = 0; i < n; i++) Object.defineProperty(value, `g${i}`, { get: () => i, configurable: true })
    return value
  }),
  'class, n getters defined in the constructor': series(range(0, 20), (n) => {
    const Class = evaluate(
      `class { constructor(get) { ${repeat(n, (i) => `Object.defineProperty(this, 'g${i}', { get })`, ';')} } }`,
    ) as new (
      get: () => number,
    ) => object
    const get = (): number => 0
    return settled(() => new Class(get))
  }),
  'JSON.parse, n index keys': series(range(0, 60), (n) => JSON.parse(`{${repeat(n, (i) => `"${i}":${i}`)}}`)),
  'literal, n index keys': series(range(0, 60), (n) => settled(maker(`() => ({${repeat(n, (i) => `${i}: ${i}`)}})`))),
  'n index keys added to {}': series(range(0, 60), (n) => {
    const value: Record<number, number> = {}
    for (let i = 0; i < n; i++) value[i] = i
    return value
  }),
  'JSON.parse, n distant index keys': series(range(0, 40), (n) =>
    JSON.parse(`{${repeat(n, (i) => `"${(i + 1) * 100000}":${i}`)}}`),
  ),
  'JSON.parse, a lone index key n': series([...range(0, 40), 100, 400, 500, 501, 1000, 1023, 1024, 1025, 2000], (n) =>
    JSON.parse(`{"${n}":1}`),
  ),
}
