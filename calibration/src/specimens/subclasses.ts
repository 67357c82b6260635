import { evaluate, range, repeat, type Series, series, settled, withProperties } from './series.js'

interface Base {
  readonly name: string
  readonly construct: (Class: new (...values: never[]) => object) => object
}

const construct =
  (...values: unknown[]): Base['construct'] =>
  (Class) =>
    Reflect.construct(Class, values)

const target = {}

const bases: readonly Base[] = [
  { name: 'Object', construct: construct() },
  { name: 'Array', construct: construct() },
  { name: 'Map', construct: construct() },
  { name: 'Set', construct: construct() },
  { name: 'WeakMap', construct: construct() },
  { name: 'WeakSet', construct: construct() },
  { name: 'WeakRef', construct: construct(target) },
  { name: 'Promise', construct: construct(() => undefined) },
  { name: 'Date', construct: construct(0) },
  { name: 'RegExp', construct: construct('x') },
  { name: 'Error', construct: construct('message') },
  { name: 'TypeError', construct: construct('message') },
  { name: 'AggregateError', construct: construct([], 'message') },
  { name: 'ArrayBuffer', construct: construct(8) },
  { name: 'Uint8Array', construct: construct(8) },
  { name: 'Float64Array', construct: construct(100) },
  { name: 'DataView', construct: construct(new ArrayBuffer(8)) },
  { name: 'Function', construct: construct('') },
  { name: 'Number', construct: construct(1) },
  { name: 'Boolean', construct: construct(true) },
  { name: 'String', construct: construct('text') },
]

/** Instances of subclasses of the built-ins by their fields, and the built-ins themselves by properties added. */
export const subclasses: Record<string, Series> = {}
for (const { name, construct } of bases) {
  subclasses[`subclass of ${name}, n fields`] = series([...range(0, 20), 100, 251, 252, 253, 254], (n) => {
    const Class = evaluate(`class extends ${name} { ${repeat(n, (i) => `f${i} = ${i}`, ';')} }`) as new () => object
    return settled(() => construct(Class))
  })
  subclasses[`${name}, n properties added`] = series(range(0, 20), (n) =>
    withProperties(construct(evaluate(name) as new () => object), n),
  )
}

/** Errors by what they carry. Frames are captured by nobody here: the measuring process sets the limit to 0. */
export const errors: Record<string, Series> = {
  'Error without message, n properties added': series(range(0, 20), (n) => withProperties(new Error(), n)),
  'Error with message and cause, n properties added': series(range(0, 20), (n) =>
    withProperties(new Error('message', { cause: 1 }), n),
  ),
  'subclass of Error without message, n fields': series(range(0, 20), (n) => {
    const Class = evaluate(`class extends Error { ${repeat(n, (i) => `f${i} = ${i}`, ';')} }`) as new () => Error
    return settled(() => new Class())
  }),
  'subclass of Error with message and cause, n fields': series(range(0, 20), (n) => {
    const Class = evaluate(`class extends Error { ${repeat(n, (i) => `f${i} = ${i}`, ';')} }`) as new (
      ...values: unknown[]
    ) => Error
    return settled(() => new Class('message', { cause: 1 }))
  }),
}
