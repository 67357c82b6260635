import { profile } from '@carat/allocations'
import { measure } from '@carat/core'
import { allocationText, dhat, flameGraph, foldedStacks, heapProfile, speedscope } from '@carat/report'

/** Compiles only if what `profile` gives is what the formats take. */
export function inAllFormats(fn: () => unknown): string[] {
  const allocations = profile(fn)
  return [
    allocationText(allocations),
    dhat(allocations),
    flameGraph(allocations),
    foldedStacks(allocations),
    heapProfile(allocations),
    speedscope(allocations),
  ]
}

/** The same for an async function. */
export async function inAllFormatsLater(fn: () => Promise<unknown>): Promise<string[]> {
  const allocations = await profile(fn)
  return [
    allocationText(allocations),
    dhat(allocations),
    flameGraph(allocations),
    foldedStacks(allocations),
    heapProfile(allocations),
    speedscope(allocations),
  ]
}

/** What these formats can't be of, and that the compiler says so. */
export const refused: readonly (() => string)[] = [
  // @ts-expect-error a measurement has no allocations
  () => dhat(measure([])),
  // @ts-expect-error a profile of an async function is there later
  () => heapProfile(profile(async () => {})),
  // @ts-expect-error neither is a function
  () => foldedStacks(() => []),
]
