/**
 * The line through points (x, y) with the least squares of distances in y.
 *
 * Three sums rather than a package: they keep to whole numbers as long as x and y are, so that 8 B an item come out as 8.
 */
export function leastSquares(xs: readonly number[], ys: readonly number[]): { slope: number; intercept: number } {
  const count = xs.length
  const sumX = sum(xs)
  const sumY = sum(ys)
  const sumXX = sum(xs.map((x) => x * x))
  const sumXY = sum(xs.map((x, i) => x * (ys[i] as number)))
  const slope = settle((count * sumXY - sumX * sumY) / (count * sumXX - sumX * sumX))
  return { slope, intercept: settle((sumY - slope * sumX) / count) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

// Beyond 2 ** 53 the sums are rounded: what is left of that is far below any byte.
function settle(number: number): number {
  return Number(number.toPrecision(9))
}
