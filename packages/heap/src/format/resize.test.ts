import { expect, it } from 'vitest'
import { resizeBytes, resizeWords } from './resize.js'

it.each([0, 2, 3, 7])('keeps the values that fit into %d', (length) => {
  const expected = [1, 2, 3, 0, 0, 0, 0].slice(0, length)
  expect(resizeBytes(Uint8Array.of(1, 2, 3), length)).toEqual(Uint8Array.from(expected))
  expect(resizeWords(Uint32Array.of(1, 2, 3), length)).toEqual(Uint32Array.from(expected))
})

it('grows from nothing', () => {
  expect(resizeWords(new Uint32Array(0), 2)).toEqual(Uint32Array.of(0, 0))
})
