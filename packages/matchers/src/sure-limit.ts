/** Limits that count only where they hold, or are broken, however V8 holds the value. One of them at least is there. */
export interface SureLimits {
  readonly atLeast: number | undefined
  readonly atMost: number | undefined
  /** Whether the upper bound is to take nothing for granted. */
  readonly strict: boolean
}

/** The least and the most that V8 may hold; `Bounds` of the core are such ones. */
export interface LeastAndMost {
  readonly lower: number
  readonly upper: number | undefined
}

/** What is known of a value under limits: that they hold, that one is broken, or neither. */
export type SureVerdict = 'holds' | 'broken' | 'undecided'

/**
 * Whether all that V8 may hold for a value lies within the limits, nothing of it, or some.
 *
 * Limits and bounds are inclusive. Without an upper bound there is no `atMost` that holds, and no `atLeast` that is broken.
 */
export function judgeLimits(
  { lower, upper = Number.POSITIVE_INFINITY }: LeastAndMost,
  { atLeast = 0, atMost = Number.POSITIVE_INFINITY }: Omit<SureLimits, 'strict'>,
): SureVerdict {
  if (lower > atMost || upper < atLeast) return 'broken'
  return lower >= atLeast && upper <= atMost ? 'holds' : 'undecided'
}

/** The limits nearest to those given that surely hold for the value; `undefined` where an upper bound is missing. */
export function limitsThatHold(
  { lower, upper }: LeastAndMost,
  { atLeast, atMost, strict }: SureLimits,
): SureLimits | undefined {
  if (atMost !== undefined && upper === undefined) return undefined
  return {
    atLeast: atLeast === undefined ? undefined : Math.min(atLeast, lower),
    atMost: atMost === undefined ? undefined : Math.max(atMost, upper ?? 0),
    strict,
  }
}

/** Of one limit alone, that nearest to it which is surely broken; `undefined` where there is none. */
export function limitThatBreaks(
  { lower, upper }: LeastAndMost,
  { atLeast, atMost, strict }: SureLimits,
): SureLimits | undefined {
  if (atLeast === undefined && lower > 0) return { atLeast, atMost: lower - 1, strict }
  if (atMost === undefined && upper !== undefined) return { atLeast: upper + 1, atMost, strict }
  return undefined
}
