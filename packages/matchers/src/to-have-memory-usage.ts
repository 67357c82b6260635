import { boundsOf, formatExactBytes, measure } from '@carat/core'
import { unseenOf } from '@carat/heap'
import { adviceOn } from './advice.js'
import { breakdown } from './breakdown.js'
import { contextOf, type MatcherContext, type MatcherResult } from './context.js'
import { type ExpectedSize, meets, parseExpected, refuseSureOption, type SettledExpectation } from './expected-size.js'
import { missedBound, unwanted, wanted } from './expected-text.js'
import { failureText } from './failure-text.js'
import { checkOptions, type MatcherOptions } from './matcher-options.js'
import { misuse, show } from './misuse.js'
import { judgeLimits, type SureLimits } from './sure-limit.js'
import { sureText } from './sure-text.js'
import { unseenBlock } from './unseen-text.js'

const MATCHER = 'toHaveMemoryUsage'

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
  options?: ExplainedOptions,
): MatcherResult {
  const context = contextOf(this)
  const expectation = parseExpected(expected, context)
  refuseSureOption(options)
  const { heap, ...sizeOptions } = checkExplainedOptions(options)
  if (expectation.kind === 'sure') return haveSurely(context, received, expectation, sizeOptions)
  const pass = meets(received, expectation, sizeOptions)
  const message = (): string => {
    const measurement = measure(received, sizeOptions)
    const { bytes, layout } = measurement
    const advice = adviceOn(measurement)
    return failureText(
      context,
      {
        matcher: MATCHER,
        argument: 'expected',
        negated: pass,
        wanted: pass ? unwanted(expectation) : wanted(expectation),
        received: bytes,
        reference: pass ? undefined : missedBound(expectation, bytes),
        layout,
      },
      [
        heap ? unseenBlock(unseenOf(received, sizeOptions)) : [],
        ...breakdown(measurement),
        pass || advice.length > 0 ? advice : wayOut(expectation, bytes),
      ],
    )
  }
  return { pass, message }
}

/** How `toHaveMemoryUsage` sizes a value, and explains a failure. */
export interface ExplainedOptions extends MatcherOptions {
  /**
   * Whether a failure says what V8 holds beyond what is counted, by path and cause: closures, private fields, spare capacity.
   * It takes a heap snapshot for that, of Node.js alone.
   */
  readonly heap?: boolean | undefined
}

function checkExplainedOptions(options: unknown): MatcherOptions & { heap: boolean } {
  const sizeOptions = checkOptions(MATCHER, '72', options, ['heap'])
  const { heap = false } = (options ?? {}) as ExplainedOptions
  if (typeof heap === 'boolean') return { ...sizeOptions, heap }
  throw misuse(
    TypeError,
    MATCHER,
    `options.heap must be true or false, got ${show(heap)}`,
    `${MATCHER}(72, { heap: true })`,
  )
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

function wayOut(expectation: SettledExpectation, size: number): string[] {
  return expectation.kind === 'exact'
    ? [`If ${formatExactBytes(size)} is right, expect ${size} instead of ${expectation.bytes}.`]
    : []
}
