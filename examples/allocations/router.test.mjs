import { existsSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import changedRouter from './changed-router.cjs'
import router from './router.cjs'

const PATH = '/users/7/pages/2'

function matching({ Router }) {
  const routes = new Router()
  routes.add('/users/:id', () => 'a user')
  routes.add('/users/:id/pages/:page', () => 'a page')
  return () => routes.match(PATH)
}

test('a match allocates the array of segments, the parameters and the result', () => {
  expect(matching(router)).toAllocate({ perCall: { bytes: 144, count: 3 } })
})

test('a path that matches nothing allocates its segments alone', () => {
  const routes = new router.Router()
  expect(() => routes.match(PATH)).toAllocateAtMost({ perCall: 32 })
})

test('a router without routes to add allocates nothing to look at them', () => {
  const { routes } = new router.Router()
  expect(() => routes.length).toAllocateNothing()
})

test('one changed line allocates 48 B more a call, and the failure names it', () => {
  const text = failureOf(() => expect(matching(changedRouter)).toAllocate({ perCall: 144 }))
  expect(text).toContain('Expected: 144 B a call\nReceived: 192 B a call   (+48 B, +33.3 %)\n')
  expect(text).toMatch(/\n {2}48 B {2}in 1 {2}paramsOf .*changed-router\.cjs:32\n/)
  const [, file] = /Profile: (\S+) \(opens in/.exec(text)
  expect(existsSync(file)).toBe(true)
})

function failureOf(assertion) {
  try {
    assertion()
  } catch (error) {
    return stripVTControlCharacters(error.message)
  }
  throw new Error('it did not fail')
}
