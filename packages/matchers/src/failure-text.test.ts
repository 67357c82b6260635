import { layouts } from '@carat/core'
import { describe, expect, it } from 'vitest'
import { failureText, type Verdict } from './failure-text.js'

const verdict: Verdict = {
  matcher: 'toHaveMemoryUsage',
  argument: 'expected',
  negated: false,
  wanted: { before: '', bytes: 72 },
  received: 80,
  reference: 72,
  layout: 'v8-14',
}
const LAYOUT = `Layout:   v8-14, ${layouts['v8-14'].engines}`

describe('failureText', () => {
  it('opens with the call, both sizes, their difference and the layout', () => {
    expect(failureText({}, verdict, [])).toBe(
      [
        'expect(received).toHaveMemoryUsage(expected)',
        '',
        'Expected: 72 B',
        'Received: 80 B   (+8 B, +11.1 %)',
        LAYOUT,
      ].join('\n'),
    )
  })

  it('stands the two counts under each other, with exact bytes beside rounded ones', () => {
    const text = failureText(
      {},
      { ...verdict, wanted: { before: 'at most ', bytes: 2000 }, received: 12_480, reference: 2000, layout: 'v8-11' },
      [],
    )
    expect(text).toContain(
      [
        'Expected: at most  2,000 B (2 kB)',
        'Received:         12,480 B (12.5 kB)   (+10,480 B, +524 %)',
        `Layout:   v8-11, ${layouts['v8-11'].engines}`,
      ].join('\n'),
    )
  })

  it('says what was wanted without a count of bytes, too', () => {
    const wanted = { before: 'a size that matches Any<String>' }
    const text = failureText({}, { ...verdict, wanted, reference: undefined }, [])
    expect(text).toContain('Expected: a size that matches Any<String>\nReceived: 80 B\n')
  })

  it('adds the blocks that explain it, and leaves out empty ones', () => {
    const text = failureText({}, verdict, [['Parts:', '  80 B'], [], ['Call it.']])
    expect(text.slice(text.indexOf(LAYOUT))).toBe(`${LAYOUT}\n\nParts:\n  80 B\n\nCall it.`)
  })

  it.each([
    { received: 72, reference: 72, difference: 'the same' },
    { received: 8, reference: 0, difference: '+8 B' },
    { received: 64, reference: 72, difference: '-8 B, -11.1 %' },
    { received: 12_000, reference: 2000, difference: '+10,000 B, +500 %' },
    { received: 24_200, reference: 2000, difference: '+22,200 B, 12.1 times as much' },
    { received: 108, reference: 72, difference: '+36 B, +50 %' },
    { received: 1_000_001, reference: 1_000_000, difference: '+1 B, under 0.1 %' },
    { received: 999_999, reference: 1_000_000, difference: '-1 B, under 0.1 %' },
    { received: 1_000_000, reference: 72, difference: '+999,928 B, 13,888.9 times as much' },
    { received: 0, reference: 72, difference: '-72 B, -100 %' },
  ])('says $difference of $received against $reference', ({ received, reference, difference }) => {
    const text = failureText({}, { ...verdict, received, reference }, [])
    expect(text).toContain(`   (${difference})\n`)
  })

  it.each([
    { promise: 'resolves', negated: false, hint: 'expect(received).resolves.toHaveMemoryUsage(expected)' },
    { promise: 'rejects', negated: true, hint: 'expect(received).rejects.not.toHaveMemoryUsage(expected)' },
    { promise: '', negated: true, hint: 'expect(received).not.toHaveMemoryUsage(expected)' },
    { promise: undefined, negated: false, hint: 'expect(received).toHaveMemoryUsage(expected)' },
  ])('shows the call as $hint', ({ promise, negated, hint }) => {
    expect(failureText({ promise }, { ...verdict, negated }, []).split('\n')[0]).toBe(hint)
  })

  it("uses the runner's colours where it has any", () => {
    class Utils {
      readonly tags = { expected: 'e', received: 'r', dim: 'd' }
      // methods that need their object, as Bun's do
      EXPECTED_COLOR(text: string) {
        return `<${this.tags.expected}>${text}</${this.tags.expected}>`
      }
      RECEIVED_COLOR(text: string) {
        return `<${this.tags.received}>${text}</${this.tags.received}>`
      }
      DIM_COLOR(text: string) {
        return `<${this.tags.dim}>${text}</${this.tags.dim}>`
      }
    }
    const utils = new Utils()
    expect(failureText({ utils }, verdict, [])).toBe(
      [
        '<d>expect(</d><r>received</r><d>)</d><d>.</d>toHaveMemoryUsage<d>(</d><e>expected</e><d>)</d>',
        '',
        'Expected: <e>72 B</e>',
        'Received: <r>80 B</r>   (+8 B, +11.1 %)',
        `<d>${LAYOUT}</d>`,
      ].join('\n'),
    )
  })

  it('leaves a text alone that the runner would put in quotes, as Bun does', () => {
    const quote = (text: string) => `"${text}"`
    const utils = { EXPECTED_COLOR: quote, RECEIVED_COLOR: quote }
    expect(failureText({ utils }, verdict, [])).toBe(failureText({}, verdict, []))
  })
})
