import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChurningMap } from './churning-map.js'

describe('ChurningMap', () => {
  it('has what a Map has, after any adding and deleting', () => {
    const steps = fc.array(fc.record({ isAdding: fc.constantFrom(true, true, false), key: fc.nat(2000) }), {
      minLength: 500,
      maxLength: 3000,
    })
    fc.assert(
      fc.property(steps, (way) => {
        const map = new ChurningMap<number, number>()
        const model = new Map<number, number>()
        for (const [step, { isAdding, key }] of way.entries()) {
          if (model.has(key)) {
            map.delete(key)
            model.delete(key)
          } else if (isAdding) {
            map.add(key, step)
            model.set(key, step)
          }
        }
        const keys = Array.from({ length: 2001 }, (_, key) => key)
        expect(keys.map((key) => map.get(key))).toEqual(keys.map((key) => model.get(key)))
      }),
    )
  })

  it('takes no longer for a key that comes and goes than for another, in a large map', () => {
    const map = new ChurningMap<number, number>()
    for (let key = 1; key <= 1_000_000; key++) map.add(key, key)
    // in a Map this takes minutes: each look-up passes what each deletion left behind
    for (let i = 0; i < 200_000; i++) {
      map.add(0, i)
      map.delete(0)
    }
    expect(map.get(0)).toBeUndefined()
    expect(map.get(1_000_000)).toBe(1_000_000)
  })
})
