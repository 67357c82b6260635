import { compareSizes } from './compare-sizes.js'
import type { MatcherResult } from './context.js'
import type { MatcherOptions } from './matcher-options.js'

/**
 * Passes when the settled size of `received` is above that of `other`; a number or a byte text is a limit.
 *
 * @throws {TypeError | RangeError} if `other` or `options` can't be meant, whether negated or not.
 */
export function toBeLargerThan(
  this: unknown,
  received: unknown,
  other: unknown,
  options?: MatcherOptions,
): MatcherResult {
  return compareSizes(this, { matcher: 'toBeLargerThan', wants: 'more' }, received, other, options)
}
