import { formatExactBytes } from '@carat/core'
import { type ByteAmount, parseAmount } from './byte-amount.js'
import type { SizeRange } from './expected-size.js'
import { LEAST_LARGEST } from './growth.js'
import { checkOptions, type MatcherOptions } from './matcher-options.js'
import { misuse, show } from './misuse.js'

/** The bytes that each item may take: at most so many, or a range. A number may be a fraction, such as `0.125` for a bit. */
export type PerItem = ByteAmount | SizeRange

/** How `toGrowBy` measures, and what else it limits. */
export interface GrowthOptions extends MatcherOptions {
  /** The most that the value may take besides its items: the fitted size at n = 0. No limit by default. */
  readonly fixed?: ByteAmount | undefined
  /**
   * The n to call the function with. The largest, 16 or more, is how far growth is judged: half of it, a quarter and so on
   * are measured too. Default 1, 2, 4, … 1,024; not so far if values get larger than 64 MiB.
   */
  readonly at?: readonly number[] | undefined
}

/** Bounds on bytes an item, both inclusive. */
export interface PerItemBounds {
  readonly atLeast: number | undefined
  readonly atMost: number | undefined
}

export interface GrowthSettings {
  readonly sizeOptions: MatcherOptions
  readonly fixed: number | undefined
  /** Sorted, each once; `undefined` for the default. */
  readonly at: readonly number[] | undefined
}

const MATCHER = 'toGrowBy'
const LIMIT_CALL = `${MATCHER}(48) or ${MATCHER}('48 B')`
const RANGE_CALL = `${MATCHER}({ atLeast: 40, atMost: 48 })`
const FIXED_CALL = `${MATCHER}(48, { fixed: '1 kB' })`
const AT_CALL = `${MATCHER}(48, { at: [1000, 10_000] })`
const BOUNDS: readonly PropertyKey[] = ['atLeast', 'atMost']

/**
 * Understands the first argument of `toGrowBy`.
 *
 * @throws {TypeError | RangeError} if it is no amount of bytes and no range of them.
 */
export function parsePerItem(perItem: unknown): PerItemBounds {
  if (perItem === undefined) throw misuse(TypeError, MATCHER, 'perItem is missing', LIMIT_CALL)
  if (typeof perItem !== 'object' || perItem === null) {
    return { atLeast: undefined, atMost: parseRate(perItem, 'perItem', LIMIT_CALL) }
  }
  const keys = Reflect.ownKeys(perItem)
  for (const key of keys) {
    if (BOUNDS.includes(key)) continue
    const problem = `unknown key ${show(String(key))} in perItem; it takes atLeast, atMost or both`
    throw misuse(TypeError, MATCHER, problem, RANGE_CALL)
  }
  if (keys.length === 0) {
    throw misuse(TypeError, MATCHER, 'perItem has no bound; it takes atLeast, atMost or both', RANGE_CALL)
  }
  const range = perItem as { atLeast?: unknown; atMost?: unknown }
  const bound = (key: 'atLeast' | 'atMost'): number | undefined =>
    keys.includes(key) ? parseRate(range[key], `perItem.${key}`, RANGE_CALL) : undefined
  const [atLeast, atMost] = [bound('atLeast'), bound('atMost')]
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    const problem = `perItem.atLeast is ${formatExactBytes(atLeast)} and above perItem.atMost, ${formatExactBytes(atMost)}, so nothing can pass`
    throw misuse(RangeError, MATCHER, problem, RANGE_CALL)
  }
  return { atLeast, atMost }
}

/**
 * Understands the options of `toGrowBy`.
 *
 * @throws {TypeError | RangeError} if they are no object, or one of them is unknown or can't be meant.
 */
export function parseGrowthOptions(options: unknown): GrowthSettings {
  const sizeOptions = checkOptions(MATCHER, '48', options, ['fixed', 'at'])
  const { fixed, at } = (options ?? {}) as { fixed?: unknown; at?: unknown }
  return {
    sizeOptions,
    fixed:
      fixed === undefined
        ? undefined
        : parseAmount(fixed, { matcher: MATCHER, argument: 'options.fixed', rightCall: FIXED_CALL }),
    at: at === undefined ? undefined : parseAt(at),
  }
}

function parseRate(rate: unknown, argument: string, rightCall: string): number {
  // An average may be a fraction, as no size is.
  if (typeof rate === 'number' && Number.isFinite(rate) && rate >= 0) return rate
  if (typeof rate === 'number') {
    throw misuse(RangeError, MATCHER, `${argument} must be bytes an item, 0 or more, got ${show(rate)}`, rightCall)
  }
  return parseAmount(rate, { matcher: MATCHER, argument, rightCall })
}

function parseAt(at: unknown): number[] {
  if (!Array.isArray(at)) {
    throw misuse(TypeError, MATCHER, `options.at must be an array of whole numbers, got ${show(at)}`, AT_CALL)
  }
  const ns = [...at]
  for (const [index, n] of ns.entries()) {
    if (!Number.isSafeInteger(n) || n < 1) {
      const kind = typeof n === 'number' ? RangeError : TypeError
      throw misuse(kind, MATCHER, `options.at[${index}] must be a whole number, 1 or more, got ${show(n)}`, AT_CALL)
    }
  }
  ns.sort((a, b) => a - b)
  const largest = ns.at(-1)
  if (largest === undefined) throw misuse(RangeError, MATCHER, 'options.at is empty', AT_CALL)
  if (largest < LEAST_LARGEST) {
    const problem = `options.at goes up to ${largest}, and to tell how a value grows takes n = ${LEAST_LARGEST} or more`
    throw misuse(RangeError, MATCHER, problem, AT_CALL)
  }
  return [...new Set(ns)]
}
