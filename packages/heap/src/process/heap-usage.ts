import type { SizeOptions } from '@carat/core'
import { checkHeapOptions, readValues } from './heap-arguments.js'
import { breakdownOf, type HeapUsage } from './held-breakdown.js'
import { HeldValues } from './held-values.js'
import { reportOf, type UnseenReport } from './unseen-by.js'

/** What belongs to a value. */
export type HeapOptions = Pick<SizeOptions, 'exclude' | 'include'>

/**
 * What V8 holds for a value now, as it was built: the self sizes of all heap objects that it reaches and that are not the
 * program's, each once, from a heap snapshot of this process.
 *
 * Beyond `measure`, this has what JavaScript can't see: the variables of closures, `#private` fields, entries of weak
 * collections, targets of proxies, results of promises, spare capacity, the form in which V8 holds strings and properties.
 * In-object slack is set apart, so that the number is the same whichever code ran before.
 *
 * Variables count where nothing but the value, and what runs at the moment, keeps their scope alive: those of a module
 * belong to the program, and scopes that others hold as well are listed in `unseen`.
 *
 * Takes a snapshot, which is 50 to 750 ms: for several values use `measureHeap`.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 * @throws {Error} where there is no V8 of Node.js to ask.
 *
 * @example
 * const { bytes, spare, slack } = heapUsageOf(cache)
 */
export function heapUsageOf(value: unknown, options?: HeapOptions): HeapUsage {
  const all = new HeldValues([value], checkHeapOptions('heapUsageOf(value', options))
  return breakdownOf(all, all.at(0))
}

/** A heap usage, and what of it a walk does not see, both of one snapshot. */
export interface HeapInspection {
  readonly usage: HeapUsage
  /** Found when asked for: the walk that it takes lets V8 join strings of several pieces. */
  unseen(): UnseenReport
}

/**
 * `heapUsageOf` and `unseenOf` out of one snapshot.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 */
export function inspectHeap(value: unknown, options?: HeapOptions): HeapInspection {
  const all = new HeldValues([value], checkHeapOptions('inspectHeap(value', options))
  const one = all.at(0)
  return { usage: breakdownOf(all, one), unseen: () => reportOf(all, one) }
}

/**
 * What V8 holds for each of several values, as `heapUsageOf` has it, from one snapshot. Each is measured by itself: what two
 * of them share is in both.
 *
 * @param values The values by the names that the result has: own enumerable properties; a getter is not run.
 * @throws {TypeError} if `values` is no object, or one of its properties is an accessor.
 *
 * @example
 * const { users, sessions } = measureHeap({ users: userCache, sessions: sessionCache })
 * users.bytes
 */
export function measureHeap<Name extends string>(
  values: Readonly<Record<Name, unknown>>,
  options?: HeapOptions,
): Record<Name, HeapUsage> {
  const { names, list } = readValues('measureHeap', values)
  const all = new HeldValues(list, checkHeapOptions('measureHeap({ cache }', options))
  const usages = Object.create(null) as Record<string, HeapUsage>
  names.forEach((name, place) => {
    usages[name] = breakdownOf(all, all.at(place))
  })
  return usages
}
