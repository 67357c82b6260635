import { type Bytes, bytes } from '../bytes.js'
import { align, type Layout } from '../layout/layout.js'

/**
 * A BigInt by its 64-bit digits; the sign costs nothing.
 *
 * @see V8 11.3 src/objects/bigint.h
 */
export function bigIntSize(digits: number, layout: Layout): Bytes {
  return bytes(align(layout.bigIntHeader + digits * 8, layout))
}
