import type { Condition } from '@carat/allocations'
import { formatExactBytes } from '@carat/core'
import { alignedRows, allocationSiteWords, grouped, moreText, signed, split } from '@carat/report'
import { type Colours, coloursOf, type MatcherContext } from './context.js'
import type { AllocationExpectation } from './expected-allocations.js'
import type { SettledExpectation } from './expected-size.js'
import { missedBound, unwanted, wanted } from './expected-text.js'
import { type Compared, comparedLines, joined, matcherHint, rounded, type Unit } from './failure-text.js'
import type { Observed } from './observed-allocations.js'

/** All that is known where an assertion on allocations has failed. */
export interface AllocationFailure {
  readonly matcher: string
  /** The name of the matcher's argument; empty if it has none. */
  readonly argument: string
  readonly expectation: AllocationExpectation
  /** Whether each measured run is as expected, none is, or some are. */
  readonly verdict: 'met' | 'missed' | 'undecided'
  readonly isNegated: boolean
  readonly observed: Observed
  /** Where the profile is. */
  readonly saved: string | undefined
}

const MOST_SITES = 8

/** The numbers, then who allocates and where the profile is. */
export function allocationFailureText(context: MatcherContext, failure: AllocationFailure): string {
  const { matcher, argument, verdict, isNegated, observed, saved } = failure
  const colours = coloursOf(context)
  return joined([
    [matcherHint(context, { matcher, argument, negated: isNegated })],
    verdict === 'undecided' ? ['Undecided: the runs do not agree. This fails with and without .not.'] : [],
    [...figureLines(colours, failure), colours.dim(`Counted:  ${observed.how}; V8 ${observed.profile.v8}`)],
    conditionLines(observed),
    siteLines(observed),
    saved === undefined ? [] : [`Profile: ${saved}`],
    adviceLines(failure),
  ])
}

function figureLines(colours: Colours, failure: AllocationFailure): string[] {
  const { expectation, observed } = failure
  const units = unitsOf(expectation)
  if (isNothing(expectation)) {
    const received = `${written(units.bytes, observed.bytes)} in ${written(units.count, observed.count)}`
    return [
      `Expected: ${colours.expected(`${failure.isNegated ? 'something' : 'nothing'}${expectation.isPerCall ? ' a call' : ''}`)}`,
      `Received: ${colours.received(received)}${eachText(observed, 'bytes', units.bytes)}`,
    ]
  }
  const { bytes, count } = expectation
  return [
    ...(bytes === undefined ? [] : oneFigure(colours, failure, 'bytes', bytes, units.bytes)),
    ...(count === undefined ? [] : oneFigure(colours, failure, 'count', count, units.count)),
    ...(bytes === undefined ? [`Bytes:    ${written(units.bytes, observed.bytes)}`] : []),
    ...(count === undefined ? [`In:       ${written(units.count, observed.count)}`] : []),
  ]
}

function oneFigure(
  colours: Colours,
  { observed, isNegated }: AllocationFailure,
  key: 'bytes' | 'count',
  expectation: SettledExpectation,
  unit: Unit,
): string[] {
  const received = observed[key]
  const compared: Compared = {
    wanted: isNegated ? unwanted(expectation) : wanted(expectation),
    received,
    reference: isNegated ? undefined : missedBound(expectation, received),
  }
  const [expected = '', got = ''] = comparedLines(colours, compared, unit)
  return [expected, `${got}${eachText(observed, key, unit)}`]
}

/** What each run had, where they do not agree. */
function eachText({ each }: Observed, key: 'bytes' | 'count', unit: Unit): string {
  const values = each.map((one) => one[key])
  return new Set(values).size < 2 ? '' : `   (the runs: ${values.map((value) => unit.exact(value)).join(', ')})`
}

function isNothing({ bytes, count }: AllocationExpectation): boolean {
  return [bytes, count].every((each) => each?.kind === 'exact' && each.bytes === 0)
}

/** Averages have parts of a byte. */
function short(average: number): number {
  return Number(average.toFixed(2))
}

function unitsOf({ isPerCall }: AllocationExpectation): { readonly bytes: Unit; readonly count: Unit } {
  const each = isPerCall ? ' a call' : ''
  return {
    bytes: {
      exact: (bytes) => formatExactBytes(short(bytes)),
      rounded: (bytes) => `${rounded(short(bytes))}${each}`,
      signed: (bytes) => signed(short(bytes)),
    },
    count: {
      exact: (count) => grouped(short(count)),
      rounded: (count) => ` piece${short(count) === 1 ? '' : 's'}${each}`,
      signed: (count) => `${count > 0 ? '+' : ''}${grouped(short(count))}`,
    },
  }
}

const written = (unit: Unit, count: number): string => `${unit.exact(count)}${unit.rounded(count)}`

const CONDITION_TEXTS: Readonly<Record<Condition, string>> = {
  debugger: 'A debugger is attached, so that spreads and promises allocate more than without.',
  'replaced iterator':
    'Some code of this thread has replaced how arrays are iterated, so that what takes an iterable allocates more than without.',
  'async hooks': 'With async hooks in this process each promise carries more than without.',
}

function conditionLines({ profile }: Observed): string[] {
  return profile.conditions.map((condition) => CONDITION_TEXTS[condition])
}

function siteLines({ sites }: Observed): string[] {
  if (sites.length === 0) return []
  const { shown, hidden } = split(sites, MOST_SITES)
  const rows = shown.map((site) => {
    const [caller, place, groups] = allocationSiteWords(site)
    return [formatExactBytes(short(site.bytes)), `in ${grouped(short(site.count))}`, caller, place, groups]
  })
  return [
    'Allocated by, most first:',
    ...alignedRows(rows, 2),
    ...(hidden.length === 0 ? [] : [`  ${moreText(hidden.length)}`]),
  ]
}

function adviceLines({ verdict, isNegated, expectation, observed }: AllocationFailure): string[] {
  if (verdict === 'undecided') {
    return ['Let each run do the same: no random numbers, no growing state; or allow for it with atMost, or per call.']
  }
  const { bytes, isPerCall } = expectation
  if (isNegated || bytes?.kind !== 'exact' || isNothing(expectation) || !Number.isSafeInteger(observed.bytes)) return []
  const right = isPerCall ? `{ perCall: ${observed.bytes} }` : `${observed.bytes}`
  return [`If ${formatExactBytes(observed.bytes)} is right, expect ${right} instead of ${bytes.bytes}.`]
}
