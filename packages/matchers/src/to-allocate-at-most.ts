import { type AllocationMatcherOptions, checkAllocationOptions } from './allocation-options.js'
import type { MatcherResult } from './context.js'
import { type AllocationLimit, parseAllocationLimit } from './expected-allocations.js'
import { judgeAllocations, requireFunction } from './judge-allocations.js'

const MATCHER = 'toAllocateAtMost'
const RIGHT_CALL = `expect(() => parse(text)).${MATCHER}('12 kB')`

/**
 * Passes when what `received` allocates in V8's heap while it runs, garbage included, is not above `limit`: in bytes, in pieces of
 * memory, or in both; of one run, or of one further call. Else as `toAllocate`.
 *
 * @throws As `toAllocate`.
 */
export function toAllocateAtMost(
  this: unknown,
  received: unknown,
  limit: AllocationLimit,
  options?: AllocationMatcherOptions,
): MatcherResult | Promise<MatcherResult> {
  const fn = requireFunction(received, MATCHER, RIGHT_CALL)
  const expectation = parseAllocationLimit(limit, MATCHER)
  const settings = checkAllocationOptions(MATCHER, "'12 kB'", options, expectation)
  return judgeAllocations(this, fn, {
    matcher: MATCHER,
    argument: 'limit',
    rightCall: RIGHT_CALL,
    expectation,
    settings,
  })
}
