import { type Bytes, bytes, parseBytes } from './bytes.js'
import type { SizeOptions } from './options.js'
import { isSafeInteger } from './walk/intrinsics.js'
import { settingsOf } from './walk/settings.js'
import { ShallowWalk } from './walk/shallow-walk.js'
import { Walk } from './walk/walk.js'

/**
 * Memory usage of a value: the bytes that V8 needs for it and all it reaches, each object once, in settled form.
 *
 * Settled means the tightest form that V8 gives the same data: no slack, no spare capacity, flat strings, equal strings
 * once. Not counted, because they belong to the program: prototypes, hidden classes, property names, code, intrinsics.
 * What no JavaScript can see (closures, private fields, proxies) is not in it either: `measure(value).unseen` lists it.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 */
export function sizeOf(value: unknown, options?: SizeOptions): Bytes {
  const walk = new Walk(settingsOf(options))
  walk.run(value)
  return bytes(walk.bytes)
}

/**
 * The object and the backing stores only it owns: elements, property array, table, an ArrayBuffer's data. Boxed numbers,
 * strings and other objects that it holds are not in it.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 */
export function shallowSizeOf(value: unknown, options?: SizeOptions): Bytes {
  const walk = new ShallowWalk(settingsOf(options))
  walk.run(value)
  return bytes(walk.bytes)
}

/**
 * Whether a value takes more than `limit`: the walk stops as soon as that is known.
 *
 * @param limit Bytes, or a text such as `'1 kB'`.
 * @throws {RangeError} if `limit` is not a non-negative whole number of bytes.
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 */
export function isLargerThan(value: unknown, limit: number | string, options?: SizeOptions): boolean {
  const most = typeof limit === 'string' ? parseBytes(limit) : limit
  if (!isSafeInteger(most) || most < 0) {
    throw new RangeError(
      `limit must be a whole number of bytes, 0 or more, or a text such as '1 kB', got ${String(limit)}`,
    )
  }
  const walk = new Walk(settingsOf(options))
  walk.run(value, most)
  return walk.bytes > most
}
