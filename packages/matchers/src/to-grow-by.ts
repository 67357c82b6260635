import type { MatcherResult } from './context.js'
import { contextOf } from './context.js'
import { GrowingValue } from './growing-value.js'
import { lineThrough, type Octave, octavesOf, rateOf, riseOf, risesBesideSteps, risesSomewhere } from './growth.js'
import { type GrowthOptions, type PerItem, parseGrowthOptions, parsePerItem } from './growth-options.js'
import { takeSizes } from './growth-series.js'
import { findSteps } from './growth-steps.js'
import { growthText } from './growth-text.js'

/**
 * Passes when the value that `received` makes of n items grows linearly with n or less, by no more than `perItem` bytes for
 * each, and takes no more than `options.fixed` besides them.
 *
 * The function is called with 1, 2, 4, … 1,024, or with `options.at`, once for each n and again for two of them, and its
 * values are weighed and let go. Where the sizes rise unevenly, and for the text of a failure, it is called between these
 * too, to tell the steps of a table from a trend. It has to be synchronous and to make a new value in each call.
 *
 * @throws {TypeError | RangeError} if `received`, `perItem` or `options` can't be meant, or the function returns `undefined`
 * or a promise, whether negated or not.
 * @throws {Error} if the function throws, which is the `cause`, or makes values of other sizes when it is called again.
 */
export function toGrowBy(this: unknown, received: unknown, perItem: PerItem, options?: GrowthOptions): MatcherResult {
  const context = contextOf(this)
  const bounds = parsePerItem(perItem)
  const { sizeOptions, fixed, at } = parseGrowthOptions(options)
  const value = new GrowingValue(received, sizeOptions)
  const series = takeSizes(value, at)
  const octaves = octavesOf(series.octaves)
  const line = lineThrough(octaves)
  const isLinear = !isSuperlinear(value, octaves)
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = bounds
  const pass =
    isLinear && line.perItem >= atLeast && line.perItem <= atMost && (fixed === undefined || line.fixed <= fixed)
  const message = (): string =>
    growthText(context, { pass, bounds, fixed, value, series, octaves, line, isLinear, sizeOptions })
  return { pass, message }
}

/** Whether growth is more than linear. Takes further sizes only where those at hand could be misread. */
function isSuperlinear(value: GrowingValue, octaves: readonly Octave[]): boolean {
  const rise = riseOf(octaves.map(rateOf))
  if (rise === 'steep') return true
  if (rise === undefined && !risesSomewhere(octaves)) return false
  return risesBesideSteps(octaves, rise, findSteps(value, octaves))
}
