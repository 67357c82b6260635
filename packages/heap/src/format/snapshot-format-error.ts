/** A heap snapshot that is corrupt, cut off, foreign, or of a format that this reader does not know. */
export class SnapshotFormatError extends Error {
  /** Where reading stopped, in bytes from the beginning of the uncompressed text. */
  readonly offset: number

  constructor(message: string, offset: number, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SnapshotFormatError'
    this.offset = offset
  }
}

/**
 * The error for text that is not what has to stand there.
 *
 * @param what What has to stand there, place included: `a whole number in edges[412]`.
 * @param got What stands there, in words or quoted.
 */
export function unexpected(what: string, offset: number, got: string): SnapshotFormatError {
  return new SnapshotFormatError(`expected ${what} at byte ${offset}, got ${got}`, offset)
}

/** The same for one byte of a chunk whose first byte has the offset `base`. */
export function unexpectedByte(what: string, chunk: Uint8Array, at: number, base: number): SnapshotFormatError {
  return unexpected(what, base + at, describeByte(chunk[at] as number))
}

function describeByte(byte: number): string {
  const printable = byte >= 0x20 && byte < 0x7f
  return printable ? JSON.stringify(String.fromCharCode(byte)) : `the byte 0x${byte.toString(16).padStart(2, '0')}`
}
