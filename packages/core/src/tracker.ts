import { Seen } from './walk/seen.js'

declare const tracker: unique symbol

/** What several calls have counted together, so that nothing is counted twice. Holds on to it. */
export interface Tracker {
  /** Objects, strings and symbols counted so far. */
  readonly count: number
  readonly [tracker]?: never
}

/**
 * A tracker for `options.tracker`: `sizeOf(a, { tracker }) + sizeOf(b, { tracker })` is what `a` and `b` take together.
 */
export function createTracker(): Tracker {
  return new Seen()
}

/**
 * The visited set behind a tracker.
 *
 * @throws {TypeError} if it was not made by `createTracker`.
 */
export function seenOf(given: Tracker | undefined): Seen {
  if (given === undefined) return new Seen()
  if (!Seen.is(given))
    throw new TypeError('options.tracker must come from createTracker(); make one for all your calls')
  return given
}
