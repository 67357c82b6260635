import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripIndentation } from './strip-indentation.js'

describe('stripIndentation', () => {
  it('takes the indentation of the first line from all', () => {
    expect(stripIndentation('\n    72 B\n\n      rows\n  ')).toBe('\n72 B\n\n  rows\n')
  })

  it.each([
    { kind: 'without indentation', text: '\n72 B\n  rows\n' },
    { kind: 'of one line', text: '    72 B' },
    { kind: 'that begins beside the quote', text: '    72 B\n    rows\n' },
    { kind: 'that ends beside the quote', text: '\n    72 B\n    rows' },
    { kind: 'with a line that is indented less', text: '\n    72 B\n  rows\n' },
  ])('leaves a text $kind', ({ text }) => {
    expect(stripIndentation(text)).toBe(text)
  })

  it('gives back the text that a runner indented', () => {
    const line = fc.stringMatching(/^[ a-z0-9,]{0,12}$/)
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{1,8}$/),
        fc.array(line),
        fc.stringMatching(/^[ \t]{0,6}$/),
        (first, rest, indent) => {
          const lines = [first, ...rest]
          const indented = lines.map((text) => (text === '' ? '' : indent + text)).join('\n')
          expect(stripIndentation(`\n${indented}\n${indent}`)).toBe(
            indent === '' ? `\n${indented}\n` : `\n${lines.join('\n')}\n`,
          )
        },
      ),
    )
  })
})
