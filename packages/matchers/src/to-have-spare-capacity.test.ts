import { describe, expect, it } from 'vitest'
import { toHaveSpareCapacity } from './index.js'

/** 180 elements in 200 slots, 1,648 B: V8 gives slots back only where more than half of them are free. */
function shortened(value = 0): number[] {
  const list = new Array<number>(200).fill(value)
  list.length = 180
  return list
}

describe('toHaveSpareCapacity', () => {
  it.each([
    { expected: 20 * 8, pass: true },
    { expected: '160 B', pass: true },
    { expected: 159, pass: false },
    { expected: '10%', pass: true },
    { expected: '9 %', pass: false },
    { expected: { atMost: '160 B' }, pass: true },
    { expected: { atMost: '9%' }, pass: false },
    { expected: { atLeast: 161 }, pass: false },
    { expected: { atLeast: '1%', atMost: '10%' }, pass: true },
  ] as const)('$expected of an array that was shortened: $pass', ({ expected, pass }) => {
    expect(toHaveSpareCapacity(shortened(), expected).pass).toBe(pass)
  })

  it('finds nothing spare in copies', () => {
    const map = new Map(Array.from({ length: 100 }, (_, key) => [key, key]))
    for (let key = 10; key < 100; key++) map.delete(key)
    expect(toHaveSpareCapacity([shortened().slice(), new Map(map), new Set(map.keys())], 0).pass).toBe(true)
  })

  it('knows the length of an array of doubles, too', () => {
    expect(toHaveSpareCapacity(shortened(0.5), 20 * 8).pass).toBe(true)
  })

  it('says where it is, and what helps', () => {
    expect(toHaveSpareCapacity({ queue: shortened(), small: [1] }, '5%').message()).toMatchInlineSnapshot(`
      "expect(received).toHaveSpareCapacity(expected)

      Expected: at most  87 B, 5 % of the heap usage
      Received:         160 B   (+73 B, +83.9 %)
      Layout:   v8-11, Node.js 20 and 22 (V8 11.3, 12.4), 64-bit

      Heap usage is 1,744 B, of which 9.2 % are spare.

      Spare capacity by part:
        spare   used
          160  1,488  .queue Array

      A copy has no spare capacity: slice() of an array, new Map(map), new Set(set)."
    `)
    expect(toHaveSpareCapacity([1, 2, 3], 8).message()).toMatchInlineSnapshot(`
      "expect(received).toHaveSpareCapacity(expected)

      Expected: 8 B
      Received: 0 B   (-8 B, -100 %)
      Layout:   v8-11, Node.js 20 and 22 (V8 11.3, 12.4), 64-bit

      Heap usage is 72 B, of which 0 % are spare.

      Nothing is spare."
    `)
    expect(toHaveSpareCapacity(shortened(), { atMost: '10%' }).message()).toMatchInlineSnapshot(`
      "expect(received).not.toHaveSpareCapacity(expected)

      Expected: more than 164 B, 10 % of the heap usage
      Received:           160 B
      Layout:   v8-11, Node.js 20 and 22 (V8 11.3, 12.4), 64-bit

      Heap usage is 1,648 B, of which 9.7 % are spare.

      Spare capacity by part:
        spare   used
          160  1,488  Array"
    `)
  })

  it.each([
    {
      expected: undefined,
      error: "expected is missing; for example toHaveSpareCapacity(0) or toHaveSpareCapacity('10%')",
    },
    {
      expected: {},
      error:
        "expected has no bound; it takes atMost, atLeast or both; for example toHaveSpareCapacity({ atMost: '10%' })",
    },
    { expected: { most: 1 }, error: 'unknown key "most" in expected; it takes atMost and atLeast' },
    {
      expected: { atLeast: '20%', atMost: '10%' },
      error: 'expected.atLeast is 20 % and above expected.atMost, 10 %, so nothing can pass',
    },
    { expected: -1, error: 'expected must be a whole number of bytes, 0 or more, got -1' },
    { expected: 'ten', error: '"ten"' },
  ])('refuses $expected', ({ expected, error }) => {
    expect(() => toHaveSpareCapacity([], expected as never)).toThrow(`toHaveSpareCapacity: `)
    expect(() => toHaveSpareCapacity([], expected as never)).toThrow(error)
  })
})
