import { boundsOf, layouts, sizeOf } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExpectedSize, toHaveMemoryUsage } from './index.js'

const LAYOUT = `Layout:   v8-14, ${layouts['v8-14'].engines}`
const textOf = (...call: Parameters<typeof toHaveMemoryUsage>): string => toHaveMemoryUsage(...call).message()

const array = [1, 2, 3]

/** Values that would tell if any of their code ran. */
function hostileValues(): { readonly values: readonly unknown[]; readonly calls: readonly string[] } {
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
  const values = [hostile, hostile.revoked, hostile.proxy, [hostile], new Map([[hostile, hostile]])]
  return { values, calls }
}

describe('toHaveMemoryUsage', () => {
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
    const { values, calls } = hostileValues()
    for (const value of values) {
      expect(toHaveMemoryUsage(value, 1).pass).toBe(false)
      expect(textOf(value, 1)).toMatch(/Received: +[\d,]+ B/)
      expect(textOf(value, 1)).not.toMatch(/undefined|NaN|\[object/)
    }
    expect(calls).toEqual([])
  })
})

describe('toHaveMemoryUsage, to be sure', () => {
  const negated = { isNot: true }
  /** Whether an assertion passes, as a runner has it, and whether its negation does. */
  const outcomes = (...call: Parameters<typeof toHaveMemoryUsage>): [boolean, boolean] => [
    toHaveMemoryUsage.apply({ isNot: false }, call).pass,
    !toHaveMemoryUsage.apply(negated, call).pass,
  ]
  const [PASSES, FAILS, UNDECIDED] = [
    [true, false],
    [false, true],
    [false, false],
  ]
  // A closure may hold any number of bytes, so that there is never an upper bound.
  const unbounded = { onChange: () => {} }

  it('passes where the limit is surely kept, fails where it is surely broken, and is else undecided in both directions', () => {
    const { lower, upper } = boundsOf(unbounded)
    expect(upper).toBe(undefined)
    expect(outcomes(unbounded, { atMost: lower - 1, sure: true })).toEqual(FAILS)
    expect(outcomes(unbounded, { atMost: lower, sure: true })).toEqual(UNDECIDED)
    expect(outcomes(unbounded, { atMost: '1 TB', sure: true })).toEqual(UNDECIDED)
    expect(outcomes(unbounded, { atLeast: lower, sure: true })).toEqual(PASSES)
    expect(outcomes(unbounded, { atLeast: lower + 1, sure: true })).toEqual(UNDECIDED)
    expect(outcomes(unbounded, { atLeast: lower, atMost: '1 TB', sure: true })).toEqual(UNDECIDED)
    expect(outcomes(unbounded, { atLeast: 0, atMost: lower - 1, sure: true })).toEqual(FAILS)
  })

  it('decides as the bounds do, and never against the settled size', () => {
    const anything = fc.anything({ withMap: true, withSet: true, withBigInt: true, withTypedArray: true })
    fc.assert(
      fc.property(anything, fc.integer({ min: -16, max: 200 }), fc.boolean(), (value, offset, strict) => {
        const { lower, upper = Number.POSITIVE_INFINITY } = boundsOf(value, strict ? { strict } : {})
        const size = sizeOf(value)
        const limit = Math.max(0, size + offset)
        const [most, notMost] = outcomes(value, { atMost: limit, sure: true, strict })
        expect([most, notMost]).toEqual([upper <= limit, lower > limit])
        const [least, notLeast] = outcomes(value, { atLeast: limit, sure: true, strict })
        expect([least, notLeast]).toEqual([lower >= limit, upper < limit])
        if (most || notMost) expect(most).toBe(size <= limit)
        if (least || notLeast) expect(least).toBe(size >= limit)
      }),
    )
  })

  it('is as without it where it is false', () => {
    for (const atMost of [71, 72]) expect(outcomes(array, { atMost, sure: false })).toEqual(outcomes(array, { atMost }))
    expect(textOf(array, { atMost: 71, sure: false })).toBe(textOf(array, { atMost: 71 }))
  })

  it('is undecided without a runner, too', () => {
    expect(toHaveMemoryUsage(unbounded, { atMost: '1 kB', sure: true }).pass).toBe(false)
    expect(textOf(unbounded, { atMost: '1 kB', sure: true })).toMatch(/^expect\(received\)\.toHave.*\n\nUndecided: /)
  })

  it('explains a failed negation where the runner does not say that it is one', () => {
    const [hint, figures] = textOf(array, { atLeast: 1, sure: true }).split('\n\n')
    expect(hint).toBe('expect(received).not.toHaveMemoryUsage(expected)')
    expect(figures).toContain('Expected: surely less than  1 B\nReceived: at least         72 B\n')
  })

  it('says in both directions that it is undecided', () => {
    const text = toHaveMemoryUsage.call(negated, unbounded, { atMost: '1 kB', sure: true }).message()
    expect(text).toMatch(/^expect\(received\)\.not\.toHave.*\n\nUndecided: /)
    expect(text).toContain('Expected: surely more than 1,000 B (1 kB)')
    expect(text).toContain('  received.onChange  closure context')
    expect(text).toContain('{ exclude: [received.onChange] }')
  })

  it('leaves out what the options exclude', () => {
    const { lower, upper } = boundsOf(unbounded, { exclude: [unbounded.onChange] })
    expect(lower).toBeLessThan(boundsOf(unbounded).lower)
    const limit = { atMost: upper ?? 0, sure: true } as const
    expect(outcomes(unbounded, limit, { exclude: [unbounded.onChange] })).toEqual(PASSES)
  })

  it('weighs in the layout that the options name', () => {
    const { lower } = boundsOf(array, { layout: 'v8-14-compressed' })
    expect(lower).toBeLessThan(boundsOf(array).lower)
    expect(outcomes(array, { atMost: lower, sure: true }, { layout: 'v8-14-compressed' })).not.toEqual(FAILS)
    expect(outcomes(array, { atMost: lower, sure: true })).toEqual(FAILS)
    expect(textOf(array, { atMost: 1, sure: true }, { layout: 'v8-14-compressed' })).toContain('v8-14-compressed, ')
  })

  it('runs none of the code of a hostile value, and explains itself', () => {
    const { values, calls } = hostileValues()
    for (const value of values) {
      for (const limit of [{ atMost: 1 }, { atMost: 10_000 }, { atLeast: 10_000 }, { atLeast: 1 }]) {
        for (const isNot of [false, true]) {
          const text = toHaveMemoryUsage.call({ isNot }, value, { ...limit, sure: true, strict: isNot }).message()
          expect(text).toMatch(/Received: [a-z ]+[\d,]+ B/)
          expect(text).not.toMatch(/undefined|NaN|\[object [A-Z]/)
          expect(text).not.toContain('\u001b')
        }
      }
    }
    expect(calls).toEqual([])
  })

  it.each([{ sure: true }, { strict: true }])('refuses $0 among the options, with its right place', (options) => {
    const [name] = Object.keys(options)
    const call = () => toHaveMemoryUsage(array, { atMost: 72 }, options as object)
    expect(call).toThrow(TypeError)
    expect(call).toThrow(`toHaveMemoryUsage: ${name} is no option, it belongs beside the limit; for example toHave`)
  })
})
