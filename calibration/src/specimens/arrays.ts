import { evaluate, range, repeat, type Series, series, settled, withProperties } from './series.js'

const lengths = [...range(0, 40), 100, 1000]

function literal(n: number, element: (i: number) => string): unknown[] {
  return (evaluate(`() => [${repeat(n, element)}]`) as () => unknown[])()
}

function distant(n: number, value: unknown): unknown[] {
  const array: unknown[] = []
  for (let i = 0; i < n; i++) array[(i + 1) * 100000] = value
  return array
}

function callWith(n: number, text: string): unknown {
  const call = evaluate(text) as (...values: number[]) => unknown
  return settled(() => call(...range(0, n - 1)))
}

/** Arrays and arguments objects by length, elements and capacity. */
export const arrays: Record<string, Series> = {
  'array, n small integers': series(lengths, (n) => JSON.parse(`[${repeat(n, (i) => `${i}`)}]`)),
  'array, n doubles': series(lengths, (n) => literal(n, (i) => `${i}.5`)),
  'array, n mixed values': series(lengths, (n) => literal(n, (i) => (i % 2 === 0 ? 'true' : `${i}`))),
  'array, n holes': series(lengths, (n) => new Array(n)),
  'array, Array.from of length n': series(lengths, (n) => Array.from({ length: n }, (_, i) => i)),
  'array, slice of n': series(lengths, (n) => range(0, n + 4).slice(0, n)),
  'array, map of n': series(lengths, (n) => range(0, n - 1).map((i) => i + 1)),
  'array, spread of n': series(lengths, (n) => [...range(0, n - 1)]),
  'array, n pushes': series([...lengths, 17, 18, 42, 43, 80, 81], (n) => {
    const array: number[] = []
    for (let i = 0; i < n; i++) array.push(i)
    return array
  }),
  'array, filter of n': series(lengths, (n) => range(0, n - 1).filter((i) => i >= 0)),
  'array, n distant elements': series([...range(1, 40), 100, 1000], (n) => distant(n, 1)),
  'array, n distant doubles': series(range(1, 20), (n) => distant(n, 1)),
  'array, a lone element at n': series([...range(0, 40), 100, 400, 500, 501, 1000, 1023, 1024, 1025, 2000], (n) => {
    const array: number[] = []
    array[n] = 1
    return array
  }),
  'array of length 33554433': series(['empty'], () => new Array(33554433)),
  'array, n own properties': series(range(0, 20), (n) => withProperties([1], n)),
  'array, one getter among n elements': series(range(1, 40), (n) => {
    return Object.defineProperty(range(0, n - 1), 0, { get: () => 1 })
  }),
  'array, frozen, n small integers': series(range(0, 8), (n) => Object.freeze(range(0, n - 1))),
  'array, frozen, n doubles': series(range(0, 8), (n) => Object.freeze(literal(n, (i) => `${i}.5`))),
  'array, sealed, n doubles': series(range(0, 8), (n) => Object.seal(literal(n, (i) => `${i}.5`))),
  'array, not extensible, n doubles': series(range(0, 8), (n) => Object.preventExtensions(literal(n, (i) => `${i}.5`))),
  'arguments, strict, n values': series(range(0, 8), (n) =>
    callWith(n, `function () { 'use strict'; return arguments }`),
  ),
  'arguments, sloppy, n values': series(range(0, 8), (n) => callWith(n, `function () { return arguments }`)),
  'arguments, sloppy, n named parameters and values': series(range(0, 8), (n) =>
    callWith(n, `function (${repeat(n, (i) => `a${i}`)}) { return arguments }`),
  ),
  'arguments, sloppy, 2 named parameters and n values': series(range(0, 8), (n) =>
    callWith(n, `function (a, b) { return arguments }`),
  ),
  'arguments, sloppy, n named parameters and no value': series(range(0, 8), (n) =>
    callWith(0, `function (${repeat(n, (i) => `a${i}`)}) { return arguments }`),
  ),
}
