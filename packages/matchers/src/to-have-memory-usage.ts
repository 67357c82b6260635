import { formatExactBytes, measure } from '@carat/core'
import { adviceOn } from './advice.js'
import { breakdown } from './breakdown.js'
import { contextOf, type MatcherResult } from './context.js'
import { type Expectation, type ExpectedSize, meets, parseExpected } from './expected-size.js'
import { failureText, type Wanted } from './failure-text.js'
import { marginText } from './margin.js'
import { checkOptions, type MatcherOptions } from './matcher-options.js'

/**
 * Passes when the settled size of `received` is what `expected` says: exact bytes, a range, or bytes give or take some.
 *
 * @throws {TypeError | RangeError} if `expected` or `options` can't be meant, whether negated or not.
 */
export function toHaveMemoryUsage(
  this: unknown,
  received: unknown,
  expected: ExpectedSize,
  options?: MatcherOptions,
): MatcherResult {
  const context = contextOf(this)
  const expectation = parseExpected(expected, context)
  const sizeOptions = checkOptions('toHaveMemoryUsage', '72', options)
  const pass = meets(received, expectation, sizeOptions)
  const message = (): string => {
    const measurement = measure(received, sizeOptions)
    const { bytes, layout } = measurement
    const advice = adviceOn(measurement)
    return failureText(
      context,
      {
        matcher: 'toHaveMemoryUsage',
        argument: 'expected',
        negated: pass,
        wanted: pass ? unwanted(expectation) : wanted(expectation),
        received: bytes,
        reference: pass ? undefined : missedBound(expectation, bytes),
        layout,
      },
      [...breakdown(measurement), pass || advice.length > 0 ? advice : wayOut(expectation, bytes)],
    )
  }
  return { pass, message }
}

function wanted(expectation: Expectation): Wanted {
  switch (expectation.kind) {
    case 'exact':
      return { before: '', bytes: expectation.bytes }
    case 'within':
      return { before: '', bytes: expectation.bytes, after: marginOf(expectation) }
    case 'asymmetric':
      return { before: `a size that matches ${expectation.name()}` }
    case 'range': {
      const { atLeast, atMost } = expectation
      if (atMost === undefined) return { before: 'at least ', bytes: atLeast }
      return { before: atLeast === undefined ? 'at most ' : `${formatExactBytes(atLeast)} to `, bytes: atMost }
    }
  }
}

// In words of its own rather than 'not at most', which is read twice.
function unwanted(expectation: Expectation): Wanted {
  switch (expectation.kind) {
    case 'exact':
      return { before: 'not ', bytes: expectation.bytes }
    case 'within':
      return { before: 'not ', bytes: expectation.bytes, after: marginOf(expectation) }
    case 'asymmetric':
      return { before: `a size that does not match ${expectation.name()}` }
    case 'range': {
      const { atLeast, atMost } = expectation
      if (atMost === undefined) return { before: 'less than ', bytes: atLeast }
      return {
        before: `${atLeast === undefined ? '' : `less than ${formatExactBytes(atLeast)} or `}more than `,
        bytes: atMost,
      }
    }
  }
}

function marginOf({ bytes, margin, share }: Extract<Expectation, { kind: 'within' }>): string {
  return marginText(bytes, margin, share)
}

/** The bound that the size broke, from which the difference is counted. */
function missedBound(expectation: Expectation, size: number): number | undefined {
  switch (expectation.kind) {
    case 'exact':
    case 'within':
      return expectation.bytes
    case 'asymmetric':
      return undefined
    case 'range': {
      const { atLeast, atMost } = expectation
      return atMost !== undefined && size > atMost ? atMost : atLeast
    }
  }
}

function wayOut(expectation: Expectation, size: number): string[] {
  return expectation.kind === 'exact'
    ? [`If ${formatExactBytes(size)} is right, expect ${size} instead of ${expectation.bytes}.`]
    : []
}
