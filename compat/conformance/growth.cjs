/** How `toGrowBy` behaves, the same in every runner. */

/**
 * @param {import('./suite.cjs').Runner & { failureOf(assertion: () => unknown): string, thrownBy(assertion: () => unknown): Error }} runner
 */
function growth({ describe, test, expect, failureOf, thrownBy }) {
  const times = (n, item) => Array.from({ length: n }, (_, i) => item(i))
  const mapOf = (n) => new Map(times(n, (i) => [i, i]))
  const matrixOf = (n) => times(n, () => new Float64Array(n))

  describe('toGrowBy', () => {
    test('passes up to the limit, in each form', () => {
      expect((n) => times(n, (i) => i)).toGrowBy(8)
      expect(mapOf).toGrowBy('28 B')
      expect(mapOf).toGrowBy({ atLeast: 20, atMost: '28 B' })
      expect(mapOf).toGrowBy(28, { fixed: 72 })
      expect(mapOf).toGrowBy(29, { at: [100, 1000], layout: 'v8-11' })
      expect(() => new Uint8Array(10_000)).toGrowBy(0)
    })

    test('is negated by not: above the limit, with too large a fixed part, or more than linear', () => {
      expect(mapOf).not.toGrowBy(27)
      expect(mapOf).not.toGrowBy(28, { fixed: 71 })
      expect(matrixOf).not.toGrowBy('1 MB')
      const text = failureOf(() => expect(mapOf).not.toGrowBy(28))
      expect(text).toMatch(/not\.toGrowBy/)
      expect(text).toMatch(/Expected: +more than 28 B per item/)
    })

    test('fails with the curve, the sizes and the steps', () => {
      const text = failureOf(() => expect(mapOf).toGrowBy(20))
      expect(text).toMatch(/Expected: +at most 20 B per item, linear/)
      expect(text).toMatch(/Received: +28 B per item \(\+8 B\), linear/)
      expect(text).toMatch(/size\(n\) = 72 B \+ 28 B × n/)
      expect(text).toMatch(/1,024 +28,744 B +28 B/)
      expect(text).toMatch(/between n = 512 and 513: +\+14,336 B +as a table that doubles/)
      expect(text).toContain('Map')
      expect(text).not.toMatch(/NaN|undefined|\[object/)
    })

    test('fails on growth that is more than linear', () => {
      expect(failureOf(() => expect(matrixOf).toGrowBy('1 MB'))).toMatch(/grows as n²/)
    })

    test('weighs what a promise resolves to', async () => {
      await expect(Promise.resolve(mapOf)).resolves.toGrowBy(28)
      await expect(Promise.resolve(mapOf)).resolves.not.toGrowBy(27)
    })

    test('matches asymmetrically inside other matchers', () => {
      expect({ make: mapOf }).toEqual({ make: expect.toGrowBy(28) })
      expect({ make: mapOf }).toEqual({ make: expect.not.toGrowBy(27) })
      expect({ make: mapOf }).not.toEqual({ make: expect.toGrowBy(27) })
    })

    test('says for which n the function threw, and keeps the cause', () => {
      const cause = new Error('no more rows')
      const make = (n) => {
        if (n > 64) throw cause
        return mapOf(n)
      }
      for (const assertion of [() => expect(make).toGrowBy(28), () => expect(make).not.toGrowBy(28)]) {
        const thrown = thrownBy(assertion)
        expect(thrown.message).toContain('n = 128')
        expect(thrown.message).toContain('no more rows')
        expect(thrown.cause === cause).toBe(true)
      }
    })

    const wrongUses = [
      { what: 'a value', call: (not) => not(expect(mapOf(3))).toGrowBy(28), names: ['function', 'object'] },
      { what: 'no limit', call: (not) => not(expect(mapOf)).toGrowBy(), names: ['perItem'] },
      { what: 'a function without return', call: (not) => not(expect(() => {})).toGrowBy(28), names: ['undefined'] },
      { what: 'an async function', call: (not) => not(expect(async () => [])).toGrowBy(28), names: ['promise'] },
      {
        what: 'an unknown option',
        call: (not) => not(expect(mapOf)).toGrowBy(28, { fixd: 1 }),
        names: ['fixd', 'fixed'],
      },
    ]
    for (const { what, call, names } of wrongUses) {
      test(`${what} is a TypeError, negated or not`, () => {
        for (const assertion of [() => call((it) => it), () => call((it) => it.not)]) {
          const thrown = thrownBy(assertion)
          expect(thrown.name).toBe('TypeError')
          for (const name of [...names, 'toGrowBy(']) expect(thrown.message).toContain(name)
        }
      })
    }
  })
}

module.exports = { growth }
