import { type AllocationMatcherOptions, checkAllocationOptions } from './allocation-options.js'
import type { MatcherResult } from './context.js'
import { judgeAllocations, requireFunction } from './judge-allocations.js'

const MATCHER = 'toAllocateNothing'
const RIGHT_CALL = `expect(() => hash(bytes)).${MATCHER}()`

/**
 * Passes when `received` asks V8's heap for no memory while it runs. Else as `toAllocate`.
 *
 * @throws As `toAllocate`.
 */
export function toAllocateNothing(
  this: unknown,
  received: unknown,
  options?: Omit<AllocationMatcherOptions, 'calls'>,
): MatcherResult | Promise<MatcherResult> {
  const fn = requireFunction(received, MATCHER, RIGHT_CALL)
  const nothing = { kind: 'exact', bytes: 0 } as const
  const expectation = { bytes: nothing, count: nothing, isPerCall: false }
  const settings = checkAllocationOptions(MATCHER, '', options, expectation)
  return judgeAllocations(this, fn, {
    matcher: MATCHER,
    argument: options === undefined ? '' : 'options',
    rightCall: RIGHT_CALL,
    expectation,
    settings,
  })
}
