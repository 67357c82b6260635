import { type Bytes, bytes } from './bytes.js'
import type { SizeOptions } from './options.js'
import { LowerBoundWalk } from './walk/lower-bound-walk.js'
import { settingsOf } from './walk/settings.js'

/**
 * The bytes below which V8 can't hold a value, however it was built. At most its `sizeOf`, which follows the usual
 * construction: there, say, each number has a box of its own.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 */
export function lowerBoundOf(value: unknown, options?: SizeOptions): Bytes {
  const walk = new LowerBoundWalk(settingsOf(options))
  walk.run(value)
  return bytes(walk.bytes)
}
