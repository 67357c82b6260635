import { expect, jest, test } from '@jest/globals'
import '@carat/jest/globals'

test('the imported expect has the matchers too', () => {
  expect([1, 2, 3]).toHaveMemoryUsage(72)
  expect({ list: [1, 2, 3] }).toEqual({ list: expect.toHaveMemoryUsage(72) })
})

test('a mock is weighed', () => {
  expect(jest.fn()).toHaveMemoryUsage({ atLeast: 64 })
})

test('the imported expect has the snapshots too', () => {
  expect([1, 2, 3]).toMatchInlineMemorySnapshot(`
72 B in 1 object, v8-14

total  self
   72    72  Array, 3 elements
`)
})
