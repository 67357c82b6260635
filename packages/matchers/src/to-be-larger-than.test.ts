import { layouts } from '@carat/core'
import { describe, expect, it } from 'vitest'
import { toBeLargerThan } from './index.js'

const LAYOUT = `Layout:   v8-14, ${layouts['v8-14'].engines}`
const textOf = (...call: Parameters<typeof toBeLargerThan>): string => toBeLargerThan(...call).message()

describe('toBeLargerThan', () => {
  it.each([
    { other: [1, 2], pass: true },
    { other: [4, 5, 6], pass: false },
    { other: [1, 2, 3, 4], pass: false },
    { other: null, pass: true },
    { other: 71, pass: true },
    { other: 72, pass: false },
    { other: 0, pass: true },
    { other: '71 B', pass: true },
    { other: '1 kB', pass: false },
  ])('of 72 bytes and $other is $pass', ({ other, pass }) => {
    expect(toBeLargerThan([1, 2, 3], other).pass).toBe(pass)
  })

  it('explains a failure against a value with the parts that differ', () => {
    expect(textOf([1], { a: new Uint8Array(2000) })).toBe(
      [
        'expect(received).toBeLargerThan(other)',
        '',
        'Expected: more than 2,232 B (2.23 kB), the size of other',
        'Received:              56 B   (-2,176 B, -97.5 %)',
        LAYOUT,
        '',
        'Parts that differ, most first:',
        '    other  received  difference',
        '  2,200 B   removed    -2,200 B  .a       Uint8Array',
        '      new      56 B       +56 B  (value)  Array',
        '     32 B   removed       -32 B  (value)  Object',
        '',
        'By type:',
        '    other  received  difference',
        '  2,096 B   removed    -2,096 B  ArrayBuffer',
        '    104 B   removed      -104 B  Uint8Array',
        '      new      56 B       +56 B  Array',
        '     32 B   removed       -32 B  Object',
      ].join('\n'),
    )
  })

  it('explains a negated failure', () => {
    expect(textOf([1], '40 B')).toContain(
      'expect(received).not.toBeLargerThan(other)\n\nExpected: at most 40 B\nReceived:         56 B   (+16 B, +40 %)',
    )
  })

  it('refuses what is neither a value nor an amount of bytes', () => {
    expect(() => toBeLargerThan([1], undefined)).toThrow(TypeError)
    expect(() => toBeLargerThan([1], '5 kb')).toThrow(/unknown unit "kb".*; for example toBeLargerThan\('2 kB'\)/)
  })
})
