import { formatExactBytes } from '@carat/core'
import { type AmountPlace, type ByteAmount, parseAmount } from './byte-amount.js'

/** How far a size may be from another: `'5%'`, `'64 B'` or `64`. */
export type MarginAmount = ByteAmount | `${number}%` | `${number} %`

/** A margin, understood. */
export interface Margin {
  /** The bytes that it is of a size: a share of it, or always the same. */
  of(size: number): number
  /** As it is printed, where it is a share: `5 %`. */
  readonly share: string | undefined
}

const SHARE = /^(\d+(?:\.\d+)?) ?%$/

/**
 * Understands a margin.
 *
 * @throws {TypeError | RangeError} if it is neither a share nor an amount of bytes.
 */
export function parseMargin(within: unknown, place: AmountPlace): Margin {
  const share = typeof within === 'string' ? SHARE.exec(within)?.[1] : undefined
  if (share !== undefined) {
    // 2.3 % of 1000 B is 22.999999999999996 in floating point: whole up to rounding is whole.
    return { of: (size) => Math.floor(Number(((size * Number(share)) / 100).toPrecision(15))), share: `${share} %` }
  }
  const bytes = parseAmount(within, place)
  return { of: () => bytes, share: undefined }
}

/** A margin round a size: ` ± 5 %, so 95 B to 105 B`. */
export function marginText(size: number, margin: number, share: string | undefined): string {
  const range = `${formatExactBytes(Math.max(0, size - margin))} to ${formatExactBytes(size + margin)}`
  return ` ± ${share ?? formatExactBytes(margin)}, so ${range}`
}
