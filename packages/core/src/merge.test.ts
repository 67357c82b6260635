import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  diff,
  isMeasurement,
  type Measurement,
  measurable,
  measure,
  measureAll,
  merge,
  type Part,
  type Visitor,
} from './index.js'

const value = fc.anything({ withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true })

function rows(part: Part): Part[] {
  return [part, ...part.parts.flatMap(rows)]
}

function withoutIdentity(measurement: Measurement): unknown {
  return JSON.parse(JSON.stringify(measurement))
}

describe('merge', () => {
  it('adds up what two measurements have, row by row', () => {
    const one = measure({ users: ['anna', 'bert'], config: { deep: true } })
    const two = measure({ users: ['carla'], log: [1] })
    const merged = merge(one, two)
    expect(merged.bytes).toBe(one.bytes + two.bytes)
    const found = rows(merged.root).map(({ path, type, count, self }) => `${path} ${type} ×${count} ${self}`)
    expect(found.sort()).toEqual([
      ` Object ×2 ${2 * (24 + 2 * 8)}`,
      `.config Object ×1 ${24 + 8}`,
      `.log Array ×1 ${32 + 16 + 8}`,
      `.users Array ×2 ${32 + 16 + 2 * 8 + 32 + 16 + 8}`,
      `.users[*] string ×3 ${3 * (16 + 8)}`,
    ])
  })

  it('counts in each what both have in common, as values in one process are not', () => {
    const shared = ['shared']
    expect(merge(measure([shared]), measure([shared])).bytes - measure([[shared], [shared]]).bytes).toBe(
      measure(shared).bytes - (32 + 16 + 2 * 8),
    )
  })

  it('gives a measurement: its rows and types add up, it can be merged and compared', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const all = values.map((one) => measure(one))
        const merged = merge(...all)
        expect(isMeasurement(merged)).toBe(true)
        expect(merged.bytes).toBe(all.reduce((sum, { bytes }) => sum + bytes, 0))
        expect(merged.objects).toBe(all.reduce((sum, { objects }) => sum + objects, 0))
        expect(rows(merged.root).reduce((sum, { self }) => sum + self, 0)).toBe(merged.bytes)
        expect(merged.types.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(merged.bytes)
        for (const { bytes, self, parts } of rows(merged.root)) {
          expect(bytes).toBe(parts.reduce((sum, part) => sum + part.bytes, self))
        }
        expect(diff(merged, merge(...all)).rows).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('is the same in whatever order and groups', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        const [x, y, z] = [measure([a]), measure([b]), measure([c])]
        const merged = withoutIdentity(merge(x, y, z))
        expect(withoutIdentity(merge(z, x, y))).toEqual(merged)
        expect(withoutIdentity(merge(x, merge(y, z)))).toEqual(merged)
      }),
      { numRuns: 300 },
    )
  })

  it('takes measurements that came as JSON, and of several roots', () => {
    const joint = measureAll({ a: [1], b: [2] })
    const merged = merge(joint, JSON.parse(JSON.stringify(joint)))
    expect(merged.bytes).toBe(2 * joint.bytes)
    expect(merged.root.parts.map(({ path, count }) => `${path} ×${count}`)).toEqual(['.a ×2', '.b ×2'])
  })

  it('keeps what was not seen, and the warnings', () => {
    class Broken {
      readonly #hidden = 1;
      [measurable](visitor: Visitor): void {
        visitor.bytes('native', -this.#hidden)
      }
    }
    const measurement = measure([new Broken()])
    expect(merge(measurement, measurement)).toMatchObject({
      exact: false,
      unseen: [{ path: '[*]', reason: 'private fields', count: 2 }],
      warnings: [{ path: '[*]', count: 2 }],
    })
  })

  it('is a copy of the only one', () => {
    const measurement = measure([1])
    expect(merge(measurement)).toEqual(measurement)
    expect(merge(measurement)).not.toBe(measurement)
  })

  it('refuses what is no measurement, none, and several layouts', () => {
    expect(() => merge()).toThrow(
      'merge takes measurements, got undefined as number 1; for example merge(measure(a), measure(b))',
    )
    expect(() => merge(measure([]), {} as never)).toThrow('got object as number 2')
    expect(() => merge(measure([]), null as never)).toThrow('got null as number 2')
    expect(() => merge(measure([]), measure([], { layout: 'v8-11' }))).toThrow(
      "merge takes measurements of one layout, got v8-14 and, as number 2, v8-11; measure all with { layout: 'v8-14' }",
    )
  })
})
