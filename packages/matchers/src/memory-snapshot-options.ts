import { type Margin, type MarginAmount, parseMargin } from './margin.js'
import { checkOptions, type MatcherOptions } from './matcher-options.js'
import { misuse, show } from './misuse.js'

/** How a memory snapshot is measured, written and compared. */
export interface MemorySnapshotOptions extends MatcherOptions {
  /**
   * How far the total may be from the stored one: `'2%'` of it, `'64 B'` or `64`. Within it the stored text stays valid
   * and is kept as it is.
   */
  readonly within?: MarginAmount | undefined
  /** Lets the total be smaller than the stored one, and says how to keep the gain. */
  readonly ratchet?: boolean | undefined
  /** Levels of rows below the value itself that are written. Default 5. */
  readonly depth?: number | undefined
  /** Rows that are written, the largest ones. Default 30, and none of less than a hundredth of the whole. */
  readonly rows?: number | undefined
}

/** What `toMatchMemorySnapshot` takes. */
export type MemorySnapshotArguments =
  | [hint?: string | undefined, options?: MemorySnapshotOptions | undefined]
  | [options: MemorySnapshotOptions]

/** What `toMatchInlineMemorySnapshot` takes: the runner writes the text, behind the options where there are any. */
export type InlineMemorySnapshotArguments =
  | [text?: string | undefined]
  | [options: MemorySnapshotOptions, text?: string | undefined]

/** The arguments of a call, understood. */
export interface SnapshotRequest {
  readonly matcher: string
  readonly isInline: boolean
  readonly hint: string | undefined
  /** Of an inline snapshot, the text in the call. */
  readonly inlineText: string | undefined
  readonly hasOptions: boolean
  readonly size: MatcherOptions
  /** Whether `size` was given at all: what is measured already can't be measured otherwise. */
  readonly measuresItsWay: boolean
  readonly within: Margin | undefined
  readonly ratchet: boolean
  readonly depth: number | undefined
  readonly rows: number | undefined
}

export const FILE_MATCHER = 'toMatchMemorySnapshot'
export const INLINE_MATCHER = 'toMatchInlineMemorySnapshot'
const OWN_OPTIONS: readonly PropertyKey[] = [
  'within',
  'ratchet',
  'depth',
  'rows',
] satisfies (keyof MemorySnapshotOptions)[]
const SIZE_OPTIONS: readonly PropertyKey[] = ['layout', 'exclude', 'include'] satisfies (keyof MatcherOptions)[]

/**
 * Understands the arguments of `toMatchMemorySnapshot`.
 *
 * @throws {TypeError | RangeError} if they can't be meant.
 */
export function parseFileArguments(given: readonly unknown[]): SnapshotRequest {
  const rightCall = `${FILE_MATCHER}('after warm-up', { within: '2%' })`
  if (given.length > 2) throw tooMany(FILE_MATCHER, 'a hint and options', rightCall)
  const [first, second] = given
  if (isOptions(first)) {
    if (second !== undefined) throw misuse(TypeError, FILE_MATCHER, 'the hint comes before the options', rightCall)
    return request(FILE_MATCHER, { isInline: false }, first)
  }
  if (first !== undefined && typeof first !== 'string') {
    throw misuse(TypeError, FILE_MATCHER, `the hint must be a text, got ${show(first)}`, rightCall)
  }
  return request(FILE_MATCHER, { isInline: false, hint: first }, second)
}

/**
 * Understands the arguments of `toMatchInlineMemorySnapshot`.
 *
 * @throws {TypeError | RangeError} if they can't be meant.
 */
export function parseInlineArguments(given: readonly unknown[]): SnapshotRequest {
  const rightCall = `${INLINE_MATCHER}({ within: '2%' })`
  if (given.length > 2) throw tooMany(INLINE_MATCHER, 'options and a text', rightCall)
  const [first, second] = given
  if (isOptions(first)) {
    if (second !== undefined && typeof second !== 'string') {
      throw misuse(TypeError, INLINE_MATCHER, `the snapshot must be a text, got ${show(second)}`, rightCall)
    }
    return request(INLINE_MATCHER, { isInline: true, inlineText: second }, first)
  }
  if (given.length === 2) {
    const problem = 'the options come before the text, where the runners look for it'
    throw misuse(TypeError, INLINE_MATCHER, problem, rightCall)
  }
  if (first !== undefined && typeof first !== 'string') {
    throw misuse(TypeError, INLINE_MATCHER, `the snapshot must be a text, got ${show(first)}`, rightCall)
  }
  return request(INLINE_MATCHER, { isInline: true, inlineText: first }, undefined)
}

function isOptions(argument: unknown): argument is object {
  return typeof argument === 'object' && argument !== null
}

function tooMany(matcher: string, taken: string, rightCall: string): Error {
  return misuse(TypeError, matcher, `it takes ${taken} at most`, rightCall)
}

interface Place {
  readonly isInline: boolean
  readonly hint?: string | undefined
  readonly inlineText?: string | undefined
}

function request(matcher: string, { isInline, hint, inlineText }: Place, options: unknown): SnapshotRequest {
  const size = checkOptions(matcher, '', options, OWN_OPTIONS)
  const { within, ratchet, depth, rows } = (options ?? {}) as MemorySnapshotOptions
  if (ratchet !== undefined && typeof ratchet !== 'boolean') {
    const problem = `options.ratchet must be true or false, got ${show(ratchet)}`
    throw misuse(TypeError, matcher, problem, `${matcher}({ ratchet: true })`)
  }
  return {
    matcher,
    isInline,
    hint: hint === '' ? undefined : hint,
    inlineText,
    hasOptions: options !== undefined,
    size,
    measuresItsWay: Object.entries(size).some(([key, value]) => SIZE_OPTIONS.includes(key) && value !== undefined),
    within: within === undefined ? undefined : parseWithin(matcher, within),
    ratchet: ratchet === true,
    depth: count(matcher, 'depth', depth, 0),
    rows: count(matcher, 'rows', rows, 1),
  }
}

function parseWithin(matcher: string, within: unknown): Margin {
  const rightCall = `${matcher}({ within: '2%' }) or within: '64 B'`
  return parseMargin(within, { matcher, argument: 'options.within', rightCall })
}

function count(matcher: string, name: 'depth' | 'rows', given: unknown, least: number): number | undefined {
  if (given === undefined) return undefined
  const rightCall = `${matcher}({ ${name}: 10 })`
  if (typeof given !== 'number') {
    throw misuse(TypeError, matcher, `options.${name} must be a number, got ${show(given)}`, rightCall)
  }
  if ((!Number.isSafeInteger(given) && given !== Number.POSITIVE_INFINITY) || given < least) {
    const problem = `options.${name} must be a whole number, ${least} or more, or Infinity, got ${show(given)}`
    throw misuse(RangeError, matcher, problem, rightCall)
  }
  return given
}
