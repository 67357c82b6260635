import { copyInto } from './intrinsics.js'

/** So many more: half of what there was. */
export function more(room: number): number {
  return room + (room >> 1)
}

/** A copy with more room. */
export function grown<T extends Uint8Array | Uint32Array | Float64Array>(
  array: T,
  room: number,
  Kind: new (length: number) => T,
): T {
  const copy = new Kind(room)
  copyInto(copy, array)
  return copy
}
