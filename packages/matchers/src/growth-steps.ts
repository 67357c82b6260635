import type { GrowingValue, SizeAt } from './growing-value.js'
import type { Octave, Step, Steps } from './growth.js'

/** A step makes up this share of the growth of its octave: a table that grows by a tenth at a time has seven in one. */
const SHARE_OF_OCTAVE = 0.07
/** And it is this many times what an item costs there on average, or half of the growth where there are few items. */
const TIMES_AN_ITEM = 3
const NARROWEST = 4

/** Items to build in search of steps, as a multiple of the largest n: enough for all octaves where growth is smooth. */
const ITEMS_PER_LARGEST = 24

/**
 * Finds the n at which one more item makes the value larger by much, as a table does that doubles.
 *
 * It halves each octave, and the halves that grow by as much as a step, until one item is left: about 15 calls where growth
 * is smooth, and log₂ n more for a step. A step that is taken back in the same octave is not found.
 */
export function findSteps(value: GrowingValue, octaves: readonly Octave[]): Steps {
  const steps: Step[] = []
  const largest = octaves.at(-1)?.to.n ?? 0
  let items = ITEMS_PER_LARGEST * largest
  let searchedTo = octaves[0]?.from.n ?? 0

  for (const octave of octaves) {
    const width = octave.to.n - octave.from.n
    if (width >= NARROWEST) {
      const share = Math.max(SHARE_OF_OCTAVE, Math.min(0.5, TIMES_AN_ITEM / width))
      if (!search(octave.from, octave.to, share * (octave.to.bytes - octave.from.bytes))) break
    }
    searchedTo = octave.to.n
  }
  return { steps: steps.filter((step) => !isOneOfMany(step, steps)), searchedTo }

  function search(from: SizeAt, to: SizeAt, least: number): boolean {
    const bytes = to.bytes - from.bytes
    if (bytes <= 0 || bytes < least) return true
    if (to.n - from.n === 1) {
      steps.push({ n: to.n, bytes })
      return true
    }
    const n = Math.floor((from.n + to.n) / 2)
    if (!value.has(n)) items -= n
    if (items < 0) return false
    const middle = value.sizeAt(n)
    return search(from, middle, least) && search(middle, to, least)
  }
}

/** A byte more for each item makes 8 B more for each eighth: such steps are of one size, as those of a table never are. */
function isOneOfMany(step: Step, steps: readonly Step[]): boolean {
  return steps.filter(({ bytes }) => bytes === step.bytes).length >= 3
}

/** Two other tables may double between the steps of one; more steps than that are those of one that grows by less. */
const MOST_BETWEEN = 2

/** Whether a step is that of a table that doubles: one of half the bytes is at half the n, or one of twice at twice. */
export function isDoubling(step: Step, steps: readonly Step[]): boolean {
  return steps.some((other) => isTwice(step, other, steps) || isTwice(other, step, steps))
}

function isTwice(larger: Step, smaller: Step, steps: readonly Step[]): boolean {
  // Not quite twice: the item that makes a table double is in the bytes, too.
  const ratio = larger.bytes / smaller.bytes
  if (Math.abs(larger.n - 2 * smaller.n) > 2 || ratio < 1.7 || ratio > 2.3) return false
  return steps.filter(({ n }) => n > smaller.n && n < larger.n).length <= MOST_BETWEEN
}
