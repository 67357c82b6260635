import { layouts } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toGrowBy } from './index.js'

const LAYOUT = `Layout:   v8-14, ${layouts['v8-14'].engines}`
const NO_LIMIT = Number.MAX_SAFE_INTEGER
const textOf = (...call: Parameters<typeof toGrowBy>): string => toGrowBy(...call).message()
const isLinear = (make: (n: number) => unknown, at?: number[]): boolean => toGrowBy(make, NO_LIMIT, at && { at }).pass
const times = <T>(n: number, item: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => item(i))
const slots = (n: number): unknown[] => new Array(n).fill(1)
const slotBytes = (n: number): Uint8Array => new Uint8Array(n * 8)

/** Numbers between 0 and 1, the same in each run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function linkedList(n: number): unknown {
  let list: unknown = null
  for (let value = 0; value < n; value++) list = { value, next: list }
  return list
}

/** A binary trie of the numbers below n: it has as many leaves as items, and no more nodes than twice that. */
function trie(n: number): unknown {
  const root: Record<string, unknown> = {}
  for (let i = 0; i < n; i++) {
    let node = root
    for (let bit = Math.ceil(Math.log2(n)) - 1; bit >= 0; bit--) {
      node[(i >> bit) & 1] ??= {}
      node = node[(i >> bit) & 1] as Record<string, unknown>
    }
    node.leaf = i
  }
  return root
}

function segmentTree(from: number, to: number): unknown {
  const middle = (from + to) >> 1
  const hasHalves = to - from > 1
  return {
    sorted: times(to - from, (i) => from + i),
    left: hasHalves ? segmentTree(from, middle) : null,
    right: hasHalves ? segmentTree(middle, to) : null,
  }
}

const linear = [
  { name: 'an array of small integers', make: (n: number) => slots(n), perItem: 8, fixed: 48 },
  { name: 'an array of doubles', make: (n: number) => times(n, (i) => i + 0.5), perItem: 8, fixed: 48 },
  { name: 'an array of objects', make: (n: number) => times(n, (i) => ({ i })), perItem: 40, fixed: 48 },
  { name: 'a Map', make: (n: number) => new Map(times(n, (i) => [i, i])), perItem: 28, fixed: 72 },
  { name: 'a Set of texts', make: (n: number) => new Set(times(n, (i) => `k${i}`)), perItem: 44, fixed: 72 },
  { name: 'a linked list', make: linkedList, perItem: 40, fixed: 0 },
  { name: 'a trie', make: trie, perItem: 120, fixed: -8 },
  { name: 'a Float64Array', make: (n: number) => new Float64Array(n), perItem: 8, fixed: 200 },
  { name: 'a text', make: (n: number) => 'x'.repeat(n), perItem: 1, fixed: 16 },
  {
    name: 'a cache that takes 10 kB when empty',
    make: (n: number) => ({ pool: new Uint8Array(10_000), entries: new Map(times(n, (i) => [i, { i }])) }),
    perItem: 60,
    fixed: 10_312,
  },
  { name: 'what does not grow', make: () => new Uint8Array(10_000), perItem: 0, fixed: 10_200 },
]

// Each is linear or less, and no straight line: the least limit that it passes, and one that it does not.
const uneven = [
  // 32 B up to `user:999`, then 40
  { name: 'texts that count', make: (n: number) => times(n, (i) => `user:${i}`), passes: 32.21, fails: 32.19 },
  // 8 B a slot up to 1,020 properties, then 48 in a dictionary
  {
    name: 'an object of many keys',
    make: (n: number) => Object.fromEntries(times(n, (i) => [`k${i}`, i])),
    passes: 50.3,
    fails: 50.2,
  },
  {
    name: 'a skip list',
    make: (n: number) => {
      const random = seeded(1)
      const height = (): number => (random() < 0.5 ? 1 : 1 + height())
      return times(n, () => slots(height()))
    },
    passes: 73,
    fails: 70,
  },
  { name: 'log n', make: (n: number) => slots(Math.round(100 * Math.log2(n))), passes: 4, fails: 2 },
  { name: '√n', make: (n: number) => slots(Math.round(100 * Math.sqrt(n))), passes: 22, fails: 15 },
  {
    name: 'a cache of 100 entries at most',
    make: (n: number) => new Map(times(Math.min(n, 100), (i) => [i, { i }])),
    passes: 2,
    fails: 1,
  },
]

const superlinear = [
  { name: 'a matrix', make: (n: number) => times(n, () => slotBytes(n)), curve: 'n²' },
  { name: 'all prefixes', make: (n: number) => times(n, (i) => 'x'.repeat(i)), curve: 'n²' },
  { name: 'a few bytes for each pair', make: (n: number) => [slots(50 * n), new Uint8Array(n * n)], curve: 'n²' },
  { name: 'the powers of two', make: (n: number) => times(n, (i) => 2n ** BigInt(i)), curve: 'n²' },
  {
    name: 'a row of √n for each',
    make: (n: number) => times(n, () => slotBytes(Math.round(10 * n ** 0.5))),
    curve: 'n √n',
  },
  { name: 'a segment tree', make: (n: number) => segmentTree(0, n), curve: 'n log n' },
  {
    name: 'a path for each',
    make: (n: number) => times(n, (i) => slots(Math.floor(Math.log2(i + 1)))),
    curve: 'n log n',
  },
  {
    name: 'levels, and the Map beside them',
    make: (n: number) => ({
      levels: times(n, () => slots(Math.floor(Math.log2(n)))),
      byKey: new Map(times(n, (i) => [i, i])),
    }),
    curve: 'n log n',
  },
]

describe('toGrowBy', () => {
  it.each(linear)('finds what an item of $name takes, to the byte', ({ make, perItem, fixed }) => {
    expect(toGrowBy(make, perItem).pass).toBe(true)
    expect(toGrowBy(make, { atLeast: perItem, atMost: perItem }).pass).toBe(true)
    expect(toGrowBy(make, { atLeast: perItem + 0.01 }).pass).toBe(false)
    if (perItem > 0) expect(toGrowBy(make, perItem - 0.01).pass).toBe(false)
    expect(toGrowBy(make, perItem, { fixed: Math.max(0, fixed) }).pass).toBe(true)
    if (fixed > 0) expect(toGrowBy(make, perItem, { fixed: fixed - 1 }).pass).toBe(false)
  })

  it.each(uneven)('takes $name for linear or less', ({ make, passes, fails }) => {
    expect(isLinear(make)).toBe(true)
    expect(toGrowBy(make, passes).pass).toBe(true)
    expect(toGrowBy(make, fails).pass).toBe(false)
  })

  it.each(superlinear)('refuses $name, whatever the limit', ({ make, curve }) => {
    const { pass, message } = toGrowBy(make, NO_LIMIT)
    expect(pass).toBe(false)
    expect(message()).toContain(`The size grows as ${curve}: size(n) ≈ `)
    expect(message()).toMatch(/and rising, more than linear$/m)
  })

  it('takes no table for a trend, whatever it grows by from a quarter up', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.25, max: 8, noNaN: true }),
        fc.integer({ min: 4, max: 24 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 256, max: 1024 }),
        (factor, least, perItem, largest) => {
          const room = (n: number): number => {
            let capacity = least
            while (capacity < n) capacity = Math.max(capacity + 1, Math.floor(capacity * factor))
            return capacity
          }
          const make = (n: number): unknown => [new Uint8Array(room(n) * 16), new Uint8Array(n * perItem)]
          expect(isLinear(make, [largest])).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('takes no count of digits for a trend', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 9 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 16, max: 3000 }),
        (prefix, first, largest) => {
          expect(isLinear((n) => times(n, (i) => `${prefix}${first + i}`), [largest])).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('finds n log n of a slot for each beside up to 200 B an item, from n = 256', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 256, max: 2048 }), (others, largest) => {
        const make = (n: number): unknown => [slotBytes(n * others), slotBytes(Math.round(n * Math.log2(n)))]
        expect(isLinear(make, [largest])).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  it('finds a table of n² that doubles', () => {
    expect(isLinear((n) => new Uint8Array((2 ** Math.ceil(Math.log2(n * 1.3))) ** 2))).toBe(false)
    expect(isLinear((n) => new Uint8Array((2 ** Math.ceil(Math.log2(n * 1.3))) ** 2), [700])).toBe(false)
  })

  it('tells a table that grows by 1.9 from n^1.08, which has the same sizes at each second n', () => {
    const room = (n: number): number => 1.9 ** Math.ceil(Math.log(n) / Math.log(1.9) - 0.02)
    const table = (n: number): unknown => new Uint8Array(Math.round(160 * room(n)))
    const power = (n: number): unknown => new Uint8Array(Math.round(160 * n ** 1.08))
    expect(isLinear(table)).toBe(true)
    expect(isLinear(power)).toBe(false)
  })

  it('calls the function once for each n of the series and twice for two of them, where growth is even', () => {
    const calls: number[] = []
    toGrowBy((n: number) => calls.push(n) && slots(n), 8)
    expect(calls).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1, 128])
  })

  it('measures the n that it is told, and the halves of the largest', () => {
    const calls: number[] = []
    toGrowBy((n: number) => calls.push(n) && slots(n), 8, { at: [100, 10, 100, 37] })
    expect(calls).toEqual([2, 4, 7, 10, 13, 25, 37, 50, 100, 2, 13])
  })

  it('calls it a bounded number of times for more than that', () => {
    for (const { make } of [...linear, ...uneven, ...superlinear]) {
      let calls = 0
      let items = 0
      const { message } = toGrowBy((n: number) => {
        calls++
        items += n
        return make(n)
      }, NO_LIMIT)
      message()
      expect(calls).toBeLessThan(150)
      // the series, the search for a verdict, the search for the text, the breakdowns
      expect(items).toBeLessThan(1024 * (2.2 + 24 + 24 + 1.5))
    }
  })

  it('goes no further by default than values of 64 MiB', () => {
    const calls: number[] = []
    expect(toGrowBy((n: number) => calls.push(n) && new Uint8Array(n * 2 ** 20), 2 ** 20).pass).toBe(true)
    expect(Math.max(...calls)).toBe(32)
    const subsets = (n: number): unknown => calls.push(n) && new Uint8Array(2 ** n * 8)
    calls.length = 0
    expect(toGrowBy(subsets, NO_LIMIT).pass).toBe(false)
    expect(Math.max(...calls)).toBe(16)
  })

  it('weighs in another layout, and leaves out what it is told to', () => {
    expect(toGrowBy(slots, 4, { layout: 'v8-14-compressed' }).pass).toBe(true)
    const shared = { pool: new Uint8Array(5000) }
    const make = (n: number): unknown => times(n, () => shared)
    expect(toGrowBy(make, 8, { fixed: 48 }).pass).toBe(false)
    expect(toGrowBy(make, 8, { fixed: 48, exclude: new Set([shared]) }).pass).toBe(true)
  })
})

describe('the failure text of toGrowBy', () => {
  const make = (n: number): unknown => ({ entries: new Map(times(n, (i) => [i, { i }])), log: new Uint8Array(2000) })

  it('has the limits, the curve, the sizes, the steps and what grew', () => {
    const text = textOf(make, 48, { at: [128], fixed: '1 kB' })
    const untilParts = [
      'expect(received).toGrowBy(perItem)',
      '',
      'Expected: at most 48 B per item, a fixed part of at most 1,000 B, linear',
      'Received: 60 B per item (+12 B), a fixed part of 2,312 B (+1,312 B), linear',
      LAYOUT,
      '',
      'size(n) = 2,312 B + 60 B × n',
      '',
      '    n     size  per item since',
      '    2  2,488 B',
      '    4  2,552 B            32 B',
      '    8  2,792 B            60 B',
      '   16  3,272 B            60 B',
      '   32  4,232 B            60 B',
      '   64  6,152 B            60 B',
      '  128  9,992 B            60 B',
      '',
      'Steps, which are no trend:',
      '  between n = 4 and 5:      +144 B  as a table that doubles',
      '  between n = 8 and 9:      +256 B  as a table that doubles',
      '  between n = 16 and 17:    +480 B  as a table that doubles',
      '  between n = 32 and 33:    +928 B  as a table that doubles',
      '  between n = 64 and 65:  +1,824 B  as a table that doubles',
      '',
      'What grew from n = 64 to n = 128:',
      '',
    ].join('\n')
    expect(text.slice(0, untilParts.length)).toBe(untilParts)
    const parts = text.slice(untilParts.length)
    expect(parts).toMatch(/2,048 B +4,096 B +\+2,048 B +\.entries\[value\]/)
    expect(parts).toMatch(/1,864 B +3,656 B +\+1,792 B +\.entries/)
    expect(parts).not.toContain('.log')
  })

  it('says what grows more than linearly, and how', () => {
    const text = textOf(
      (n: number) => ({ pairs: new Float64Array(n * n), items: new Map(times(n, (i) => [i, i])) }),
      '20 kB',
    )
    expect(text).toContain(
      [
        'Expected: at most 20,000 B per item, linear',
        'Received: 12,316 B per item up to n = 1,024 and rising, more than linear',
        LAYOUT,
        '',
        'The size grows as n²: size(n) ≈ 312 B + 28 B × n + 8 B × n²',
      ].join('\n'),
    )
    expect(text).toMatch(/What grew from n = 256 to n = 512:[^+]+\+1,572,864 B +\.pairs/)
    expect(text).not.toContain('Steps')
  })

  it('has the size of a function that was to grow by more', () => {
    expect(textOf(slots, 8)).toContain(
      [
        'expect(received).not.toGrowBy(perItem)',
        '',
        'Expected: more than 8 B per item, or more than linear',
        'Received: 8 B per item, linear',
      ].join('\n'),
    )
    expect(textOf(slots, { atLeast: 7, atMost: 9 }, { fixed: 48 })).toContain(
      'Expected: less than 7 B or more than 9 B per item, or a fixed part of more than 48 B, or more than linear',
    )
  })

  it('shows the digits in which a limit is missed', () => {
    const text = textOf((n: number) => times(n, (i) => `user:${i}`), 32.195)
    expect(text).toContain(
      'Expected: at most 32.195 B per item, linear\nReceived: 32.1975806 B per item (+0.0025806 B), linear',
    )
  })

  it('has what is missing to a lower limit', () => {
    expect(textOf(slots, { atLeast: 10 })).toContain(
      'Expected: at least 10 B per item, linear\nReceived: 8 B per item (-2 B), linear',
    )
  })

  it('says that growth ends', () => {
    const capped = (n: number): unknown => new Map(times(Math.min(n, 40), (i) => [i, i]))
    expect(textOf(capped, { atLeast: 1 })).toContain('Received: 0 B per item (-1 B), constant from n = 64')
    expect(textOf((n: number) => slots(Math.round(100 * Math.sqrt(n))), 1)).toContain(
      'per item (+18.32 B), less than linear',
    )
  })

  it('has no steps where a byte more for each item is 8 B more for each eighth', () => {
    expect(textOf((n: number) => 'x'.repeat(n), 0)).not.toContain('Steps')
  })

  it('is made from the sizes alone where the function fails between', () => {
    const atPowers = (n: number): unknown => {
      if (!Number.isInteger(Math.log2(n))) throw new Error('no such fixture')
      return new Map(times(n, (i) => [i, i]))
    }
    expect(textOf(atPowers, 20)).toContain('1,024  28,744 B            28 B')
    expect(textOf(atPowers, 20)).not.toContain('Steps')
  })
})

describe('a function that toGrowBy can not judge', () => {
  it.each([undefined, null, 48, {}, new Map()])('is none: %s', (received) => {
    expect(() => toGrowBy(received, 48)).toThrow(
      /^toGrowBy: received must be a function that makes a value of n items, got .*; for example expect\(\(n\) => makeCache\(n\)\)\.toGrowBy\(48\)$/,
    )
  })

  it('throws, and the error says for which n', () => {
    const cause = new RangeError('too many')
    const make = (n: number): unknown => {
      if (n > 100) throw cause
      return slots(n)
    }
    expect(() => toGrowBy(make, 8)).toThrow(
      expect.objectContaining({ message: 'toGrowBy: the function threw for n = 128: too many', cause }),
    )
    const throwsAnything = (thrown: unknown) => () => {
      throw thrown
    }
    expect(() => toGrowBy(throwsAnything(undefined), 8)).toThrow(/^toGrowBy: the function threw for n = 1$/)
    const hostile = Object.defineProperty({}, 'message', { get: throwsAnything('again') })
    expect(() => toGrowBy(throwsAnything(hostile), 8)).toThrow(/^toGrowBy: the function threw for n = 1$/)
  })

  it('returns nothing', () => {
    expect(() => toGrowBy((n: number) => void slots(n), 8)).toThrow(
      /^toGrowBy: the function returned undefined for n = 1; return the value to weigh; for example /,
    )
  })

  it('returns a promise, whose rejection is nobody else’s', () => {
    const make = async (n: number): Promise<unknown> => {
      if (n === 1) throw new Error('not to be seen')
      return slots(n)
    }
    expect(() => toGrowBy(make, 8)).toThrow(/^toGrowBy: the function returned a promise for n = 1, .*await/)
    expect(() => toGrowBy(make, 8)).toThrow(TypeError)
  })

  it('keeps its value from call to call', () => {
    const kept: unknown[] = []
    const make = (n: number): unknown => {
      for (let i = 0; i < n; i++) kept.push({ i })
      return kept
    }
    expect(() => toGrowBy(make, 80)).toThrow(
      /^toGrowBy: two calls with n = 1 made values of 88 B and 81,968 B, so there is no one growth to judge; build a new value/,
    )
  })

  it('is random by little, which is said and no error', () => {
    let calls = 0
    const make = (n: number): unknown => [slots(n * 10), ...(calls++ > 10 ? [{}] : [])]
    expect(() => toGrowBy(make, 80)).toThrow(/two calls with n = 1 made/)
    calls = 0
    expect(textOf(make, 79, { at: [16, 32, 64, 128, 256, 512, 1024, 1, 2, 4, 8].map((n) => n * 100) })).toMatch(
      /Two calls with n = 100 made values of .* and .*: seed random numbers/,
    )
  })
})

describe('a wrong use of toGrowBy', () => {
  const use = (perItem: unknown, options?: unknown) => () => toGrowBy(slots, perItem as number, options as object)

  it.each([
    {
      wrong: use(undefined),
      error: TypeError,
      says: /perItem is missing; for example toGrowBy\(48\) or toGrowBy\('48 B'\)$/,
    },
    { wrong: use(null), error: TypeError, says: /perItem must be a number of bytes or a text/ },
    { wrong: use(Number.NaN), error: RangeError, says: /perItem must be bytes an item, 0 or more, got NaN/ },
    { wrong: use(-1), error: RangeError, says: /perItem must be bytes an item, 0 or more, got -1/ },
    { wrong: use(Number.POSITIVE_INFINITY), error: RangeError, says: /got Infinity/ },
    { wrong: use('48 kb'), error: RangeError, says: /perItem: unknown unit "kb"/ },
    { wrong: use({}), error: TypeError, says: /perItem has no bound; it takes atLeast, atMost or both/ },
    { wrong: use({ atmost: 1 }), error: TypeError, says: /unknown key "atmost" in perItem/ },
    { wrong: use({ atMost: '1 b' }), error: RangeError, says: /perItem\.atMost: unknown unit/ },
    {
      wrong: use({ atLeast: 2, atMost: 1 }),
      error: RangeError,
      says: /perItem\.atLeast is 2 B and above perItem\.atMost, 1 B/,
    },
    { wrong: use(48, 'fixed'), error: TypeError, says: /options must be an object/ },
    { wrong: use(48, { fix: 1 }), error: TypeError, says: /unknown option "fix"; the options are .*fixed, at/ },
    { wrong: use(48, { layout: 'v8-9' }), error: RangeError, says: /v8-9/ },
    {
      wrong: use(48, { fixed: -1 }),
      error: RangeError,
      says: /options\.fixed must be a whole number of bytes, 0 or more, got -1/,
    },
    { wrong: use(48, { fixed: '1 kb' }), error: RangeError, says: /options\.fixed: unknown unit "kb"/ },
    { wrong: use(48, { at: 1000 }), error: TypeError, says: /options\.at must be an array of whole numbers, got 1000/ },
    { wrong: use(48, { at: [] }), error: RangeError, says: /options\.at is empty/ },
    {
      wrong: use(48, { at: [1, 2.5] }),
      error: RangeError,
      says: /options\.at\[1\] must be a whole number, 1 or more, got 2\.5/,
    },
    {
      wrong: use(48, { at: [0, 100] }),
      error: RangeError,
      says: /options\.at\[0\] must be a whole number, 1 or more, got 0/,
    },
    {
      wrong: use(48, { at: ['100'] }),
      error: TypeError,
      says: /options\.at\[0\] must be a whole number, 1 or more, got "100"/,
    },
    {
      wrong: use(48, { at: [15] }),
      error: RangeError,
      says: /options\.at goes up to 15, .* n = 16 or more; for example toGrowBy\(48, \{ at: /,
    },
  ])('throws $says', ({ wrong, error, says }) => {
    expect(wrong).toThrow(error)
    expect(wrong).toThrow(says)
  })
})
