// An array is 32 bytes, and 16 more for its elements with 8 for each: 32 + 16 + 3 × 8 = 72.
// A fraction beside other things needs a box of 16 bytes of its own; in an array of numbers alone it needs none.
import { expect, test } from 'vitest'

test.each([
  ['[1, 2, 3]', 72, [1, 2, 3]],
  ["[1.5, 'a', 3.5]", 104, [1.5, 'a', 3.5]],
])('%s weighs %i B', (_what, bytes, value) => {
  expect(value).toHaveMemoryUsage(bytes)
})

test('numbers are lighter by themselves', () => {
  expect([1.5, 2.5, 3.5]).toBeSmallerThan([1.5, 'a', 3.5])
})

test('a typed array of a thousand numbers is lighter than an array of them', () => {
  expect(new Float32Array(1000)).toBeSmallerThan(new Array(1000).fill(0.5))
})
