import fc from 'fast-check'
import { expect, it } from 'vitest'
import { typeColour } from './type-colour.js'

const INK = '#16191d'
const KNOWN = [
  'string',
  'number',
  'bigint',
  'symbol',
  'function',
  'accessor',
  'Object',
  'Array',
  'Map',
  'Set',
  'Date',
  'native',
]

it('gives dark text enough contrast on any type, by the rule of WCAG', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...KNOWN)), (type) => {
      const colour = typeColour(type)
      expect(colour).toMatch(/^#[\da-f]{6}$/)
      expect((luminance(colour) + 0.05) / (luminance(INK) + 0.05)).toBeGreaterThan(4.5)
    }),
    { numRuns: 500 },
  )
})

it('gives a type the same colour each time, and all typed arrays one', () => {
  expect(typeColour('Session')).toBe(typeColour(['Ses', 'sion'].join('')))
  expect(typeColour('BigUint64Array')).toBe(typeColour('Float32Array'))
})

it('tells the usual types apart, and classes whose names differ in one character', () => {
  const colours = KNOWN.map(typeColour)
  expect(new Set(colours).size).toBe(KNOWN.length)
  const classes = Array.from({ length: 10 }, (_, index) => typeColour(`Node${index}`))
  expect(new Set(classes).size).toBe(10)
})

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
