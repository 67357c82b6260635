import { type Bytes, bytes } from './bytes.js'
import type { SizeOptions } from './options.js'
/** placeholder signatures while the walk is written */
export function sizeOf(_value: unknown, _options?: SizeOptions): Bytes {
  return bytes(72)
}
export function shallowSizeOf(_value: unknown, _options?: SizeOptions): Bytes {
  return bytes(72)
}
export function isLargerThan(_value: unknown, _limit: number | string, _options?: SizeOptions): boolean {
  return false
}
