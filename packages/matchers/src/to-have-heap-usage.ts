import { formatExactBytes } from '@carat/core'
import { type HeapOptions, type HeapUsage, inspectHeap, type UnseenReport } from '@carat/heap'
import { adviceOn } from './advice.js'
import { breakdown } from './breakdown.js'
import { contextOf, type MatcherContext, type MatcherResult } from './context.js'
import { meetsBytes, parseExpectedBytes, type SettledExpectation, type SettledSize } from './expected-size.js'
import { missedBound, unwanted, wanted } from './expected-text.js'
import { failureText } from './failure-text.js'
import { checkHeapMatcherOptions } from './heap-matcher-options.js'
import { unseenBlock } from './unseen-text.js'

const MATCHER = 'toHaveHeapUsage'

/**
 * Passes when the bytes that V8 holds for `received` now, as it was built, are what `expected` says: exact bytes, a range, or
 * bytes give or take some. In-object slack is apart. Takes a heap snapshot.
 *
 * @throws {TypeError | RangeError} if `expected` or `options` can't be meant, whether negated or not.
 * @throws {Error} where there is no V8 of Node.js to ask.
 */
export function toHaveHeapUsage(
  this: unknown,
  received: unknown,
  expected: SettledSize,
  options?: HeapOptions,
): MatcherResult {
  const context = contextOf(this)
  const expectation = parseExpectedBytes(expected, context, MATCHER)
  const heapOptions = checkHeapMatcherOptions(MATCHER, '72', options)
  const { usage, unseen } = inspectHeap(received, heapOptions)
  const pass = meetsBytes(usage.bytes, expectation)
  const message = () => text(context, { pass, expectation, usage, report: unseen() })
  return { pass, message }
}

interface Outcome {
  readonly pass: boolean
  readonly expectation: SettledExpectation
  readonly usage: HeapUsage
  readonly report: UnseenReport
}

function text(context: MatcherContext, { pass, expectation, usage, report }: Outcome): string {
  const { bytes, layout } = usage
  const advice = adviceOn(usage)
  const wayOut =
    expectation.kind === 'exact' && !pass && advice.length === 0
      ? [`If ${formatExactBytes(bytes)} is right, expect ${bytes} instead of ${expectation.bytes}.`]
      : advice
  return failureText(
    context,
    {
      matcher: MATCHER,
      argument: 'expected',
      negated: pass,
      wanted: pass ? unwanted(expectation) : wanted(expectation),
      received: bytes,
      reference: pass ? undefined : missedBound(expectation, bytes),
      layout,
    },
    [unseenBlock(report), apartBlock(usage), ...breakdown(usage), wayOut],
  )
}

/** What is not in the bytes, and what in them is free. */
export function apartBlock({ slack, spare }: HeapUsage): string[] {
  const lines: string[] = []
  if (spare > 0) lines.push(`Of it spare capacity:  ${formatExactBytes(spare)}`)
  if (slack > 0) lines.push(`Beside it, in-object slack of young classes:  ${formatExactBytes(slack)}`)
  return lines
}
