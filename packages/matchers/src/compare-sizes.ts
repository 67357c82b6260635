import { isLargerThan, measure, sizeOf } from '@carat/core'
import { adviceOn } from './advice.js'
import { breakdown } from './breakdown.js'
import { parseAmount } from './byte-amount.js'
import { comparison } from './comparison.js'
import { contextOf, type MatcherResult } from './context.js'
import { failureText } from './failure-text.js'
import { checkOptions, type MatcherOptions } from './matcher-options.js'
import { misuse } from './misuse.js'

/** One of the two strict comparisons: its name, and whether it asks for less or for more. */
export interface Comparison {
  readonly matcher: string
  readonly wants: 'less' | 'more'
}

/**
 * Compares the settled size of `received` with that of `other`, or with a limit where `other` is a number or a byte text.
 *
 * @throws {TypeError | RangeError} if `other` is missing, a number or a text that is no amount of bytes, or a bigint, or if
 * `options` can't be meant.
 */
export function compareSizes(
  self: unknown,
  { matcher, wants }: Comparison,
  received: unknown,
  other: unknown,
  options: unknown,
): MatcherResult {
  const context = contextOf(self)
  const limit = parseLimit(matcher, other)
  const sizeOptions = checkOptions(matcher, 'other', options)
  const pass = holds(wants, received, other, limit, sizeOptions)
  const message = (): string => {
    const measured = measure(received, sizeOptions)
    const otherMeasured = limit === undefined ? measure(other, sizeOptions) : undefined
    const reference = otherMeasured?.bytes ?? limit ?? 0
    return failureText(
      context,
      {
        matcher,
        argument: 'other',
        negated: pass,
        wanted: {
          before: pass ? `at ${wants === 'less' ? 'least' : 'most'} ` : `${wants} than `,
          bytes: reference,
          after: otherMeasured && ', the size of other',
        },
        received: measured.bytes,
        reference,
        layout: measured.layout,
      },
      [...(otherMeasured ? comparison(measured, otherMeasured) : breakdown(measured)), adviceOn(measured)],
    )
  }
  return { pass, message }
}

/** Whether the comparison holds; stops walking once that is known. */
function holds(
  wants: Comparison['wants'],
  received: unknown,
  other: unknown,
  limit: number | undefined,
  options: MatcherOptions,
): boolean {
  if (limit === undefined) {
    const [smaller, larger] = wants === 'less' ? [received, other] : [other, received]
    return isLargerThan(larger, sizeOf(smaller, options), options)
  }
  if (wants === 'more') return isLargerThan(received, limit, options)
  return limit > 0 && !isLargerThan(received, limit - 1, options)
}

/** The bytes of a limit; `undefined` where `other` is a value to be weighed. */
function parseLimit(matcher: string, other: unknown): number | undefined {
  switch (typeof other) {
    case 'number':
      return parseAmount(other, { matcher, argument: 'other', rightCall: `${matcher}('2 kB')` })
    case 'string':
      // A text is a limit, also where it is meant as a value: to guess would let a wrong unit pass.
      return parseAmount(other, {
        matcher,
        argument: 'other',
        rightCall: `${matcher}('2 kB'), or ${matcher}(sizeOf(text)) to compare with the size of a text`,
      })
    case 'bigint':
      throw misuse(
        TypeError,
        matcher,
        "other must be a value, a number of bytes or a text such as '2 kB', got a bigint",
        `${matcher}(72), or ${matcher}(sizeOf(bigint)) to compare with the size of a bigint`,
      )
    case 'undefined':
      throw misuse(TypeError, matcher, 'other is missing or undefined', `${matcher}(previous) or ${matcher}('2 kB')`)
    default:
      return undefined
  }
}
