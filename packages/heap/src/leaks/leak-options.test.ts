import { expect, it } from 'vitest'
import { leakPlan } from './leak-options.js'

it('calls in six rounds of prime lengths that double, of no more calls than asked for', () => {
  for (const runs of [60, 100, 990, 10_000]) {
    const { rounds } = leakPlan({ runs })
    expect(rounds.reduce((sum, round) => sum + round)).toBeLessThanOrEqual(runs)
    expect(rounds).toHaveLength(6)
    for (const [at, round] of rounds.entries())
      if (at > 0) expect(round).toBeGreaterThanOrEqual(rounds[at - 1] as number)
  }
  expect(leakPlan(undefined).rounds).toEqual([13, 29, 61, 127, 251, 509])
})

it('is never impatient where the calls were asked for', () => {
  expect(leakPlan({ runs: 100 }).patience).toBe(Number.POSITIVE_INFINITY)
})

it.each([
  { options: null, problem: 'options must be an object, got null' },
  { options: { times: 3 }, problem: 'unknown option "times"; the options are warmup, runs, atMost' },
  { options: { runs: 59 }, problem: 'runs must be a whole number of calls from 60 to 1,000,000, got 59' },
  { options: { runs: '100' }, problem: 'runs must be a whole number of calls' },
  { options: { warmup: 0 }, problem: 'warmup must be a whole number of calls from 1 to 1,000,000, got 0' },
  { options: { atMost: -1 }, problem: 'atMost must be a number of bytes from 0, got -1' },
  { options: { atMost: Number.NaN }, problem: 'atMost must be a number of bytes from 0, got NaN' },
])('refuses $options', ({ options, problem }) => {
  expect(() => leakPlan(options as never)).toThrow(problem)
})
