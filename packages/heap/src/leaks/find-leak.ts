import { type Collector, collectorOf } from './collector.js'
import { type GrowingSite, growingIn, growthOf, isGrowth, ROUNDS_TO_BELIEVE, type Round } from './growth.js'
import { heapGraphOfProcess } from './heap-graph-of-process.js'
import { type LeakOptions, type LeakPlan, leakPlan } from './leak-options.js'
import { type LiveSamples, type Sampler, startSampling } from './live-samples.js'
import { greatestObjectId, type LeakHolder, newObjects } from './new-objects.js'
import { type NodeBuiltins, nodeBuiltins } from './node-builtins.js'

/** What a function keeps of each further call. */
export interface Leak {
  /** Calls that were counted. */
  readonly runs: number
  readonly objectsPerRun: number
  readonly bytesPerRun: number
  /** Where it is allocated, the most bytes first. */
  readonly sites: readonly GrowingSite[]
  /** What holds it, the most bytes first; empty if the snapshot shows nothing. */
  readonly holders: readonly LeakHolder[]
}

/**
 * What `fn` keeps of each further call: bytes that stay after a garbage collection, by where they were allocated and by what
 * holds them; `undefined` if nothing grows, or stops growing.
 *
 * `fn` is called some 120 times. Where what is alive then still grows, it is called more often, in rounds that double: a
 * cache that fills up or is bounded settles, a leak does not. Only then two snapshots are taken, to find what is kept.
 * The probe plants a leak of its own in each round, so that one that sees none is never taken for a function without any.
 *
 * A function that returns a promise is awaited each time, and then so is the result of this one.
 *
 * @throws {TypeError | RangeError} if an argument can't be meant.
 * @throws {Error} if it can't be told, or V8's sampling profiler is in use. What `fn` throws comes through as it is.
 */
export function findLeak(fn: () => PromiseLike<unknown>, options?: LeakOptions): Promise<Leak | undefined>
export function findLeak(fn: () => unknown, options?: LeakOptions): Leak | undefined | Promise<Leak | undefined>
export function findLeak(fn: () => unknown, options?: LeakOptions): Leak | undefined | Promise<Leak | undefined> {
  if (typeof fn !== 'function') throw new TypeError(`fn must be a function to call again and again, got ${typeof fn}`)
  const plan = leakPlan(options)
  const builtins = nodeBuiltins('findLeak')
  const first = fn()
  if (isThenable(first)) return new AsyncProbe(builtins, plan, fn as () => PromiseLike<unknown>).run(first)
  return new SyncProbe(builtins, plan, fn).run()
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false
  return typeof (value as { then?: unknown }).then === 'function'
}

/** Calls between two garbage collections. */
const BATCH = 61
type Planted = { readonly run: number }[]

/** The functions of the probe that the sampler has to know, by names that no other has. */
const FRAMES = {
  planted: 'plantCaratLeaks',
  callers: new Set(['runCaratBatch', 'startCaratRun']),
  own: new Set(['readCaratSamples', 'readCaratSnapshot']),
}

abstract class Probe {
  protected readonly builtins: NodeBuiltins
  protected readonly plan: LeakPlan
  readonly #collector: Collector
  readonly #rounds: Round[] = []
  readonly #planted: Planted = []
  #sampler: Sampler | undefined
  #candidates: Set<string> | undefined
  #before: LiveSamples | undefined
  #started = 0
  /** Of a snapshot before the last round, if there is need for one. */
  #lastId: number | undefined

  constructor(builtins: NodeBuiltins, plan: LeakPlan) {
    this.builtins = builtins
    this.plan = plan
    this.#collector = collectorOf(builtins)
    makeMegamorphic()
  }

  protected start(): void {
    this.#collector.collect()
    this.#sampler = startSampling(this.builtins, FRAMES)
    this.#before = this.#readSamples()
    this.#started = performance.now()
  }

  protected stop(): void {
    this.#sampler?.stop()
    this.#sampler = undefined
    this.#planted.length = 0
  }

  /** The batches of a round, one but for the long ones: what only a collection clears must not grow with the rounds. */
  protected *batchesOf(round: number): Generator<number> {
    if (this.#isLast(round) && this.#candidates !== undefined) {
      this.#lastId = readCaratSnapshot(() => greatestObjectId(heapGraphOfProcess(this.builtins).nodeIds))
    }
    for (let left = this.#runsOf(round); left > 0; left -= BATCH) {
      const runs = Math.min(BATCH, left)
      yield runs
      plantCaratLeaks(this.#planted, runs)
      this.#collector.collect()
    }
  }

  /** Counts after a round; whether there has to be another one. */
  protected isUndecidedAfter(round: number): boolean {
    const runs = this.#runsOf(round)
    const before = this.#before as LiveSamples
    const after = this.#readSamples()
    this.#before = after
    checkPlanted(after.planted - before.planted, runs)
    if (round < this.#firstToCount) return true
    const counted = { runs, before, after }
    this.#rounds.push(counted)
    this.#candidates = growingIn(counted, this.plan.atMost, this.#candidates)
    return this.#candidates.size > 0 && this.#lastId === undefined
  }

  /** Of what grew in all rounds, what the program holds. V8 numbers objects anew once the sampler's session is closed. */
  protected explain(): Leak | undefined {
    if (this.#candidates === undefined || this.#candidates.size === 0 || this.#lastId === undefined) return undefined
    this.#planted.length = 0
    this.#before = undefined
    this.#collector.collect()
    const graph = heapGraphOfProcess(this.builtins)
    const runs = this.#rounds.at(-1)?.runs as number
    const { holders, objects, bytes } = newObjects(graph, this.#lastId, runs)
    // All else that grew is code and feedback, and what waits for the event loop to be cleaned up.
    if (!isGrowth(objects, bytes, runs, this.plan.atMost)) return undefined
    const counted = this.#rounds.reduce((total, round) => total + round.runs, 0)
    const sites = growthOf(this.#rounds)
    return { runs: counted, objectsPerRun: objects / runs, bytesPerRun: bytes / runs, sites, holders }
  }

  get #firstToCount(): number {
    return this.plan.rounds.length - ROUNDS_TO_BELIEVE
  }

  #runsOf(round: number): number {
    return this.plan.rounds[round] as number
  }

  /** Growth that goes on is believed early if the function is slow, but never in the round that every function goes through. */
  #isLast(round: number): boolean {
    if (round <= this.#firstToCount) return false
    return round + 1 === this.plan.rounds.length || performance.now() - this.#started > this.plan.patience
  }

  #readSamples(): LiveSamples {
    this.#collector.collect()
    return readCaratSamples(this.#sampler as Sampler)
  }
}

function checkPlanted(seen: number, runs: number): void {
  if (seen >= runs) return
  throw new Error(
    `the probe saw ${seen} of the ${runs} objects that it leaked itself, so it can't tell what leaks; does another tool use V8's sampling heap profiler?`,
  )
}

function readCaratSamples(sampler: Sampler): LiveSamples {
  return sampler.live()
}

function readCaratSnapshot(read: () => number): number {
  return read()
}

/** Objects that stay, one for each call. */
function plantCaratLeaks(planted: Planted, runs: number): void {
  for (let run = 0; run < runs; run++) planted.push({ run })
}

class SyncProbe extends Probe {
  readonly #fn: () => unknown

  constructor(builtins: NodeBuiltins, plan: LeakPlan, fn: () => unknown) {
    super(builtins, plan)
    this.#fn = fn
  }

  run(): Leak | undefined {
    runCaratBatch(this.#fn, this.plan.warmup - 1)
    this.start()
    try {
      this.#runRounds()
      return this.explain()
    } finally {
      this.stop()
    }
  }

  #runRounds(): void {
    for (let round = 0; round < this.plan.rounds.length; round++) {
      for (const runs of this.batchesOf(round)) runCaratBatch(this.#fn, runs)
      if (!this.isUndecidedAfter(round)) return
    }
  }
}

function runCaratBatch(fn: () => unknown, runs: number): void {
  for (let run = 0; run < runs; run++) {
    if (isThenable(startCaratRun(fn))) {
      throw new TypeError('fn returned a promise in one call and none in another: make it an async function')
    }
  }
}

function startCaratRun(fn: () => unknown): unknown {
  return fn()
}

/**
 * V8 inlines a function where only that one was called so far, and then its allocations count as the caller's. After calls of
 * several functions it does not.
 */
function makeMegamorphic(): void {
  const functions = [() => 0, () => 1, () => 2, () => 3, () => 4]
  for (let round = 0; round < 20; round++) for (const fn of functions) startCaratRun(fn)
}

class AsyncProbe extends Probe {
  readonly #fn: () => PromiseLike<unknown>

  constructor(builtins: NodeBuiltins, plan: LeakPlan, fn: () => PromiseLike<unknown>) {
    super(builtins, plan)
    this.#fn = fn
  }

  async run(first: PromiseLike<unknown>): Promise<Leak | undefined> {
    await first
    await this.#runBatch(this.plan.warmup - 1)
    this.start()
    try {
      await this.#runRounds()
      return this.explain()
    } finally {
      this.stop()
    }
  }

  async #runRounds(): Promise<void> {
    for (let round = 0; round < this.plan.rounds.length; round++) {
      for (const runs of this.batchesOf(round)) await this.#runBatch(runs)
      if (!this.isUndecidedAfter(round)) return
    }
  }

  async #runBatch(runs: number): Promise<void> {
    for (let run = 0; run < runs; run++) await startCaratRun(this.#fn)
    // What runs after a promise is settled, a registry's clean-up say, has its turn before anything is counted.
    for (let turn = 0; turn < 2; turn++) await this.#turnOfTheEventLoop()
  }

  /** By a call that no fake clock stands in for. */
  #turnOfTheEventLoop(): Promise<void> {
    return new Promise((resolve) => {
      this.builtins.fs.access('.', () => resolve())
    })
  }
}
