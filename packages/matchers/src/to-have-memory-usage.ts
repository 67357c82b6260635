import { boundsOf, formatExactBytes, measure } from '@carat/core'
import { adviceOn } from './advice.js'
import { breakdown } from './breakdown.js'
import { contextOf, type MatcherContext, type MatcherResult } from './context.js'
import { type ExpectedSize, meets, parseExpected, refuseSureOption, type SettledExpectation } from './expected-size.js'
import { failureText, type Wanted } from './failure-text.js'
import { marginText } from './margin.js'
import { checkOptions, type MatcherOptions } from './matcher-options.js'
import { unwantedRange, wantedRange } from './range-text.js'
import { judgeLimits, type SureLimits } from './sure-limit.js'
import { sureText } from './sure-text.js'

/**
 * Passes when the settled size of `received` is what `expected` says: exact bytes, a range, or bytes give or take some. Where
 * a range is to be `sure`, its limits are for all that V8 may hold, and what they don't decide fails, also under `.not`.
 *
 * @throws {TypeError | RangeError} if `expected` or `options` can't be meant, whether negated or not.
 */
export function toHaveMemoryUsage(
  this: unknown,
  received: unknown,
  expected: ExpectedSize,
  options?: MatcherOptions,
): MatcherResult {
  const context = contextOf(this)
  const expectation = parseExpected(expected, context)
  refuseSureOption(options)
  const sizeOptions = checkOptions('toHaveMemoryUsage', '72', options)
  if (expectation.kind === 'sure') return haveSurely(context, received, expectation, sizeOptions)
  const pass = meets(received, expectation, sizeOptions)
  const message = (): string => {
    const measurement = measure(received, sizeOptions)
    const { bytes, layout } = measurement
    const advice = adviceOn(measurement)
    return failureText(
      context,
      {
        matcher: 'toHaveMemoryUsage',
        argument: 'expected',
        negated: pass,
        wanted: pass ? unwanted(expectation) : wanted(expectation),
        received: bytes,
        reference: pass ? undefined : missedBound(expectation, bytes),
        layout,
      },
      [...breakdown(measurement), pass || advice.length > 0 ? advice : wayOut(expectation, bytes)],
    )
  }
  return { pass, message }
}

function haveSurely(
  context: MatcherContext,
  received: unknown,
  limits: SureLimits,
  options: MatcherOptions,
): MatcherResult {
  const bounds = boundsOf(received, limits.strict ? { ...options, strict: true } : options)
  const verdict = judgeLimits(bounds, limits)
  // What is undecided is to fail, and runners take a pass under `.not` for a failure: in place of a value, too, for no match.
  const pass = verdict === 'undecided' ? context.isNot === true : verdict === 'holds'
  const message = (): string => sureText(context, { verdict, isNegated: pass, limits, bounds, received, options })
  return { pass, message }
}

function wanted(expectation: SettledExpectation): Wanted {
  switch (expectation.kind) {
    case 'exact':
      return { before: '', bytes: expectation.bytes }
    case 'within':
      return { before: '', bytes: expectation.bytes, after: marginOf(expectation) }
    case 'asymmetric':
      return { before: `a size that matches ${expectation.name()}` }
    case 'range':
      return wantedRange(expectation)
  }
}

function unwanted(expectation: SettledExpectation): Wanted {
  switch (expectation.kind) {
    case 'exact':
      return { before: 'not ', bytes: expectation.bytes }
    case 'within':
      return { before: 'not ', bytes: expectation.bytes, after: marginOf(expectation) }
    case 'asymmetric':
      return { before: `a size that does not match ${expectation.name()}` }
    case 'range':
      return unwantedRange(expectation)
  }
}

function marginOf({ bytes, margin, share }: Extract<SettledExpectation, { kind: 'within' }>): string {
  return marginText(bytes, margin, share)
}

/** The bound that the size broke, from which the difference is counted. */
function missedBound(expectation: SettledExpectation, size: number): number | undefined {
  switch (expectation.kind) {
    case 'exact':
    case 'within':
      return expectation.bytes
    case 'asymmetric':
      return undefined
    case 'range': {
      const { atLeast, atMost } = expectation
      return atMost !== undefined && size > atMost ? atMost : atLeast
    }
  }
}

function wayOut(expectation: SettledExpectation, size: number): string[] {
  return expectation.kind === 'exact'
    ? [`If ${formatExactBytes(size)} is right, expect ${size} instead of ${expectation.bytes}.`]
    : []
}
