import { expect, it } from 'vitest'
import type { MatcherResult } from './context.js'
import { toBeCollectable } from './to-be-collectable.js'

const sessions = new Map<string, object>()

it('passes where only variables hold the value', () => {
  const session = { id: 1 }
  const { pass, message } = toBeCollectable.call({}, session) as MatcherResult
  expect(pass).toBe(true)
  expect(message()).toContain('expect(received).not.toBeCollectable()')
})

it('prints what else holds it', () => {
  const session = { id: 1 }
  sessions.set('user:1', session)
  const { pass, message } = toBeCollectable.call({}, session) as MatcherResult
  sessions.clear()
  expect(pass).toBe(false)
  expect(message()).toMatch(/Held by: {2}.*sessions → Map\[entry "user:1"\]\n/)
})

it('gives a promise for an async function', async () => {
  expect((await toBeCollectable.call({}, async () => ({}))).pass).toBe(true)
  expect(() => toBeCollectable.call({ task: { concurrent: true } }, async () => ({}))).toThrow('test.concurrent')
})

it('refuses primitives and arguments', () => {
  expect(() => toBeCollectable.call({}, 7)).toThrow('toBeCollectable: received must be an object')
  expect(() => toBeCollectable.call({}, {}, {})).toThrow('toBeCollectable: it takes no argument')
})
