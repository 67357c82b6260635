import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExpected } from './expected-size.js'

describe('parseExpected', () => {
  it.each([
    { expected: 72, parsed: { kind: 'exact', bytes: 72 } },
    { expected: 0, parsed: { kind: 'exact', bytes: 0 } },
    { expected: '72 B', parsed: { kind: 'exact', bytes: 72 } },
    { expected: '72B', parsed: { kind: 'exact', bytes: 72 } },
    { expected: '1.5 kB', parsed: { kind: 'exact', bytes: 1500 } },
    { expected: '1.5 KiB', parsed: { kind: 'exact', bytes: 1536 } },
    { expected: { atMost: '2 kB' }, parsed: { kind: 'range', atLeast: undefined, atMost: 2000 } },
    { expected: { atLeast: 100 }, parsed: { kind: 'range', atLeast: 100, atMost: undefined } },
    { expected: { atMost: 200, atLeast: '0.1 kB' }, parsed: { kind: 'range', atLeast: 100, atMost: 200 } },
    { expected: { atMost: 72, atLeast: 72 }, parsed: { kind: 'range', atLeast: 72, atMost: 72 } },
    { expected: { atMost: 200, sure: false }, parsed: { kind: 'range', atLeast: undefined, atMost: 200 } },
    {
      expected: { atMost: 200, sure: undefined, strict: undefined },
      parsed: { kind: 'range', atLeast: undefined, atMost: 200 },
    },
    {
      expected: { atMost: '2 kB', sure: true },
      parsed: { kind: 'sure', atLeast: undefined, atMost: 2000, strict: false },
    },
    {
      expected: { atLeast: 100, sure: true },
      parsed: { kind: 'sure', atLeast: 100, atMost: undefined, strict: false },
    },
    {
      expected: { atLeast: 100, atMost: 200, sure: true, strict: true },
      parsed: { kind: 'sure', atLeast: 100, atMost: 200, strict: true },
    },
    { expected: { bytes: 72, within: '5%' }, parsed: { kind: 'within', bytes: 72, margin: 3, share: '5 %' } },
    { expected: { bytes: 1000, within: '2.3 %' }, parsed: { kind: 'within', bytes: 1000, margin: 23, share: '2.3 %' } },
    {
      expected: { bytes: '1 kB', within: '64 B' },
      parsed: { kind: 'within', bytes: 1000, margin: 64, share: undefined },
    },
    {
      expected: { bytes: 72, within: 0, sure: false },
      parsed: { kind: 'within', bytes: 72, margin: 0, share: undefined },
    },
    { expected: { bytes: 72, within: 0 }, parsed: { kind: 'within', bytes: 72, margin: 0, share: undefined } },
  ])('understands $expected', ({ expected, parsed }) => {
    expect(parseExpected(expected, {})).toEqual(parsed)
  })

  it.each([
    { made: 'with its name', matcher: expect.any(Number), name: 'Any<Number>' },
    {
      made: 'without one',
      matcher: { asymmetricMatch: (size: number) => size === 72 },
      name: 'the asymmetric matcher',
    },
    {
      made: 'whose name throws',
      matcher: {
        asymmetricMatch: (size: number) => size === 72,
        toAsymmetricMatcher() {
          throw new Error('nameless')
        },
      },
      name: 'the asymmetric matcher',
    },
  ])('takes an asymmetric matcher $made', ({ matcher, name }) => {
    const parsed = parseExpected(matcher, {})
    expect(parsed.kind === 'asymmetric' && [parsed.matches(72), parsed.name()]).toEqual([true, name])
  })

  it('asks a matcher of the runner itself by its equals, as Bun needs it', () => {
    class ExpectAny {
      get [Symbol.toStringTag]() {
        return 'ExpectAny'
      }
    }
    const matcher = new ExpectAny()
    const equals = (size: unknown, other: unknown) => size === 72 && other === matcher
    const parsed = parseExpected(matcher, { equals, utils: { stringify: () => 'Any<Number>' } })
    expect(parsed.kind === 'asymmetric' && [parsed.matches(72), parsed.matches(73), parsed.name()]).toEqual([
      true,
      false,
      'Any<Number>',
    ])
  })

  const exact = "; for example toHaveMemoryUsage(72) or toHaveMemoryUsage('1.5 kB')"
  const range = "; for example toHaveMemoryUsage({ atMost: '2 kB' })"
  const sure = "; for example toHaveMemoryUsage({ atMost: '2 kB', sure: true })"
  const strict = "; for example toHaveMemoryUsage({ atMost: '2 kB', sure: true, strict: true })"
  const within = "; for example toHaveMemoryUsage({ bytes: 72, within: '5%' })"
  const units = 'the units are B, kB, MB, GB, TB, KiB, MiB, GiB, TiB'
  it.each([
    { expected: undefined, kind: TypeError, message: `expected is missing${exact}` },
    {
      expected: null,
      kind: TypeError,
      message: `expected must be a number of bytes or a text such as '1.5 kB', got null${exact}`,
    },
    {
      expected: true,
      kind: TypeError,
      message: `expected must be a number of bytes or a text such as '1.5 kB', got true${exact}`,
    },
    {
      expected: 72n,
      kind: TypeError,
      message: `expected must be a number of bytes or a text such as '1.5 kB', got a bigint${exact}`,
    },
    {
      expected: Symbol('72'),
      kind: TypeError,
      message: `expected must be a number of bytes or a text such as '1.5 kB', got a symbol${exact}`,
    },
    {
      expected: () => 72,
      kind: TypeError,
      message: `expected must be a number of bytes or a text such as '1.5 kB', got a function${exact}`,
    },
    { expected: -1, kind: RangeError, message: `expected must be a whole number of bytes, 0 or more, got -1${exact}` },
    {
      expected: 1.5,
      kind: RangeError,
      message: `expected must be a whole number of bytes, 0 or more, got 1.5${exact}`,
    },
    {
      expected: Number.NaN,
      kind: RangeError,
      message: `expected must be a whole number of bytes, 0 or more, got NaN${exact}`,
    },
    {
      expected: Number.POSITIVE_INFINITY,
      kind: RangeError,
      message: `expected must be a whole number of bytes, 0 or more, got Infinity${exact}`,
    },
    {
      expected: 2 ** 60,
      kind: RangeError,
      message: `expected must be a whole number of bytes, 0 or more, got 1152921504606847000${exact}`,
    },
    { expected: '72 kb', kind: RangeError, message: `expected: unknown unit "kb" in "72 kb"; ${units}${exact}` },
    {
      expected: '72',
      kind: RangeError,
      message: `expected: "72" is no amount of bytes; write a number and a unit, such as '1.5 kB'${exact}`,
    },
    {
      expected: '',
      kind: RangeError,
      message: `expected: "" is no amount of bytes; write a number and a unit, such as '1.5 kB'${exact}`,
    },
    {
      expected: '-1 B',
      kind: RangeError,
      message: `expected: "-1 B" is no amount of bytes; write a number and a unit, such as '1.5 kB'${exact}`,
    },
    { expected: '1.5 B', kind: RangeError, message: `expected: "1.5 B" is no whole number of bytes${exact}` },
    {
      expected: 'x'.repeat(1e6),
      kind: RangeError,
      message: `expected: "${'x'.repeat(40)}…" is no amount of bytes; write a number and a unit, such as '1.5 kB'${exact}`,
    },
    { expected: {}, kind: TypeError, message: `expected has no bound; it takes atMost, atLeast or both${range}` },
    {
      expected: { atmost: 1 },
      kind: TypeError,
      message: `unknown key "atmost" in expected; it takes atMost, atLeast, sure and strict${range}`,
    },
    {
      expected: { [Symbol('atMost')]: 1 },
      kind: TypeError,
      message: `unknown key "Symbol(atMost)" in expected; it takes atMost, atLeast, sure and strict${range}`,
    },
    {
      expected: [72],
      kind: TypeError,
      message: `unknown key "0" in expected; it takes atMost, atLeast, sure and strict${range}`,
    },
    {
      expected: { atMost: undefined },
      kind: TypeError,
      message: `expected.atMost must be a number of bytes or a text such as '1.5 kB', got undefined${range}`,
    },
    {
      expected: { atMost: 100, atLeast: undefined },
      kind: TypeError,
      message: `expected.atLeast must be a number of bytes or a text such as '1.5 kB', got undefined${range}`,
    },
    {
      expected: { atMost: '5 kb' },
      kind: RangeError,
      message: `expected.atMost: unknown unit "kb" in "5 kb"; ${units}${range}`,
    },
    {
      expected: { atMost: '5%' },
      kind: RangeError,
      message: `expected.atMost: "5%" is no amount of bytes; write a number and a unit, such as '1.5 kB'${range}`,
    },
    {
      expected: { atLeast: -1 },
      kind: RangeError,
      message: `expected.atLeast must be a whole number of bytes, 0 or more, got -1${range}`,
    },
    {
      expected: { atLeast: 2000, atMost: '1 kB' },
      kind: RangeError,
      message:
        'expected.atLeast is 2,000 B and above expected.atMost, 1,000 B, so nothing can pass; for example toHaveMemoryUsage({ atLeast: 1000, atMost: 2000 })',
    },
    {
      expected: { sure: true },
      kind: TypeError,
      message: `expected has no bound; it takes atMost, atLeast or both${sure}`,
    },
    {
      expected: { sure: false },
      kind: TypeError,
      message: `expected has no bound; it takes atMost, atLeast or both${range}`,
    },
    {
      expected: { atMost: 72, sure: 'yes' },
      kind: TypeError,
      message: `expected.sure must be true or false, got "yes"${sure}`,
    },
    {
      expected: { atMost: 72, sure: 'strict' },
      kind: TypeError,
      message: `expected.sure must be true or false, got "strict"${strict}`,
    },
    {
      expected: { atMost: 72, sure: 1 },
      kind: TypeError,
      message: `expected.sure must be true or false, got 1${sure}`,
    },
    {
      expected: { atMost: 72, sure: true, strict: null },
      kind: TypeError,
      message: `expected.strict must be true or false, got null${sure}`,
    },
    ...[{}, { sure: false }, { sure: undefined }].map((given) => ({
      expected: { atMost: 72, strict: true, ...given },
      kind: TypeError,
      message: `expected.strict says how sure, and expected.sure is not true${strict}`,
    })),
    ...[{ bytes: 72 }, { bytes: 72, within: '5%' }, { within: '5%' }].map((given) => ({
      expected: { ...given, sure: true },
      kind: TypeError,
      message: `expected.sure goes with limits only, atMost and atLeast, and not with bytes${sure}`,
    })),
    {
      expected: { bytes: 72, within: 8, strict: true },
      kind: TypeError,
      message: `expected.strict says how sure, and expected.sure is not true${strict}`,
    },
    {
      expected: { atMost: 100, atLeast: 200, sure: true },
      kind: RangeError,
      message:
        'expected.atLeast is 200 B and above expected.atMost, 100 B, so nothing can pass; for example toHaveMemoryUsage({ atLeast: 100, atMost: 200, sure: true })',
    },
    {
      expected: { bytes: 72 },
      kind: TypeError,
      message: 'expected.within is missing beside expected.bytes; for example toHaveMemoryUsage(72)',
    },
    {
      expected: { within: '5%' },
      kind: TypeError,
      message: `expected.bytes is missing beside expected.within${within}`,
    },
    {
      expected: { bytes: 72, within: '5%', atMost: 80 },
      kind: TypeError,
      message: `unknown key "atMost" in expected; it takes bytes and within${within}`,
    },
    {
      expected: { bytes: 1.5, within: '5%' },
      kind: RangeError,
      message: `expected.bytes must be a whole number of bytes, 0 or more, got 1.5${within}`,
    },
    {
      expected: { bytes: 72, within: '5 percent' },
      kind: RangeError,
      message: `expected.within: unknown unit "percent" in "5 percent"; ${units}${within} or within: '64 B'`,
    },
    {
      expected: { bytes: 72, within: '-5%' },
      kind: RangeError,
      message: `expected.within: "-5%" is no amount of bytes; write a number and a unit, such as '1.5 kB'${within} or within: '64 B'`,
    },
    {
      expected: { bytes: 72, within: 0.05 },
      kind: RangeError,
      message: `expected.within must be a whole number of bytes, 0 or more, got 0.05${within} or within: '64 B'`,
    },
  ])('refuses $expected', ({ expected, kind, message }) => {
    expect(() => parseExpected(expected, {})).toThrow(new kind(`toHaveMemoryUsage: ${message}`))
  })

  it('takes a share of whole bytes without an error of rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1000 }), (bytes, tenths) => {
        const parsed = parseExpected({ bytes, within: `${tenths / 10}%` }, {})
        const margin = Number((BigInt(bytes) * BigInt(tenths)) / 1000n)
        expect(parsed).toMatchObject({ kind: 'within', bytes, margin })
      }),
    )
  })
})
