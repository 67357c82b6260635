import fc from 'fast-check'
import { expect, it } from 'vitest'
import { printable } from './printable.js'

it.each([
  { name: '.entries', text: '.entries' },
  { name: '.größe', text: '.größe' },
  { name: '.two\nlines\tand\r', text: '.two\\nlines\\tand\\r' },
  { name: '.\u001b[31mred', text: '.\\u{1b}[31mred' },
  { name: '.right\u202eleft', text: '.right\\u{202e}left' },
  { name: '.line\u2028separator', text: '.line\\u{2028}separator' },
  { name: '.half\ud800', text: '.half\\u{d800}' },
])('prints $text', ({ name, text }) => {
  expect(printable(name)).toBe(text)
})

it('cuts a long name in the middle, and keeps both its ends', () => {
  const text = printable(`.start${'x'.repeat(1e6)}end`)
  expect(text).toHaveLength(80)
  expect(text).toMatch(/^\.startx+…x+end$/)
})

it('leaves nothing that could move the cursor or break the line, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      expect(printable(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    }),
  )
})
