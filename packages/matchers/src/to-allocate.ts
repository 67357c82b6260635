import { type AllocationMatcherOptions, checkAllocationOptions } from './allocation-options.js'
import { contextOf, type MatcherResult } from './context.js'
import { type ExpectedAllocations, parseAllocations } from './expected-allocations.js'
import { judgeAllocations, requireFunction } from './judge-allocations.js'

const MATCHER = 'toAllocate'
const RIGHT_CALL = `expect(() => parse(text)).${MATCHER}(1248)`

/**
 * Passes when what `received` allocates in V8's heap while it runs, garbage included, is what `expected` says: bytes, pieces of
 * memory, or both; of one run, or of one further call. See `profile` of `@carat/allocations` for what is counted.
 *
 * For a function that returns a promise the result is a promise, which has to be awaited. What the function throws, or
 * rejects with, comes through as it is. Where measured runs disagree on whether it is as expected, it fails with and without `.not`.
 *
 * @throws {TypeError | RangeError} if the call can't be meant, whether negated or not.
 * @throws {Error} if something is being profiled in this thread, or where there is no V8 of Node.js to ask.
 */
export function toAllocate(
  this: unknown,
  received: unknown,
  expected: ExpectedAllocations,
  options?: AllocationMatcherOptions,
): MatcherResult | Promise<MatcherResult> {
  const fn = requireFunction(received, MATCHER, RIGHT_CALL)
  const expectation = parseAllocations(expected, contextOf(this), MATCHER)
  const settings = checkAllocationOptions(MATCHER, '1248', options, expectation)
  return judgeAllocations(this, fn, {
    matcher: MATCHER,
    argument: 'expected',
    rightCall: RIGHT_CALL,
    expectation,
    settings,
  })
}
