import { expect, test } from 'vitest'

const ofModule = new Array(1000).fill('of the module')

test('a closure of a test holds what the test made', () => {
  const kept = new Array(30).fill(0)
  // the object, the function, its scope of one variable, the array
  expect({ read: () => kept }).toHaveHeapUsage(24 + 8 + 56 + (16 + 3 * 8) + (32 + 16 + 30 * 8))
})

test('a closure of a test that made nothing holds nothing of its module', () => {
  expect({ read: () => ofModule }).toHaveHeapUsage(24 + 8 + 56)
})

test('a closure holds what an asynchronous test made', async () => {
  const kept = new Array(30).fill(0)
  await new Promise((resolve) => setTimeout(resolve, 1))
  expect({ read: () => kept }).toHaveHeapUsage(24 + 8 + 56 + (16 + 3 * 8) + (32 + 16 + 30 * 8))
})

test('a young instance of a class weighs as much as a settled one', () => {
  class Session {
    user = 'somebody'
    readonly #cart = [1, 2, 3]
    get cart() {
      return this.#cart
    }
  }
  const bytes = 24 + 2 * 8 + 24 + (32 + 16 + 3 * 8)
  expect(new Session()).toHaveHeapUsage(bytes)
  for (let made = 0; made < 20; made++) new Session()
  expect(new Session()).toHaveHeapUsage(bytes)
})
