import type { ExpectedSize } from './expected-size.js'
import type { MatcherOptions } from './matcher-options.js'

export type { ByteAmount, ByteText, ByteUnit } from './byte-amount.js'
export type { MatcherContext, MatcherResult } from './context.js'
export type { AsymmetricMatcher, ExpectedSize, SizeRange, SizeWithin } from './expected-size.js'
export type { MatcherOptions } from './matcher-options.js'
export { toBeLargerThan } from './to-be-larger-than.js'
export { toBeSmallerThan } from './to-be-smaller-than.js'
export { toHaveMemoryUsage } from './to-have-memory-usage.js'

/** The matchers as a runner's assertion has them; `R` is what an assertion of that runner gives back. */
export interface MemoryMatchers<R> {
  /**
   * Passes when the settled size of the value is what `expected` says.
   *
   * @example
   * expect([1, 2, 3]).toHaveMemoryUsage(72)
   * expect(cache).toHaveMemoryUsage({ atMost: '2 kB' })
   * expect(cache).toHaveMemoryUsage({ bytes: '1.5 kB', within: '5%' })
   */
  toHaveMemoryUsage(expected: ExpectedSize, options?: MatcherOptions): R
  /**
   * Passes when the settled size of the value is below that of `other`; a number or a byte text is a limit.
   *
   * @example
   * expect(nextCache).toBeSmallerThan(previousCache)
   * expect(cache).toBeSmallerThan('2 kB')
   */
  toBeSmallerThan(other: unknown, options?: MatcherOptions): R
  /**
   * Passes when the settled size of the value is above that of `other`; a number or a byte text is a limit.
   *
   * @example
   * expect(uncompressed).toBeLargerThan(compressed)
   */
  toBeLargerThan(other: unknown, options?: MatcherOptions): R
}

/** The matchers as `expect.toHaveMemoryUsage(…)`, which stands for a value inside `toEqual` and the like. */
// biome-ignore lint/suspicious/noExplicitAny: it takes the place of a value of any type, as `expect.any` does
export interface MemoryAsymmetricMatchers extends MemoryMatchers<any> {}
