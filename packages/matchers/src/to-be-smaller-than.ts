import { compareSizes } from './compare-sizes.js'
import type { MatcherResult } from './context.js'
import type { MatcherOptions } from './matcher-options.js'

/**
 * Passes when the settled size of `received` is below that of `other`; a number or a byte text is a limit.
 *
 * @throws {TypeError | RangeError} if `other` or `options` can't be meant, whether negated or not.
 */
export function toBeSmallerThan(
  this: unknown,
  received: unknown,
  other: unknown,
  options?: MatcherOptions,
): MatcherResult {
  return compareSizes(this, { matcher: 'toBeSmallerThan', wants: 'less' }, received, other, options)
}
