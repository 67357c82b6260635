import { expect, jest, test } from '@jest/globals'
import '@carat/jest/globals'

test('the imported expect has the matchers too', () => {
  expect([1, 2, 3]).toHaveMemoryUsage(72)
  expect({ list: [1, 2, 3] }).toEqual({ list: expect.toHaveMemoryUsage(72) })
})

test('a mock is weighed', () => {
  expect(jest.fn()).toHaveMemoryUsage({ atLeast: 64 })
})
