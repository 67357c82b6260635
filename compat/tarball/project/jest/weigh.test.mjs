import { sizeOf } from '@carat/core'

test('a test in ESM weighs values', () => {
  expect([1, 2, 3]).toHaveMemoryUsage(72)
  expect(sizeOf([1, 2, 3])).toBe(72)
  expect([1, 2]).toBeSmallerThan([1, 2, 3])
})

test('a heavier value fails in ESM', () => {
  expect(() => expect([1, 2, 3]).toHaveMemoryUsage(73)).toThrow(/Received: +72 B/)
})

test('a snapshot holds the breakdown in ESM', () => {
  expect([1, 2, 3]).toMatchInlineMemorySnapshot(`
72 B in 1 object, v8-14

total  self
   72    72  Array, 3 elements
`)
})

test('a preset shows what a class of the host hides', async () => {
  const url = new URL('https://carat.example/')
  const plain = sizeOf(url)
  await import('@carat/core/presets/web')
  await import('@carat/core/presets/node')
  // a header of 16 B and 22 characters
  expect(sizeOf(url) - plain).toBe(16 + 24)
  const timer = setTimeout(() => {}, 1000)
  expect(sizeOf(timer)).toBeLessThan(1000)
  clearTimeout(timer)
})
