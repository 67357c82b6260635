import { describe, expect, it } from 'vitest'
import { marginText, parseMargin } from './margin.js'

const place = { matcher: 'toMatchMemorySnapshot', argument: 'options.within', rightCall: "within: '2%'" }

describe('parseMargin', () => {
  it.each([
    { within: '5%', size: 72, margin: 3, share: '5 %' },
    { within: '2.3 %', size: 1000, margin: 23, share: '2.3 %' },
    { within: '0%', size: 1000, margin: 0, share: '0 %' },
    { within: '64 B', size: 10, margin: 64, share: undefined },
    { within: 8, size: 1000, margin: 8, share: undefined },
  ])('understands $within', ({ within, size, margin, share }) => {
    const parsed = parseMargin(within, place)
    expect(parsed.of(size)).toBe(margin)
    expect(parsed.share).toBe(share)
  })

  it.each([
    { within: '5 percent', error: RangeError },
    { within: '-5%', error: RangeError },
    { within: Number.NaN, error: RangeError },
    { within: -1, error: RangeError },
    { within: 0.5, error: RangeError },
    { within: null, error: TypeError },
    { within: true, error: TypeError },
  ])('refuses $within', ({ within, error }) => {
    expect(() => parseMargin(within, place)).toThrow(error)
    expect(() => parseMargin(within, place)).toThrow('toMatchMemorySnapshot: options.within')
  })
})

it('prints a margin with the sizes that it spans, none below 0', () => {
  expect(marginText(1000, 50, '5 %')).toBe(' ± 5 %, so 950 B to 1,050 B')
  expect(marginText(10, 64, undefined)).toBe(' ± 64 B, so 0 B to 74 B')
})
