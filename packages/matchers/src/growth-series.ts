import type { GrowingValue, SizeAt } from './growing-value.js'
import { LEAST_LARGEST, octavesUpTo } from './growth.js'

const LARGEST_BY_DEFAULT = 1024
const MOST_BYTES_BY_DEFAULT = 2 ** 26

/** The sizes that growth is told from. */
export interface GrowthSeries {
  /** All that were taken, by n. */
  readonly sizes: readonly SizeAt[]
  /** Those at the largest n, its half, its quarter and so on, by n. */
  readonly octaves: readonly SizeAt[]
  /** Second sizes at an n, where two calls made values of different sizes. */
  readonly disagreements: readonly (readonly [SizeAt, SizeAt])[]
}

/** @param at The n to measure, sorted and up to 16 at least; `undefined` for the default series. */
export function takeSizes(value: GrowingValue, at: readonly number[] | undefined): GrowthSeries {
  const listed = at === undefined ? takeDoubling(value) : at
  const octaveNs = octavesUpTo(listed.at(-1) as number)
  const ns = [...new Set([...listed, ...octaveNs])].sort((a, b) => a - b)
  const sizes = ns.map((n) => value.sizeAt(n))
  const octaves = octaveNs.map((n) => value.sizeAt(n))

  // After all others: what the function keeps from call to call shows most in the smallest.
  const disagreements: [SizeAt, SizeAt][] = []
  for (const first of new Set([sizes[0] as SizeAt, octaves.at(-4) as SizeAt])) {
    const second = value.disagreementAt(first.n)
    if (second !== undefined) disagreements.push([first, second])
  }
  return { sizes, octaves, disagreements }
}

/** Takes the sizes at powers of two, as long as the next value is not likely to fill the memory. */
function takeDoubling(value: GrowingValue): number[] {
  const ns: number[] = []
  let last = 0
  for (let n = 1; n <= LARGEST_BY_DEFAULT; n *= 2) {
    const { bytes } = value.sizeAt(n)
    ns.push(n)
    const next = bytes * Math.max(1, last === 0 ? 1 : bytes / last)
    if (n >= LEAST_LARGEST && next > MOST_BYTES_BY_DEFAULT) break
    last = bytes
  }
  return ns
}
