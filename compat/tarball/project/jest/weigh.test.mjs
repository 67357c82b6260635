import { sizeOf } from '@carat/core'
import { heapUsageOf } from '@carat/heap'

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

test('the heap says what a closure holds in ESM', () => {
  const kept = new Array(10).fill(0)
  const read = () => kept
  expect({ read }).toHaveHeapUsage(32 + 56 + 40 + (32 + 16 + 80))
  expect({ kept }).toHaveSpareCapacity(0)
  expect(() => ({})).not.toLeak()
  expect(heapUsageOf([1, 2, 3]).bytes).toBe(72)
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

test('allocations are counted to the byte', () => {
  expect(() => ({ cut: 2, facets: 58 })).toAllocate(24 + 16 + 16)
  expect(() => ({ cut: 2, facets: 58 })).toAllocateAtMost({ perCall: '56 B' })
})
