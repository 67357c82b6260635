import { measurementOf } from './graph/breakdown.js'
import type { Measurement } from './measurement.js'
import { remember, rememberValue } from './measurements.js'
import type { SizeOptions } from './options.js'
import { GraphWalk } from './walk/graph-walk.js'
import { settingsOf } from './walk/settings.js'

/**
 * What a value weighs and of what it is made: its bytes (as `sizeOf` has them), the rows of its breakdown, all types, and
 * what the walk could not see. The same whatever the order of properties, entries of sets, and visits.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 */
export function measure(value: unknown, options?: SizeOptions): Measurement {
  const walk = new GraphWalk(settingsOf(options))
  walk.run(value)
  const measurement = remember(measurementOf(walk, value))
  rememberValue(measurement, value, options)
  return measurement
}
