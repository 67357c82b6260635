import { expect, it } from 'vitest'
import * as matchers from './index.js'

declare global {
  namespace Chai {
    interface Assertion extends matchers.MemoryMatchers<void> {}
  }
}
declare module 'vitest' {
  interface AsymmetricMatchersContaining extends matchers.MemoryAsymmetricMatchers {}
}

expect.extend({ ...matchers })

const state = { id: 7, list: [1, 2, 3] }

it('exports the matchers and nothing else, so that all of it can be handed to expect.extend', () => {
  expect(Object.keys(matchers).sort()).toEqual([
    'toAllocate',
    'toAllocateAtMost',
    'toAllocateNothing',
    'toBeCollectable',
    'toBeLargerThan',
    'toBeSmallerThan',
    'toGrowBy',
    'toHaveHeapUsage',
    'toHaveMemoryUsage',
    'toHaveSpareCapacity',
    'toLeak',
    'toMatchInlineMemorySnapshot',
    'toMatchMemorySnapshot',
  ])
})

it('works negated', () => {
  expect(state.list).not.toHaveMemoryUsage(73)
  expect(state.list).not.toBeSmallerThan([4, 5, 6])
  expect(state.list).not.toBeLargerThan('72 B')
  expect(() => expect(state.list).not.toHaveMemoryUsage(72)).toThrow('not 72 B')
})

it.each([
  { use: 'an unknown unit', wrong: (not: Chai.Assertion) => not.toHaveMemoryUsage('72 kb' as '72 kB') },
  { use: 'a negative size', wrong: (not: Chai.Assertion) => not.toHaveMemoryUsage({ atMost: -1 }) },
  {
    use: 'an unknown layout',
    wrong: (not: Chai.Assertion) => not.toHaveMemoryUsage(73, { layout: 'v8-9' as 'v8-14' }),
  },
  { use: 'NaN as a limit', wrong: (not: Chai.Assertion) => not.toBeSmallerThan(Number.NaN) },
  { use: 'a text that is no limit', wrong: (not: Chai.Assertion) => not.toBeLargerThan('hello') },
])('throws for $use, so that a negated wrong use is no pass', ({ wrong }) => {
  expect(() => wrong(expect(state.list))).toThrow(RangeError)
  expect(() => wrong(expect(state.list).not)).toThrow(RangeError)
})

it('stands in place of a value', () => {
  expect(state).toEqual({ id: 7, list: expect.toHaveMemoryUsage({ atMost: '2 kB' }) })
  expect(state).toEqual({ id: 7, list: expect.not.toHaveMemoryUsage(73) })
  expect(state).not.toEqual({ id: 7, list: expect.toBeSmallerThan(72) })
})
