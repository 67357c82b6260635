import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import fixed from './fixed.cjs'
import leaky from './leaky.cjs'

let requests = 0

/** What a server does over and over: nothing of it has to stay. */
const workOf = ({ Connection, Session, page }) => ({
  'opens and closes a connection': () => new Connection().close(),
  'begins and ends a session': () => new Session('ada').end(),
  'serves a page': () => page(`/search?request=${++requests}`),
})

describe('the fixed server keeps nothing when it', () => {
  test.each(Object.entries(workOf(fixed)))('%s', (_name, work) => {
    expect(work).not.toLeak()
  })

  test('has closed a connection', () => {
    const connection = new fixed.Connection()
    connection.close()
    expect(connection).toBeCollectable()
  })

  test('has ended a session that a function makes and gives back', () => {
    expect(() => {
      const session = new fixed.Session('ada')
      session.end()
      return session
    }).toBeCollectable()
  })
})

test('a connection is held as long as it is open', () => {
  expect(new fixed.Connection()).not.toBeCollectable()
})

describe('the leaky server fails, and the text names what holds what leaks, when it', () => {
  test.each([
    ['opens and closes a connection', /settings \(EventEmitter\) → _events\.change\[\d+\] → .*leaky\.cjs:16/, 'off('],
    ['begins and ends a session', /Timeout → _onTimeout → .*leaky\.cjs:31/, 'clearInterval'],
    ['serves a page', /pages → Map\[entry .*\]/, 'bound it'],
  ])('%s', (name, holder, advice) => {
    const work = workOf(leaky)[name]
    const text = failureOf(() => expect(work).not.toLeak())
    expect(text).toMatch(holder)
    expect(text).toContain(advice)
  })

  test('has closed a connection', () => {
    const connection = new leaky.Connection()
    connection.close()
    const text = failureOf(() => expect(connection).toBeCollectable())
    expect(text).toMatch(/Held by: .*settings \(EventEmitter\) → _events\.change/)
  })
})

function failureOf(assertion) {
  try {
    assertion()
  } catch (error) {
    return stripVTControlCharacters(error.message)
  }
  throw new Error('it did not fail')
}
