import type { SettledExpectation } from './expected-size.js'
import type { Wanted } from './failure-text.js'
import { marginText } from './margin.js'
import { unwantedRange, wantedRange } from './range-text.js'

/** What was expected of some bytes, in words. */
export function wanted(expectation: SettledExpectation): Wanted {
  switch (expectation.kind) {
    case 'exact':
      return { before: '', bytes: expectation.bytes }
    case 'within':
      return { before: '', bytes: expectation.bytes, after: marginOf(expectation) }
    case 'asymmetric':
      return { before: `a size that matches ${expectation.name()}` }
    case 'range':
      return wantedRange(expectation)
  }
}

/** What the negation expected of them. */
export function unwanted(expectation: SettledExpectation): Wanted {
  switch (expectation.kind) {
    case 'exact':
      return { before: 'not ', bytes: expectation.bytes }
    case 'within':
      return { before: 'not ', bytes: expectation.bytes, after: marginOf(expectation) }
    case 'asymmetric':
      return { before: `a size that does not match ${expectation.name()}` }
    case 'range':
      return unwantedRange(expectation)
  }
}

function marginOf({ bytes, margin, share }: Extract<SettledExpectation, { kind: 'within' }>): string {
  return marginText(bytes, margin, share)
}

/** The bound that the size broke, from which the difference is counted. */
export function missedBound(expectation: SettledExpectation, size: number): number | undefined {
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
