import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { build, graphPlan } from './graph/object-graphs.test-support.js'
import { measure, measureAll, sizeOf } from './index.js'

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

describe('measureAll', () => {
  it('gives each root what goes if it goes, and splits all bytes among roots and what they share', () => {
    fc.assert(
      fc.property(graphPlan, fc.integer({ min: 1, max: 4 }), (plan, count) => {
        const values = build(plan).slice(0, count)
        const all = Object.fromEntries(values.map((value, i) => [`root ${i}`, value]))
        const { bytes, objects, roots, shared } = measureAll(all)
        expect(bytes).toBe(sizeOf(values) - sizeOf(values.map(() => 1)))
        expect(
          sum(Object.values(roots).map(({ exclusive }) => exclusive)) + sum(shared.map((part) => part.bytes)),
        ).toBe(bytes)
        expect(sum(Object.values(roots).map((root) => root.objects)) + sum(shared.map((part) => part.objects))).toBe(
          objects,
        )
        for (const [i, value] of values.entries()) {
          const root = roots[`root ${i}`]
          const others = values.filter((_, j) => j !== i)
          expect(root?.reachable).toBe(sizeOf(value))
          expect(root?.exclusive).toBe(bytes - (sizeOf(others) - sizeOf(others.map(() => 1))))
        }
        for (const { types, bytes: total } of shared) expect(sum(types.map((row) => row.bytes))).toBe(total)
      }),
      { numRuns: 500 },
    )
  })

  it('tells for each set of roots what exactly these reach', () => {
    fc.assert(
      fc.property(graphPlan, fc.integer({ min: 1, max: 4 }), (plan, count) => {
        const values = build(plan).slice(0, count)
        const names = values.map((_, i) => `root ${i}`)
        const all = 2 ** values.length - 1
        const chosen = <T>(from: readonly T[], set: number) => from.filter((_, i) => set & (1 << i))
        /** What only roots of this set reach: all but what the others do. */
        const within = (set: number) => {
          const others = chosen(values, all & ~set)
          return sizeOf(values) - sizeOf([...others, ...Array.from(chosen(values, set), () => 1)])
        }
        const exactly = (set: number): number =>
          within(set) - sum(Array.from({ length: set }, (_, part) => ((part & ~set) === 0 ? exactly(part) : 0)))
        const expected = Array.from({ length: all + 1 }, (_, set) => ({
          between: chosen(names, set),
          bytes: exactly(set),
        }))
          .filter(({ between, bytes }) => between.length > 1 && bytes > 0)
          .map(({ between, bytes }) => `${between}: ${bytes}`)
        const { shared } = measureAll(Object.fromEntries(values.map((value, i) => [`root ${i}`, value])))
        expect(shared.map(({ between, bytes }) => `${between}: ${bytes}`).sort()).toEqual(expected.sort())
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on the order of the roots, and lists them by name', () => {
    const roots = fc.tuple(
      graphPlan,
      fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', '0', 'two words'], { minLength: 7 }),
    )
    fc.assert(
      fc.property(roots, ([plan, names]) => {
        const values = build(plan)
        const entries = names.map((name, i) => [name, values[i % values.length]] as const)
        expect(JSON.stringify(measureAll(Object.fromEntries(entries)))).toBe(
          JSON.stringify(measureAll(Object.fromEntries(entries.toReversed()))),
        )
        expect(Object.keys(measureAll(Object.fromEntries(entries)).roots)).toEqual([...names].sort())
      }),
      { numRuns: 200 },
    )
  })

  it('takes a thousand roots with much in common, each object held by other roots', () => {
    const core = Array.from({ length: 1000 }, (_, i) => ({ i, half: i + 0.5 }))
    const holds = (root: number, i: number) => (root * 7 + i * 13) % 1000 < 4
    const roots = Object.fromEntries(
      Array.from({ length: 1000 }, (_, root) => [
        `root ${root}`,
        { core, own: core.filter((_, i) => holds(root, i)).map((held) => ({ held })) },
      ]),
    )
    const parts = Object.fromEntries(core.map((held, i) => [`root ${i}`, { before: core[i - 1], held }]))
    const { bytes, roots: sizes, shared } = measureAll(roots)
    expect(shared).toEqual([expect.objectContaining({ bytes: sizeOf(core), objects: 2001 })])
    expect(shared[0]?.between).toHaveLength(1000)
    expect(sum(Object.values(sizes).map(({ exclusive }) => exclusive)) + sizeOf(core)).toBe(bytes)
    expect(sizes['root 7']?.exclusive).toBe(
      sizeOf({ core: null, own: core.filter((_, i) => holds(7, i)).map(() => ({ held: null })) }),
    )
    const pairs = measureAll(parts)
    expect(pairs.shared).toHaveLength(999)
    expect(pairs.shared.every(({ between, bytes: both }) => between.length === 2 && both === 24 + 2 * 8 + 16)).toBe(
      true,
    )
  })

  it('takes a list of which each root is another entry', () => {
    const roots: Record<string, unknown> = {}
    let entry: unknown = null
    for (let i = 999; i >= 0; i--) {
      entry = { next: entry }
      roots[`entry ${i}`] = entry
    }
    const { roots: sizes, shared, bytes } = measureAll(roots)
    expect(bytes).toBe(1000 * sizeOf({ next: null }))
    expect(shared.map(({ between }) => between.length).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 999 }, (_, i) => i + 2),
    )
    expect(sizes['entry 400']).toMatchObject({ exclusive: 0, reachable: 600 * sizeOf({ next: null }) })
  })

  it('counts what two roots share and is no object: the pair of an accessor', () => {
    const get = Object.getOwnPropertyDescriptor(Map.prototype, 'size')?.get as () => number
    const make = () => Object.defineProperty({}, 'size', { get })
    const { bytes, roots, shared } = measureAll({ a: make(), b: make() })
    expect(shared).toMatchObject([{ between: ['a', 'b'], bytes: 24, objects: 0, types: [{ type: 'accessor' }] }])
    expect(sum(Object.values(roots).map(({ exclusive }) => exclusive)) + 24).toBe(bytes)
  })

  it('names the roots between which something is shared', () => {
    const [both, all] = [{ of: 'two' }, { of: 'three' }]
    const { shared } = measureAll({ b: { both, all }, a: [both, all], c: all })
    expect(shared.map(({ between, bytes }) => [between, bytes])).toEqual([
      [['a', 'b'], sizeOf(both)],
      [['a', 'b', 'c'], sizeOf(all)],
    ])
  })

  it('has a breakdown of all roots together, each by its name', () => {
    const config = { retries: 3 }
    const { root } = measureAll({ users: { config }, sessions: [{ config }], limit: 1.5 })
    expect(root).toMatchObject({ type: '(several roots)', self: 0, count: 1 })
    expect(root.parts.map(({ path, type, bytes }) => [path, type, bytes])).toEqual([
      ['.sessions', 'Array', 56 + 32],
      ['.users', 'Object', 32],
      ['.users.config', 'Object', 32],
      ['.limit', 'number', 16],
    ])
  })

  it('keeps the names of many roots', () => {
    const roots = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`cache${i}`, { i }]))
    expect(measureAll(roots).root.parts).toHaveLength(40)
    expect(Object.keys(measureAll(roots).roots)).toHaveLength(40)
  })

  it('takes the same object under two names', () => {
    const object = { a: 1 }
    const { roots, shared, bytes } = measureAll({ one: object, two: object })
    expect(roots).toEqual({
      one: { exclusive: 0, reachable: 32, objects: 0 },
      two: { exclusive: 0, reachable: 32, objects: 0 },
    })
    expect(shared).toMatchObject([{ between: ['one', 'two'], bytes: 32 }])
    expect(bytes).toBe(32)
  })

  it('takes primitives, and none', () => {
    const { roots, bytes } = measureAll({ number: 1.5, text: 'some text', flag: true, nothing: undefined })
    expect(bytes).toBe(16 + sizeOf('some text'))
    expect(roots).toMatchObject({ number: { exclusive: 16 }, flag: { exclusive: 0 }, nothing: { exclusive: 0 } })
    expect(measureAll({})).toMatchObject({ bytes: 0, objects: 0, exact: true, roots: {}, shared: [] })
  })

  it('counts what was asked for, though it belongs to the program', () => {
    class Cache {
      get(): number {
        return 1
      }
    }
    expect(measureAll({ prototype: Cache.prototype }).roots.prototype?.exclusive).toBe(sizeOf(Cache.prototype))
  })

  it('lists what it could not see by the path from the roots', () => {
    expect(measureAll({ jobs: [() => 1], plain: 1 }).unseen).toEqual([
      { path: '.jobs[*]', reason: 'closure context', count: 1 },
    ])
  })

  it('refuses what is no object of values, and an accessor, with a right call', () => {
    for (const wrong of [undefined, null, 1, 'text']) {
      expect(() => measureAll(wrong as never)).toThrow(/roots must be an object .*measureAll\(\{ users, sessions \}\)/)
    }
    const ran = { count: 0 }
    const roots = {
      get users() {
        return ran.count++
      },
    }
    expect(() => measureAll(roots)).toThrow(/"users" is an accessor/)
    expect(ran.count).toBe(0)
  })

  it('is measure for a single root, but for the path', () => {
    const value = { list: [1.5, 'text'], map: new Map([['key', { a: 1 }]]) }
    const { bytes, objects, types } = measure(value)
    expect(measureAll({ value })).toMatchObject({ bytes, objects, types, roots: { value: { exclusive: bytes } } })
  })
})
