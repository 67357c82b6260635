import { layouts, sizeOf } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBeLargerThan, toBeSmallerThan } from './index.js'

const LAYOUT = `Layout:   v8-14, ${layouts['v8-14'].engines}`
const textOf = (...call: Parameters<typeof toBeSmallerThan>): string => toBeSmallerThan(...call).message()

describe('toBeSmallerThan', () => {
  it.each([
    { other: [1, 2, 3, 4], pass: true },
    { other: [4, 5, 6], pass: false },
    { other: [], pass: false },
    { other: null, pass: false },
    { other: true, pass: false },
    { other: 73, pass: true },
    { other: 72, pass: false },
    { other: 0, pass: false },
    { other: '73 B', pass: true },
    { other: '1 kB', pass: true },
    { other: '72 B', pass: false },
  ])('of 72 bytes and $other is $pass', ({ other, pass }) => {
    expect(toBeSmallerThan([1, 2, 3], other).pass).toBe(pass)
  })

  it('orders values as their sizes are, and mirrors toBeLargerThan', () => {
    const value = fc.oneof(fc.array(fc.anything()), fc.dictionary(fc.string(), fc.anything()))
    fc.assert(
      fc.property(value, value, (received, other) => {
        expect(toBeSmallerThan(received, other).pass).toBe(sizeOf(received) < sizeOf(other))
        expect(toBeSmallerThan(received, sizeOf(other)).pass).toBe(sizeOf(received) < sizeOf(other))
        expect(toBeSmallerThan(received, other).pass).toBe(toBeLargerThan(other, received).pass)
      }),
    )
  })

  it('explains a failure against a value with the parts that differ', () => {
    expect(textOf({ id: 7, list: [1, 2, 3] }, { id: 7, list: [1, 2] })).toBe(
      [
        'expect(received).toBeSmallerThan(other)',
        '',
        'Expected: less than 104 B, the size of other',
        'Received:           112 B   (+8 B, +7.7 %)',
        LAYOUT,
        '',
        'Parts that differ, most first:',
        '  other  received  difference',
        '   64 B      72 B        +8 B  .list  Array',
        '                                 2 → 3 elements',
      ].join('\n'),
    )
  })

  it('explains a failure against a limit with the parts of the value', () => {
    expect(textOf({ id: 7, list: [1, 2, 3] }, '0.1 kB')).toBe(
      [
        'expect(received).toBeSmallerThan(other)',
        '',
        'Expected: less than 100 B',
        'Received:           112 B   (+12 B, +12 %)',
        LAYOUT,
        '',
        'Parts of received, largest first:',
        '  total  self',
        '    112    40  Object, 2 properties',
        '     72    72    .list Array, 3 elements',
      ].join('\n'),
    )
  })

  it('says that the two weigh the same', () => {
    expect(textOf([1], [2])).toContain(
      'Expected: less than 56 B, the size of other\nReceived:           56 B   (the same)',
    )
  })

  it('explains a negated failure', () => {
    expect(textOf([1], 1000)).toContain(
      'expect(received).not.toBeSmallerThan(other)\n\nExpected: at least 1,000 B (1 kB)\nReceived:             56 B   (-944 B, -94.4 %)',
    )
  })

  it('compares in the layout that the options name', () => {
    expect(toBeSmallerThan([1], '50 B', { layout: 'v8-14-compressed' }).pass).toBe(true)
    expect(toBeSmallerThan([1], '50 B', { layout: 'v8-14' }).pass).toBe(false)
  })

  const units = 'the units are B, kB, MB, GB, TB, KiB, MiB, GiB, TiB'
  const limit = "; for example toBeSmallerThan('2 kB')"
  const text = `${limit}, or toBeSmallerThan(sizeOf(text)) to compare with the size of a text`
  it.each([
    {
      other: undefined,
      kind: TypeError,
      message: "other is missing or undefined; for example toBeSmallerThan(previous) or toBeSmallerThan('2 kB')",
    },
    {
      other: 72n,
      kind: TypeError,
      message:
        "other must be a value, a number of bytes or a text such as '2 kB', got a bigint; for example toBeSmallerThan(72), or toBeSmallerThan(sizeOf(bigint)) to compare with the size of a bigint",
    },
    {
      other: Number.NaN,
      kind: RangeError,
      message: `other must be a whole number of bytes, 0 or more, got NaN${limit}`,
    },
    { other: -1, kind: RangeError, message: `other must be a whole number of bytes, 0 or more, got -1${limit}` },
    { other: 0.5, kind: RangeError, message: `other must be a whole number of bytes, 0 or more, got 0.5${limit}` },
    { other: '5 kb', kind: RangeError, message: `other: unknown unit "kb" in "5 kb"; ${units}${text}` },
    {
      other: 'hello',
      kind: RangeError,
      message: `other: "hello" is no amount of bytes; write a number and a unit, such as '1.5 kB'${text}`,
    },
  ])('refuses $other', ({ other, kind, message }) => {
    expect(() => toBeSmallerThan([1], other)).toThrow(new kind(`toBeSmallerThan: ${message}`))
  })
})
