import { checkLeakOptions, findLeak, type Leak } from '@carat/heap'
import { type ByteAmount, parseAmount } from './byte-amount.js'
import { concurrencyMisuse, isConcurrent, synchronously } from './concurrency.js'
import { contextOf, type MatcherContext, type MatcherResult, standsForValue } from './context.js'
import { leakText, noLeakText } from './leak-text.js'
import { misuse, show } from './misuse.js'

/** How `toLeak` calls the function. */
export interface LeakMatcherOptions {
  /** Calls before anything is counted, in which caches fill up; 17 unless given. */
  readonly warmup?: number
  /** Calls that are counted, at most; 990 unless given, and then fewer for a function that takes long. */
  readonly runs?: number
  /** What each further call may keep; nothing unless given. */
  readonly atMost?: ByteAmount
}

const MATCHER = 'toLeak'
const RIGHT_CALL = `expect(() => open().close()).not.${MATCHER}()`

/**
 * Passes when `received` keeps more after each further call, which `.not` is there to rule out.
 *
 * For a function that returns a promise the result is a promise, which has to be awaited. What the function throws, or
 * rejects with, comes through as it is.
 *
 * @throws {TypeError | RangeError} if the call can't be meant, whether negated or not.
 * @throws {Error} if it can't be told what leaks; never a pass.
 */
export function toLeak(
  this: unknown,
  received: unknown,
  options?: LeakMatcherOptions,
): MatcherResult | Promise<MatcherResult> {
  const context = contextOf(this)
  if (standsForValue(context)) {
    throw misuse(TypeError, MATCHER, 'it stands for no value: it calls a function many times', RIGHT_CALL)
  }
  if (typeof received !== 'function') {
    throw misuse(
      TypeError,
      MATCHER,
      `received must be a function to call again and again, got ${show(received)}`,
      RIGHT_CALL,
    )
  }
  const leakOptions = checked(options)
  const fn = received as () => unknown
  const refused = (): Error =>
    concurrencyMisuse(MATCHER, 'an async function', `test('closes', async () => { await ${RIGHT_CALL} })`)
  const found = findLeak(isConcurrent(this) ? () => synchronously(fn, refused) : fn, leakOptions)
  const argument = options === undefined ? '' : 'options'
  return found instanceof Promise
    ? found.then((leak) => judge(context, leak, argument))
    : judge(context, found, argument)
}

function judge(context: MatcherContext, leak: Leak | undefined, argument: string): MatcherResult {
  return {
    pass: leak !== undefined,
    message: () => (leak === undefined ? noLeakText(context, argument) : leakText(context, leak, argument)),
  }
}

function checked(options: LeakMatcherOptions | undefined): Parameters<typeof findLeak>[1] {
  const rightCall = `expect(fn).not.${MATCHER}({ runs: 200, atMost: '16 B' })`
  const atMost = options?.atMost
  const given =
    atMost === undefined
      ? options
      : { ...options, atMost: parseAmount(atMost, { matcher: MATCHER, argument: 'options.atMost', rightCall }) }
  try {
    checkLeakOptions(given)
  } catch (error) {
    throw misuse(error instanceof RangeError ? RangeError : TypeError, MATCHER, (error as Error).message, rightCall)
  }
  return given as Parameters<typeof findLeak>[1]
}
