import { type ByteAmount, parseAmount } from './byte-amount.js'
import type { MatcherContext } from './context.js'
import {
  type AsymmetricMatcher,
  asymmetricMatcher,
  meetsBytes,
  parseExpectedBytes,
  type SettledExpectation,
  type SettledSize,
} from './expected-size.js'
import { misuse, show } from './misuse.js'

/** How many pieces of memory: exactly, or a range whose limits are inclusive. */
export type ExpectedCount =
  | number
  | { readonly atMost: number; readonly atLeast?: number }
  | { readonly atMost?: number; readonly atLeast: number }
  | AsymmetricMatcher

/** Bytes, pieces of memory, or both. */
export type AllocatedNumbers =
  | { readonly bytes: SettledSize; readonly count?: ExpectedCount }
  | { readonly bytes?: SettledSize; readonly count: ExpectedCount }

/** What `toAllocate` takes: bytes in each form of `toHaveHeapUsage`, `{ bytes, count }`, or either per call. */
export type ExpectedAllocations = SettledSize | AllocatedNumbers | { readonly perCall: SettledSize | AllocatedNumbers }

/** Limits of bytes, of pieces of memory, or both; inclusive. */
export type AllocationLimits =
  | { readonly bytes: ByteAmount; readonly count?: number }
  | { readonly bytes?: ByteAmount; readonly count: number }

/** What `toAllocateAtMost` takes: `'12 kB'`, `{ bytes: '12 kB', count: 100 }`, or either per call. */
export type AllocationLimit = ByteAmount | AllocationLimits | { readonly perCall: ByteAmount | AllocationLimits }

/** What is expected of a function, understood. */
export interface AllocationExpectation {
  readonly bytes: SettledExpectation | undefined
  /** As of bytes, in pieces. */
  readonly count: SettledExpectation | undefined
  /** Whether of one further call, and not of a run. */
  readonly isPerCall: boolean
}

const NUMBER_KEYS: readonly PropertyKey[] = ['bytes', 'count']

/** Whether bytes and pieces are what was expected. */
export function meetsAllocations(
  { bytes, count }: { readonly bytes: number; readonly count: number },
  expectation: AllocationExpectation,
): boolean {
  return (
    (expectation.bytes === undefined || meetsBytes(bytes, expectation.bytes)) &&
    (expectation.count === undefined || meetsBytes(count, expectation.count))
  )
}

/**
 * Understands the argument of `toAllocate`.
 *
 * @throws {TypeError | RangeError} if it is none of the forms, or a number in it is not whole.
 */
export function parseAllocations(expected: unknown, context: MatcherContext, matcher: string): AllocationExpectation {
  const { value, isPerCall } = unwrapped(expected, matcher, `${matcher}({ perCall: 48 })`)
  const keys = keysOf(value)
  const isSize = keys === undefined || keys.includes('within') || !keys.some(isNumberKey)
  if (isSize || asymmetricMatcher(value, context) !== undefined) {
    return { bytes: parseExpectedBytes(value, context, matcher), count: undefined, isPerCall }
  }
  const rightCall = `${matcher}({ bytes: 1248, count: 31 })`
  const { bytes, count } = numbersOf(value, keys, matcher, rightCall)
  return {
    bytes: bytes === undefined ? undefined : parseExpectedBytes(bytes, context, matcher),
    count: count === undefined ? undefined : parseCount(count, context, { matcher, rightCall }),
    isPerCall,
  }
}

/**
 * Understands the argument of `toAllocateAtMost`.
 *
 * @throws {TypeError | RangeError} if it is none of the forms, or a number in it is not whole.
 */
export function parseAllocationLimit(limit: unknown, matcher: string): AllocationExpectation {
  const { value, isPerCall } = unwrapped(limit, matcher, `${matcher}({ perCall: '1 kB' })`)
  const keys = keysOf(value)
  if (keys === undefined) {
    const bytes = parseAmount(value, { matcher, argument: 'limit', rightCall: `${matcher}('12 kB')` })
    return { bytes: atMost(bytes), count: undefined, isPerCall }
  }
  const rightCall = `${matcher}({ bytes: '12 kB', count: 100 })`
  const { bytes, count } = numbersOf(value, keys, matcher, rightCall)
  return {
    bytes:
      bytes === undefined ? undefined : atMost(parseAmount(bytes, { matcher, argument: 'limit.bytes', rightCall })),
    count: count === undefined ? undefined : atMost(wholeCount(count, 'limit.count', { matcher, rightCall })),
    isPerCall,
  }
}

function atMost(bytes: number): SettledExpectation {
  return { kind: 'range', atLeast: undefined, atMost: bytes }
}

function isNumberKey(key: PropertyKey): boolean {
  return NUMBER_KEYS.includes(key) || key === 'types'
}

/** The keys of an object; undefined for anything else. */
function keysOf(value: unknown): PropertyKey[] | undefined {
  return typeof value === 'object' && value !== null ? Reflect.ownKeys(value) : undefined
}

function unwrapped(
  expected: unknown,
  matcher: string,
  rightCall: string,
): { readonly value: unknown; readonly isPerCall: boolean } {
  const keys = keysOf(expected)
  if (keys === undefined || !keys.includes('perCall')) return { value: expected, isPerCall: false }
  const other = keys.find((key) => key !== 'perCall')
  if (other !== undefined) {
    const problem = `${show(String(other))} stands beside perCall; what is expected of a call goes into perCall`
    throw misuse(TypeError, matcher, problem, rightCall)
  }
  const value = (expected as { perCall: unknown }).perCall
  if (value === undefined) throw misuse(TypeError, matcher, 'perCall is undefined', rightCall)
  return { value, isPerCall: true }
}

function numbersOf(
  value: unknown,
  keys: readonly PropertyKey[],
  matcher: string,
  rightCall: string,
): { readonly bytes: unknown; readonly count: unknown } {
  if (keys.includes('types')) {
    const problem =
      "types can't be expected: V8's allocation profiler knows the sizes and the callers of what is allocated, not its types"
    throw misuse(TypeError, matcher, problem, rightCall)
  }
  const unknown = keys.find((key) => !NUMBER_KEYS.includes(key))
  if (unknown !== undefined) {
    throw misuse(TypeError, matcher, `unknown key ${show(String(unknown))}; it takes bytes and count`, rightCall)
  }
  const { bytes, count } = value as { bytes?: unknown; count?: unknown }
  if (bytes === undefined && count === undefined) {
    throw misuse(TypeError, matcher, 'neither bytes nor count is given', rightCall)
  }
  return { bytes, count }
}

interface CountPlace {
  readonly matcher: string
  readonly rightCall: string
}

function parseCount(expected: unknown, context: MatcherContext, place: CountPlace): SettledExpectation {
  if (typeof expected !== 'object' || expected === null) {
    return { kind: 'exact', bytes: wholeCount(expected, 'expected.count', place) }
  }
  const asymmetric = asymmetricMatcher(expected, context)
  if (asymmetric !== undefined) return asymmetric
  const keys = Reflect.ownKeys(expected)
  const unknown = keys.find((key) => key !== 'atMost' && key !== 'atLeast')
  if (unknown !== undefined || keys.length === 0) {
    const problem =
      unknown === undefined
        ? 'expected.count has no bound; it takes atMost, atLeast or both'
        : `unknown key ${show(String(unknown))} in expected.count; it takes atMost and atLeast`
    throw misuse(TypeError, place.matcher, problem, `${place.matcher}({ count: { atMost: 31 } })`)
  }
  const limits = expected as { atMost?: unknown; atLeast?: unknown }
  const [atLeast, atMost] = (['atLeast', 'atMost'] as const).map((bound) =>
    limits[bound] === undefined ? undefined : wholeCount(limits[bound], `expected.count.${bound}`, place),
  )
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    const problem = `expected.count.atLeast is ${atLeast} and above expected.count.atMost, ${atMost}, so nothing can pass`
    throw misuse(RangeError, place.matcher, problem, place.rightCall)
  }
  return { kind: 'range', atLeast, atMost }
}

function wholeCount(count: unknown, argument: string, { matcher, rightCall }: CountPlace): number {
  if (typeof count !== 'number') {
    throw misuse(TypeError, matcher, `${argument} must be a number of pieces, got ${show(count)}`, rightCall)
  }
  if (!Number.isSafeInteger(count) || count < 0) {
    throw misuse(RangeError, matcher, `${argument} must be a whole number, 0 or more, got ${show(count)}`, rightCall)
  }
  return count
}
