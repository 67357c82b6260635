import type { Agreement, Allocated, AllocationProfile } from './allocation-profile.js'
import { attempts } from './attempts.js'
import { attribute } from './attribution.js'
import { conditionsIn } from './conditions.js'
import { type LineRecording, linesIn, recordLines } from './lines.js'
import { type ProfileOptions, type ProfileSettings, profileSettings } from './profile-options.js'
import { profiling } from './profiling.js'
import { inSteps, type Step } from './promises.js'
import type { Recording } from './sampling.js'
import { allocated, groupsOf, phasesOf, placesIn, siteKey, sitesOf, totalOf, treeOf } from './summary.js'

/**
 * What `fn` allocates in V8's heap, garbage included, to the byte: by call tree, by function, by group and by phase.
 *
 * `fn` runs several times: to warm up, measured, and once more for what stays alive. Of a synchronous function exactly what
 * lies under its call counts. Of one that returns a promise all counts that its thread allocates until that settles, so that nothing
 * else should run meanwhile; where runs disagree (a test runner reports to its main process now and then), all is done anew, up to
 * four times. Memory outside of V8's heap (the data of buffers above 64 B) is not V8's to count.
 *
 * @returns A profile, or a promise of one if `fn` returns a promise.
 * @throws {TypeError} if an argument is of the wrong kind. @throws {RangeError} if a number of runs is out of range.
 * @throws {Error} if something is being profiled in this thread, or for too long in another tier by another thread; or without an
 * inspector; or if V8's profiler leaves out allocations each time.
 * @throws What `fn` throws.
 */
export function profile(fn: () => PromiseLike<unknown>, options?: ProfileOptions): Promise<AllocationProfile>
export function profile(fn: () => unknown, options?: ProfileOptions): AllocationProfile
export function profile(fn: () => unknown, options?: ProfileOptions): AllocationProfile | Promise<AllocationProfile> {
  const settings = profileSettings('profile', fn, options)
  return inSteps(attempts(measure, isUndisturbed))

  function* measure(attempt: number): Generator<Step, AllocationProfile, unknown> {
    const recorded = yield* profiling<Recorded>('profile', fn, settings, function* (bench) {
      const all = yield* bench.record({ kept: 'all', runs: settings.repeats })
      const living = yield* bench.record({ kept: 'live', runs: 1 })
      const lined = settings.lines ? yield* recordLines(bench, all) : undefined
      return { name: fn.name || '(anonymous)', all, living, lined, warmUp: bench.warmUp }
    })
    // only now, with V8's compilers back: samples are many
    return profileOf(recorded, settings, attempt)
  }
}

interface Recorded {
  readonly name: string
  readonly all: Recording
  readonly living: Recording
  readonly lined: LineRecording | undefined
  readonly warmUp: number
}

function profileOf(
  { name, all, living, lined, warmUp }: Recorded,
  { tier, repeats }: ProfileSettings,
  attempt: number,
): AllocationProfile {
  const ofAll = attribute(all)
  const measured = all.timeline.runs.map((names, i) => {
    const stacks = ofAll.filter(({ run }) => run === i)
    return { names, stacks, total: totalOf(stacks) }
  })
  const totals = measured.map(({ total }) => total)
  const { names, stacks } = measured.reduce((best, each) => (isLess(each.total, best.total) ? each : best))
  const alive = attribute(living)
  const placeOf = placesIn([...stacks, ...alive])
  const isInterpreted = tier === 'interpreter'
  return {
    name,
    ...totalOf(stacks),
    live: { ...totalOf(alive), sites: sitesOf(alive, placeOf) },
    tree: treeOf(name, stacks, placeOf),
    sites: sitesOf(stacks, placeOf, lined && linesIn(lined)),
    types: undefined,
    groups: isInterpreted ? groupsOf(stacks, names) : [],
    phases: isInterpreted ? phasesOf(stacks, names) : [],
    attribution: all.isAsync ? 'thread' : 'stack',
    tier,
    runs: { warmUp, measured: repeats, attempts: attempt },
    agreement: agreementOf(totals),
    conditions: conditionsIn(all.profile),
    v8: globalThis.process.versions.v8,
  }
}

/**
 * Whether nothing else that the thread did seems to have been counted, as what a test runner does when its timers fire; the same
 * function in the same tier can't keep more at a place than it has allocated there.
 */
function isUndisturbed({ attribution, tier, agreement, sites, live }: AllocationProfile): boolean {
  if (attribution === 'stack' || tier === 'optimized') return true
  const allocated = new Map(sites.map((site) => [siteKey(site), site.bytes as number]))
  return agreement.equal && live.sites.every((site) => site.bytes <= (allocated.get(siteKey(site)) ?? 0))
}

function isLess(a: Allocated, b: Allocated): boolean {
  return a.bytes < b.bytes || (a.bytes === b.bytes && a.count < b.count)
}

function agreementOf(totals: Agreement['totals']): Agreement {
  const all = totals.map(({ bytes }) => bytes)
  const counts = totals.map(({ count }) => count)
  const spread = { bytes: Math.max(...all) - Math.min(...all), count: Math.max(...counts) - Math.min(...counts) }
  return spread.bytes === 0 && spread.count === 0
    ? { equal: true, totals }
    : { equal: false, totals, spread: allocated(spread) }
}
