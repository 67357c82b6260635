import { type Difference, diff, measure } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measurements } from '../test/part-trees.js'
import { type DifferenceTextOptions, differenceText } from './difference-text.js'

const textOf = (before: unknown, after: unknown, options?: DifferenceTextOptions): string =>
  differenceText(diff(measure(before), measure(after)), options)

describe('differenceText', () => {
  it('lists what moved, the largest change first, with its cause below', () => {
    const before = { numbers: [1, 2, 3], text: 'a plain text', gone: [1], entries: new Map([[1, 2]]) }
    const after = { numbers: [1, 2, 3.5], text: 'a text of 10 €', entries: new Map([1, 2, 3, 4, 5].map((n) => [n, n])) }
    expect(textOf(before, after)).toBe(
      [
        '  before    after  difference',
        '   184 B    296 B      +112 B  .entries  Map',
        '                                 Map table 4 → 8 entries',
        '    56 B  removed       -56 B  .gone     Array',
        '    32 B     48 B       +16 B  .text     string',
        '                                 one-byte string became two-byte ("€" at 13)',
        '                                 12 → 14 characters',
        '    56 B     48 B        -8 B  (value)   Object',
        '                                 1 property fewer on Object',
        '    72 B     72 B         0 B  .numbers  Array',
        '                                 numbers no longer fit Smi: array of doubles',
      ].join('\n'),
    )
  })

  it('names the sides as the options do, and counts objects', () => {
    const entries = (length: number): object => Array.from({ length }, (_, index) => ({ index }))
    expect(textOf(entries(10), entries(1200), { names: ['other', 'received'] })).toBe(
      [
        '  other  received  difference',
        '  320 B  38,400 B   +38,080 B  [*]      Object ×1,200',
        '                                 10 → 1,200 objects',
        '  128 B   9,648 B    +9,520 B  (value)  Array',
        '                                 10 → 1,200 elements',
      ].join('\n'),
    )
  })

  it('has one line for what is new, or removed, and alike', () => {
    const methods = Object.fromEntries(['encode', 'decode', 'check', 'run'].map((name) => [name, () => name]))
    expect(textOf({ a: 1, b: 1, c: 1, d: 1 }, methods)).toBe(
      ['  before  after  difference', '     new  224 B      +224 B  .run, .check and 2 more  function ×4'].join('\n'),
    )
  })

  it('counts the rows beyond the limit with what they add up to, and shows the types then', () => {
    const before = { a: [1], b: [1], c: [1], d: [1] }
    const after = { a: [1, 2, 3, 4, 5], b: [1, 2, 3], c: [1, 2], d: new Set([1]) }
    expect(textOf(before, after, { rows: 2 })).toBe(
      [
        '  before    after  difference',
        '     new    152 B      +152 B  .d  Set',
        '    56 B  removed       -56 B  .d  Array',
        '                        +56 B  … 3 more',
        '',
        'By type:',
        '  before  after  difference',
        '     new  152 B      +152 B  Set',
        '   224 B  224 B         0 B  Array ×3',
      ].join('\n'),
    )
  })

  it('shows the types where what is new or removed holds much of others', () => {
    const after = { cache: new Map([['the key', { deep: ['one text', 'another text'] }]]) }
    expect(textOf({ cache: 0 }, after)).toBe(
      [
        '  before  after  difference',
        '     new  360 B      +360 B  .cache  Map',
        '',
        'By type:',
        '  before  after  difference',
        '     new  184 B      +184 B  Map',
        '     new   80 B       +80 B  string ×3',
        '     new   64 B       +64 B  Array',
        '    32 B   64 B       +32 B  Object ×2',
      ].join('\n'),
    )
  })

  it('says where nothing differs', () => {
    expect(textOf({ a: [1] }, { a: [2] })).toBe('No part differs.')
  })

  it('says what a text only counts', () => {
    const row = (count: number, bytes: number): Difference =>
      ({
        rows: [
          {
            path: '.a…',
            type: '',
            change: 'grew',
            before: { count, bytes },
            after: { count: count + 1, bytes: bytes + 8 },
            bytes: 8,
            causes: ['12 → 13 rows'],
          },
        ],
        types: [],
      }) as unknown as Difference
    expect(differenceText(row(12, 400))).toBe(
      [
        '  before  after  difference',
        '   400 B  408 B        +8 B  .a…  13 rows not listed',
        '                               12 → 13 rows',
      ].join('\n'),
    )
  })

  it('writes a line for each row, of which the differences add up to the whole, whatever the names', () => {
    const differences = fc
      .tuple(measurements, measurements)
      .map(([before, after]) => diff({ ...before, layout: 'v8-14' }, { ...after, layout: 'v8-14' }))
    fc.assert(
      fc.property(differences, fc.integer({ min: 1, max: 30 }), (difference, rows) => {
        const text = differenceText(difference, { rows })
        expect(text).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        if (difference.rows.length === 0) return
        const [table = ''] = text.split('\n\nBy type:')
        const bytes = [...table.matchAll(/^ {2}.* {2,}([+-]?[\d,]+) B {2}(?! )/gm)].map(([, figure = '']) =>
          Number(figure.replaceAll(',', '')),
        )
        expect(bytes.reduce((total, figure) => total + figure, 0)).toBe(difference.bytes)
        expect(bytes.length).toBeLessThanOrEqual(rows + 1)
      }),
    )
  })

  it.each([
    {
      difference: undefined,
      options: undefined,
      kind: TypeError,
      message: 'got undefined instead; write differenceText(',
    },
    { difference: measure([1]), options: undefined, kind: TypeError, message: 'got an object instead' },
    { options: 7, kind: TypeError, message: 'options must be an object, got 7; for example' },
    { options: { row: 7 }, kind: RangeError, message: 'unknown option row; the options are names, rows; for example' },
    { options: { rows: 0 }, kind: RangeError, message: 'rows must be a whole number from 1 on, got 0; for example' },
    { options: { rows: 'all' }, kind: RangeError, message: 'rows must be a whole number from 1 on, got "all"' },
    { options: { names: ['one'] }, kind: TypeError, message: 'names must be two texts, got an array; for example' },
    { options: { names: 'both' }, kind: TypeError, message: 'names must be two texts, got "both"; for example' },
  ])('refuses $difference with $options', ({ options, kind, message, ...given }) => {
    const difference = 'difference' in given ? given.difference : diff(measure([1]), measure([2]))
    const call = (): string => differenceText(difference as Difference, options as DifferenceTextOptions)
    expect(call).toThrow(kind)
    expect(call).toThrow(message)
    expect(call).toThrow(/^differenceText/)
  })
})
