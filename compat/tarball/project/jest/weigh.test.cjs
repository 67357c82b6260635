const { measure, sizeOf } = require('@carat/core')

test('a test in CommonJS weighs values', () => {
  expect([1, 2, 3]).toHaveMemoryUsage(72)
  expect(sizeOf([1, 2, 3])).toBe(72)
  expect({ list: [1, 2, 3] }).toEqual({ list: expect.toHaveMemoryUsage({ atMost: '72 B' }) })
  expect([1, 2]).toBeSmallerThan([1, 2, 3])
})

test('a heavier value fails in CommonJS', () => {
  expect(() => expect([1, 2, 3]).toHaveMemoryUsage(73)).toThrow(/Received: +72 B/)
})

test('a snapshot holds the breakdown in CommonJS', () => {
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
  expect((n) => Array.from({ length: n }, (_, i) => i)).toGrowBy(8)
})

test('a preset shows what a class of the host hides', () => {
  const url = new URL('https://carat.example/')
  const plain = sizeOf(url)
  require('@carat/core/presets/web')
  require('@carat/core/presets/node')
  // a header of 16 B and 22 characters
  expect(sizeOf(url) - plain).toBe(16 + 24)
  const timer = setTimeout(() => {}, 1000)
  expect(sizeOf(timer)).toBeLessThan(1000)
  clearTimeout(timer)
})
