import type { Bytes } from '@carat/core'
import { attempts } from './attempts.js'
import { attribute, MissingSamples } from './attribution.js'
import { type Condition, conditionsIn } from './conditions.js'
import { garbageCollector } from './garbage-collector.js'
import { profileSettings } from './profile-options.js'
import { profiling } from './profiling.js'
import { inSteps, type Step } from './promises.js'
import { samplesNow } from './sampling.js'

/** The highest number of bytes that are alive at a time, between two bounds. */
export interface Peak {
  /** The most that was alive at one of the points, after a garbage collection there. */
  readonly atLeast: Bytes
  /** The most that may have been alive between two points: what was at the first, and all that was allocated up to the next. */
  readonly atMost: Bytes
  /** Where it was looked: at each mark and at the end. The more marks, the closer the bounds. */
  readonly points: readonly PeakPoint[]
  readonly conditions: readonly Condition[]
}

export interface PeakPoint {
  /** The mark's; `(start)` and `(end)` for the first and the last. */
  readonly name: string
  /** Allocated in this run, and still alive. */
  readonly live: Bytes
  /** Allocated from here to the next point, garbage included. */
  readonly allocated: Bytes
}

/**
 * How much of what `fn` allocates is alive at most at a time. V8 does not tell that: it is looked at `(start)`, at each
 * `mark(name)` and at the end, and what lies between two points is bounded from both sides.
 *
 * What was alive before, and memory outside of V8's heap, don't count. At a mark garbage is collected, which drops hidden
 * classes without objects; what then makes them again counts.
 *
 * @returns The bounds, or a promise of them if `fn` returns a promise.
 * @throws As `profile` does; @throws {Error} if two runs come to different marks.
 */
export function peakOf(fn: () => PromiseLike<unknown>): Promise<Peak>
export function peakOf(fn: () => unknown): Peak
export function peakOf(fn: () => unknown): Peak | Promise<Peak> {
  const settings = profileSettings('peakOf', fn, undefined)
  return inSteps(attempts(measure))

  function* measure(): Generator<Step, Peak, unknown> {
    return yield* profiling<Peak>('peakOf', fn, settings, function* (bench) {
      const alive: number[] = []
      let missing: MissingSamples | undefined
      const allocating = yield* bench.record({ kept: 'all', runs: 1 }, () => {
        // as the other recording does here; a profile itself would be sampled, and the next one larger by that
        garbageCollector('peakOf')()
      })
      const living = yield* bench.record({ kept: 'live', runs: 1 }, (session, timeline) => {
        try {
          alive.push(bytesIn({ profile: samplesNow(session), timeline }))
        } catch (error) {
          // not to be thrown through the function
          if (!(error instanceof MissingSamples)) throw error
          missing = error
        }
      })
      if (missing !== undefined) throw missing
      alive.push(bytesIn(living))
      const marks = allocating.timeline.runs[0]?.marks ?? []
      const others = living.timeline.runs[0]?.marks ?? []
      if (marks.join('\n') !== others.join('\n')) {
        throw new Error(
          `peakOf needs a function that comes to the same marks in each run; it came to ${listed(marks)}, and then to ${listed(others)}`,
        )
      }
      const between = new Array<number>(marks.length + 1).fill(0)
      for (const { phase, tally } of attribute(allocating)) between[phase] = (between[phase] ?? 0) + tally.bytes
      const points = ['(start)', ...marks, '(end)'].map((name, i) => ({
        name,
        live: (i === 0 ? 0 : (alive[i - 1] ?? 0)) as Bytes,
        allocated: (between[i] ?? 0) as Bytes,
      }))
      return {
        atLeast: Math.max(...points.map(({ live }) => live)) as Bytes,
        atMost: Math.max(...points.map(({ live, allocated }) => live + allocated)) as Bytes,
        points,
        conditions: conditionsIn(allocating.profile),
      }
    })
  }
}

function bytesIn(recording: Parameters<typeof attribute>[0]): number {
  let bytes = 0
  for (const { tally } of attribute(recording)) bytes += tally.bytes
  return bytes
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => JSON.stringify(name)).join(', ')
}
