import { formatExactBytes } from '@carat/core'
import { type HeapOptions, type HeapPart, type HeapUsage, heapUsageOf } from '@carat/heap'
import { alignedRows, grouped, moreText, printable, split, times } from '@carat/report'
import { contextOf, type MatcherContext, type MatcherResult } from './context.js'
import { failureText, type Wanted } from './failure-text.js'
import { checkHeapMatcherOptions } from './heap-matcher-options.js'
import { type Margin, type MarginAmount, parseMargin } from './margin.js'
import { misuse, show } from './misuse.js'

const MATCHER = 'toHaveSpareCapacity'
const AMOUNT_CALL = `${MATCHER}(0) or ${MATCHER}('10%')`
const RANGE_CALL = `${MATCHER}({ atMost: '10%' })`
const KEYS: readonly PropertyKey[] = ['atMost', 'atLeast']
const MOST_PARTS = 8

/**
 * What `toHaveSpareCapacity` takes: bytes, which are meant exactly, or a share of the heap usage, which is a limit; or limits
 * of either kind.
 */
export type ExpectedSpare =
  | MarginAmount
  | { readonly atMost: MarginAmount; readonly atLeast?: MarginAmount }
  | { readonly atMost?: MarginAmount; readonly atLeast: MarginAmount }

interface SpareLimits {
  readonly atLeast: Margin | undefined
  readonly atMost: Margin | undefined
  /** Whether the two are the same bytes. */
  readonly isExact: boolean
}

/**
 * Passes when what growth left unused in what V8 holds for `received` is what `expected` says: slots of arrays, tables of
 * Maps and Sets that are larger than they need be, bytes of a buffer that no view shows. Takes a heap snapshot.
 *
 * @throws {TypeError | RangeError} if `expected` or `options` can't be meant, whether negated or not.
 * @throws {Error} where there is no V8 of Node.js to ask.
 */
export function toHaveSpareCapacity(
  this: unknown,
  received: unknown,
  expected: ExpectedSpare,
  options?: HeapOptions,
): MatcherResult {
  const context = contextOf(this)
  const limits = parseLimits(expected)
  const usage = heapUsageOf(received, checkHeapMatcherOptions(MATCHER, '0', options))
  const { spare } = usage
  const atLeast = limits.atLeast?.of(usage.bytes) ?? 0
  const atMost = limits.atMost?.of(usage.bytes) ?? Number.POSITIVE_INFINITY
  const pass = spare >= atLeast && spare <= atMost
  return { pass, message: () => text(context, limits, usage, pass) }
}

function parseLimits(expected: unknown): SpareLimits {
  if (expected === undefined) throw misuse(TypeError, MATCHER, 'expected is missing', AMOUNT_CALL)
  if (typeof expected !== 'object' || expected === null) {
    const amount = parseMargin(expected, { matcher: MATCHER, argument: 'expected', rightCall: AMOUNT_CALL })
    return amount.share === undefined
      ? { atLeast: amount, atMost: amount, isExact: true }
      : { atLeast: undefined, atMost: amount, isExact: false }
  }
  const keys = Reflect.ownKeys(expected)
  for (const key of keys) {
    if (KEYS.includes(key)) continue
    const problem = `unknown key ${show(String(key))} in expected; it takes atMost and atLeast`
    throw misuse(TypeError, MATCHER, problem, RANGE_CALL)
  }
  if (keys.length === 0) {
    throw misuse(TypeError, MATCHER, 'expected has no bound; it takes atMost, atLeast or both', RANGE_CALL)
  }
  const { atLeast, atMost } = expected as { atLeast?: unknown; atMost?: unknown }
  const parse = (bound: string, amount: unknown): Margin | undefined =>
    keys.includes(bound)
      ? parseMargin(amount, { matcher: MATCHER, argument: `expected.${bound}`, rightCall: RANGE_CALL })
      : undefined
  const limits = { atLeast: parse('atLeast', atLeast), atMost: parse('atMost', atMost), isExact: false }
  refuseEmpty(limits)
  return limits
}

/** Limits that nothing can meet. A share and an amount meet somewhere. */
function refuseEmpty({ atLeast, atMost }: SpareLimits): void {
  if (atLeast === undefined || atMost === undefined || (atLeast.share === undefined) !== (atMost.share === undefined))
    return
  const LARGE = 1e9
  if (atLeast.of(LARGE) <= atMost.of(LARGE)) return
  const [least, most] = [atLeast, atMost].map((limit) => limit.share ?? formatExactBytes(limit.of(0)))
  throw misuse(
    RangeError,
    MATCHER,
    `expected.atLeast is ${least} and above expected.atMost, ${most}, so nothing can pass`,
    RANGE_CALL,
  )
}

function text(context: MatcherContext, limits: SpareLimits, usage: HeapUsage, pass: boolean): string {
  const { bytes, spare, layout } = usage
  const missed = limits.atMost !== undefined && spare > limits.atMost.of(bytes) ? limits.atMost : limits.atLeast
  return failureText(
    context,
    {
      matcher: MATCHER,
      argument: 'expected',
      negated: pass,
      wanted: wantedOf(limits, bytes, pass),
      received: spare,
      reference: pass ? undefined : missed?.of(bytes),
      layout,
    },
    [
      [`Heap usage is ${formatExactBytes(bytes)}, of which ${percent(spare, bytes)} are spare.`],
      spareBlock(usage.root),
      wayOut(limits, usage, pass),
    ],
  )
}

function wantedOf({ atLeast, atMost, isExact }: SpareLimits, bytes: number, negated: boolean): Wanted {
  const limit = (atMost ?? atLeast) as Margin
  const after = limit.share === undefined ? '' : `, ${limit.share} of the heap usage`
  const amount = { bytes: limit.of(bytes), after }
  if (isExact) return { before: negated ? 'not ' : '', ...amount }
  if (atMost === undefined) return { before: negated ? 'less than ' : 'at least ', ...amount }
  const least = atLeast === undefined ? '' : formatExactBytes(atLeast.of(bytes))
  if (negated) return { before: `${least === '' ? '' : `less than ${least} or `}more than `, ...amount }
  return { before: least === '' ? 'at most ' : `${least} to `, ...amount }
}

/** The rows with spare capacity, largest first. */
function spareBlock(root: HeapPart): string[] {
  const found: HeapPart[] = []
  const collect = (part: HeapPart): void => {
    if (part.spare > 0) found.push(part)
    for (const below of part.parts) collect(below)
  }
  collect(root)
  if (found.length === 0) return []
  found.sort((a, b) => b.spare - a.spare || (a.path < b.path ? -1 : 1))
  const { shown, hidden } = split(found, MOST_PARTS)
  const rows = shown.map(({ path, type, count, spare, used }) => [
    grouped(spare),
    grouped(used),
    `${path === '' ? '' : `${printable(path)} `}${printable(type)}${times(count)}`,
  ])
  if (hidden.length > 0)
    rows.push([grouped(hidden.reduce((sum, { spare }) => sum + spare, 0)), '', moreText(hidden.length)])
  return ['Spare capacity by part:', ...alignedRows([['spare', 'used'], ...rows], 2)]
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${Number(((part / whole) * 100).toFixed(1))} %`
}

function wayOut({ isExact }: SpareLimits, { spare }: HeapUsage, pass: boolean): string[] {
  if (pass) return []
  if (spare > 0) return ['A copy has no spare capacity: slice() of an array, new Map(map), new Set(set).']
  return isExact ? ['Nothing is spare.'] : []
}
