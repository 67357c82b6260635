import { FILE_MATCHER, INLINE_MATCHER } from './memory-snapshot-options.js'

/**
 * Passes when the breakdown of the value is the stored one: with `@carat/jest` and `@carat/vitest`, which put their own
 * in its place.
 *
 * @throws {Error} always: without them there are no snapshots.
 */
export function toMatchMemorySnapshot(): never {
  throw withoutSnapshots(FILE_MATCHER)
}

/**
 * Passes when the breakdown of the value is the text in the call: with `@carat/jest` and `@carat/vitest`, which put
 * their own in its place.
 *
 * @throws {Error} always: without them there are no snapshots.
 */
export function toMatchInlineMemorySnapshot(): never {
  throw withoutSnapshots(INLINE_MATCHER)
}

function withoutSnapshots(matcher: string): Error {
  const adapters = 'import @carat/jest or @carat/vitest, which register this matcher'
  const elsewhere = 'store memoryText(measure(value)) of @carat/report by its own snapshots'
  return new Error(`${matcher}: snapshots are kept by Jest and Vitest: ${adapters}; with another runner, ${elsewhere}`)
}
