import { measure, sizeOf } from '@carat/core'
import { type HeapUsage, heapUsageOf } from '@carat/heap'
import { expect, test } from 'vitest'

test('a test weighs values', () => {
  expect([1, 2, 3]).toHaveMemoryUsage(72)
  expect(sizeOf([1, 2, 3])).toBe(72)
  expect({ list: [1, 2, 3] }).toEqual({ list: expect.toHaveMemoryUsage({ atMost: '72 B' }) })
  expect([1, 2]).toBeSmallerThan([1, 2, 3])
})

test('a heavier value fails', () => {
  expect(() => expect([1, 2, 3]).toHaveMemoryUsage(73)).toThrow(/Received: +72 B/)
})

test('wrong arguments do not compile', () => {
  // @ts-expect-error a boolean is no size
  expect(() => expect([1, 2, 3]).toHaveMemoryUsage(true)).toThrow(TypeError)
  // @ts-expect-error what V8 holds has one layout
  expect(() => expect([1, 2, 3]).toHaveHeapUsage(72, { layout: 'v8-14' })).toThrow(TypeError)
})

test('a snapshot holds the breakdown', () => {
  expect([1, 2, 3]).toMatchInlineMemorySnapshot(`
72 B in 1 object, v8-14

total  self
   72    72  Array, 3 elements
`)
  expect(measure([1, 2, 3])).toMatchInlineSnapshot(`
72 B in 1 object, v8-14

total  self
   72    72  Array, 3 elements
`)
  expect((n: number) => Array.from({ length: n }, (_, i) => i)).toGrowBy(8)
})

test('the heap says what a closure holds', () => {
  const kept = new Array(10).fill(0)
  const read = () => kept
  expect({ read }).toHaveHeapUsage(32 + 56 + 40 + (32 + 16 + 80))
  expect({ kept }).toHaveSpareCapacity(0)
  expect(() => ({})).not.toLeak()
  const usage: HeapUsage = heapUsageOf([1, 2, 3])
  expect([usage.bytes, usage.spare, usage.slack]).toEqual([72, 0, 0])
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
