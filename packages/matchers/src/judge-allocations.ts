import { type AllocationFailure, allocationFailureText } from './allocation-failure.js'
import type { AllocationSettings } from './allocation-options.js'
import { concurrencyMisuse, isConcurrent, synchronously } from './concurrency.js'
import { contextOf, type MatcherContext, type MatcherResult, standsForValue } from './context.js'
import { type AllocationExpectation, meetsAllocations } from './expected-allocations.js'
import { misuse, show } from './misuse.js'
import { type Observed, observe } from './observed-allocations.js'
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
  const context = contextOf(self)
  const refusal = refusalOfAsync(self, context, assertion)
  const called = refusal === undefined ? fn : () => synchronously(fn, refusal)
  const observed = observe(called, assertion.expectation.isPerCall, assertion.settings)
  return observed instanceof Promise
    ? observed.then((settled) => result(context, assertion, settled))
    : result(context, assertion, observed)
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

function result(context: MatcherContext, assertion: AllocationAssertion, observed: Observed): MatcherResult {
  const { matcher, argument, expectation, settings } = assertion
  const met = observed.each.filter((one) => meetsAllocations(one, expectation)).length
  const verdict: AllocationFailure['verdict'] =
    met === observed.each.length ? 'met' : met === 0 ? 'missed' : 'undecided'
  const isNegated = verdict === 'undecided' ? context.isNot === true : verdict === 'met'
  let text: string | undefined
  const message = (): string => {
    if (text !== undefined) return text
    const saved = settings.profile === false ? undefined : saveProfile(observed.profile, settings.profile, context)
    text = allocationFailureText(context, { matcher, argument, expectation, verdict, isNegated, observed, saved })
    return text
  }
  // undecided fails with and without .not
  return { pass: verdict === 'met' || (verdict === 'undecided' && context.isNot === true), message }
}
