import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTracker, isLargerThan, layouts, shallowSizeOf, sizeOf } from './index.js'
import { lowerBoundOf } from './lower-bound.js'

describe('sizeOf', () => {
  it.each([
    { made: 'a small integer', value: 5, size: 0 },
    { made: 'a number with a fraction', value: 1.5, size: 16 },
    { made: 'an array of small integers', value: [1, 2, 3], size: 32 + 16 + 3 * 8 },
    { made: 'an array of unboxed numbers', value: [1.5, 2, 3], size: 32 + 16 + 3 * 8 },
    { made: 'an array with boxed numbers', value: [1.5, {}, 3.5], size: 32 + 16 + 3 * 8 + 56 + 2 * 16 },
    { made: 'an object with a boxed number', value: { a: 1.5 }, size: 24 + 8 + 16 },
    { made: '{}', value: {}, size: 24 + 4 * 8 },
    { made: 'a getter alone', value: Object.defineProperty({}, 'a', { get: () => 1 }), size: 56 + 24 + 56 },
    { made: 'equal strings', value: ['carat', 'carat'], size: 32 + 16 + 2 * 8 + 24 },
  ])('sizes $made as $size', ({ value, size }) => {
    expect(sizeOf(value)).toBe(size)
  })

  it('gives the bytes of the layout that is asked for', () => {
    expect(sizeOf({ a: 1 }, { layout: 'v8-14-compressed' })).toBe(12 + 4)
    expect(sizeOf(new ArrayBuffer(100), { layout: 'v8-11' })).toBe(layouts['v8-11'].arrayBuffer + 100)
  })

  it('counts an object once, however often and in whatever order it is reached', () => {
    const shared = { text: 'shared by both' }
    const cycle: Record<string, unknown> = { shared }
    cycle.self = cycle
    expect(sizeOf({ a: shared, b: cycle })).toBe(sizeOf({ b: cycle, a: shared }))
    expect(sizeOf(cycle)).toBe(24 + 2 * 8 + sizeOf(shared))
  })

  it('does not count what belongs to the program', () => {
    class Node {
      next = null
    }
    const bare = sizeOf({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 })
    expect(
      sizeOf({
        a: Math,
        b: globalThis,
        c: Array.prototype.map,
        d: Node.prototype,
        e: Symbol.iterator,
        f: process,
        g: JSON,
      }),
    ).toBe(bare)
  })

  it('counts a program object that is asked for, or included', () => {
    class Node {
      method() {}
    }
    expect(sizeOf(Node.prototype)).toBeGreaterThan(0)
    expect(sizeOf([Node.prototype], { include: [Node.prototype] })).toBeGreaterThan(sizeOf([Node.prototype]))
  })

  it('leaves out what is excluded, with what only that reaches', () => {
    const cache = { big: 'x'.repeat(1000) }
    expect(sizeOf({ cache }, { exclude: [cache] })).toBe(24 + 8)
  })

  it('counts a small view of a shared buffer the same in either order', () => {
    const view = new Uint8Array(8)
    const { buffer } = view
    expect(sizeOf([view, buffer])).toBe(sizeOf([buffer, view]))
  })

  it('finishes a list of a million nodes and a million nested arrays', () => {
    let list: unknown = null
    let nested: unknown = 0
    for (let i = 0; i < 1_000_000; i++) {
      list = { next: list }
      nested = [nested]
    }
    expect(sizeOf(list)).toBe(1_000_000 * 32)
    expect(sizeOf(nested)).toBe(1_000_000 * (32 + 24))
  })

  it('does not look through four billion holes', () => {
    const sparse: unknown[] = []
    sparse[4_294_967_294] = 1
    // a dictionary of one entry; the length and the key are no small integers
    expect(sizeOf(sparse)).toBe(32 + 48 + 4 * 24 + 2 * 16)
  })

  it('skips what Node.js hangs on promises for its hooks', () => {
    const promise = Promise.resolve(1)
    Object.defineProperty(promise, Symbol('kResourceStore'), { value: { huge: 'x'.repeat(10_000) }, enumerable: true })
    expect(sizeOf(promise)).toBe(48)
  })

  it.each([
    [
      { layout: 'v8-9' },
      "unknown layout 'v8-9'; the layouts are 'v8-11', 'v8-13', 'v8-14', 'v8-14-compressed', 'host'",
    ],
    [{ layuot: 'host' }, 'unknown option "layuot"; the options are layout, tracker, exclude, include'],
    [{ tracker: {} }, 'options.tracker must come from createTracker()'],
    [{ exclude: 5 }, 'options.exclude must be an array or a Set of objects, got number'],
    [null, "options must be an object such as { layout: 'host' }, got null"],
  ])('refuses the options %j', (options, message) => {
    expect(() => sizeOf({}, options as never)).toThrow(message)
  })
})

describe('shallowSizeOf', () => {
  it.each([
    { made: 'an array', value: [{}, {}], size: 32 + 16 + 2 * 8 },
    { made: 'an object', value: { a: 'text', b: 1.5 }, size: 24 + 2 * 8 },
    { made: 'a Map', value: new Map([[{}, {}]]), size: 32 + 152 },
    { made: 'a string', value: 'twelve chars', size: 16 + 16 },
    { made: 'an ArrayBuffer', value: new ArrayBuffer(100), size: 96 + 100 },
    { made: 'a symbol', value: Symbol('with a description'), size: 24 },
  ])('sizes $made as $size', ({ value, size }) => {
    expect(shallowSizeOf(value)).toBe(size)
  })
})

describe('isLargerThan', () => {
  it('takes bytes and texts', () => {
    expect(isLargerThan([1, 2, 3], 71)).toBe(true)
    expect(isLargerThan([1, 2, 3], 72)).toBe(false)
    expect(isLargerThan('x'.repeat(2000), '2 kB')).toBe(true)
    expect(isLargerThan('x'.repeat(2000), '2 KiB')).toBe(false)
  })

  it('agrees with sizeOf on any value and limit', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, withTypedArray: true }), fc.nat(2000), (value, limit) => {
        expect(isLargerThan(value, limit)).toBe(sizeOf(value) > limit)
      }),
    )
  })

  it('looks at a few objects of a large value', () => {
    const tracker = createTracker()
    const values = Array.from({ length: 10_000 }, () => ({ at: 1 }))
    expect(isLargerThan(values, '1 kB', { tracker })).toBe(true)
    expect(tracker.count).toBeLessThan(100)
  })

  it.each([Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, '1 kb', undefined, null])('refuses the limit %j', (limit) => {
    expect(() => isLargerThan({}, limit as never)).toThrow(RangeError)
  })
})

describe('createTracker', () => {
  it('counts together what several calls reach', () => {
    fc.assert(
      fc.property(fc.object(), fc.object(), fc.object(), (shared, a, b) => {
        const tracker = createTracker()
        const first = sizeOf({ a, shared }, { tracker })
        const second = sizeOf({ b, shared }, { tracker })
        const both = sizeOf([
          { a, shared },
          { b, shared },
        ])
        expect(first + second).toBe(both - sizeOf([0, 0]))
      }),
    )
  })
})

describe('lowerBoundOf', () => {
  it('is never above sizeOf', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, withBigInt: true, withNullPrototype: true }), (value) => {
        expect(lowerBoundOf(value)).toBeLessThanOrEqual(sizeOf(value))
      }),
    )
  })

  it('counts one number in two slots as one box', () => {
    expect(lowerBoundOf([1.5, {}, 1.5])).toBe(lowerBoundOf([1.5, {}, 0]))
  })
})
