import { formatExactBytes, isLargerThan, sizeOf } from '@carat/core'
import { type ByteAmount, parseAmount } from './byte-amount.js'
import type { MatcherContext } from './context.js'
import { type MarginAmount, parseMargin } from './margin.js'
import type { MatcherOptions } from './matcher-options.js'
import { misuse, show } from './misuse.js'
import type { SureLimits } from './sure-limit.js'

/** At least one limit; both are inclusive. */
export type SizeRange = (
  | { readonly atMost: ByteAmount; readonly atLeast?: ByteAmount }
  | { readonly atMost?: ByteAmount; readonly atLeast: ByteAmount }
) &
  Sureness

/**
 * Whether a limit is for the settled size, which is the default, or for all that V8 may hold for the value however it was
 * built. Then the matcher passes where the bounds of `boundsOf` lie within the limits, fails where they lie outside, and
 * else is undecided: a failure with and without `.not`.
 */
export type Sureness =
  | { readonly sure?: boolean | undefined; readonly strict?: false | undefined }
  | {
      readonly sure: true
      /** Whether to take nothing for granted of how the value was made: see `strict` of `boundsOf`. */
      readonly strict?: boolean | undefined
    }

/** A size give or take a share of it or some bytes. */
export interface SizeWithin {
  readonly bytes: ByteAmount
  readonly within: MarginAmount
  /** Only a limit can be kept for sure. */
  readonly sure?: false | undefined
  readonly strict?: false | undefined
}

/** `expect.any(Number)` and its like, of any runner. */
export interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean
}

/** What `toHaveMemoryUsage` takes: `72`, `'1.5 kB'`, `{ atMost: '2 kB' }`, `{ atMost: '2 kB', sure: true }`, `{ bytes: 72, within: '5%' }` or an asymmetric matcher. */
export type ExpectedSize = ByteAmount | SizeRange | SizeWithin | AsymmetricMatcher

/** The same without `sure`, for bytes that are known: what a matcher on heap usage takes. */
export type SettledSize =
  | ByteAmount
  | { readonly atMost: ByteAmount; readonly atLeast?: ByteAmount }
  | { readonly atMost?: ByteAmount; readonly atLeast: ByteAmount }
  | Pick<SizeWithin, 'bytes' | 'within'>
  | AsymmetricMatcher

/** An expected size, understood. */
export type Expectation =
  | { readonly kind: 'exact'; readonly bytes: number }
  | { readonly kind: 'range'; readonly atLeast: number | undefined; readonly atMost: number | undefined }
  | ({ readonly kind: 'sure' } & SureLimits)
  | { readonly kind: 'within'; readonly bytes: number; readonly margin: number; readonly share: string | undefined }
  | { readonly kind: 'asymmetric'; readonly matches: (size: number) => boolean; readonly name: () => string }

const SURE_KEYS: readonly PropertyKey[] = ['sure', 'strict']
const LIMIT_KEYS: readonly PropertyKey[] = ['atMost', 'atLeast']
const WITHIN_KEYS: readonly PropertyKey[] = ['bytes', 'within']

/** A matcher whose argument is an expected size, with right calls of it for the errors. */
interface Calls {
  readonly matcher: string
  /** Whether its limits may be `sure`. */
  readonly takesSure: boolean
  readonly exact: string
  readonly range: string
  readonly sure: string
  readonly strict: string
  readonly within: string
}

function callsOf(matcher: string): Calls {
  return {
    matcher,
    takesSure: matcher === 'toHaveMemoryUsage',
    exact: `${matcher}(72) or ${matcher}('1.5 kB')`,
    range: `${matcher}({ atMost: '2 kB' })`,
    sure: `${matcher}({ atMost: '2 kB', sure: true })`,
    strict: `${matcher}({ atMost: '2 kB', sure: true, strict: true })`,
    within: `${matcher}({ bytes: 72, within: '5%' })`,
  }
}

const ofMemoryUsage = callsOf('toHaveMemoryUsage')

/**
 * Understands the argument of `toHaveMemoryUsage`.
 *
 * @throws {TypeError | RangeError} if it is none of the forms, or a number in it is no whole number of bytes.
 */
export function parseExpected(expected: unknown, context: MatcherContext): Expectation {
  return parse(expected, context, ofMemoryUsage)
}

/**
 * Understands the argument of a matcher on bytes that are known: the same forms, but for `sure`.
 *
 * @throws {TypeError | RangeError} if it is none of the forms, or a number in it is no whole number of bytes.
 */
export function parseExpectedBytes(expected: unknown, context: MatcherContext, matcher: string): SettledExpectation {
  return parse(expected, context, callsOf(matcher)) as SettledExpectation
}

function parse(expected: unknown, context: MatcherContext, calls: Calls): Expectation {
  const { matcher } = calls
  if (expected === undefined) throw misuse(TypeError, matcher, 'expected is missing', calls.exact)
  if (typeof expected !== 'object' || expected === null) {
    const bytes = parseAmount(expected, { matcher, argument: 'expected', rightCall: calls.exact })
    return { kind: 'exact', bytes }
  }
  const asymmetric = asymmetricMatcher(expected, context)
  if (asymmetric !== undefined) return asymmetric
  const keys = Reflect.ownKeys(expected)
  if (keys.some((key) => WITHIN_KEYS.includes(key))) return parseWithin(expected as Partial<SizeWithin>, keys, calls)
  return parseRange(expected as Partial<SizeRange>, keys, calls)
}

/** What is expected of the settled size alone. */
export type SettledExpectation = Exclude<Expectation, { kind: 'sure' }>

/** Whether bytes meet the expectation. */
export function meetsBytes(bytes: number, expectation: SettledExpectation): boolean {
  switch (expectation.kind) {
    case 'exact':
      return bytes === expectation.bytes
    case 'within':
      return Math.abs(bytes - expectation.bytes) <= expectation.margin
    case 'asymmetric':
      return expectation.matches(bytes)
    case 'range': {
      const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = expectation
      return bytes >= atLeast && bytes <= atMost
    }
  }
}

/** Whether a value's size meets the expectation; stops walking once that is known. */
export function meets(value: unknown, expectation: SettledExpectation, options: MatcherOptions): boolean {
  if (expectation.kind === 'range') {
    const { atLeast = 0, atMost } = expectation
    if (atMost !== undefined && atLeast === 0) return !isLargerThan(value, atMost, options)
    if (atMost === undefined && atLeast > 0) return isLargerThan(value, atLeast - 1, options)
  }
  return meetsBytes(sizeOf(value, options), expectation)
}

/** The expectation that an asymmetric matcher is; undefined for what is none. */
export function asymmetricMatcher(expected: unknown, context: MatcherContext): SettledExpectation | undefined {
  if (typeof expected !== 'object' || expected === null) return undefined
  const matches = asymmetricMatch(expected, context)
  return matches && { kind: 'asymmetric', matches, name: () => nameOf(expected, context) }
}

function asymmetricMatch(
  expected: object & { asymmetricMatch?: unknown },
  context: MatcherContext,
): ((size: number) => boolean) | undefined {
  if (typeof expected.asymmetricMatch === 'function') {
    const matcher = expected as AsymmetricMatcher
    // An async one hands back a promise, which is no match in any runner.
    return (size) => matcher.asymmetricMatch(size) === true
  }
  // Bun's `expect.any(Number)` has no method at all, so that only Bun's own `equals` can ask it.
  if (context.equals !== undefined && Object.prototype.toString.call(expected).startsWith('[object Expect')) {
    return (size) => context.equals?.(size, expected) === true
  }
  return undefined
}

// It is the matcher's own code that runs here, and it may fail.
function nameOf(matcher: object & { toAsymmetricMatcher?: unknown }, { utils }: MatcherContext): string {
  try {
    if (typeof matcher.toAsymmetricMatcher === 'function') return String(matcher.toAsymmetricMatcher())
    if (utils?.stringify !== undefined) return utils.stringify(matcher)
  } catch {}
  return 'the asymmetric matcher'
}

function parseRange(range: Partial<SizeRange>, keys: PropertyKey[], calls: Calls): Expectation {
  const { matcher } = calls
  refuseUnknown(keys, calls.takesSure ? [...LIMIT_KEYS, ...SURE_KEYS] : LIMIT_KEYS, calls, calls.range)
  const { sure, strict } = parseSureness(range, keys, calls)
  if (keys.every((key) => SURE_KEYS.includes(key))) {
    const rightCall = sure ? calls.sure : calls.range
    throw misuse(TypeError, calls.matcher, 'expected has no bound; it takes atMost, atLeast or both', rightCall)
  }
  const [atLeast, atMost] = (['atLeast', 'atMost'] as const).map((bound) =>
    keys.includes(bound)
      ? parseAmount(range[bound], { matcher, argument: `expected.${bound}`, rightCall: calls.range })
      : undefined,
  )
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    const problem = `expected.atLeast is ${formatExactBytes(atLeast)} and above expected.atMost, ${formatExactBytes(atMost)}, so nothing can pass`
    throw misuse(
      RangeError,
      matcher,
      problem,
      `${matcher}({ atLeast: ${atMost}, atMost: ${atLeast}${sure ? ', sure: true' : ''} })`,
    )
  }
  return sure ? { kind: 'sure', atLeast, atMost, strict } : { kind: 'range', atLeast, atMost }
}

/** `sure` and `strict`, checked; `undefined` is as not given, as it is in options. */
function parseSureness(
  range: Partial<Sureness>,
  keys: readonly PropertyKey[],
  calls: Calls,
): { sure: boolean; strict: boolean } {
  const [sure = false, strict = false] = (['sure', 'strict'] as const).map((key) => {
    const given: unknown = keys.includes(key) ? range[key] : undefined
    if (given === undefined || typeof given === 'boolean') return given
    const rightCall = given === 'strict' ? calls.strict : calls.sure
    throw misuse(TypeError, calls.matcher, `expected.${key} must be true or false, got ${show(given)}`, rightCall)
  })
  if (strict && !sure) {
    throw misuse(TypeError, calls.matcher, 'expected.strict says how sure, and expected.sure is not true', calls.strict)
  }
  return { sure, strict }
}

function parseWithin(expected: Partial<SizeWithin>, keys: PropertyKey[], calls: Calls): Expectation {
  const { matcher } = calls
  if (calls.takesSure && parseSureness(expected, keys, calls).sure) {
    const problem = 'expected.sure goes with limits only, atMost and atLeast, and not with bytes'
    throw misuse(TypeError, calls.matcher, problem, calls.sure)
  }
  const { bytes, within } = expected
  refuseUnknown(
    keys.filter((key) => !(calls.takesSure && SURE_KEYS.includes(key))),
    WITHIN_KEYS,
    calls,
    calls.within,
  )
  if (bytes === undefined) {
    throw misuse(TypeError, calls.matcher, 'expected.bytes is missing beside expected.within', calls.within)
  }
  const center = parseAmount(bytes, { matcher, argument: 'expected.bytes', rightCall: calls.within })
  if (within === undefined) {
    throw misuse(TypeError, calls.matcher, 'expected.within is missing beside expected.bytes', `${matcher}(${center})`)
  }
  const place = { matcher, argument: 'expected.within', rightCall: `${calls.within} or within: '64 B'` }
  const { of, share } = parseMargin(within, place)
  return { kind: 'within', bytes: center, margin: of(center), share }
}

function refuseUnknown(
  keys: readonly PropertyKey[],
  known: readonly PropertyKey[],
  { matcher }: Calls,
  rightCall: string,
): void {
  for (const key of keys) {
    if (known.includes(key)) continue
    const problem = `unknown key ${show(String(key))} in expected; it takes ${listed(known)}`
    throw misuse(TypeError, matcher, problem, rightCall)
  }
}

/** `atMost, atLeast and sure` */
function listed(names: readonly PropertyKey[]): string {
  const all = names.map(String)
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/**
 * Refuses `sure` among the options, where it is easily put, with the place where it belongs.
 *
 * @throws {TypeError} if it is there.
 */
export function refuseSureOption(options: unknown): void {
  if (typeof options !== 'object' || options === null) return
  const misplaced = Reflect.ownKeys(options).find((key) => SURE_KEYS.includes(key))
  if (misplaced === undefined) return
  const problem = `${String(misplaced)} is no option, it belongs beside the limit`
  throw misuse(
    TypeError,
    ofMemoryUsage.matcher,
    problem,
    misplaced === 'strict' ? ofMemoryUsage.strict : ofMemoryUsage.sure,
  )
}
