import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeLimits, limitsThatHold, limitThatBreaks, type SureLimits } from './sure-limit.js'

const MOST = 12
/** Stands for the sizes above all limits, where there is no upper bound. */
const FAR_ABOVE = MOST + 5

const bound = fc.integer({ min: 0, max: MOST })
const boundsArbitrary = fc
  .tuple(bound, fc.option(bound, { nil: undefined }))
  .map(([one, other]) =>
    other === undefined
      ? { lower: one, upper: undefined }
      : { lower: Math.min(one, other), upper: Math.max(one, other) },
  )
const limitsArbitrary = fc
  .tuple(bound, bound, fc.constantFrom('atLeast', 'atMost', 'both'))
  .map(([one, other, kind]): SureLimits => {
    if (kind === 'atLeast') return { atLeast: one, atMost: undefined, strict: false }
    if (kind === 'atMost') return { atLeast: undefined, atMost: one, strict: false }
    return { atLeast: Math.min(one, other), atMost: Math.max(one, other), strict: false }
  })

describe('judgeLimits', () => {
  const [none, all] = [undefined, undefined]
  it.each([
    { lower: 40, upper: 60, atLeast: none, atMost: 39, verdict: 'broken' },
    { lower: 40, upper: 60, atLeast: none, atMost: 40, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: none, atMost: 59, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: none, atMost: 60, verdict: 'holds' },
    { lower: 40, upper: 60, atLeast: none, atMost: 61, verdict: 'holds' },
    { lower: 40, upper: all, atLeast: none, atMost: 39, verdict: 'broken' },
    { lower: 40, upper: all, atLeast: none, atMost: 40, verdict: 'undecided' },
    { lower: 40, upper: all, atLeast: none, atMost: Number.MAX_SAFE_INTEGER, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: 39, atMost: none, verdict: 'holds' },
    { lower: 40, upper: 60, atLeast: 40, atMost: none, verdict: 'holds' },
    { lower: 40, upper: 60, atLeast: 41, atMost: none, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: 60, atMost: none, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: 61, atMost: none, verdict: 'broken' },
    { lower: 40, upper: all, atLeast: 40, atMost: none, verdict: 'holds' },
    { lower: 40, upper: all, atLeast: 41, atMost: none, verdict: 'undecided' },
    { lower: 40, upper: all, atLeast: Number.MAX_SAFE_INTEGER, atMost: none, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: 40, atMost: 60, verdict: 'holds' },
    { lower: 40, upper: 60, atLeast: 41, atMost: 60, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: 40, atMost: 59, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: 45, atMost: 55, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: 60, atMost: 70, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: 61, atMost: 70, verdict: 'broken' },
    { lower: 40, upper: 60, atLeast: 30, atMost: 40, verdict: 'undecided' },
    { lower: 40, upper: 60, atLeast: 30, atMost: 39, verdict: 'broken' },
    { lower: 40, upper: all, atLeast: 40, atMost: 60, verdict: 'undecided' },
    { lower: 40, upper: all, atLeast: 30, atMost: 39, verdict: 'broken' },
    { lower: 40, upper: 40, atLeast: none, atMost: 40, verdict: 'holds' },
    { lower: 40, upper: 40, atLeast: none, atMost: 39, verdict: 'broken' },
    { lower: 40, upper: 40, atLeast: 40, atMost: none, verdict: 'holds' },
    { lower: 40, upper: 40, atLeast: 41, atMost: none, verdict: 'broken' },
    { lower: 0, upper: 0, atLeast: none, atMost: 0, verdict: 'holds' },
    { lower: 0, upper: all, atLeast: 0, atMost: none, verdict: 'holds' },
    { lower: 0, upper: all, atLeast: none, atMost: 0, verdict: 'undecided' },
  ])('of $lower to $upper, at least $atLeast and at most $atMost: $verdict', ({ verdict, ...given }) => {
    expect(judgeLimits(given, given)).toBe(verdict)
  })

  it('holds if all sizes between the bounds are within the limits, and is broken if none is', () => {
    fc.assert(
      fc.property(boundsArbitrary, limitsArbitrary, (bounds, limits) => {
        const { atLeast = 0, atMost = FAR_ABOVE + 1 } = limits
        const possible = Array.from({ length: FAR_ABOVE + 1 }, (_, size) => size).filter(
          (size) => size >= bounds.lower && size <= (bounds.upper ?? FAR_ABOVE),
        )
        const within = possible.filter((size) => size >= atLeast && size <= atMost)
        const verdict = judgeLimits(bounds, limits)
        expect(verdict === 'holds').toBe(within.length === possible.length)
        // without an upper bound any `atLeast` may be reached, also those above the sizes that were tried
        expect(verdict === 'broken').toBe(within.length === 0)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the limits that decide', () => {
  it('are decided as they say, and the next ones are not', () => {
    fc.assert(
      fc.property(boundsArbitrary, limitsArbitrary, (bounds, limits) => {
        fc.pre(judgeLimits(bounds, limits) === 'undecided')
        const held = limitsThatHold(bounds, limits)
        const broken = limitThatBreaks(bounds, limits)
        expect(held === undefined).toBe(limits.atMost !== undefined && bounds.upper === undefined)
        if (held !== undefined) {
          expect(judgeLimits(bounds, held)).toBe('holds')
          for (const nearer of [
            { ...held, atLeast: held.atLeast === limits.atLeast ? held.atLeast : (held.atLeast ?? 0) + 1 },
            { ...held, atMost: held.atMost === limits.atMost ? held.atMost : (held.atMost ?? 0) - 1 },
          ]) {
            const isSame = nearer.atLeast === held.atLeast && nearer.atMost === held.atMost
            if (!isSame) expect(judgeLimits(bounds, nearer)).toBe('undecided')
          }
        }
        if (broken === undefined) return
        expect(judgeLimits(bounds, broken)).toBe('broken')
        const { atLeast, atMost } = broken
        const next = { atLeast: atLeast && atLeast - 1, atMost: atMost === undefined ? undefined : atMost + 1 }
        expect(judgeLimits(bounds, next)).not.toBe('broken')
      }),
      { numRuns: 2000 },
    )
  })
})
