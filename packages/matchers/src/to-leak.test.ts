import { expect, it } from 'vitest'
import type { MatcherResult } from './context.js'
import { toLeak } from './to-leak.js'

const sessions = new Map<string, object>()
let calls = 0

function remember(): void {
  sessions.set(`user:${++calls}`, { calls })
}

it('passes for a function that leaks, with a text that names what, where and by what it is held', () => {
  const { pass, message } = toLeak.call({}, remember) as MatcherResult
  expect(pass).toBe(true)
  const text = message()
  expect(text).toMatch(/^expect\(received\)\.not\.toLeak\(\)\n\nExpected: {2}nothing more kept after each call\n/)
  expect(text).toMatch(/Kept: {6}\d+ B more after each call, in \d objects?\n/)
  expect(text).toMatch(/Allocated: \d+ B a call in remember \(packages\/matchers\/src\/to-leak\.test\.ts:\d+\)\n/)
  expect(text).toMatch(
    /Held by: {3}module scope of to-leak\.test\.ts → sessions → Map\[entry "user:\d+"\] \(\+1 each call\)\n/,
  )
  expect(text).toMatch(/Take out again what a call puts in/)
})

it('does not pass for one that keeps nothing', () => {
  const { pass, message } = toLeak.call({}, () => ({ calls: ++calls })) as MatcherResult
  expect(pass).toBe(false)
  expect(message()).toContain('what is alive does not grow with the calls')
})

it('gives a promise for an async function', async () => {
  const result = toLeak.call({}, async () => ({ calls: ++calls }))
  expect(result).toBeInstanceOf(Promise)
  expect((await result).pass).toBe(false)
})

it.each([
  { runner: 'Vitest', self: { task: { concurrent: true } } },
  {
    runner: 'Jest from 30.5',
    self: { currentTestIdentity: () => ({ concurrent: true }), currentConcurrentTestName: () => 'a' },
  },
  { runner: 'older Jest', self: { currentConcurrentTestName: () => 'a' } },
])('refuses an async function in a concurrent test of $runner, and no synchronous one', ({ self }) => {
  expect(() => toLeak.call(self, async () => {})).toThrow('test.concurrent')
  expect((toLeak.call(self, () => {}) as MatcherResult).pass).toBe(false)
})

it('takes a test of Jest that is not concurrent for what it is', async () => {
  const self = { currentTestIdentity: () => ({ concurrent: false }), currentConcurrentTestName: () => 'a' }
  expect((await toLeak.call(self, async () => {})).pass).toBe(false)
})

it.each([
  { received: 7, options: undefined, problem: 'toLeak: received must be a function to call again and again, got 7' },
  { received: () => {}, options: { runs: 1 }, problem: 'toLeak: runs must be a whole number of calls from 60' },
  { received: () => {}, options: { atMost: '1 kb' }, problem: 'toLeak: options.atMost: ' },
  { received: () => {}, options: { often: true }, problem: 'toLeak: unknown option "often"' },
])('refuses $received with $options', ({ received, options, problem }) => {
  expect(() => toLeak.call({}, received, options as never)).toThrow(problem)
})
