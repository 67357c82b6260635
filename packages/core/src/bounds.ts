import { type Bytes, bytes } from './bytes.js'
import type { LayoutName } from './layout/layout.js'
import type { Unseen } from './measurement.js'
import type { SizeOptions } from './options.js'
import { LowerBoundWalk } from './walk/lower-bound-walk.js'
import { settingsOf } from './walk/settings.js'

/** How to bound what V8 may hold for a value. */
export interface BoundsOptions extends SizeOptions {
  /** Whether to assume nothing of how the value was made. Default `false`: `assumptions` says what is assumed. */
  readonly strict?: boolean | undefined
}

/** What the upper bound has that the lower has not. */
export type RoomCause =
  | 'room in objects'
  | 'properties in dictionaries'
  | 'room in arrays'
  | 'room in tables of maps and sets'
  | 'strings that are not flat, shared or of one byte'
  | 'boxes of numbers'
  | 'buffers'

/** Bytes that lie between the bounds for one cause. */
export interface Room {
  readonly cause: RoomCause
  readonly bytes: Bytes
}

/** Something that V8 may hold any number of bytes for. */
export interface Unbounded {
  readonly path: string
  readonly reason: Unseen['reason'] | 'string that may be a slice' | 'array that may have been longer'
  readonly count: number
}

/** Between which bytes V8's own number lies. */
export interface Bounds {
  /** V8 holds no less, however the value was built. */
  readonly lower: Bytes
  /** V8 holds no more; `undefined` where there is no bound, for the reasons that `unbounded` lists. */
  readonly upper: Bytes | undefined
  readonly layout: LayoutName
  /** What the upper bound takes for granted of this value, in words; empty if nothing. */
  readonly assumptions: readonly string[]
  /** Why there is no upper bound, by path; empty if there is one. */
  readonly unbounded: readonly Unbounded[]
  /** What the upper bound has that the lower has not, largest first; empty if there is no upper bound. */
  readonly room: readonly Room[]
}

/**
 * The least and the most that V8 could hold for a value, however it was built.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 */
export function boundsOf(value: unknown, options?: BoundsOptions): Bounds {
  const settings = settingsOf(options)
  const walk = new LowerBoundWalk(settings)
  walk.run(value)
  return {
    lower: bytes(walk.bytes),
    upper: undefined,
    layout: settings.layout.name,
    assumptions: [],
    unbounded: [],
    room: [],
  }
}
