import type { Measurement } from '@carat/core'
import { requireMeasurement } from './argument.js'
import { frameName } from './frame-name.js'
import { stacks } from './stacks.js'

/**
 * The breakdown as folded stacks, which flamegraph.pl, inferno and speedscope read: `Cache;.entries Map;[value] Entry 1200`.
 *
 * One line for each row with bytes of its own, which are the number at its end. They add up to the bytes of the
 * measurement. A row comes before the rows below it, and these come by name, then type, so that the lines of two
 * measurements can be compared. What would break a line or a frame is escaped, as in `\u003b` for a semicolon.
 *
 * @returns An empty text if the value takes no bytes; else each line ends in a line break.
 * @throws {TypeError} if `measurement` is not what `measure` returns.
 */
export function foldedStacks(measurement: Measurement): string {
  requireMeasurement('foldedStacks', measurement)
  let text = ''
  for (const { frames, part } of stacks(measurement.root, frameName)) text += `${frames.join(';')} ${part.self}\n`
  return text
}
