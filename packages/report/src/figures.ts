import { formatBytes, formatExactBytes } from '@carat/core'

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

/** What part of the whole that is: `73.7 %`. Only all of it is `100.0 %`, and only nothing `0.0 %`. */
export function percent(part: number, whole: number): string {
  const share = whole === 0 ? 0 : (part / whole) * 100
  if (share > 0 && share < 0.05) return '<0.1 %'
  if (part < whole && share >= 99.95) return '>99.9 %'
  return `${share.toFixed(1)} %`
}

/** Bytes as people say them, where that is not what is written already: `12.3 kB`, but nothing for `840 B`. */
export function rounded(count: number): string {
  return Math.abs(count) < 1000 ? '' : formatBytes(count)
}
