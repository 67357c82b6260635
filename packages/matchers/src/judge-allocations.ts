import { type AllocationFailure, allocationFailureText } from './allocation-failure.js'
import type { AllocationSettings } from './allocation-options.js'
import { concurrencyMisuse, isConcurrent, synchronously } from './concurrency.js'
import { contextOf, type MatcherContext, type MatcherResult, standsForValue } from './context.js'
import { type AllocationExpectation, meetsAllocations } from './expected-allocations.js'
import { misuse, show } from './misuse.js'
import { type Observed, observe, withLines } from './observed-allocations.js'
import { saveProfile } from './saved-profile.js'

/** An assertion on what a function allocates. */
export interface AllocationAssertion {
  readonly matcher: string
  /** The name of the matcher's argument; empty if it has none. */
  readonly argument: string
  /** A call that works, for the errors. */
  readonly rightCall: string
  readonly expectation: AllocationExpectation
  readonly settings: AllocationSettings
}

/** @throws {TypeError} if `received` is no function. */
export function requireFunction(received: unknown, matcher: string, rightCall: string): () => unknown {
  if (typeof received === 'function') return received as () => unknown
  const problem = `received must be a function to call, got ${show(received)}`
  throw misuse(TypeError, matcher, problem, rightCall)
}

/** Runs the function and compares; gives a promise if the function does. */
export function judgeAllocations(
  self: unknown,
  fn: () => unknown,
  assertion: AllocationAssertion,
): MatcherResult | Promise<MatcherResult> {
  const { expectation, settings } = assertion
  const context = contextOf(self)
  const refusal = refusalOfAsync(self, context, assertion)
  const called = refusal === undefined ? fn : () => synchronously(fn, refusal)
  const judge = (observed: Observed): MatcherResult | Promise<MatcherResult> => {
    const verdict = verdictOn(observed, expectation)
    const finish = (explained: Observed): MatcherResult => result(context, assertion, verdict, explained)
    if (!fails(verdict, context) || standsForValue(context)) return finish(observed)
    const explained = withLines(called, observed, settings)
    return explained instanceof Promise ? explained.then(finish) : finish(explained)
  }
  const observed = observe(called, expectation.isPerCall, settings)
  return observed instanceof Promise ? observed.then(judge) : judge(observed)
}

type Verdict = AllocationFailure['verdict']

function verdictOn({ each }: Observed, expectation: AllocationExpectation): Verdict {
  const met = each.filter((one) => meetsAllocations(one, expectation)).length
  return met === each.length ? 'met' : met === 0 ? 'missed' : 'undecided'
}

/** What is undecided fails with and without `.not`. */
function fails(verdict: Verdict, { isNot }: MatcherContext): boolean {
  return verdict === 'undecided' || (verdict === 'met') === (isNot === true)
}

/** Why the function can't be one that returns a promise; undefined where it can. */
function refusalOfAsync(
  self: unknown,
  context: MatcherContext,
  { matcher, rightCall }: AllocationAssertion,
): (() => Error) | undefined {
  if (standsForValue(context)) {
    const problem = 'in place of a value it takes no async function, since equality is decided at once'
    return () => misuse(TypeError, matcher, problem, `await ${rightCall}`)
  }
  if (!isConcurrent(self)) return undefined
  return () => concurrencyMisuse(matcher, 'an async function', `test('allocates', async () => { await ${rightCall} })`)
}

function result(
  context: MatcherContext,
  { matcher, argument, expectation, settings }: AllocationAssertion,
  verdict: Verdict,
  observed: Observed,
): MatcherResult {
  const isNegated = verdict === 'undecided' ? context.isNot === true : verdict === 'met'
  let text: string | undefined
  const message = (): string => {
    if (text !== undefined) return text
    const saved = settings.profile === false ? undefined : saveProfile(observed.profile, settings.profile, context)
    text = allocationFailureText(context, { matcher, argument, expectation, verdict, isNegated, observed, saved })
    return text
  }
  return { pass: verdict === 'undecided' ? context.isNot === true : verdict === 'met', message }
}
