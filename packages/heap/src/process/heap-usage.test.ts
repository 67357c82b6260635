import { isMeasurement, type Measurement, measure, measureAll } from '@carat/core'
import { memoryText, treeText } from '@carat/report'
import { describe, expect, it } from 'vitest'
import { pathText } from '../retainers/path-text.js'
import { heapUsageOf, measureHeap } from './heap-usage.js'
import type { HeapPart } from './held-breakdown.js'
import { retainedSizeOf, retainersOf } from './retained.js'
import { unseenBy, unseenOf } from './unseen-by.js'

function createApi() {
  const cache = new Map([['user:1', { name: 'somebody' }]])
  return { refresh: () => cache }
}

const partsOf = (part: HeapPart): HeapPart[] => [part, ...part.parts.flatMap(partsOf)]

describe('heapUsageOf', () => {
  it('is a measurement, whose rows add up', () => {
    const usage = heapUsageOf(createApi())
    expect(isMeasurement(usage)).toBe(true)
    const parts = partsOf(usage.root)
    expect(parts.reduce((sum, { self }) => sum + self, 0)).toBe(usage.bytes)
    expect(parts.reduce((sum, { spare }) => sum + spare, 0)).toBe(usage.spare)
    for (const { self, used, spare } of parts) expect(used + spare).toBe(self)
    expect(parts.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['', '.refresh', '.refresh.[[Scope]]', '.refresh.[[Scope]].cache']),
    )
  })

  it('can be printed, and kept in a snapshot', () => {
    const usage = heapUsageOf(createApi())
    expect(treeText(usage)).toContain('.[[Scope]] scope')
    expect(memoryText(usage)).toContain('.[[Scope]] scope')
  })

  it('tells slack of young classes apart, and only where people read', () => {
    class Young {
      field = 1
    }
    const usage = heapUsageOf([new Young()])
    expect(usage.bytes).toBe(32 + 16 + 8 + 24 + 8)
    expect(usage.slack).toBeGreaterThan(0)
    expect(treeText(usage)).toContain('slack apart')
    expect(memoryText(usage)).not.toContain('slack')
  })

  it.each([
    { value: 5, bytes: 0 },
    { value: 0.5, bytes: 16 },
    { value: undefined, bytes: 0 },
    { value: null, bytes: 0 },
    { value: true, bytes: 0 },
    { value: '', bytes: 0 },
    { value: 'a text of twenty-four ch', bytes: 16 + 24 },
    { value: 2n ** 64n, bytes: 16 + 2 * 8 },
    { value: Math.max, bytes: 0 },
    { value: globalThis, bytes: 0 },
  ])('holds $bytes B for a $value', ({ value, bytes }) => {
    expect(heapUsageOf(value).bytes).toBe(bytes)
  })

  it('says which scopes others hold, and counts nothing of them', () => {
    const usage = heapUsageOf({ first: pair.first })
    expect(usage.bytes).toBe(24 + 8 + 56)
    expect(usage.exact).toBe(false)
    expect(usage.unseen).toEqual([
      { path: '.first', reason: 'closure context', count: 1, note: 'others keep it alive, too' },
    ])
    expect(heapUsageOf(pair).exact).toBe(true)
  })

  it('runs no getter and no trap', () => {
    const trap = () => {
      throw new Error('user code ran')
    }
    const hostile = {
      get getter() {
        return trap()
      },
      proxy: new Proxy({}, { ownKeys: trap, get: trap, getOwnPropertyDescriptor: trap, getPrototypeOf: trap }),
      toJSON: trap,
    }
    expect(heapUsageOf(hostile).bytes).toBeGreaterThan(0)
  })

  it('leaves out what it is told to, and takes in what is the program’s', () => {
    const logger = { lines: ['one'] }
    expect(heapUsageOf({ logger }, { exclude: [logger] }).bytes).toBe(24 + 8)
    const prototype = { shared: 1 }
    expect(heapUsageOf({ prototype }, { include: [prototype] }).bytes).toBe(24 + 8 + 24 + 8)
  })

  it.each([
    {
      options: 1,
      error: 'options must be an object, got number; for example heapUsageOf(value, { exclude: [logger] })',
    },
    { options: null, error: 'options must be an object, got null' },
    { options: { layout: 'host' }, error: 'unknown option "layout"; the options are exclude, include' },
    { options: { exclude: 1 }, error: 'options.exclude must be an array or a Set of objects, got number' },
  ])('refuses the options $options', ({ options, error }) => {
    expect(() => heapUsageOf({}, options as never)).toThrow(error)
  })
})

function createPair() {
  const shared = new Array(100).fill(0)
  return { first: () => shared, second: () => shared }
}
const pair = createPair()

describe('measureHeap', () => {
  it('measures each value by itself, out of one snapshot', () => {
    const shared = { both: 1 }
    const { a, b } = measureHeap({ a: { shared }, b: [shared] })
    expect(a.bytes).toBe(24 + 8 + 24 + 8)
    expect(b.bytes).toBe(32 + 16 + 8 + 24 + 8)
  })

  it('takes names that objects inherit', () => {
    const usages = measureHeap({ constructor: {}, toString: [] })
    expect([usages.constructor.bytes, usages.toString.bytes]).toEqual([56, 32])
  })

  it.each([
    {
      values: 1,
      error: 'values must be an object of values by name, got number; for example measureHeap({ users, sessions })',
    },
    {
      values: {
        get cache() {
          throw new Error('user code ran')
        },
      },
      error:
        'values must hold values, but "cache" is an accessor, which measureHeap does not run; for example measureHeap({ users: app.users })',
    },
  ])('refuses what holds no values: $error', ({ values, error }) => {
    expect(() => measureHeap(values as never)).toThrow(new TypeError(error))
  })
})

describe('unseenBy', () => {
  it('adds up to what V8 holds', () => {
    const api = createApi()
    const { walk, heap, rows } = unseenBy(measure(api))
    expect(walk).toBe(24 + 8 + 56)
    expect(heap).toBe(heapUsageOf(api).bytes)
    expect(rows).toEqual([{ path: '.refresh', cause: 'closure context', bytes: heap - walk, count: 5 }])
  })

  it('names a private field, and what growth left', () => {
    class Session {
      readonly #cart = ['private']
      get size() {
        return this.#cart.length
      }
    }
    const list = new Array(20).fill(0)
    list.length = 18
    const { rows } = unseenOf({ session: new Session(), list })
    expect(rows).toEqual([
      { path: '.session.#cart', cause: 'private fields', bytes: 32 + 16 + 8 + 24, count: 2 },
      { path: '.list', cause: 'spare capacity', bytes: 16, count: 1 },
    ])
  })

  it('measures again with the options of the measurement', () => {
    const logger = { lines: ['one'] }
    const { walk, heap } = unseenBy(measure({ logger }, { exclude: [logger], layout: 'v8-14-compressed' }))
    expect([walk, heap]).toEqual([32, 32])
  })

  it.each([
    { made: () => ({}) as Measurement, error: 'measurement must come from measure(value), got object' },
    { made: () => measureAll({ a: {} }), error: 'the value of the measurement is not known' },
    { made: () => heapUsageOf({}), error: 'the value of the measurement is not known' },
  ])('refuses what is no measurement of one value: $error', ({ made, error }) => {
    expect(() => unseenBy(made())).toThrow(error)
  })
})

// A function of its own: the variables of a call that runs hold what they made.
function createOwner(shared: object) {
  return { shared, own: new Array(100).fill(0) }
}

describe('what retains, and is retained', () => {
  it('charges a value with what only it keeps alive', () => {
    const shared = { big: new Array(1000).fill(0) }
    const retained = retainedSizeOf(createOwner(shared))
    expect(retained).toBeGreaterThanOrEqual(24 + 16 + 32 + 16 + 800)
    expect(retained).toBeLessThan(8000)
    expect(shared.big.length).toBe(1000)
  })

  it('has nothing to say of what is no heap object', () => {
    expect(retainedSizeOf(5)).toBe(0)
    expect(retainersOf(5)).toBeUndefined()
    expect(retainersOf(undefined)).toBeUndefined()
  })

  it('shows the way to a value', () => {
    expect(pathText(retainersOf(pair.first) ?? [])).toMatch(/module scope of heap-usage\.test\.ts.*first/)
  })
})
