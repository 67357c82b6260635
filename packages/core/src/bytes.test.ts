import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBytes, formatExactBytes, parseBytes } from './bytes.js'

describe('parseBytes', () => {
  it.each([
    ['72 B', 72],
    ['0 B', 0],
    ['72B', 72],
    ['1.5 kB', 1500],
    ['1.5 KiB', 1536],
    ['1.1 kB', 1100],
    ['2 MB', 2_000_000],
    ['2 MiB', 2_097_152],
    ['3 GB', 3_000_000_000],
  ])('reads %s as %d', (text, count) => {
    expect(parseBytes(text)).toBe(count)
  })

  it.each(['72 kb', '1 mb', '5 KB', '5 octets'])('names the units when it does not know the one of %s', (text) => {
    expect(() => parseBytes(text)).toThrow(/unknown unit ".+" in ".+"; the units are B, kB, MB, GB, TB, KiB, MiB/)
  })

  it.each(['', '72', 'B', ' 72 B', '72  B', '-1 B', '1. kB', '.5 kB', '1.2.3 B', '1e3 B', 'hello', '0.5 B', '1 000 B'])(
    'refuses %j',
    (text) => {
      expect(() => parseBytes(text)).toThrow(RangeError)
    },
  )

  it('leaves the last match of a regular expression as it was', () => {
    ;/kept/.test('kept')
    parseBytes('1.5 kB')
    expect(RegExp.lastMatch).toBe('kept')
  })

  it('refuses what is no text', () => {
    expect(() => parseBytes(72 as never)).toThrow(new TypeError("parseBytes takes a text such as '1.5 kB', got number"))
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1536, '1.54 kB'],
    [999_949, '1 MB'],
    [12_480, '12.5 kB'],
    [-1500, '-1.5 kB'],
    [2e15, '2000 TB'],
  ])('writes %d as %s', (count, text) => {
    expect(formatBytes(count)).toBe(text)
  })

  it('refuses what is no finite number', () => {
    expect(() => formatBytes(Number.NaN)).toThrow('formatBytes takes a finite number of bytes, got NaN')
  })

  it('is read back within the three digits it shows', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), (count) => {
        expect(Math.abs(parseBytes(formatBytes(count)) - count)).toBeLessThanOrEqual(count * 0.005)
      }),
    )
  })
})

describe('formatExactBytes', () => {
  it.each([
    [72, '72 B'],
    [1000, '1,000 B'],
    [-12_480, '-12,480 B'],
    [1_234_567, '1,234,567 B'],
  ])('writes %d as %s', (count, text) => {
    expect(formatExactBytes(count)).toBe(text)
  })
})
