import { type Agreement, type AllocationProfile, type PerCall, perCallOf, profile } from '@carat/allocations'
import type { AllocationSettings } from './allocation-options.js'
import { allocationRows } from './allocation-rows.js'

/** Bytes and pieces, of a run or of one further call. */
export interface Observed {
  readonly bytes: number
  readonly count: number
  /** Each that was measured; one if they agree. */
  readonly each: readonly { readonly bytes: number; readonly count: number }[]
  /** How it was come by, in words. */
  readonly how: string
  readonly sites: PerCall['sites']
  readonly profile: AllocationProfile
}

/**
 * The same with rows for lines: the function runs some more times, which only a failure is worth.
 *
 * @returns A promise if the function returns one.
 */
export function withLines(
  fn: () => unknown,
  observed: Observed,
  { perCall }: AllocationSettings,
): Observed | Promise<Observed> {
  // optimised code has other sites
  if (observed.profile.tier === 'optimized' || observed.sites.length === 0) return observed
  const explained = ({ sites }: AllocationProfile): Observed => ({
    ...observed,
    sites: allocationRows(observed.sites, sites),
  })
  try {
    const lined: AllocationProfile | Promise<AllocationProfile> = profile(fn, {
      ...(perCall.warmUp === undefined ? {} : { warmUp: perCall.warmUp }),
      repeats: 1,
      lines: true,
    })
    return lined instanceof Promise ? lined.then(explained, () => observed) : explained(lined)
  } catch {
    // a function that fails in a further call leaves what was counted
    return observed
  }
}

/** Runs the function as the matcher needs it. */
export function observe(
  fn: () => unknown,
  isPerCall: boolean,
  { perCall }: AllocationSettings,
): Observed | Promise<Observed> {
  if (isPerCall) {
    const measured: PerCall | Promise<PerCall> = perCallOf(fn, perCall)
    return measured instanceof Promise ? measured.then(ofCalls) : ofCalls(measured)
  }
  const measured: AllocationProfile | Promise<AllocationProfile> = profile(fn, perCall)
  return measured instanceof Promise ? measured.then(ofRun) : ofRun(measured)
}

function ofRun(profile: AllocationProfile): Observed {
  const { bytes, count, sites, agreement, tier, runs } = profile
  const warm = `after ${runs.warmUp} to warm up`
  // what optimised code allocates moves with V8's compilers, so that the lowest is what is asked for
  return tier === 'optimized'
    ? {
        bytes,
        count,
        sites,
        profile,
        each: [{ bytes, count }],
        how: `the lowest of ${runs.measured} optimised runs, ${warm}`,
      }
    : {
        bytes,
        count,
        sites,
        profile,
        each: distinct(agreement.totals),
        how: `${timesText(runs.measured)} in the interpreter, ${warm}`,
      }
}

function ofCalls(measured: PerCall): Observed {
  const { bytes, count, calls, sites, profile } = measured
  const how = `the difference between runs of ${calls} and ${2 * calls} calls, ${profile.tier === 'optimized' ? 'optimised' : 'in the interpreter'}`
  return { bytes, count, sites, profile, each: eachCall(measured), how }
}

/** One if all runs agree; else the lowest and the highest that runs of n and of 2 n calls can stand for. */
function eachCall({ bytes, count, calls, agreement, profile }: PerCall): Observed['each'] {
  const [few, more] = agreement
  if (profile.tier === 'optimized' || (few.equal && more.equal)) return [{ bytes, count }]
  const of = (totals: Agreement['totals'], pick: (...all: number[]) => number, key: 'bytes' | 'count'): number =>
    pick(...totals.map((total) => total[key]))
  const between = (low: typeof Math.min, high: typeof Math.min): { bytes: number; count: number } => ({
    bytes: (of(more.totals, low, 'bytes') - of(few.totals, high, 'bytes')) / calls,
    count: (of(more.totals, low, 'count') - of(few.totals, high, 'count')) / calls,
  })
  return [between(Math.min, Math.max), between(Math.max, Math.min)]
}

function distinct(totals: Agreement['totals']): Observed['each'] {
  const [first, ...others] = totals
  return first !== undefined && others.every(({ bytes, count }) => bytes === first.bytes && count === first.count)
    ? [first]
    : totals
}

function timesText(runs: number): string {
  return runs === 1 ? 'one run' : `each of ${runs} runs`
}
