import { expect, it } from 'vitest'
import { printableName, quotedName } from './printable-name.js'

it.each([
  { name: 'a\nb', shown: 'a\\u000ab' },
  { name: '\u001b[31mred', shown: '\\u001b[31mred' },
  { name: 'right\u202eleft', shown: 'right\\u202eleft' },
  { name: 'half \ud83d', shown: 'half \\ud83d' },
  { name: 'whole 😀', shown: 'whole 😀' },
  { name: 'x'.repeat(100), shown: `${'x'.repeat(59)}…` },
])('shows $shown', ({ name, shown }) => {
  expect(printableName(name)).toBe(shown)
})

it('quotes what a key may contain', () => {
  expect(quotedName('say "hi" \\ bye')).toBe('"say \\"hi\\" \\\\ bye"')
})
