// The bytes that JSON gives a meaning.
export const QUOTE = 0x22
export const COMMA = 0x2c
export const COLON = 0x3a
export const OPEN_BRACKET = 0x5b
export const BACKSLASH = 0x5c
export const CLOSE_BRACKET = 0x5d
export const OPEN_BRACE = 0x7b
export const CLOSE_BRACE = 0x7d
export const SPACE = 0x20
const TAB = 0x09
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export function isWhitespace(byte: number): boolean {
  return byte === LINE_FEED || byte === SPACE || byte === CARRIAGE_RETURN || byte === TAB
}

/** The place of the first byte from `at` on that is no white space, or the length of the chunk. */
export function skipWhitespace(chunk: Uint8Array, at: number): number {
  let next = at
  while (next < chunk.length && isWhitespace(chunk[next] as number)) next++
  return next
}
