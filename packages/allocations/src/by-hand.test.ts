import { expect, it } from 'vitest'
import { profile } from './index.js'

// V8's own sizes, in bytes.
const slot = 8
/** Hidden class, properties, elements: of each object. */
const object = 3 * slot
/** Hidden class and length: of each store of elements or properties. */
const store = 2 * slot
const array = object + slot
/** Left behind a literal, so that V8 learns what becomes of it. */
const memento = 2 * slot
const box = 2 * slot
/** Hidden class, hash and length, and its two parts. */
const joined = 4 * slot
/** Hidden class, hash and length; the characters follow, to a multiple of 8. */
const text = (length: number): number => Math.ceil((2 * slot + length) / slot) * slot
/** Hidden class, length, scope info, the scope around. */
const scope = 4 * slot
const arrowFunction = 7 * slot
const promise = 6 * slot

class Stone {
  carats = 1
  cut = 2
}

let grams = 7
const names = ['lapis ', 'lazuli']
const big = 2n ** 64n

it.each([
  { made: 'a literal of two properties', run: () => ({ weight: 1, cut: 2 }), bytes: object + 2 * slot + memento },
  { made: 'an empty literal, with four slots for properties to come', run: () => ({}), bytes: object + 4 * slot },
  { made: 'a constant array, whose elements belong to the code', run: () => [1, 2, 3], bytes: array + memento },
  { made: 'an array of a variable', run: () => [grams], bytes: array + memento + store + slot },
  { made: 'an instance of a class with two fields', run: () => new Stone(), bytes: object + 2 * slot },
  {
    made: 'a function with a variable of its own scope',
    run: () => {
      const weight = grams
      return () => weight
    },
    bytes: scope + slot + arrowFunction,
  },
  {
    made: 'a fifth property, in a store of three',
    run: () => {
      const stone: Record<string, number> = {}
      stone.a = 1
      stone.b = 2
      stone.c = 3
      stone.d = 4
      stone.e = 5
      return stone
    },
    bytes: object + 4 * slot + store + 3 * slot,
  },
  { made: 'a joined text of 12 characters', run: () => names[0] + (names[1] as string), bytes: text(12) },
  {
    made: 'a joined text of 13, which points at its parts, the first of them joined before',
    run: () => `${names[0]} ${names[1]}`,
    bytes: text(7) + joined,
  },
  { made: 'a BigInt of two digits, with one for the carry', run: () => big + 1n, bytes: 2 * slot + 3 * slot },
  { made: 'a number with a fraction', run: () => grams / 2, bytes: box },
  { made: 'a promise', run: () => void Promise.resolve(), bytes: promise },
])('$made takes $bytes B', ({ run, bytes }) => {
  grams = 7
  const { bytes: measured, agreement } = profile(run)
  expect({ bytes: measured, equal: agreement.equal }).toEqual({ bytes, equal: true })
})
