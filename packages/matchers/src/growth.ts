import type { SizeAt } from './growing-value.js'
import { leastSquares } from './least-squares.js'

/** Growth from one n to about twice that. */
export interface Octave {
  readonly from: SizeAt
  readonly to: SizeAt
}

/** One more item that makes a value larger by far more than the items about it do. */
export interface Step {
  readonly n: number
  /** From `n - 1` items to `n`. */
  readonly bytes: number
}

/** The steps in some octaves, from small n to large. */
export interface Steps {
  readonly steps: readonly Step[]
  /** The n up to which they were looked for, before it took too many items. */
  readonly searchedTo: number
}

/** The line that growth follows: `fixed + perItem × n` bytes. */
export interface Line {
  readonly perItem: number
  readonly fixed: number
}

/** The octaves that the line is fitted to and a trend is looked for in, up to the largest n. */
const JUDGED_OCTAVES = 4
/** Those that a slight trend has to hold over. */
const MOST_OCTAVES = 6
/** Steps may be missing in one of the judged octaves. */
const LEAST_OCTAVES = 3

/** The least n that growth can be judged up to: 16, since below that there are not enough octaves. */
export const LEAST_LARGEST: number = 2 ** JUDGED_OCTAVES

/**
 * The n that growth is judged at: the largest, its half, its quarter and so on, rounded up.
 *
 * A table with room for a power of two is then as full at each of them as at every other: with t entries per item it is
 * doubled between them, wherever its limits lie (n ≤ room holds for n and for n / 2, rounded up, alike). So its steps don't
 * show as a trend, and a Map grows by the same number of bytes an item from each to the next.
 */
export function octavesUpTo(largest: number): number[] {
  const ns: number[] = []
  for (let octave = MOST_OCTAVES; octave >= 0; octave--) {
    const n = Math.ceil(largest / 2 ** octave)
    if (largest >= 2 ** octave) ns.push(n)
  }
  return ns
}

export function octavesOf(sizes: readonly SizeAt[]): Octave[] {
  return sizes.slice(1).map((to, i) => ({ from: sizes[i] as SizeAt, to }))
}

/** The last octaves, which say how a value grows: what is small follows rules of its own, such as the least room of a table. */
export function judged(octaves: readonly Octave[]): readonly Octave[] {
  return octaves.slice(-JUDGED_OCTAVES)
}

/** The line through the judged octaves. Sizes at the same fill of all tables lie on it to the byte, if they grow linearly. */
export function lineThrough(octaves: readonly Octave[]): Line {
  const late = judged(octaves)
  const sizes = late.map(({ to }) => to)
  if (late[0] !== undefined) sizes.unshift(late[0].from)
  const { slope, intercept } = leastSquares(
    sizes.map(({ n }) => n),
    sizes.map(({ bytes }) => bytes),
  )
  return { perItem: slope, fixed: intercept }
}

/** Bytes an item over an interval of n. */
export interface Rate {
  readonly perItem: number
  readonly width: number
}

export function rateOf({ from, to }: Octave): Rate {
  const width = to.n - from.n
  return { perItem: (to.bytes - from.bytes) / width, width }
}

// What these were chosen by (up to n = 1,024 unless said otherwise; `to-grow-by.test.ts` tries them all):
// - n log n rises from octave to octave by 8 B an item for each pointer: in a segment tree of 280 B an item by 2.9 % each
//   time and 9.1 % over three, in copied paths by 9.6 % and 35 %. n √n rises by 41 % each time, n² by 100 %.
// - Keys that count (`user:9`, `user:10`) grow by a character a decade, rounded to 8 B. A decade is 3.3 octaves and such a
//   change shows in two rises at most, so that of three in a row one is 0, however large the others are. Records with four
//   such texts of different lengths rose three times in a row, by 7.6 % in all, but not five times.
// - A skip list with random heights wavers by 3 % up and down.
// - The steps of a hash trie with 32 branches (immutable's Map) repeat every five octaves. Between them an item can get
//   dearer for two, by 7 % to 12 % each, before it gets cheaper.
// - A table that grows by another factor than two rises for several octaves between falls, by up to a third each.
const RISE_OF_EACH = 0.01
const RISE_IN_ALL = 0.05
/** What a slight rise has to be in the octaves before, too, of which there has to be one: it takes n = 256 or more. */
const RISE_BEFORE = 0.003
/** With these the octaves before don't matter, where what is plain could be hidden by a rule for small n. */
const MARKED_RISE_OF_EACH = 0.05
const MARKED_RISE_IN_ALL = 0.4
/** From here on it can't be the steps of a table. */
const STEEP_RISE_OF_EACH = 0.5
/** Sizes are rounded to 8 B, and each rate is made from two of them. */
const ROUNDING = 16
/** In an octave of fewer items each makes a difference. */
const LEAST_WIDTH = 8

/** How bytes an item rise from each octave to the next, as they do where growth is more than linear. */
export type Rise = 'steep' | 'marked' | 'slight'

/** @returns `undefined` if they don't rise throughout, or so slightly that further octaves would have to show it. */
export function riseOf(rates: readonly Rate[]): Rise | undefined {
  const rise = lateRiseOf(rates)
  if (rise !== 'slight') return rise
  const before = changes(rates.slice(-MOST_OCTAVES, 1 - JUDGED_OCTAVES).filter(({ width }) => width >= LEAST_WIDTH))
  const isAlike = (change: number): boolean => change > RISE_BEFORE && change < STEEP_RISE_OF_EACH
  return before.length > 0 && before.every(isAlike) ? 'slight' : undefined
}

function lateRiseOf(rates: readonly Rate[]): Rise | undefined {
  const late = rates.slice(-JUDGED_OCTAVES)
  const [first, last] = [late[0], late.at(-1)]
  if (first === undefined || last === undefined || late.length < LEAST_OCTAVES) return undefined
  const rise = last.perItem - first.perItem
  if (rise * first.width <= ROUNDING) return undefined
  const inAll = rise / Math.abs(first.perItem)
  const least = Math.min(...changes(late))
  if (least > STEEP_RISE_OF_EACH) return 'steep'
  if (least > MARKED_RISE_OF_EACH && inAll > MARKED_RISE_IN_ALL) return 'marked'
  return least > RISE_OF_EACH && inAll > RISE_IN_ALL ? 'slight' : undefined
}

/** Whether bytes an item fall from each octave to the next, as in what grows with the root of n, or not any more. */
export function fallsThroughout(rates: readonly Rate[]): boolean {
  const late = rates.slice(-JUDGED_OCTAVES)
  const [first, last] = [late[0], late.at(-1)]
  if (first === undefined || last === undefined) return false
  const fall = first.perItem - last.perItem
  return (
    fall > RISE_IN_ALL * Math.abs(first.perItem) &&
    fall * first.width > ROUNDING &&
    changes(late).every((change) => change <= 0)
  )
}

const NOTABLE_RISE = 0.05

/** Whether bytes an item rise at all, so that steps could hide a trend, or be one. */
export function risesSomewhere(octaves: readonly Octave[]): boolean {
  return changes(judged(octaves).map(rateOf)).some((change) => change > NOTABLE_RISE)
}

/**
 * Whether growth is more than linear once steps are told from what lies between them.
 *
 * A table that grows by another factor than two is not as full at one judged n as at the next, and can seem to rise or fall
 * over several octaves: with 1.9 by 5 % in each of twelve. But its steps are in proportion to n, and the items between them
 * cost the same all along.
 *
 * @param rise How bytes an item rise from octave to octave, steps and all.
 */
export function risesBesideSteps(
  octaves: readonly Octave[],
  rise: Rise | undefined,
  { steps, searchedTo }: Steps,
): boolean {
  const between: Rate[] = []
  const ofSteps: Rate[] = []
  for (const { from, to } of judged(octaves)) {
    const within = steps.filter(({ n }) => n > from.n && n <= to.n)
    if (within.length === 0 || to.n > searchedTo) continue
    const width = to.n - from.n
    const inSteps = within.reduce((total, { bytes }) => total + bytes, 0)
    const items = width - within.length
    between.push({ perItem: items === 0 ? 0 : (to.bytes - from.bytes - inSteps) / items, width })
    // By the items that there were when it was taken, since that is when the table was full.
    ofSteps.push({ perItem: Math.max(...within.map(({ n, bytes }) => bytes / (n - 1))), width })
  }
  // Where most octaves have no step, steps explain nothing.
  if (between.length < LEAST_OCTAVES) return rise !== undefined
  const isRise = (rates: readonly Rate[]): boolean => ['steep', 'marked'].includes(lateRiseOf(rates) ?? '')
  return isRise(between) || isRise(ofSteps) || (rise === 'slight' && lateRiseOf(between) === 'slight')
}

/** The relative changes from each rate to the next. From nothing to something one is as large as can be. */
function changes(rates: readonly Rate[]): number[] {
  return rates.slice(1).map(({ perItem }, i) => {
    const before = (rates[i] as Rate).perItem
    return perItem === before ? 0 : (perItem - before) / Math.abs(before)
  })
}
