import { judged, type Octave, rateOf } from './growth.js'
import { leastSquares } from './least-squares.js'

/** What growth that is more than linear looks like. */
export interface Curve {
  /** `n²`, `n log n`. */
  readonly name: string
  /** As it stands in the formula: `n × log₂ n`. */
  readonly term: string
  /** `fixed + perItem × n + factor × term` */
  readonly fixed: number
  readonly perItem: number
  readonly factor: number
}

const SHAPES = [
  { name: 'n log n', term: 'n × log₂ n', of: (n: number) => n * Math.log2(n) },
  { name: 'n √n', term: 'n × √n', of: (n: number) => n * Math.sqrt(n) },
  { name: 'n²', term: 'n²', of: (n: number) => n * n },
  { name: 'n³', term: 'n³', of: (n: number) => n * n * n },
]
/** Bytes an item of n³ are 4 times as many in each octave: beyond that no shape fits. */
const STEEPEST = 5

/**
 * The shape that is nearest to the sizes. Of sizes `a + b n + c g(n)` the bytes an item are `b + c Δg / Δn`, a line again,
 * so each shape is fitted like one and the distances can be compared.
 *
 * @returns `undefined` if growth is faster than any of them.
 */
export function nearestCurve(octaves: readonly Octave[]): Curve | undefined {
  const late = judged(octaves)
  const rates = late.map(rateOf)
  const [before, last] = rates.slice(-2)
  if (before !== undefined && last !== undefined && last.perItem > STEEPEST * before.perItem) return undefined
  const perItem = rates.map((rate) => rate.perItem)
  let nearest: Curve | undefined
  let least = Number.POSITIVE_INFINITY
  for (const { name, term, of } of SHAPES) {
    const shares = late.map(({ from, to }) => (of(to.n) - of(from.n)) / (to.n - from.n))
    const line = leastSquares(shares, perItem)
    const distance = shares.reduce((total, share, i) => {
      const expected = line.intercept + line.slope * share
      // Relative, so that the largest octave is not the only one that counts.
      return total + ((expected - (perItem[i] as number)) / (perItem[i] as number)) ** 2
    }, 0)
    if (distance < least) {
      least = distance
      const rest = late.map(({ to }) => to.bytes - line.intercept * to.n - line.slope * of(to.n))
      const fixed = rest.reduce((total, bytes) => total + bytes, 0) / rest.length
      nearest = { name, term, fixed, perItem: line.intercept, factor: line.slope }
    }
  }
  return nearest
}
