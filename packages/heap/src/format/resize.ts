/** An array of the same kind and another length that begins with the values that fit. The one given is of no use afterwards. */
export function resizeBytes(values: Uint8Array, length: number): Uint8Array {
  const moved = moveBuffer(values, length)
  if (moved !== undefined) return new Uint8Array(moved)
  const resized = new Uint8Array(length)
  resized.set(values.subarray(0, length))
  return resized
}

/** The same for words. */
export function resizeWords(values: Uint32Array, length: number): Uint32Array {
  const moved = moveBuffer(values, length * Uint32Array.BYTES_PER_ELEMENT)
  if (moved !== undefined) return new Uint32Array(moved)
  const resized = new Uint32Array(length)
  resized.set(values.subarray(0, length))
  return resized
}

/**
 * The bytes in a buffer of another length, if the runtime can move them (Node.js from 22 on): the old memory is given back
 * at once then, and not with the next garbage collection.
 */
function moveBuffer({ buffer }: ArrayBufferView, byteLength: number): ArrayBuffer | undefined {
  const movable = buffer as ArrayBuffer & { transfer?(byteLength: number): ArrayBuffer }
  return buffer.byteLength > 0 && typeof movable.transfer === 'function' ? movable.transfer(byteLength) : undefined
}
