const { stripVTControlCharacters } = require('node:util')
const { createApi } = require('./api.cjs')

// 24 B and a slot of 8 B for each field; a function is 56 B, a scope 16 B and a slot for each variable and for two links
const API = 24 + 2 * 8 + 2 * 56
const scope = (variables) => 16 + (2 + variables) * 8
const array = (slots) => 32 + 16 + slots * 8
const USER = 24 + 2 * 8
const ids = Array.from({ length: 100 }, (_, id) => id)

function grownApi() {
  const api = createApi()
  for (const id of ids) api.user(id)
  return api
}

test('an API holds what its cache holds', () => {
  // JavaScript sees an object and two functions
  expect(grownApi()).toHaveMemoryUsage(API)
  // V8 grew the array to 17, 43, 82 and 140 slots
  expect(grownApi()).toHaveHeapUsage(API + scope(1) + array(140) + 100 * USER)
  expect(createApi()).toHaveHeapUsage({ atMost: '300 B' })
})

test('a cache that grew one by one has room to spare, one that was made at once has none', () => {
  expect(grownApi()).toHaveSpareCapacity(40 * 8)
  expect(grownApi()).toHaveSpareCapacity('10%')
  expect(createApi(ids)).toHaveSpareCapacity(0)
})

test('a failure says what lies between the walk and V8', () => {
  const text = failureOf(() => expect(grownApi()).toHaveHeapUsage({ atMost: '2 kB' }))
  expect(text).toContain('walk 152 B + unseen 5,208 B (closure of count: 5,208 B) = as built 5,360 B')
  expect(text).toContain('.users Array, 320 spare')
})

test('a limit for what JavaScript sees can be explained in the same way', () => {
  const text = failureOf(() => expect(grownApi()).toHaveMemoryUsage({ atMost: 100 }, { heap: true }))
  expect(text).toContain('walk 152 B + unseen 5,208 B')
})

function failureOf(assertion) {
  try {
    assertion()
  } catch (error) {
    return stripVTControlCharacters(error.message)
  }
  throw new Error('it did not fail')
}
