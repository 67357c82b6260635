import { evaluate, range, repeat, type Series, series, settled, withProperties } from './series.js'

const few = range(0, 20)

let made = 0

// Classes of one text share what V8 keeps of its positions, so that no two texts are the same here.
const make = (text: string): object => evaluate(`/* ${made++} */ ${text}`) as object

/** Functions and classes by their own properties. */
export const functions: Record<string, Series> = {
  'function, n own properties': series(few, (n) => withProperties(make('function () {}'), n)),
  'arrow function, n own properties': series(few, (n) => withProperties(make('() => 1'), n)),
  'class, n static fields': series(few, (n) => make(`class { ${repeat(n, (i) => `static s${i} = ${i}`, ';')} }`)),
  'named class, n static fields': series(few, (n) =>
    make(`class Named { ${repeat(n, (i) => `static s${i} = ${i}`, ';')} }`),
  ),
  'class, n static methods': series(few, (n) => make(`class { ${repeat(n, (i) => `static s${i}() {}`, ' ')} }`)),
  'class, n static getters': series(few, (n) =>
    make(`class { ${repeat(n, (i) => `static get s${i}() { return 0 }`, ' ')} }`),
  ),
  'class, n properties added': series(few, (n) => withProperties(make('class {}'), n)),
  'class of n methods': series(few, (n) => make(`class { ${repeat(n, (i) => `m${i}() {}`, ' ')} }`)),
  'class of n fields, itself': series(few, (n) => make(`class { ${repeat(n, (i) => `f${i} = ${i}`, ';')} }`)),
  'class of n private methods, itself': series(few, (n) => make(`class { ${repeat(n, (i) => `#m${i}() {}`, ' ')} }`)),
  'class of n static private fields, itself': series(few, (n) =>
    make(`class { ${repeat(n, (i) => `static #m${i} = ${i}`, ';')} }`),
  ),
  'subclass, n static fields': series(few, (n) =>
    make(`class extends Object { ${repeat(n, (i) => `static s${i} = ${i}`, ';')} }`),
  ),
  'bound function, n arguments': series(range(0, 8), (n) =>
    (make('function () {}') as () => void).bind(null, ...(range(0, n - 1) as [])),
  ),
  'bound function, n own properties': series(few, (n) =>
    withProperties((make('function () {}') as () => void).bind(null), n),
  ),
  'class, to itself': series(['one'], () => make('class OfItsOwnText {}')),
  'function kind': series(
    [
      'function () {}',
      'function* () {}',
      'async function () {}',
      'async function* () {}',
      '() => 1',
      'async () => 1',
      'class {}',
      'class extends Map {}',
      'class extends null {}',
      '({ m() {} }).m',
      '({ async m() {} }).m',
      '({ *m() {} }).m',
      '({ async *m() {} }).m',
      'Object.getOwnPropertyDescriptor({ get g() { return 0 } }, "g").get',
      'Object.getOwnPropertyDescriptor({ set g(v) {} }, "g").set',
      'new Proxy(function () {}, {})',
      'Math.max',
    ],
    make,
  ),
  'function whose prototype was used, n properties on it': series(range(0, 4), (n) => {
    const fn = make('function () {}') as { prototype: object }
    withProperties(fn.prototype, n)
    return fn
  }),
  'prototype of a function, n properties': series(few, (n) =>
    withProperties((make('function () {}') as { prototype: object }).prototype, n),
  ),
  'prototype of a class, n methods': series(
    few,
    (n) => (make(`class { ${repeat(n, (i) => `m${i}() {}`, ' ')} }`) as { prototype: object }).prototype,
  ),
  'generator, n parameters': series(range(0, 8), (n) => {
    const generate = make(`function* (${repeat(n, (i) => `a${i}`)}) {}`) as () => object
    return settled(() => generate())
  }),
  'generator, n variables': series(range(0, 8), (n) => {
    const generate = make(
      `function* () { ${repeat(n, (i) => `let v${i} = ${i}; yield v${i}`, ';')} ; return [${repeat(n, (i) => `v${i}`)}] }`,
    ) as () => object
    return settled(() => generate())
  }),
}
