import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fallsThroughout, LEAST_LARGEST, lineThrough, octavesOf, octavesUpTo, type Rate, riseOf } from './growth.js'
import { leastSquares } from './least-squares.js'

const ratesOf = (...perItem: number[]): Rate[] => perItem.map((rate, i) => ({ perItem: rate, width: 16 * 2 ** i }))

describe('octavesUpTo', () => {
  it.each([
    { largest: 1024, ns: [16, 32, 64, 128, 256, 512, 1024] },
    { largest: 1000, ns: [16, 32, 63, 125, 250, 500, 1000] },
    { largest: 16, ns: [1, 2, 4, 8, 16] },
    { largest: 31, ns: [2, 4, 8, 16, 31] },
  ])('halves $largest, rounded up', ({ largest, ns }) => {
    expect(octavesUpTo(largest)).toEqual(ns)
  })

  it('keeps a table as full at each n as at the others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: LEAST_LARGEST, max: 2 ** 24 }),
        fc.integer({ min: 0, max: 24 }),
        (largest, power) => {
          const ns = octavesUpTo(largest)
          for (const { from, to } of octavesOf(ns.map((n) => ({ n, bytes: 0 })))) {
            const room = 2 ** power
            expect(to.n <= 2 * room).toBe(from.n <= room)
          }
        },
      ),
    )
  })
})

describe('lineThrough', () => {
  it('is the line that sizes lie on, to the byte', () => {
    const natural = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(natural, natural, fc.integer({ min: LEAST_LARGEST, max: 100_000 }), (fixed, perItem, largest) => {
        const sizes = octavesUpTo(largest).map((n) => ({ n, bytes: fixed + perItem * n }))
        const line = lineThrough(octavesOf(sizes))
        expect(line.perItem).toBe(perItem)
        // what 16 digits leave of it, where a billion bytes of items are taken away
        expect(Math.abs(line.fixed - fixed)).toBeLessThanOrEqual(Math.max(0, perItem * largest - 2 ** 40) / 2 ** 20)
      }),
    )
  })
})

describe('leastSquares', () => {
  it('is the line that no other is nearer than', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
    const points = fc.uniqueArray(point, { minLength: 2, maxLength: 8, selector: ([x]) => x })
    const shift = fc.double({ min: -5, max: 5, noNaN: true })
    fc.assert(
      fc.property(points, shift, shift, (points, slopeShift, interceptShift) => {
        const { slope, intercept } = leastSquares(
          points.map(([x]) => x),
          points.map(([, y]) => y),
        )
        const distance = (a: number, b: number): number =>
          points.reduce((total, [x, y]) => total + (y - a * x - b) ** 2, 0)
        expect(distance(slope, intercept)).toBeLessThanOrEqual(
          distance(slope + slopeShift, intercept + interceptShift) + 1e-3,
        )
      }),
    )
  })
})

describe('riseOf', () => {
  it.each([
    { what: 'the same all along', rates: [28, 28, 28, 28, 28, 28], rise: undefined },
    { what: 'n² alone', rates: [48, 96, 192, 384, 768, 1536], rise: 'steep' },
    { what: 'n² beside much that is linear', rates: [50, 50, 50, 55, 62, 75], rise: 'marked' },
    { what: 'n log n', rates: [248, 256, 264, 272, 280, 288], rise: 'slight' },
    { what: 'n log n after a fall among few items', rates: [280, 256, 264, 272, 280, 288], rise: undefined },
    { what: 'a decade of digits', rates: [32, 32, 32, 32, 33, 40], rise: undefined },
    { what: 'texts of several lengths', rates: [184, 184, 184, 187, 192, 198], rise: undefined },
    { what: 'a hash trie', rates: [214, 157, 157, 175, 189, 169], rise: undefined },
    { what: 'one step at the end', rates: [40, 40, 40, 40, 40, 120], rise: undefined },
  ])('of $what is $rise', ({ rates, rise }) => {
    expect(riseOf(ratesOf(...rates))).toBe(rise)
  })

  it('never is one and a fall, too', () => {
    const rates = fc.array(fc.double({ min: -100, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 6 })
    fc.assert(
      fc.property(rates, (perItem) => {
        const list = ratesOf(...perItem)
        expect(riseOf(list) !== undefined && fallsThroughout(list)).toBe(false)
      }),
    )
  })
})
