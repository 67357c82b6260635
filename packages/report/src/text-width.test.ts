import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitted, textWidth } from './text-width.js'

it.each([
  { text: '', width: 0 },
  { text: '.entries Map', width: 12 },
  { text: '.größe', width: 6 },
  { text: 'e\u0301', width: 1 },
  { text: '名前', width: 4 },
  { text: '한글', width: 4 },
  { text: '👩', width: 2 },
  { text: '×…│', width: 3 },
])('$text takes $width columns', ({ text, width }) => {
  expect(textWidth(text)).toBe(width)
})

it('fits any text into any width, and leaves one that fits as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.integer({ min: 0, max: 40 }), (text, width) => {
      const shown = fitted(text, width)
      expect(textWidth(shown)).toBeLessThanOrEqual(width)
      if (textWidth(text) <= width) expect(shown).toBe(text)
      else if (width >= 3) {
        expect(shown.endsWith('…')).toBe(true)
        expect(text.startsWith(shown.slice(0, -1))).toBe(true)
        expect(shown.isWellFormed()).toBe(true)
      } else expect(shown).toBe('')
    }),
  )
})
