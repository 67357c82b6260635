import { measure } from '@carat/core'
import { heapUsageOf, unseenBy } from '@carat/heap'
import { describe, expect, it } from 'vitest'
import { toHaveHeapUsage, toHaveMemoryUsage } from './index.js'

function createApi() {
  const cache = new Array(1500).fill(0)
  return {
    refresh: () => cache,
  }
}

function createPair() {
  const shared = new Array(100).fill(0)
  return { first: () => shared, second: () => shared }
}
const pair = createPair()

const apiBytes = 24 + 8 + 56 + (16 + 3 * 8) + (32 + 16 + 1500 * 8)

describe('toHaveHeapUsage', () => {
  it('counts what a closure holds', () => {
    const api = createApi()
    // the object, the function, its scope of one variable, the array
    expect(toHaveHeapUsage(api, apiBytes).pass).toBe(true)
    expect(toHaveHeapUsage(api, apiBytes - 1).pass).toBe(false)
  })

  it('counts private fields, and entries of a WeakMap', () => {
    class Session {
      readonly #cart = ['private']
      get size() {
        return this.#cart.length
      }
    }
    for (let made = 0; made < 20; made++) new Session()
    expect(toHaveHeapUsage(new Session(), 24 + 8 + 32 + 16 + 8 + 24).pass).toBe(true)
    const weak = new WeakMap([[createApi, { of: 'a function' }]])
    expect(toHaveHeapUsage(weak, 32 + 104 + 24 + 8 + 32).pass).toBe(true)
  })

  it('says what lies between the walk and V8', () => {
    expect(toHaveHeapUsage(createApi(), { atMost: '2 kB' }).message()).toMatchInlineSnapshot(`
      "expect(received).toHaveHeapUsage(expected)

      Expected: at most  2,000 B (2 kB)
      Received:         12,176 B (12.2 kB)   (+10,176 B, +508.8 %)
      Layout:   v8-11, Node.js 20 and 22 (V8 11.3, 12.4), 64-bit

      walk 88 B + unseen 12,088 B (closure of refresh: 12,088 B) = as built 12,176 B

      Parts of received, largest first:
         total    self
        12,176      32  Object
        12,144      56    .refresh function
        12,088      40      .[[Scope]] scope
        12,048  12,048        .cache Array"
    `)
  })

  it('changes nothing of a joined string, and speaks of one moment', () => {
    const joined = ['a'.repeat(100) + Math.random().toFixed(10) + 'b'.repeat(60)]
    const { bytes } = heapUsageOf(joined)
    expect(heapUsageOf(joined).bytes).toBe(bytes)
    const text = toHaveHeapUsage(joined, bytes + 8).message()
    expect(text).toContain(`as built ${bytes} B`)
    expect(text).toMatch(new RegExp(`Received: ${bytes} B`))
  })

  it('names scopes that others hold for what they are', () => {
    const text = toHaveHeapUsage({ first: pair.first }, 80).message()
    expect(text).toContain('Not counted, since others keep it alive, too:\n  received.first  closure context')
    expect(text).not.toContain("JavaScript can't see it")
  })

  it('says where the spare capacity is', () => {
    const list: unknown[] = []
    for (let i = 0; i < 100; i++) list.push({ i })
    expect(toHaveHeapUsage(list, 4048).message()).toMatchInlineSnapshot(`
      "expect(received).toHaveHeapUsage(expected)

      Expected: 4,048 B (4.05 kB)
      Received: 4,368 B (4.37 kB)   (+320 B, +7.9 %)
      Layout:   v8-11, Node.js 20 and 22 (V8 11.3, 12.4), 64-bit

      walk 4,048 B + unseen 320 B (spare capacity of the value: 320 B) = as built 4,368 B

      Of it spare capacity:  320 B

      Parts of received, largest first:
        total   self
        4,368  1,168  Array, 320 spare
        3,200  3,200    [*] Object ×100

      If 4,368 B is right, expect 4368 instead of 4048."
    `)
  })

  it.each([
    { expected: undefined, error: 'toHaveHeapUsage: expected is missing; for example toHaveHeapUsage(72)' },
    {
      expected: { atMost: '2 kB', sure: true },
      error: 'toHaveHeapUsage: unknown key "sure" in expected; it takes atMost and atLeast',
    },
    { expected: '2 kb', error: 'toHaveHeapUsage: expected: unknown unit' },
    { expected: Number.NaN, error: 'toHaveHeapUsage: expected must be a whole number of bytes, 0 or more, got NaN' },
  ])('refuses $expected', ({ expected, error }) => {
    expect(() => toHaveHeapUsage({}, expected as never)).toThrow(error)
  })

  it('refuses a layout, which only the engine has', () => {
    expect(() => toHaveHeapUsage({}, 56, { layout: 'host' } as never)).toThrow(
      'toHaveHeapUsage: options.layout is "host", but what V8 holds has the layout of the engine that runs; for example toHaveHeapUsage(72, { exclude: [logger] })',
    )
  })

  it('leaves out what it is told to', () => {
    const logger = { lines: new Array(1000).fill('line') }
    expect(toHaveHeapUsage({ logger }, 32, { exclude: [logger] }).pass).toBe(true)
  })
})

describe('toHaveMemoryUsage with heap', () => {
  it('explains a failure by what V8 holds beyond the walk', () => {
    const api = createApi()
    const text = toHaveMemoryUsage(api, 80, { heap: true }).message()
    const { walk, heap } = unseenBy(measure(api))
    expect(walk).toBe(88)
    expect(heap).toBe(apiBytes)
    expect(text).toContain('walk 88 B + unseen 12,088 B (closure of refresh: 12,088 B) = as built 12,176 B')
  })

  it('takes no snapshot unless it is asked to', () => {
    expect(toHaveMemoryUsage(createApi(), 80).message()).not.toContain('as built')
    expect(() => toHaveMemoryUsage({}, 56, { heap: 1 } as never)).toThrow(
      'toHaveMemoryUsage: options.heap must be true or false, got 1; for example toHaveMemoryUsage(72, { heap: true })',
    )
  })
})
