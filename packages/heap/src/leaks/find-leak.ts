import { heapGraphOfProcess } from '../heap-graph-of-process.js'
import type { RetainerStep } from '../retainers/retainer-step.js'
import { type Collector, collectorOf } from './collector.js'
import { turnOfTheEventLoop } from './event-loop.js'
import {
  type GrowingSite,
  growingIn,
  growthOf,
  hasSteadySite,
  isGrowth,
  keepsObjects,
  OBJECTS_PER_RUN,
  ROUNDS_TO_BELIEVE,
  type Round,
} from './growth.js'
import { type LeakOptions, type LeakPlan, leakPlan } from './leak-options.js'
import type { LiveSamples } from './live-samples.js'
import { withVariableNames } from './live-scopes.js'
import { type EarlierHeap, earlierHeap, type NewObjects, newObjects } from './new-objects.js'
import { type NodeBuiltins, nodeBuiltins } from './node-builtins.js'
import { type Sampler, startSampling } from './sampler.js'
import { isThenable } from './thenable.js'

/** Something that was there before and holds more with each call. */
export interface LeakHolder {
  /** The path to one of the objects that it holds anew, or to the holder itself if what grows is its store. */
  readonly path: readonly RetainerStep[]
  readonly objectsPerRun: number
  readonly bytesPerRun: number
  /** Of the type that the path leads to. */
  readonly shownPerRun: number
  /** New objects by class, the most bytes first. */
  readonly types: readonly { readonly name: string; readonly perRun: number }[]
}

/** What a function keeps of each further call. */
export interface Leak {
  /** Calls that were counted. */
  readonly runs: number
  readonly objectsPerRun: number
  readonly bytesPerRun: number
  /** Where it is allocated, the most bytes first. */
  readonly sites: readonly GrowingSite[]
  /** What holds it, the most bytes first. */
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

/** Calls between two garbage collections. */
const BATCH = 127
/** Of what is planted, what has to be seen. */
const SEEN_SHARE = 0.9
/** In a row. */
const MOST_MISSES = 4
/** Before growth is believed in. */
const MORE_COLLECTIONS = 3
type Planted = { readonly run: number }[]

/** The functions of the probe that the sampler has to know, by names that no other has. */
const FRAMES = {
  planted: 'plantCaratLeaks',
  callers: new Set(['runCaratBatch', 'startCaratRun']),
  own: new Set(['readCaratSamples', 'readCaratSnapshot', 'judgeCaratRound', 'collectForCarat']),
}

/** What the probe remembers: in a class of its own, so that snapshots can be read without it. */
class CaratProbeNotes {
  /** Those that count. */
  rounds: Round[] = []
  planted: Planted = []
  /** What grew in all rounds that count. */
  candidates: Set<string> | undefined
  before: LiveSamples | undefined
  /** The heap before the last round, if there is need for one. */
  earlier: EarlierHeap | undefined
}

/** Node keeps the stream that it gave a snapshot in until the event loop turns. */
const OWN_CLASSES = [CaratProbeNotes.name, 'HeapSnapshotStream']

abstract class Probe {
  protected readonly builtins: NodeBuiltins
  protected readonly plan: LeakPlan
  readonly #collector: Collector
  readonly #notes = new CaratProbeNotes()
  #sampler: Sampler | undefined
  #started = 0
  #misses = 0
  #hasGrown = false
  #keepsObjects = false

  constructor(builtins: NodeBuiltins, plan: LeakPlan) {
    this.builtins = builtins
    this.plan = plan
    this.#collector = collectorOf(builtins)
    makeMegamorphic()
  }

  protected start(): void {
    collectForCarat(this.#collector)
    this.#sampler = startSampling(this.builtins, FRAMES)
    this.#notes.before = this.#readSamples()
    this.#started = performance.now()
  }

  protected stop(): void {
    this.#sampler?.stop()
    this.#sampler = undefined
  }

  /** The batches of a round, one but for the long ones: what only a collection clears must not grow with the rounds. */
  protected *batchesOf(round: number): Generator<number> {
    if (this.#isLast(round) && this.#notes.candidates !== undefined) {
      this.#notes.earlier = readCaratSnapshot(() =>
        earlierHeap(heapGraphOfProcess('findLeak', { numbers: false }), OWN_CLASSES),
      )
      // After a snapshot V8 samples nothing until the next collection.
      collectForCarat(this.#collector)
    }
    for (let left = this.#runsOf(round); left > 0; left -= BATCH) {
      const runs = Math.min(BATCH, left)
      // Before and after the calls, so that a sampler that was blind for a part of them is known.
      const before = Math.floor(runs / 2)
      plantCaratLeaks(this.#notes.planted, before).next()
      yield runs
      plantCaratLeaks(this.#notes.planted, runs - before).next()
      if (left > BATCH) collectForCarat(this.#collector)
    }
  }

  /** Counts after a round; which one there has to be next, if any. */
  protected judgeCaratRound(round: number): number | undefined {
    const runs = this.#runsOf(round)
    const before = this.#notes.before as LiveSamples
    let after = this.#readSamples()
    if (this.#isMissing(after.planted - before.planted, runs)) {
      this.#notes.before = after
      return round
    }
    const isCounted = round >= this.#firstToCount
    const candidates = isCounted ? this.#notes.candidates : undefined
    const growing = (): Set<string> => growingIn({ runs, before, after }, this.plan.atMost, candidates)
    if (isCounted && growing().size > 0) {
      // Some things only go with a later collection: tables of weak collections, hidden classes, compiled code.
      for (let more = 0; more < MORE_COLLECTIONS; more++) collectForCarat(this.#collector)
      after = this.#readSamples()
    }
    const grown = growing()
    const hadGrown = this.#hasGrown
    this.#hasGrown = grown.size > 0
    this.#notes.before = after
    if (!isCounted) return round + 1
    // What grew until now and then did not is looked at once more: a sampler that misses most of a round must hide no leak.
    if (grown.size === 0 && hadGrown) return round
    this.#notes.candidates = grown
    this.#keepsObjects = keepsObjects({ runs, before, after })
    this.#notes.rounds.push({ runs, before, after })
    return grown.size > 0 && this.#notes.earlier === undefined ? round + 1 : undefined
  }

  /** Of what grew in all rounds, what the program holds. V8 numbers objects anew once the sampler's session is closed. */
  protected explain(): Leak | undefined {
    const { candidates, earlier } = this.#notes
    if (candidates === undefined || candidates.size === 0 || earlier === undefined) return undefined
    const runs = this.#notes.rounds.at(-1)?.runs as number
    const counted = this.#notes.rounds.reduce((total, round) => total + round.runs, 0)
    const sites = growthOf(this.#notes.rounds)
    collectForCarat(this.#collector)
    const graph = heapGraphOfProcess('findLeak', { numbers: false })
    const found = withVariableNames(this.builtins, graph, (names) => {
      return newObjects(graph, earlier, OWN_CLASSES, runs * this.plan.atMost, names)
    })
    const isSteady = this.#notes.rounds.length === ROUNDS_TO_BELIEVE && hasSteadySite(candidates)
    const holders = found.filter((holder) => isLeaking(holder, runs, this.plan.atMost, isSteady))
    // All else that grew is code and feedback, and what waits for the event loop to be cleaned up.
    const [first] = holders
    if (first === undefined) return undefined
    this.refusePending(first)
    const sum = (of: (holder: NewObjects) => number): number => holders.reduce((total, holder) => total + of(holder), 0)
    return {
      runs: counted,
      objectsPerRun: sum(({ objects }) => objects) / runs,
      bytesPerRun: sum(({ bytes }) => bytes) / runs,
      sites,
      holders: holders.map((holder) => leakHolder(holder, runs)),
    }
  }

  /** What a synchronous function put off until later can't be told from what it keeps. */
  protected abstract refusePending(holder: NewObjects): void

  get #firstToCount(): number {
    return this.plan.rounds.length - ROUNDS_TO_BELIEVE
  }

  #runsOf(round: number): number {
    return this.plan.rounds[round] as number
  }

  /**
   * Growth that goes on is believed early if the function is slow, but never in the round that every function goes through,
   * and only if objects stay: stores that grow, and objects that stay now and then, need all rounds to be told from chance.
   */
  #isLast(round: number): boolean {
    if (round <= this.#firstToCount) return false
    if (round + 1 === this.plan.rounds.length) return true
    return this.#keepsObjects && performance.now() - this.#started > this.plan.patience
  }

  /**
   * Whether the probe missed what it planted: V8 skips some allocations where it starts on a new page or collects by itself.
   * Then it has missed what the function did, too, and the round is to be done again.
   *
   * @throws {Error} if that happens time and again.
   */
  #isMissing(seen: number, runs: number): boolean {
    if (seen >= runs * SEEN_SHARE) {
      this.#misses = 0
      return false
    }
    if (++this.#misses <= MOST_MISSES) return true
    throw new Error(
      `the probe saw ${seen} of the ${runs} objects that it leaked itself, so it can't tell what leaks; does another tool use V8's sampling heap profiler?`,
    )
  }

  #readSamples(): LiveSamples {
    this.#collector.letGo()
    return readCaratSamples(this.#sampler as Sampler)
  }
}

function collectForCarat(collector: Collector): void {
  collector.collect()
}

function readCaratSamples(sampler: Sampler): LiveSamples {
  return sampler.live()
}

function readCaratSnapshot(read: () => EarlierHeap): EarlierHeap {
  return read()
}

/**
 * Leaves objects that stay, one for each call. A generator, which V8 never inlines: the sampler knows it by its name.
 */
function* plantCaratLeaks(planted: Planted, runs: number): Generator<number> {
  for (let run = 0; run < runs; run++) planted.push({ run })
  yield runs
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

  protected override refusePending({ path, firstNew }: NewObjects): void {
    const queue = pendingQueue(path, firstNew)
    if (queue === undefined) return
    throw new Error(
      `fn returns before its work is done: what it leaves waits in the ${queue}, and can't be told from a leak; make fn an async function that awaits all that it starts`,
    )
  }

  #runRounds(): void {
    for (let round: number | undefined = 0; round !== undefined; round = this.judgeCaratRound(round)) {
      for (const runs of this.batchesOf(round)) runCaratBatch(this.#fn, runs)
    }
  }
}

/** The queue that new objects are in, of those that are empty once the event loop has turned. */
function pendingQueue(path: readonly RetainerStep[], firstNew: number): string | undefined {
  const entry = path[firstNew]
  if (entry?.name === 'microtask queue') return entry.name
  if (entry?.type === 'Immediate') return 'setImmediate queue'
  const isTick = path.slice(Math.max(0, firstNew - 2), firstNew).some(({ type }) => type === 'FixedCircularBuffer')
  return isTick ? 'process.nextTick queue' : undefined
}

/** Whether a holder's new objects can be the calls', and are not what V8 or the probe itself left there. */
function isLeaking(
  { path, firstNew, objects, bytes, types, hasNewStore }: NewObjects,
  runs: number,
  atMost: number,
  isSteady: boolean,
): boolean {
  if (!isGrowth(objects, bytes, runs, atMost)) return false
  // Records of the engine's own, of call sites say, are no program's.
  if (!hasNewStore && types.every(({ name }) => ENGINE_TYPES.has(name))) return false
  if (objects >= runs * OBJECTS_PER_RUN) return true
  // A few large things that came with the calls, but not with each: the queue of the probe's own work, a pool of Node's.
  if (!isSteady || pendingQueue(path, firstNew) !== undefined) return false
  return hasNewStore || objects >= runs * RARE_OBJECTS_PER_RUN
}

const ENGINE_TYPES: ReadonlySet<string> = new Set(['(hidden)', '(native)', '(array)', '(code)', '(synthetic)'])
/** About one in ten calls: what leaks less often is taken for chance. */
const RARE_OBJECTS_PER_RUN = 0.08

function leakHolder({ path, objects, bytes, types, shownType }: NewObjects, runs: number): LeakHolder {
  return {
    path,
    objectsPerRun: objects / runs,
    bytesPerRun: bytes / runs,
    shownPerRun: (types.find(({ name }) => name === shownType)?.count ?? 0) / runs,
    types: types.map(({ name, count }) => ({ name, perRun: count / runs })),
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
 * several functions it does not, until it forgets them.
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

  protected override refusePending(): void {
    // All that runs soon has run: the event loop turned after each batch.
  }

  async #runRounds(): Promise<void> {
    for (let round: number | undefined = 0; round !== undefined; round = this.judgeCaratRound(round)) {
      for (const runs of this.batchesOf(round)) await this.#runBatch(runs)
    }
  }

  async #runBatch(runs: number): Promise<void> {
    for (let run = 0; run < runs; run++) await startCaratRun(this.#fn)
    // What runs after a promise is settled, a registry's clean-up say, has its turn before anything is counted.
    for (let turn = 0; turn < 2; turn++) await turnOfTheEventLoop(this.builtins)
  }
}
