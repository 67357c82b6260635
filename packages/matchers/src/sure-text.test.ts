import { type Bounds, boundsOf, layouts } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeLimits, type SureLimits } from './sure-limit.js'
import { sureText } from './sure-text.js'

const LAYOUT = `Layout:   v8-14, ${layouts['v8-14'].engines}`

interface Given {
  readonly received: unknown
  readonly limits: Partial<SureLimits>
  readonly bounds: Partial<Record<keyof Bounds, unknown>>
  readonly isNegated?: boolean
}

/** The text for bounds that are made by hand, so that each form of them can be had. */
function textOf({ received, limits, bounds, isNegated = false }: Given): string {
  const known = {
    ...boundsOf(received),
    upper: undefined,
    assumptions: [],
    unbounded: [],
    room: [],
    ...bounds,
  } as Bounds
  const all = { atLeast: undefined, atMost: undefined, strict: false, ...limits }
  const verdict = judgeLimits(known, all)
  return sureText({}, { verdict, isNegated, limits: all, bounds: known, received, options: {} })
}

const list = { id: 7, list: [1, 2, 3] }
const slices = 'no string was cut from a longer one'

describe('the text where a limit is surely broken', () => {
  it('has the bound that breaks it, and where the bytes are', () => {
    expect(textOf({ received: list, limits: { atMost: 90 }, bounds: { lower: 100, upper: 200 } })).toBe(
      [
        'expect(received).toHaveMemoryUsage(expected)',
        '',
        'Expected: surely at most  90 B',
        'Received: at least       100 B   (+10 B, +11.1 %)',
        'Settled:                 112 B',
        LAYOUT,
        '',
        'Parts of received, largest first:',
        '  total  self',
        '    112    40  Object, 2 properties',
        '     72    72    .list Array, 3 elements',
      ].join('\n'),
    )
  })

  it.each([
    {
      limits: { atLeast: 1000 },
      bounds: { lower: 100, upper: 200, assumptions: [slices] },
      lines: [
        'Expected: surely at least 1,000 B (1 kB)',
        'Received: at most           200 B   (-800 B, -80 %)',
        'Settled:                    112 B',
      ],
      assumes: true,
    },
    {
      limits: { atLeast: 10, atMost: 20 },
      bounds: { lower: 112, upper: undefined },
      lines: ['Expected: surely 10 B to  20 B', 'Received: at least       112 B   (+92 B, +460 %)'],
      assumes: false,
    },
    {
      limits: { atMost: 100 },
      bounds: { lower: 112, upper: 112, assumptions: [slices] },
      lines: ['Expected: surely at most 100 B', 'Received:                112 B   (+12 B, +12 %)'],
      assumes: false,
    },
  ])('of $limits and $bounds shows what it rests on', ({ limits, bounds, lines, assumes }) => {
    const text = textOf({ received: list, limits, bounds })
    expect(text.split('\n\n')[1]?.split('\n')).toEqual([...lines, LAYOUT])
    expect(text.includes(slices)).toBe(assumes)
  })
})

describe('the text where limits surely hold and are negated', () => {
  it.each([
    {
      limits: { atMost: 200 },
      lines: [
        'Expected: surely more than 200 B',
        'Received: at most          190 B',
        'Settled:                   112 B',
      ],
      assumes: true,
    },
    {
      limits: { atLeast: 90 },
      lines: [
        'Expected: surely less than  90 B',
        'Received: at least         100 B',
        'Settled:                   112 B',
      ],
      assumes: false,
    },
    {
      limits: { atLeast: 90, atMost: 200 },
      lines: [
        'Expected: surely less than 90 B or more than 200 B',
        'Received: at least                           100 B',
        '          at most                            190 B',
        'Settled:                                     112 B',
      ],
      assumes: true,
    },
  ])('of $limits shows the bounds within them', ({ limits, lines, assumes }) => {
    const bounds = { lower: 100, upper: 190, assumptions: [slices] }
    const text = textOf({ received: list, limits, bounds, isNegated: true })
    const [hint, figures] = text.split('\n\n')
    expect(hint).toBe('expect(received).not.toHaveMemoryUsage(expected)')
    expect(figures?.split('\n')).toEqual([...lines, LAYOUT])
    expect(text.includes(slices)).toBe(assumes)
  })
})

describe('the text where it is undecided', () => {
  const bounds = {
    lower: 104,
    upper: 1304,
    assumptions: [slices],
    room: [
      { cause: 'properties in dictionaries', bytes: 1000 },
      { cause: 'room in arrays', bytes: 200 },
    ],
  }

  it('has both bounds, what lies between, and what would decide it', () => {
    expect(textOf({ received: list, limits: { atMost: 1000 }, bounds })).toBe(
      [
        'expect(received).toHaveMemoryUsage(expected)',
        '',
        'Undecided: the limit is between the least and the most that V8 may hold. This fails with and without .not.',
        '',
        'Expected: surely at most 1,000 B (1 kB)',
        'Received: at least         104 B   (-896 B, -89.6 %)',
        '          at most        1,304 B (1.3 kB)   (+304 B, +30.4 %)',
        'Settled:                   112 B',
        LAYOUT,
        '',
        'What V8 may hold beyond the least, by cause:',
        '  1,000 B  properties in dictionaries',
        '    200 B  room in arrays',
        '',
        'The upper bound takes for granted that:',
        `  ${slices}`,
        '',
        'What would decide it:',
        '  { atMost: 1304, sure: true } surely holds; { atMost: 103, sure: true } surely does not hold.',
        '  Without sure the settled size decides: 112 B, with which this passes.',
        '  A heap snapshot has the bytes that V8 holds for it as it was built.',
      ].join('\n'),
    )
  })

  it('asks for the negation where it is negated, with what decides that', () => {
    const text = textOf({ received: list, limits: { atMost: 1000 }, bounds, isNegated: true })
    expect(text).toMatch(/^expect\(received\)\.not\.toHaveMemoryUsage\(expected\)\n\nUndecided: /)
    expect(text).toContain('Expected: surely more than 1,000 B (1 kB)\nReceived: at least           104 B')
    expect(text).toContain(
      '  { atMost: 103, sure: true } surely does not hold; { atMost: 1304, sure: true } surely holds.',
    )
    expect(text).toContain('112 B, with which this fails.')
  })

  it.each([
    {
      limits: { atLeast: 1000 },
      lines: ['{ atLeast: 104, sure: true } surely holds; { atLeast: 1305, sure: true } surely does not hold.'],
      outcome: 'fails',
    },
    {
      limits: { atLeast: 110, atMost: 1400 },
      lines: ['{ atLeast: 104, atMost: 1400, sure: true } surely holds.'],
      outcome: 'passes',
    },
    {
      limits: { atLeast: 1, atMost: 111, strict: true },
      lines: ['{ atLeast: 1, atMost: 1304, sure: true, strict: true } surely holds.'],
      outcome: 'fails',
    },
  ])('names the limits that decide $limits', ({ limits, lines, outcome }) => {
    const text = textOf({ received: list, limits, bounds })
    for (const line of lines) expect(text).toContain(`What would decide it:\n  ${line}\n`)
    expect(text).toContain(`112 B, with which this ${outcome}.`)
  })

  it('counts the difference of two limits from the one that a bound breaks', () => {
    const text = textOf({ received: list, limits: { atLeast: 110, atMost: 1400 }, bounds })
    expect(text).toContain('Undecided: a limit is between the least and the most that V8 may hold.')
    expect(text).toMatch(/at least +104 B {3}\(-6 B, -5\.5 %\)\n +at most +1,304 B \(1\.3 kB\)\n/)
  })

  it('says what has no bound, and how it is shown or left out', () => {
    const unbounded = [
      { path: '[*]', reason: 'private fields', count: 12 },
      { path: '.handlers[*]', reason: 'closure context', count: 3 },
      { path: '.size.get', reason: 'closure context', count: 1 },
      { path: '.onChange', reason: 'closure context', count: 1 },
    ]
    const text = textOf({
      received: list,
      limits: { atMost: 1000 },
      bounds: { lower: 104, upper: undefined, unbounded },
    })
    expect(text.split('\n\n').slice(1)).toEqual([
      'Undecided: there is no upper bound, and the limit is not below the lower one. This fails with and without .not.',
      [
        'Expected: surely at most 1,000 B (1 kB)',
        'Received: at least         104 B   (-896 B, -89.6 %)',
        '          no upper bound',
        'Settled:                   112 B',
        LAYOUT,
      ].join('\n'),
      [
        "There is no upper bound, since JavaScript can't see how much is behind:",
        '  received[*]           private fields ×12',
        '  received.handlers[*]  closure context ×3',
        '  received.size.get     closure context',
        '  received.onChange     closure context',
      ].join('\n'),
      [
        'What would decide it:',
        '  Without an upper bound no atMost surely holds; { atMost: 103, sure: true } surely does not hold.',
        '  Without sure the settled size decides: 112 B, with which this passes.',
        '  Private fields count where @measured marks them, or where the class has a [measurable](visitor) method.',
        '  What is not meant can be left out: toHaveMemoryUsage(expected, { exclude: [received.onChange] }).',
        '  A heap snapshot has the bytes that V8 holds for it as it was built.',
      ].join('\n'),
    ])
  })

  it('counts what has no bound where it is much', () => {
    const unbounded = Array.from({ length: 8 }, (_, i) => ({ path: `[${i}]`, reason: 'bound function', count: 1 }))
    const text = textOf({ received: list, limits: { atMost: 1000 }, bounds: { unbounded } })
    expect(text).toContain('  received[4]  bound function\n  … 3 more\n')
    expect(text).toContain('{ exclude: [object] }')
  })

  it('says that strict is what leaves strings without a bound', () => {
    const unbounded = [{ path: '.name', reason: 'string that may be a slice', count: 1 }]
    const text = textOf({ received: list, limits: { atMost: 1000, strict: true }, bounds: { unbounded } })
    expect(text).toContain('\n  Without strict it is taken for granted that nothing was cut')
    expect(text).not.toContain('exclude')
  })

  it('gives the advice on a promise in place of other ways out', () => {
    const unbounded = [{ path: '', reason: 'promise result', count: 1 }]
    const text = textOf({ received: Promise.resolve(1), limits: { atMost: 1000 }, bounds: { unbounded } })
    expect(text).toContain('\n  received  promise result\n')
    expect(text).toContain('\n  The promise itself was weighed. To weigh what it resolves to, await it')
  })

  it('breaks the line of an assumption that is a long one', () => {
    const words = Array.from({ length: 40 }, (_, i) => `word${i}`)
    const text = textOf({
      received: list,
      limits: { atMost: 1000 },
      bounds: { ...bounds, assumptions: [words.join(' ')] },
    })
    const [, block] = text.split('The upper bound takes for granted that:\n')
    const lines = (block?.split('\n\n')[0] ?? '').split('\n')
    expect(lines.map((line) => line.search(/\S/))).toEqual([2, 4, 4])
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(110)
    expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(words)
  })

  it('escapes a path that would move the cursor', () => {
    const unbounded = [{ path: '["\n\u001b[2J"]', reason: 'closure context', count: 1 }]
    const text = textOf({ received: list, limits: { atMost: 1000 }, bounds: { unbounded } })
    expect(text).toContain('received["\\n\\u{1b}[2J"]')
  })
})

it('is without gaps, whatever the bounds and limits', () => {
  const size = fc.integer({ min: 0, max: 3000 })
  const limit = fc.option(size, { nil: undefined })
  fc.assert(
    fc.property(size, limit, limit, limit, fc.boolean(), (lower, room, atLeast, more, isNegated) => {
      fc.pre(atLeast !== undefined || more !== undefined)
      const atMost = more === undefined ? undefined : (atLeast ?? 0) + more
      const upper = room === undefined ? undefined : lower + room
      const text = textOf({ received: list, limits: { atLeast, atMost }, bounds: { lower, upper }, isNegated })
      expect(text).not.toMatch(/undefined|NaN|-\d+, sure|\n\n\n|\s$| \n/)
    }),
    { numRuns: 1000 },
  )
})
