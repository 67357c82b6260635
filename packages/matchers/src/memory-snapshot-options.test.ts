import { describe, expect, it } from 'vitest'
import { parseFileArguments, parseInlineArguments } from './memory-snapshot-options.js'

describe('parseFileArguments', () => {
  it.each([
    { given: [], hint: undefined, hasOptions: false },
    { given: ['warm'], hint: 'warm', hasOptions: false },
    { given: [''], hint: undefined, hasOptions: false },
    { given: ['warm', { rows: 5 }], hint: 'warm', hasOptions: true },
    { given: [undefined, { rows: 5 }], hint: undefined, hasOptions: true },
    { given: [{ rows: 5 }], hint: undefined, hasOptions: true },
  ])('takes $given', ({ given, hint, hasOptions }) => {
    const request = parseFileArguments(given)
    expect(request).toMatchObject({ matcher: 'toMatchMemorySnapshot', isInline: false, hint, hasOptions })
    expect(request.rows).toBe(hasOptions ? 5 : undefined)
  })

  it('understands the options', () => {
    const options = { within: '2%', ratchet: true, depth: 0, rows: Number.POSITIVE_INFINITY, layout: 'v8-11' }
    const request = parseFileArguments([options])
    expect(request.within?.of(1000)).toBe(20)
    expect(request).toMatchObject({ ratchet: true, depth: 0, rows: Number.POSITIVE_INFINITY, measuresItsWay: true })
    expect(request.size.layout).toBe('v8-11')
    expect(parseFileArguments([{ within: 64, layout: undefined }])).toMatchObject({
      ratchet: false,
      measuresItsWay: false,
    })
  })

  it.each([
    { given: [5], error: TypeError, problem: 'the hint must be a text, got 5' },
    { given: [null], error: TypeError, problem: 'the hint must be a text, got null' },
    { given: [{}, 'warm'], error: TypeError, problem: 'the hint comes before the options' },
    { given: ['warm', {}, 1], error: TypeError, problem: 'it takes a hint and options at most' },
    { given: ['warm', null], error: TypeError, problem: 'options must be an object, got null' },
    {
      given: [{ wihtin: 5 }],
      error: TypeError,
      problem: 'unknown option "wihtin"; the options are layout, exclude, include, within, ratchet, depth, rows',
    },
    { given: [{ tracker: {} }], error: TypeError, problem: 'options.tracker changes with each call' },
    { given: [{ layout: 'v8-9' }], error: RangeError, problem: "unknown layout 'v8-9'" },
    { given: [{ within: '5 kb' }], error: RangeError, problem: 'options.within: unknown unit "kb"' },
    { given: [{ within: -1 }], error: RangeError, problem: 'options.within must be a whole number of bytes' },
    { given: [{ within: {} }], error: TypeError, problem: 'options.within must be a number of bytes' },
    { given: [{ ratchet: 1 }], error: TypeError, problem: 'options.ratchet must be true or false, got 1' },
    { given: [{ depth: '1' }], error: TypeError, problem: 'options.depth must be a number, got "1"' },
    { given: [{ depth: -1 }], error: RangeError, problem: 'options.depth must be a whole number, 0 or more' },
    { given: [{ rows: 0 }], error: RangeError, problem: 'options.rows must be a whole number, 1 or more' },
    { given: [{ rows: Number.NaN }], error: RangeError, problem: 'options.rows must be a whole number, 1 or more' },
  ])('refuses $given', ({ given, error, problem }) => {
    expect(() => parseFileArguments(given)).toThrow(error)
    expect(() => parseFileArguments(given)).toThrow(`toMatchMemorySnapshot: ${problem}`)
    expect(() => parseFileArguments(given)).toThrow('; for example ')
  })
})

describe('parseInlineArguments', () => {
  it.each([
    { given: [], inlineText: undefined, hasOptions: false },
    { given: ['72 B'], inlineText: '72 B', hasOptions: false },
    { given: [''], inlineText: '', hasOptions: false },
    { given: [{ rows: 5 }], inlineText: undefined, hasOptions: true },
    { given: [{ rows: 5 }, '72 B'], inlineText: '72 B', hasOptions: true },
  ])('takes $given', ({ given, inlineText, hasOptions }) => {
    const request = parseInlineArguments(given)
    expect(request).toMatchObject({ matcher: 'toMatchInlineMemorySnapshot', isInline: true, inlineText, hasOptions })
  })

  it.each([
    { given: ['72 B', { rows: 5 }], problem: 'the options come before the text' },
    { given: [undefined, '72 B'], problem: 'the options come before the text' },
    { given: [72], problem: 'the snapshot must be a text, got 72' },
    { given: [{}, 72], problem: 'the snapshot must be a text, got 72' },
    { given: [{}, '72 B', 'warm'], problem: 'it takes options and a text at most' },
    { given: [{ wihtin: 5 }, '72 B'], problem: 'unknown option "wihtin"' },
  ])('refuses $given', ({ given, problem }) => {
    expect(() => parseInlineArguments(given)).toThrow(TypeError)
    expect(() => parseInlineArguments(given)).toThrow(`toMatchInlineMemorySnapshot: ${problem}`)
  })
})
