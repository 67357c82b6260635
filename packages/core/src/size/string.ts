import { type Bytes, bytes } from '../bytes.js'
import { align, type Layout } from '../layout/layout.js'

/**
 * A flat string: one byte a character, or two if any lies beyond Latin-1. The empty string and single Latin-1 characters
 * are V8's own and cost nothing.
 *
 * @see V8 11.3 src/objects/string.h `SeqOneByteString`, `SeqTwoByteString`
 */
export function stringSize(length: number, twoByte: boolean, layout: Layout): Bytes {
  if (length === 0 || (length === 1 && !twoByte)) return bytes(0)
  return bytes(align(layout.stringHeader + length * (twoByte ? 2 : 1), layout))
}
