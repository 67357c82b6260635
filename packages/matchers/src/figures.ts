import { formatExactBytes } from '@carat/core'

/** A count with its digits in groups of three: `12,480`. */
export function grouped(count: number): string {
  return formatExactBytes(count).slice(0, -' B'.length)
}

/** A difference in bytes with its sign: `+8 B`, `-1,200 B`. */
export function signed(difference: number): string {
  return `${difference > 0 ? '+' : ''}${formatExactBytes(difference)}`
}

/** How many there are, where there is more than one: ` ×12`. */
export function times(count: number): string {
  return count === 1 ? '' : ` ×${grouped(count)}`
}
