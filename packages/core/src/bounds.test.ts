import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsOf } from './bounds.js'
import { lowerBoundOf } from './lower-bound.js'
import { measure } from './measure.js'
import { sizeOf } from './size-of.js'
import { createTracker } from './tracker.js'

const layouts = ['v8-11', 'v8-13', 'v8-14', 'v8-14-compressed'] as const
const visible = fc.anything({ withMap: true, withSet: true, withBigInt: true, withTypedArray: true, withDate: true })

// What an object takes at most for its properties: a dictionary of 4, 8, 16 … entries of three slots.
const dictionary = (entries: number) => 64 + entries * 3 * 8

describe('boundsOf', () => {
  it.each([
    // nothing to choose
    { of: 'null', value: null, lower: 0, upper: 0 },
    { of: 'true', value: true, lower: 0, upper: 0 },
    // a box, as computing leaves one
    { of: 'a small integer', value: 5, lower: 0, upper: 16 },
    { of: 'a fraction', value: 0.5, lower: 16, upper: 16 },
    { of: '5n', value: 5n, lower: 24, upper: 24 },
    { of: 'the empty string', value: '', lower: 0, upper: 0 },
    // 16 + 2 bytes, padded
    { of: 'one character', value: 'a', lower: 0, upper: 24 },
    // at least 16 + 3; at most a pointer and 16 + 3 × 2
    { of: 'a short string', value: 'abc', lower: 24, upper: 24 + 24 },
    // a slice is 32; a rope: 12 characters of two bytes behind a pointer, and 8 cells with a character each
    { of: 'a string of 20', value: 'x'.repeat(20), lower: 32, upper: 24 + 40 + 8 * (32 + 24) },
    // `{}` has four slots, and may be a prototype
    { of: '{}', value: {}, lower: 24, upper: 24 + 4 * 8 + dictionary(4) },
    { of: '{ a }', value: { a: null }, lower: 24 + 8, upper: 24 + 4 * 8 + dictionary(4) },
    // room for 5 + 2 in a dictionary that is a third empty
    {
      of: '5 properties',
      value: { a: null, b: null, c: null, d: null, e: null },
      lower: 24 + 5 * 8,
      upper: 24 + 5 * 8 + dictionary(16),
    },
    { of: 'a number in a property', value: { n: 1 }, lower: 24 + 8, upper: 24 + 4 * 8 + dictionary(4) + 16 },
    // `new Array()` has room for four
    { of: '[]', value: [], lower: 32, upper: 32 + 16 + 4 * 8 + dictionary(4) },
    // a store of 2 + 1 + 16, as pushing to one that is full makes it
    { of: '[null, null]', value: [null, null], lower: 32 + 32, upper: 32 + 16 + 19 * 8 + dictionary(4) },
    // 10 + 5 + 16
    { of: '10 nulls', value: new Array(10).fill(null), lower: 32 + 96, upper: 32 + 16 + 31 * 8 + dictionary(4) },
    // a dictionary of 4 at least; a store that is long enough at most
    {
      of: 'one element at 5000',
      value: Object.assign([], { 4999: null }),
      lower: 32 + 48 + 4 * 3 * 8,
      upper: 32 + 16 + (5000 + 2500 + 16) * 8 + dictionary(4),
    },
    { of: 'an empty Map', value: new Map(), lower: 32 + 152, upper: 32 + 152 + dictionary(4) },
    // a table of 8 that is a quarter full: 4 buckets and 8 entries of three slots
    {
      of: 'a Map of 2',
      value: new Map([
        [true, true],
        [false, false],
      ]),
      lower: 32 + 152,
      upper: 32 + 40 + (4 + 8 * 3) * 8 + dictionary(4),
    },
    { of: 'a Date', value: new Date(0), lower: 96, upper: 96 + dictionary(4) },
  ])('$of: from $lower to $upper B', ({ value, lower, upper }) => {
    expect(boundsOf(value)).toMatchObject({ lower, upper, unbounded: [] })
  })

  it('counts each equal string, number and accessor at most once a slot, and at least once', () => {
    const { lower, upper = 0 } = boundsOf(['abc', 'abc'])
    expect([lower, upper]).toEqual([32 + 32 + 24, 32 + 16 + 19 * 8 + dictionary(4) + 2 * 48])
  })

  it('knows the slots of a class from its source, and those of the classes that it extends', () => {
    class Two {
      readonly a = null
      readonly b = null
    }
    class Three extends Two {
      readonly c = null
    }
    // two fields and eight to spare; a class of one is expected to have two
    expect(boundsOf(new Two()).upper).toBe(24 + (2 + 8) * 8 + dictionary(8))
    expect(boundsOf(new Three()).upper).toBe(24 + (2 + 2 + 8) * 8 + dictionary(8))
    // no class to be found: the most that V8 puts inside of an object
    expect(boundsOf(Object.create({ method() {} })).upper).toBe(24 + 252 * 8 + dictionary(4))
  })

  it('says what it assumes of what is there, and nothing else', () => {
    expect(boundsOf(1).assumptions).toEqual([])
    expect(boundsOf('short').assumptions).toEqual([])
    expect(boundsOf('more than twelve characters').assumptions).toEqual([expect.stringMatching(/^no string was cut/)])
    expect(boundsOf({}).assumptions).toEqual([
      'no property and no element was deleted',
      expect.stringMatching(/^the slots inside each object/),
    ])
    expect(boundsOf([]).assumptions).toContainEqual(expect.stringMatching(/^no array was made shorter/))
    expect(boundsOf(new Set()).assumptions).toContain('no Set was made by `difference` or `symmetricDifference`')
  })

  it('has no upper bound for what can not be seen, and says where it lies', () => {
    const value = { handlers: [() => value, () => value], title: 'bounded' }
    expect(boundsOf(value)).toMatchObject({
      upper: undefined,
      unbounded: [{ path: '.handlers[*]', reason: 'closure context', count: 2 }],
      room: [],
      assumptions: [],
    })
  })

  it('has, if strict, no upper bound for what may have been larger', () => {
    const value = { list: [null], name: 'a text of more than twelve', set: new Set(), map: new Map() }
    expect(boundsOf(value, { strict: true })).toMatchObject({
      upper: undefined,
      unbounded: [
        { path: '.list', reason: 'array that may have been longer', count: 1 },
        { path: '.name', reason: 'string that may be a slice', count: 1 },
        { path: '.set', reason: 'set that may have been larger', count: 1 },
      ],
    })
  })

  it('allows, if strict, for an object that lost its properties', () => {
    // 252 slots inside, and the rest of 1,020 properties and two free slots behind
    expect(boundsOf({}, { strict: true }).upper).toBe(24 + 16 + 1022 * 8)
    expect(boundsOf('abc', { strict: true })).toMatchObject({ upper: 48, assumptions: [] })
  })

  it('sees what hangs on long arrays, and hidden', () => {
    const long = Object.assign(new Array(2000).fill(null), { more: 'abc' })
    expect(boundsOf(long).lower).toBe(32 + 16 + 2000 * 8 + 8 + 24)
    const hidden = Object.defineProperty([null], 'hidden', { value: () => {} })
    expect(boundsOf(hidden).unbounded).toEqual([{ path: '.hidden', reason: 'closure context', count: 1 }])
  })

  it('counts with a tracker what it does not know', () => {
    const shared = { a: null }
    const tracker = createTracker()
    const first = boundsOf(shared, { tracker })
    expect(boundsOf(shared, { tracker })).toMatchObject({ lower: 0, upper: 0 })
    expect(first).toEqual(boundsOf(shared))
  })

  it.each([null, 'yes', 1, {}])('refuses $0 for strict', (strict) => {
    expect(() => boundsOf({}, { strict: strict as never })).toThrow(TypeError)
    expect(() => boundsOf({}, { strict: strict as never })).toThrow('write { strict: true }')
  })

  it('refuses other options as every measurement does, and runs no accessor among them', () => {
    expect(() => boundsOf({}, { strict: true, depth: 1 } as never)).toThrow(RangeError)
    expect(() => boundsOf({}, { depth: 1 } as never)).toThrow('unknown option "depth"')
    expect(() => boundsOf({}, null as never)).toThrow(TypeError)
    const options = {
      strict: true,
      get layout(): never {
        throw new Error('run')
      },
    }
    expect(() => boundsOf({}, options)).toThrow('options.layout must be a plain value')
  })
})

describe('laws of boundsOf', () => {
  const all = <T>(arbitrary: fc.Arbitrary<T>, law: (value: T) => void) => fc.assert(fc.property(arbitrary, law))

  it('lower ≤ sizeOf ≤ upper in every layout, and the lower bound is that of lowerBoundOf', () => {
    all(fc.tuple(visible, fc.constantFrom(...layouts)), ([value, layout]) => {
      const { lower, upper } = boundsOf(value, { layout })
      const size = sizeOf(value, { layout })
      expect(lower).toBe(lowerBoundOf(value, { layout }))
      expect(lower).toBeLessThanOrEqual(size)
      expect(upper).toBeGreaterThanOrEqual(size)
    })
  })

  it('the room of all causes is what lies between the bounds', () => {
    all(fc.tuple(visible, fc.constantFrom(...layouts), fc.boolean()), ([value, layout, strict]) => {
      const { lower, upper, room } = boundsOf(value, { layout, strict })
      const total = room.reduce((sum, { bytes }) => sum + bytes, 0)
      if (upper === undefined) expect(room).toEqual([])
      else expect(lower + total).toBe(upper)
      for (const { bytes } of room) expect(bytes).toBeGreaterThan(0)
      expect(room.map(({ bytes }) => bytes)).toEqual(room.map(({ bytes }) => bytes).sort((a, b) => b - a))
    })
  })

  it('there is an upper bound exactly where nothing is listed as unbounded', () => {
    const hiding = fc.anything({
      withMap: true,
      withSet: true,
      values: [fc.constantFrom(() => {}, 1, 'a'), fc.string()],
    })
    all(fc.tuple(hiding, fc.boolean()), ([value, strict]) => {
      const { upper, unbounded } = boundsOf(value, { strict })
      expect(upper === undefined).toBe(unbounded.length > 0)
      if (!strict) expect(upper !== undefined).toBe(measure(value).exact)
    })
  })

  it('what is strict is no less', () => {
    all(visible, (value) => {
      const { lower, upper = 0 } = boundsOf(value)
      const strict = boundsOf(value, { strict: true })
      expect(strict.lower).toBe(lower)
      if (strict.upper !== undefined) expect(strict.upper).toBeGreaterThanOrEqual(upper)
    })
  })

  it('one more property or element lowers neither bound', () => {
    all(fc.tuple(fc.dictionary(fc.string(), visible), fc.array(visible), visible), ([object, array, more]) => {
      const pairs = [
        [object, { ...object, 'one more': more }],
        [array, [...array, more]],
      ]
      for (const [before, after] of pairs) {
        expect(boundsOf(after).lower).toBeGreaterThanOrEqual(boundsOf(before).lower)
        expect(boundsOf(after).upper).toBeGreaterThanOrEqual(boundsOf(before).upper as number)
      }
    })
  })

  it('the order of properties does not matter', () => {
    all(fc.dictionary(fc.string(), visible), (object) => {
      const reversed = Object.fromEntries(Object.entries(object).reverse())
      expect(boundsOf(reversed)).toEqual(boundsOf(Object.fromEntries(Object.entries(object))))
    })
  })
})
