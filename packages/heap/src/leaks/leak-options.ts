/** How a function is probed for leaks. */
export interface LeakOptions {
  /** Calls before anything is counted, in which caches fill up and lazy things are made; 17 unless given. */
  readonly warmup?: number
  /**
   * Calls that are counted, at most: a function that settles needs about a tenth of them. 990 unless given, and then fewer
   * for a function that takes long.
   */
  readonly runs?: number
  /** Bytes that each further call may keep; 0 unless given, when growth below a byte a call counts as none. */
  readonly atMost?: number
}

/** Options with all that was left out. */
export interface LeakPlan {
  readonly warmup: number
  /** Calls of each round. */
  readonly rounds: readonly number[]
  /** Bytes a call. */
  readonly atMost: number
  /** After how long a growth that does not stop is believed, in milliseconds: never early if the runs were asked for. */
  readonly patience: number
}

export const FEWEST_RUNS = 60
const MOST_RUNS = 1_000_000
const DEFAULT_WARMUP = 17
const PATIENCE_MS = 1000
/**
 * Prime, so that what happens at every tenth or hundredth call falls into no round evenly, and each about as long as all
 * before it: a store that grows in steps takes at least one in each.
 */
const DEFAULT_ROUNDS: readonly number[] = [13, 29, 61, 127, 251, 509]

const KNOWN = new Set(['warmup', 'runs', 'atMost'])

/** @throws {TypeError | RangeError} if an option can't be meant. */
export function checkLeakOptions(options: unknown): void {
  leakPlan(options as LeakOptions | undefined)
}

/** @throws {TypeError | RangeError} if an option can't be meant. */
export function leakPlan(options: LeakOptions | undefined): LeakPlan {
  if (options === undefined) return { warmup: DEFAULT_WARMUP, rounds: DEFAULT_ROUNDS, atMost: 1, patience: PATIENCE_MS }
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`options must be an object, got ${options === null ? 'null' : typeof options}`)
  }
  for (const key of Object.keys(options)) {
    if (!KNOWN.has(key))
      throw new TypeError(`unknown option ${JSON.stringify(key)}; the options are ${[...KNOWN].join(', ')}`)
  }
  const { warmup, runs, atMost } = options
  checkCount('warmup', warmup, 1)
  checkCount('runs', runs, FEWEST_RUNS)
  if (atMost !== undefined && typeof atMost !== 'number') throw new TypeError('atMost must be a number of bytes')
  if (atMost !== undefined && !(atMost >= 0 && atMost < Infinity)) {
    throw new RangeError(`atMost must be a number of bytes from 0, got ${String(atMost)}`)
  }
  return {
    warmup: warmup ?? DEFAULT_WARMUP,
    rounds: runs === undefined ? DEFAULT_ROUNDS : roundsOf(runs),
    atMost: Math.max(1, atMost ?? 0),
    patience: runs === undefined ? PATIENCE_MS : Number.POSITIVE_INFINITY,
  }
}

function checkCount(name: string, value: unknown, fewest: number): void {
  if (value === undefined) return
  if (typeof value !== 'number') throw new TypeError(`${name} must be a whole number of calls`)
  if (!Number.isInteger(value) || value < fewest || value > MOST_RUNS) {
    throw new RangeError(`${name} must be a whole number of calls from ${fewest} to 1,000,000, got ${String(value)}`)
  }
}

/** Six rounds of prime lengths that double, of no more calls than `runs` in all. */
function roundsOf(runs: number): number[] {
  return DEFAULT_ROUNDS.map((_, at) => primeUpTo(Math.floor((runs * 2 ** at) / 63)))
}

function primeUpTo(limit: number): number {
  for (let candidate = limit; candidate > 2; candidate--) if (isPrime(candidate)) return candidate
  return Math.max(1, limit)
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) return false
  return true
}
