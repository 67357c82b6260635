import { formatExactBytes, isLargerThan, sizeOf } from '@carat/core'
import { type ByteAmount, parseAmount } from './byte-amount.js'
import type { MatcherContext } from './context.js'
import { type MarginAmount, parseMargin } from './margin.js'
import type { MatcherOptions } from './matcher-options.js'
import { misuse, show } from './misuse.js'

/** At least one bound; both are inclusive. */
export type SizeRange =
  | { readonly atMost: ByteAmount; readonly atLeast?: ByteAmount }
  | { readonly atMost?: ByteAmount; readonly atLeast: ByteAmount }

/** A size give or take a share of it or some bytes. */
export interface SizeWithin {
  readonly bytes: ByteAmount
  readonly within: MarginAmount
}

/** `expect.any(Number)` and its like, of any runner. */
export interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean
}

/** What `toHaveMemoryUsage` takes: `72`, `'1.5 kB'`, `{ atMost: '2 kB' }`, `{ bytes: 72, within: '5%' }` or an asymmetric matcher. */
export type ExpectedSize = ByteAmount | SizeRange | SizeWithin | AsymmetricMatcher

/** An expected size, understood. */
export type Expectation =
  | { readonly kind: 'exact'; readonly bytes: number }
  | { readonly kind: 'range'; readonly atLeast: number | undefined; readonly atMost: number | undefined }
  | { readonly kind: 'within'; readonly bytes: number; readonly margin: number; readonly share: string | undefined }
  | { readonly kind: 'asymmetric'; readonly matches: (size: number) => boolean; readonly name: () => string }

const MATCHER = 'toHaveMemoryUsage'
const RANGE_KEYS: readonly PropertyKey[] = ['atMost', 'atLeast']
const WITHIN_KEYS: readonly PropertyKey[] = ['bytes', 'within']
const EXACT_CALL = `${MATCHER}(72) or ${MATCHER}('1.5 kB')`
const RANGE_CALL = `${MATCHER}({ atMost: '2 kB' })`
const WITHIN_CALL = `${MATCHER}({ bytes: 72, within: '5%' })`

/**
 * Understands the argument of `toHaveMemoryUsage`.
 *
 * @throws {TypeError | RangeError} if it is none of the forms, or a number in it is no whole number of bytes.
 */
export function parseExpected(expected: unknown, context: MatcherContext): Expectation {
  if (expected === undefined) throw misuse(TypeError, MATCHER, 'expected is missing', EXACT_CALL)
  if (typeof expected !== 'object' || expected === null) {
    const bytes = parseAmount(expected, { matcher: MATCHER, argument: 'expected', rightCall: EXACT_CALL })
    return { kind: 'exact', bytes }
  }
  const matches = asymmetricMatch(expected, context)
  if (matches !== undefined) return { kind: 'asymmetric', matches, name: () => nameOf(expected, context) }
  const keys = Reflect.ownKeys(expected)
  if (keys.some((key) => WITHIN_KEYS.includes(key))) return parseWithin(expected as Partial<SizeWithin>, keys)
  return parseRange(expected as Partial<SizeRange>, keys)
}

/** Whether a value's size meets the expectation; stops walking once that is known. */
export function meets(value: unknown, expectation: Expectation, options: MatcherOptions): boolean {
  switch (expectation.kind) {
    case 'exact':
      return sizeOf(value, options) === expectation.bytes
    case 'within':
      return Math.abs(sizeOf(value, options) - expectation.bytes) <= expectation.margin
    case 'asymmetric':
      return expectation.matches(sizeOf(value, options))
    case 'range': {
      const { atLeast = 0, atMost } = expectation
      if (atMost !== undefined && atLeast === 0) return !isLargerThan(value, atMost, options)
      if (atMost === undefined && atLeast > 0) return isLargerThan(value, atLeast - 1, options)
      const size = sizeOf(value, options)
      return size >= atLeast && (atMost === undefined || size <= atMost)
    }
  }
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

function parseRange(range: Partial<SizeRange>, keys: PropertyKey[]): Expectation {
  refuseUnknown(keys, RANGE_KEYS, RANGE_CALL)
  if (keys.length === 0) {
    throw misuse(TypeError, MATCHER, 'expected has no bound; it takes atMost, atLeast or both', RANGE_CALL)
  }
  const [atLeast, atMost] = (['atLeast', 'atMost'] as const).map((bound) =>
    keys.includes(bound)
      ? parseAmount(range[bound], { matcher: MATCHER, argument: `expected.${bound}`, rightCall: RANGE_CALL })
      : undefined,
  )
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    const problem = `expected.atLeast is ${formatExactBytes(atLeast)} and above expected.atMost, ${formatExactBytes(atMost)}, so nothing can pass`
    throw misuse(RangeError, MATCHER, problem, `${MATCHER}({ atLeast: ${atMost}, atMost: ${atLeast} })`)
  }
  return { kind: 'range', atLeast, atMost }
}

function parseWithin({ bytes, within }: Partial<SizeWithin>, keys: PropertyKey[]): Expectation {
  refuseUnknown(keys, WITHIN_KEYS, WITHIN_CALL)
  if (bytes === undefined) {
    throw misuse(TypeError, MATCHER, 'expected.bytes is missing beside expected.within', WITHIN_CALL)
  }
  const center = parseAmount(bytes, { matcher: MATCHER, argument: 'expected.bytes', rightCall: WITHIN_CALL })
  if (within === undefined) {
    throw misuse(TypeError, MATCHER, 'expected.within is missing beside expected.bytes', `${MATCHER}(${center})`)
  }
  const place = { matcher: MATCHER, argument: 'expected.within', rightCall: `${WITHIN_CALL} or within: '64 B'` }
  const { of, share } = parseMargin(within, place)
  return { kind: 'within', bytes: center, margin: of(center), share }
}

function refuseUnknown(keys: readonly PropertyKey[], known: readonly PropertyKey[], rightCall: string): void {
  for (const key of keys) {
    if (known.includes(key)) continue
    const problem = `unknown key ${show(String(key))} in expected; it takes ${known.join(' and ')}`
    throw misuse(TypeError, MATCHER, problem, rightCall)
  }
}
