import { layouts, sizeOf } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExpectedSize, toHaveMemoryUsage } from './index.js'

const LAYOUT = `Layout:   v8-14, ${layouts['v8-14'].engines}`
const textOf = (...call: Parameters<typeof toHaveMemoryUsage>): string => toHaveMemoryUsage(...call).message()

describe('toHaveMemoryUsage', () => {
  const array = [1, 2, 3]
  it.each([
    { expected: 72, pass: true },
    { expected: 71, pass: false },
    { expected: 73, pass: false },
    { expected: '72 B', pass: true },
    { expected: '0.072 kB', pass: true },
    { expected: { atMost: 72 }, pass: true },
    { expected: { atMost: 71 }, pass: false },
    { expected: { atMost: 0 }, pass: false },
    { expected: { atLeast: 72 }, pass: true },
    { expected: { atLeast: 73 }, pass: false },
    { expected: { atLeast: 0 }, pass: true },
    { expected: { atLeast: 72, atMost: 72 }, pass: true },
    { expected: { atLeast: 60, atMost: 71 }, pass: false },
    { expected: { atLeast: 73, atMost: 80 }, pass: false },
    { expected: { bytes: 75, within: '4%' }, pass: true },
    { expected: { bytes: 75, within: '3.9%' }, pass: false },
    { expected: { bytes: 70, within: '2 B' }, pass: true },
    { expected: { bytes: 70, within: 1 }, pass: false },
    { expected: expect.any(Number), pass: true },
    { expected: expect.any(String), pass: false },
    { expected: expect.closeTo(72.4, 0), pass: true },
    { expected: { asymmetricMatch: (size: unknown) => size === 72 }, pass: true },
  ])('of 72 bytes and $expected is $pass', ({ expected, pass }) => {
    expect(toHaveMemoryUsage(array, expected as ExpectedSize).pass).toBe(pass)
  })

  it('takes the promise of an async asymmetric matcher for no match', () => {
    const matcher = { asymmetricMatch: async () => true } as unknown as ExpectedSize
    expect(toHaveMemoryUsage(array, matcher).pass).toBe(false)
  })

  it('agrees with sizeOf, whatever the value and the form of the expectation', () => {
    const anything = fc.anything({ withMap: true, withSet: true, withBigInt: true, withTypedArray: true })
    fc.assert(
      fc.property(anything, fc.integer({ min: -16, max: 16 }), (value, offset) => {
        const size = sizeOf(value)
        const limit = Math.max(0, size + offset)
        expect(toHaveMemoryUsage(value, limit).pass).toBe(size === limit)
        expect(toHaveMemoryUsage(value, { atMost: limit }).pass).toBe(size <= limit)
        expect(toHaveMemoryUsage(value, { atLeast: limit }).pass).toBe(size >= limit)
        expect(toHaveMemoryUsage(value, { atLeast: limit, atMost: limit + 8 }).pass).toBe(
          size >= limit && size <= limit + 8,
        )
        expect(toHaveMemoryUsage(value, { bytes: limit, within: 8 }).pass).toBe(Math.abs(size - limit) <= 8)
      }),
    )
  })

  it('weighs in the layout that the options name', () => {
    expect(toHaveMemoryUsage(array, 36, { layout: 'v8-14-compressed' }).pass).toBe(true)
    expect(textOf(array, 72, { layout: 'v8-14-compressed' })).toContain('Layout:   v8-14-compressed, ')
  })

  it('explains a failure', () => {
    expect(textOf({ id: 7, list: [1, 2, 3] }, 96)).toBe(
      [
        'expect(received).toHaveMemoryUsage(expected)',
        '',
        'Expected:  96 B',
        'Received: 112 B   (+16 B, +16.7 %)',
        LAYOUT,
        '',
        'Parts of received, largest first:',
        '  total  self',
        '    112    40  Object, 2 properties',
        '     72    72    .list Array, 3 elements',
        '',
        'If 112 B is right, expect 112 instead of 96.',
      ].join('\n'),
    )
  })

  it.each([
    {
      expected: { atMost: '1 kB' },
      lines: ['Expected: at most 1,000 B (1 kB)', 'Received:         8,048 B (8.05 kB)   (+7,048 B, +704.8 %)'],
    },
    {
      expected: { atLeast: '1 MB' },
      lines: [
        'Expected: at least 1,000,000 B (1 MB)',
        'Received:              8,048 B (8.05 kB)   (-991,952 B, -99.2 %)',
      ],
    },
    {
      expected: { atLeast: 10, atMost: 20 },
      lines: ['Expected: 10 B to    20 B', 'Received:         8,048 B (8.05 kB)   (+8,028 B, 402.4 times as much)'],
    },
    {
      expected: { atLeast: 9000, atMost: 10_000 },
      lines: ['Expected: 9,000 B to 10,000 B (10 kB)', 'Received:             8,048 B (8.05 kB)   (-952 B, -10.6 %)'],
    },
    {
      expected: { bytes: 8000, within: '0.5%' },
      lines: [
        'Expected: 8,000 B (8 kB) ± 0.5 %, so 7,960 B to 8,040 B',
        'Received: 8,048 B (8.05 kB)   (+48 B, +0.6 %)',
      ],
    },
    {
      expected: { bytes: 40, within: '64 B' },
      lines: [
        'Expected:    40 B ± 64 B, so 0 B to 104 B',
        'Received: 8,048 B (8.05 kB)   (+8,008 B, 201.2 times as much)',
      ],
    },
    {
      expected: expect.any(String),
      lines: ['Expected: a size that matches Any<String>', 'Received: 8,048 B (8.05 kB)'],
    },
    {
      expected: { asymmetricMatch: () => false },
      lines: ['Expected: a size that matches the asymmetric matcher', 'Received: 8,048 B (8.05 kB)'],
    },
  ])('says what $expected asked for', ({ expected, lines }) => {
    const [, verdict] = textOf(new Array(1000).fill(0), expected as ExpectedSize).split('\n\n')
    expect(verdict?.split('\n')).toEqual([...lines, LAYOUT])
  })

  it.each([
    { expected: 72, lines: ['Expected: not 72 B', 'Received:     72 B'] },
    { expected: { atMost: 80 }, lines: ['Expected: more than 80 B', 'Received:           72 B'] },
    { expected: { atLeast: 60 }, lines: ['Expected: less than 60 B', 'Received:           72 B'] },
    {
      expected: { atLeast: 60, atMost: 80 },
      lines: ['Expected: less than 60 B or more than 80 B', 'Received:                             72 B'],
    },
    {
      expected: { bytes: 75, within: '5%' },
      lines: ['Expected: not 75 B ± 5 %, so 72 B to 78 B', 'Received:     72 B'],
    },
    {
      expected: expect.any(Number),
      lines: ['Expected: a size that does not match Any<Number>', 'Received: 72 B'],
    },
  ])('says what $expected asked for where it is negated', ({ expected, lines }) => {
    const [hint, verdict] = textOf(array, expected as ExpectedSize).split('\n\n')
    expect(hint).toBe('expect(received).not.toHaveMemoryUsage(expected)')
    expect(verdict?.split('\n')).toEqual([...lines, LAYOUT])
  })

  it.each([
    { value: Promise.resolve(), advice: /promise itself was weighed.*await it/ },
    { value: () => [1], advice: /function itself was weighed.*call it/ },
    { value: class Cache {}, advice: /function itself was weighed.*call it/ },
  ])('says what to do where $value is rarely meant', ({ value, advice }) => {
    expect(textOf(value, 1)).toMatch(advice)
    expect(textOf(value, { atMost: 1 })).toMatch(advice)
    expect(textOf(value, 1)).not.toContain('is right')
  })

  it('needs no runner', () => {
    const context = { isNot: true, utils: undefined, promise: undefined }
    for (const self of [undefined, null, {}, context, 'self', Object.create(null)]) {
      expect(toHaveMemoryUsage.call(self, array, 73).message()).toBe(textOf(array, 73))
    }
  })

  it('gives the same answer however its calls are mixed', () => {
    const [first, second] = [toHaveMemoryUsage([1], 1), toHaveMemoryUsage([1, 2], 2, { layout: 'v8-11' })]
    const texts = [second.message(), first.message(), second.message()]
    expect(texts).toEqual([
      textOf([1, 2], 2, { layout: 'v8-11' }),
      textOf([1], 1),
      textOf([1, 2], 2, { layout: 'v8-11' }),
    ])
  })

  it('runs none of the code of a hostile value, and explains its failure', () => {
    const calls: string[] = []
    const trap = (name: string) => () => {
      calls.push(name)
      throw new Error(name)
    }
    const { proxy: revoked, revoke } = Proxy.revocable({}, {})
    revoke()
    const handler = Object.fromEntries(
      Object.getOwnPropertyNames(Reflect).map((name) => [name, trap(name)]),
    ) as ProxyHandler<object>
    const hostile = {
      revoked,
      proxy: new Proxy({}, handler),
      get getter() {
        return trap('getter')()
      },
      get [Symbol.toStringTag]() {
        return trap('tag')()
      },
      toJSON: trap('toJSON'),
      [Symbol.iterator]: trap('iterator'),
      ['name\n\u001b[2J'.repeat(100)]: 1,
    }
    for (const value of [hostile, hostile.revoked, hostile.proxy, [hostile], new Map([[hostile, hostile]])]) {
      expect(toHaveMemoryUsage(value, 1).pass).toBe(false)
      expect(textOf(value, 1)).toMatch(/Received: +[\d,]+ B/)
      expect(textOf(value, 1)).not.toMatch(/undefined|NaN|\[object/)
    }
    expect(calls).toEqual([])
  })
})
