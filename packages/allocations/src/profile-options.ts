import type { Tier } from './allocation-profile.js'
import { argumentText } from './argument-text.js'

export interface ProfileOptions {
  /**
   * `interpreter` (default): reproducible to the byte. `optimized`: as after many calls in production, where V8 leaves out what it can.
   */
  readonly tier?: Tier
  /**
   * Runs before those that are measured. By default 8 in the interpreter (V8 makes the first seven instances of a class larger);
   * optimised, as many as fit into half a second, and at most 2000.
   */
  readonly warmUp?: number
  /** Runs that are measured: 2 by default, 5 for the optimised tier. */
  readonly repeats?: number
  /**
   * Whether `lines` of each site are asked for: false by default. The function then runs some four times more, and slower: each
   * statement takes 20 to 40 µs.
   */
  readonly lines?: boolean
}

export interface ProfileSettings {
  readonly tier: Tier
  readonly warmUp: number
  /** Ends the warm-up early, in milliseconds. */
  readonly warmUpTime: number
  readonly repeats: number
  readonly lines: boolean
}

const DEFAULTS: Record<Tier, Omit<ProfileSettings, 'tier' | 'lines'>> = {
  interpreter: { warmUp: 8, warmUpTime: Number.POSITIVE_INFINITY, repeats: 2 },
  optimized: { warmUp: 2000, warmUpTime: 500, repeats: 5 },
}

const CALL = "profile(() => parse(text), { tier: 'interpreter', warmUp: 8, repeats: 2 })"
const NAMES = ['tier', 'warmUp', 'repeats', 'lines']

/**
 * @throws {TypeError} if `fn` is no function, or `options` no object or with an unknown name or a value of the wrong kind.
 * @throws {RangeError} if a number is out of range.
 */
export function profileSettings(what: string, fn: unknown, options: unknown): ProfileSettings {
  const call = CALL.replace('profile', what)
  if (typeof fn !== 'function') {
    throw new TypeError(`${what} takes a function, got ${argumentText(fn)}; call it as ${what}(() => parse(text))`)
  }
  if (options === undefined) return { tier: 'interpreter', lines: false, ...DEFAULTS.interpreter }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${what} takes its options as an object, got ${argumentText(options)}; call it as ${call}`)
  }
  for (const name of Object.keys(options)) {
    if (NAMES.includes(name)) continue
    throw new TypeError(`${what} has no option ${JSON.stringify(name)}, only ${NAMES.join(', ')}; call it as ${call}`)
  }
  const {
    tier = 'interpreter',
    warmUp,
    repeats,
    lines = false,
  }: { tier?: unknown; warmUp?: unknown; repeats?: unknown; lines?: unknown } = options
  if (tier !== 'interpreter' && tier !== 'optimized') {
    throw new TypeError(`tier must be 'interpreter' or 'optimized', got ${argumentText(tier)}; call it as ${call}`)
  }
  if (typeof lines !== 'boolean') {
    throw new TypeError(`lines must be true or false, got ${argumentText(lines)}; call it as ${call}`)
  }
  if (lines && tier === 'optimized') {
    throw new TypeError(
      `lines are those of the interpreter, and tier is 'optimized'; call it as ${what}(() => parse(text), { lines: true })`,
    )
  }
  const defaults = DEFAULTS[tier]
  return {
    tier,
    lines,
    warmUp: runs('warmUp', warmUp, 0, call) ?? defaults.warmUp,
    warmUpTime: warmUp === undefined ? defaults.warmUpTime : Number.POSITIVE_INFINITY,
    repeats: runs('repeats', repeats, 1, call) ?? defaults.repeats,
  }
}

function runs(name: string, value: unknown, least: number, call: string): number | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'number') {
    throw new TypeError(`${name} must be a number of runs, got ${argumentText(value)}; call it as ${call}`)
  }
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} must be a whole number, ${least} or more, got ${value}; call it as ${call}`)
  }
  return value
}
