import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shallowSizeOf, sizeOf } from '../index.js'

describe('ShallowWalk', () => {
  it('takes what a Map or Set takes whose entries cost nothing', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.boolean(), (count, hasField) => {
        const numbers = Array.from({ length: count }, (_, at) => at)
        const map = new Map(numbers.map((at) => [at, { at }]))
        const plain = new Map(numbers.map((at) => [at, at]))
        const set = new Set(numbers.map((at) => `text ${at}`))
        if (hasField) for (const table of [map, plain, set]) Object.assign(table, { field: 1 })
        expect(shallowSizeOf(map)).toBe(sizeOf(plain))
        expect(shallowSizeOf(set)).toBe(sizeOf(Object.assign(new Set(numbers), hasField ? { field: 1 } : {})))
      }),
    )
  })

  it('does not visit the entries of a large Map', () => {
    const map = new Map(Array.from({ length: 1_000_000 }, (_, at) => [at, at]))
    const size = sizeOf(map)
    // 10,000 times a million entries would take longer than a test may
    for (let i = 0; i < 10_000; i++) if (shallowSizeOf(map) !== size) throw new Error('another size')
  })
})
