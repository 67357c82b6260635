import type { Agreement, AllocationProfile, AllocationSite } from './allocation-profile.js'
import { argumentText } from './argument-text.js'
import { type Caller, callersIn } from './frames.js'
import { profile } from './profile.js'
import type { ProfileOptions } from './profile-options.js'
import { inSteps, isThenable, type Step } from './promises.js'
import { siteKey } from './summary.js'

export interface PerCallOptions extends ProfileOptions {
  /** Calls in the smaller of the two runs that are compared; 32 unless given. The larger has twice as many. */
  readonly calls?: number
}

/** An average, which need not be whole: an array that grows allocates on some calls. */
export interface AllocatedPerCall {
  readonly bytes: number
  readonly count: number
}

/** A function of the program, and what one further call makes it allocate. */
export type PerCallSite = Pick<AllocationSite, 'name' | 'place' | 'via' | 'group'> & AllocatedPerCall

/** What one further call of a function allocates, with all that calls share left out. */
export interface PerCall extends AllocatedPerCall {
  /** Of the function. */
  readonly name: string
  /** The difference between the two runs was divided by this. */
  readonly calls: number
  /** What a run allocates however often it calls. */
  readonly fixed: AllocatedPerCall
  /** Largest first; what a site allocates less with more calls is negative. */
  readonly sites: readonly PerCallSite[]
  /** Whether the runs of `calls` calls agreed, and those of twice as many. */
  readonly agreement: readonly [Agreement, Agreement]
  /** Of the runs with twice as many calls. */
  readonly profile: AllocationProfile
}

const DEFAULT_CALLS = 32
const MOST_CALLS = 1_000_000
/** Calls after which classes and literals have settled. */
const SETTLED_AFTER = 8

/**
 * What one further call of `fn` allocates: a run of n calls is profiled, and one of 2 n, and the difference is divided by n.
 * So what is allocated once in a run, or fills up with the first calls, cancels.
 *
 * @returns The quotient, or a promise of it if `fn` returns a promise; calls follow on one another then, each after the last settled.
 * @throws As `profile` does; @throws {RangeError} if `calls` is no whole number from 1 to 1,000,000.
 */
export function perCallOf(fn: () => PromiseLike<unknown>, options?: PerCallOptions): Promise<PerCall>
export function perCallOf(fn: () => unknown, options?: PerCallOptions): PerCall
export function perCallOf(fn: () => unknown, options?: PerCallOptions): PerCall | Promise<PerCall> {
  if (typeof fn !== 'function') {
    throw new TypeError(`perCallOf takes a function, got ${argumentText(fn)}; call it as perCallOf(() => parse(text))`)
  }
  const { calls = DEFAULT_CALLS, ...rest } = options ?? {}
  if (!Number.isSafeInteger(calls) || calls < 1 || calls > MOST_CALLS) {
    const kind = typeof calls === 'number' ? RangeError : TypeError
    throw new kind(
      `calls must be a whole number from 1 to 1,000,000, got ${argumentText(calls)}; call it as perCallOf(() => parse(text), { calls: ${DEFAULT_CALLS} })`,
    )
  }
  const settings =
    rest.tier === 'optimized' || rest.warmUp !== undefined
      ? rest
      : { ...rest, warmUp: Math.max(2, Math.ceil(SETTLED_AFTER / calls)) }
  const call = callersIn(settings.tier ?? 'interpreter').repeated
  return inSteps(twoRuns()) as PerCall | Promise<PerCall>

  function* twoRuns(): Generator<Step, PerCall, unknown> {
    const few = yield () => profile(repeated(fn, call, calls), settings)
    const more = yield () => profile(repeated(fn, call, 2 * calls), settings)
    return difference(fn, calls, few as AllocationProfile, more as AllocationProfile)
  }
}

/** A function that calls another one after the other; nothing is counted but what that does. */
function repeated(fn: () => unknown, call: Caller, times: number): () => unknown {
  return caratCalls

  function caratCalls(): unknown {
    let result: unknown
    for (let i = 0; i < times; i++) {
      result = call(fn)
      if (isThenable(result)) return caratFurtherCalls(result, i + 1)
    }
    return result
  }

  async function caratFurtherCalls(first: PromiseLike<unknown>, done: number): Promise<unknown> {
    let result = await first
    for (let i = done; i < times; i++) result = await call(fn)
    return result
  }
}

function difference(fn: () => unknown, calls: number, few: AllocationProfile, more: AllocationProfile): PerCall {
  const bytes = (more.bytes - few.bytes) / calls
  const count = (more.count - few.count) / calls
  return {
    name: fn.name || '(anonymous)',
    bytes,
    count,
    calls,
    fixed: { bytes: few.bytes - bytes * calls, count: few.count - count * calls },
    sites: siteDifferences(calls, few.sites, more.sites),
    agreement: [few.agreement, more.agreement],
    profile: more,
  }
}

function siteDifferences(
  calls: number,
  few: readonly AllocationSite[],
  more: readonly AllocationSite[],
): readonly PerCallSite[] {
  const before = new Map(few.map((site) => [siteKey(site), site]))
  const after = new Set(more.map(siteKey))
  const none: AllocatedPerCall = { bytes: 0, count: 0 }
  return [
    ...more.map((site) => siteDifference(calls, site, before.get(siteKey(site)) ?? none, site)),
    ...few.filter((site) => !after.has(siteKey(site))).map((site) => siteDifference(calls, site, site, none)),
  ]
    .filter(({ bytes, count }) => bytes !== 0 || count !== 0)
    .sort((a, b) => b.bytes - a.bytes)
}

function siteDifference(
  calls: number,
  { name, place, via, group }: AllocationSite,
  few: AllocatedPerCall,
  more: AllocatedPerCall,
): PerCallSite {
  return { name, place, via, group, bytes: (more.bytes - few.bytes) / calls, count: (more.count - few.count) / calls }
}
