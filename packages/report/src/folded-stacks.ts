import type { Measurement } from '@carat/core'
import type { AllocationProfileLike } from './allocation-profile.js'
import { OptionReader, requireStacks } from './argument.js'
import { frameText } from './frame-name.js'
import { stackRoot, stacks } from './stacks.js'

/** What the numbers of folded stacks are. */
export interface FoldedStacksOptions {
  /** Bytes; or how many objects a measurement has, how many pieces a profile. Default `'bytes'`. */
  readonly weight?: 'bytes' | 'count' | undefined
}

/**
 * A breakdown or an allocation profile as folded stacks, which flamegraph.pl, inferno and speedscope read:
 * `Cache;.entries Map;[value] Entry 1200`, `(root);parse (src/parse.ts:12:1);(group read);push 304`.
 *
 * One line for each row, function or group with bytes of its own, which are the number at its end. They add up to the bytes
 * of the measurement or profile. A row comes before the rows below it, and these come by name, then type or place, so that
 * the lines of two can be compared. What would break a line or a frame is escaped, as in `\u003b` for a semicolon; paths are
 * relative to where the process runs.
 *
 * @returns An empty text if there are no bytes; else each line ends in a line break.
 * @throws {TypeError} if `subject` is neither what `measure` nor what `profile` returns, or `options` is no object.
 * @throws {RangeError} if there is an option that is not known, or `weight` is neither `'bytes'` nor `'count'`.
 */
export function foldedStacks(subject: Measurement | AllocationProfileLike, options?: FoldedStacksOptions): string {
  requireStacks('foldedStacks', subject)
  const given = new OptionReader('foldedStacks', options, { weight: `'count'` })
  const weight = given.oneOf('weight', 'bytes', ['bytes', 'count'])
  let text = ''
  for (const { frames, node } of stacks(stackRoot(subject), frameText)) {
    if (node[weight] > 0) text += `${frames.join(';')} ${node[weight]}\n`
  }
  return text
}
