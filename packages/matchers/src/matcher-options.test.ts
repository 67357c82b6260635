import { createTracker, sizeOf } from '@carat/core'
import { describe, expect, it } from 'vitest'
import { checkOptions } from './matcher-options.js'

const check = (options: unknown) => checkOptions('toBeSmallerThan', 'other', options)

describe('checkOptions', () => {
  it('takes none', () => {
    expect(check(undefined)).toEqual({})
  })

  it('keeps what is right', () => {
    const shared = {}
    const options = { layout: 'v8-11', exclude: new Set([shared]), include: [Array.prototype] }
    expect(check(options)).toEqual({ layout: 'v8-11', exclude: [shared], include: [Array.prototype] })
    expect(check({ layout: 'host' })).toEqual({ layout: 'host' })
  })

  it('reads a list that can be read once, so that a failure can walk again', () => {
    const shared = { a: 1 }
    const options = check({
      exclude: (function* () {
        yield shared
      })(),
    })
    const sizes = [sizeOf([shared], options), sizeOf([shared], options)]
    expect(sizes).toEqual([32 + 16 + 8, 32 + 16 + 8])
  })

  const example = "; for example toBeSmallerThan(other, { layout: 'host' })"
  it.each([
    { options: null, kind: TypeError, message: `options must be an object, got null${example}` },
    { options: 'v8-14', kind: TypeError, message: `options must be an object, got "v8-14"${example}` },
    {
      options: { layuot: 'v8-14' },
      kind: TypeError,
      message: `unknown option "layuot"; the options are layout, exclude, include${example}`,
    },
    {
      options: { tracker: createTracker() },
      kind: TypeError,
      message:
        'options.tracker changes with each call, so a matcher takes none; for example expect(sizeOf(value, { tracker })).toBe(72)',
    },
    {
      options: { layout: 'v8-9' },
      kind: RangeError,
      message: `unknown layout 'v8-9'; the layouts are 'v8-11', 'v8-13', 'v8-14', 'v8-14-compressed', 'host'${example}`,
    },
  ])('refuses $options', ({ options, kind, message }) => {
    expect(() => check(options)).toThrow(new kind(`toBeSmallerThan: ${message}`))
  })

  it.each([{ exclude: 5 }, { include: {} }, { exclude: null }])('refuses %o, which is no list', (options) => {
    expect(() => check(options)).toThrow(TypeError)
    expect(() => check(options)).toThrow(
      /^toBeSmallerThan: options\.(exclude|include) .* for example toBeSmallerThan\(/,
    )
  })
})
