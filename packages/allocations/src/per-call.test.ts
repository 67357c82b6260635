import { expect, it } from 'vitest'
import { group, type PerCall, perCallOf, profile } from './index.js'

const pair = (): unknown => ({ cut: 2, facets: 58 })
/** 24 B + 2 slots, and the 16 B that V8 leaves behind a literal. */
const PAIR = 24 + 2 * 8 + 16

it('gives what one further call allocates, to the byte', () => {
  const { bytes, count, fixed, calls, name, agreement } = perCallOf(pair)
  expect({ bytes, count, fixed, calls, name }).toEqual({
    bytes: PAIR,
    count: 1,
    fixed: { bytes: 0, count: 0 },
    calls: 32,
    name: 'pair',
  })
  expect(agreement.map(({ equal }) => equal)).toEqual([true, true])
})

it('leaves out what a run allocates once', () => {
  let calls = 0
  // 2 runs to warm up, 3 that count and 2 for what stays alive, of 10 calls each, and then of 20
  const ofTen = 7 * 10
  const isFirst = (): boolean => (calls < ofTen ? calls % 10 === 0 : (calls - ofTen) % 20 === 0)
  const { bytes, count, fixed } = perCallOf(
    () => {
      const made = isFirst() ? [pair(), pair()] : pair()
      calls++
      return made
    },
    { calls: 10, warmUp: 2 },
  )
  expect({ bytes, count }).toEqual({ bytes: PAIR, count: 1 })
  // one pair more, and an array of two with what V8 leaves behind the literal
  expect(fixed).toEqual({ bytes: PAIR + 32 + 16 + 16 + 2 * 8, count: 3 })
})

it('gives fractions where calls differ', () => {
  let calls = 0
  const { bytes, count } = perCallOf(() => (calls++ % 2 === 0 ? pair() : undefined), { calls: 8 })
  expect({ bytes, count }).toEqual({ bytes: PAIR / 2, count: 0.5 })
})

it('names what allocates', () => {
  const { sites } = perCallOf(() => group('cut', pair))
  expect(sites.map(({ name, group, bytes }) => ({ name, group, bytes }))).toEqual([
    { name: 'pair', group: ['cut'], bytes: PAIR },
  ])
})

it('calls an async function one after the other, and counts nothing of its own', async () => {
  const soon = async (): Promise<unknown> => {
    await undefined
    return pair()
  }
  const once = await profile(soon)
  const { bytes, count, fixed } = await perCallOf(soon, { calls: 10 })
  expect({ bytes, count }).toEqual({ bytes: once.bytes, count: once.count })
  expect(fixed).toEqual({ bytes: 0, count: 0 })
})

it('tells that calls do not agree', () => {
  let calls = 0
  const { agreement }: PerCall = perCallOf(() => Array.from({ length: calls++ }), { calls: 2 })
  expect(agreement.map(({ equal }) => equal)).toEqual([false, false])
})

it.each([
  { fn: 7, options: undefined, problem: 'perCallOf takes a function, got 7' },
  { fn: pair, options: { calls: 0 }, problem: 'calls must be a whole number from 1 to 1,000,000, got 0' },
  { fn: pair, options: { calls: '8' }, problem: 'calls must be a whole number from 1 to 1,000,000, got "8"' },
  { fn: pair, options: { often: 8 }, problem: 'profile has no option "often"' },
])('refuses $fn with $options', ({ fn, options, problem }) => {
  expect(() => perCallOf(fn as never, options as never)).toThrow(problem)
})
