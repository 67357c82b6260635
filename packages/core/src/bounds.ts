import { type Bytes, bytes } from './bytes.js'
import { measurementOf } from './graph/breakdown.js'
import type { LayoutName } from './layout/layout.js'
import type { Unseen } from './measurement.js'
import type { SizeOptions } from './options.js'
import type { Room } from './room.js'
import * as js from './walk/intrinsics.js'
import { settingsOf } from './walk/settings.js'
import { type StrictReason, UnboundedWalk } from './walk/unbounded-walk.js'
import { UpperBoundWalk } from './walk/upper-bound-walk.js'
import type { WalkSettings } from './walk/walk.js'

export type { Room, RoomCause } from './room.js'

/** How to bound what V8 may hold for a value. */
export interface BoundsOptions extends SizeOptions {
  /**
   * Whether to assume nothing of the history of the value: that nothing was deleted, made shorter or cut. Then there is no
   * bound where V8 may keep any of that. Default `false`: `assumptions` says what is assumed.
   */
  readonly strict?: boolean | undefined
}

/** Something that V8 may hold any number of bytes for. */
export interface Unbounded {
  readonly path: string
  readonly reason: Unseen['reason'] | StrictReason
  readonly count: number
}

/** Between which bytes V8's own number lies. */
export interface Bounds {
  /** V8 holds no less, however the value was built. */
  readonly lower: Bytes
  /** V8 holds no more; `undefined` where there is no bound, for the reasons that `unbounded` lists. */
  readonly upper: Bytes | undefined
  readonly layout: LayoutName
  /** What the upper bound takes for granted of this value, in words; empty if nothing, or if there is no upper bound. */
  readonly assumptions: readonly string[]
  /** Why there is no upper bound, by path; empty if there is one. */
  readonly unbounded: readonly Unbounded[]
  /** What the upper bound has that the lower has not, largest first; empty if there is no upper bound. */
  readonly room: readonly Room[]
}

const EXAMPLE = 'write { strict: true }'

/**
 * The least and the most that V8 could hold for a value, however it was built.
 *
 * There is no most for what can't be seen, such as the variables of a closure. For the rest it is what the usual ways to
 * build a value can leave: room in arrays that grew, dictionaries, ropes, equal strings held apart, boxed numbers. Ways that
 * leave any room, such as cutting a string out of a long one, are assumed not to have been taken, unless `strict`.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 */
export function boundsOf(value: unknown, options?: BoundsOptions): Bounds {
  const { settings, isStrict } = boundsSettings(options)
  const walk = new UpperBoundWalk(settings, isStrict)
  walk.run(value)
  const { isBounded, room } = walk
  const none = js.list<never>()
  return {
    lower: bytes(walk.bytes),
    upper: isBounded ? bytes(walk.bytes + room.total) : undefined,
    layout: settings.layout.name,
    assumptions: isBounded ? assumptionsOf(walk, isStrict) : js.toArray(none),
    unbounded: isBounded ? js.toArray(none) : unboundedOf(value, settings, isStrict),
    room: isBounded ? room.rows() : js.toArray(none),
  }
}

function boundsSettings(options: BoundsOptions | undefined): { settings: WalkSettings; isStrict: boolean } {
  if (typeof options !== 'object' || options === null || !js.hasOwn(options, 'strict')) {
    return { settings: settingsOf(options), isStrict: false }
  }
  const { rest, strict } = withoutStrict(options)
  if (strict !== undefined && typeof strict !== 'boolean') {
    const given = strict === null ? 'null' : typeof strict
    throw new TypeError(`options.strict must be true or false, got ${given}; ${EXAMPLE}`)
  }
  return { settings: settingsOf(rest), isStrict: strict === true }
}

/** The options of every measurement, as they were given: what is no plain value is refused, and not run. */
function withoutStrict(options: BoundsOptions): { rest: SizeOptions; strict: unknown } {
  const rest = js.createObject(null) as Record<string, unknown>
  let strict: unknown
  const names = js.getOwnPropertyNames(options)
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    const descriptor = js.getOwnPropertyDescriptor(options, name) as PropertyDescriptor
    if (!js.hasOwn(descriptor, 'value')) {
      throw new TypeError(`options.${name} must be a plain value, got an accessor; ${EXAMPLE}`)
    }
    if (name === 'strict') strict = descriptor.value
    else rest[name] = descriptor.value
  }
  return { rest, strict }
}

function assumptionsOf(walk: UpperBoundWalk, isStrict: boolean): string[] {
  const found = js.list<string>()
  const add = (text: string) => {
    found[found.length] = text
  }
  if (isStrict) {
    if (walk.hasObjects) {
      add('no index was deleted from an object, as by `delete object[0]`')
      add('no literal and no JSON text names one property twice')
    }
    return js.toArray(found)
  }
  if (walk.hasLongStrings) {
    add('no string was cut from a longer one, as by `slice`, `split`, `trim`, `replace` or a match')
  }
  if (walk.hasArrays) {
    add('no array was made shorter, as by `pop`, `shift`, `splice` or a smaller `length`')
    add('no element of an array was defined as an accessor or as read-only')
  }
  if (walk.hasSets) add('no Set was made by `difference` or `symmetricDifference`')
  if (walk.hasObjects) {
    add('no property and no element was deleted')
    add(
      'the slots inside each object were made for its own literal or class: its prototype was not swapped, it is no spread ' +
        'of an instance with empty slots, and no literal and no JSON text names one property twice',
    )
  }
  return js.toArray(found)
}

function unboundedOf(value: unknown, settings: WalkSettings, isStrict: boolean): Unbounded[] {
  const walk = new UnboundedWalk(settings, isStrict)
  walk.run(value)
  const { unseen } = measurementOf(walk, value)
  const found = js.list<Unbounded>()
  for (let i = 0; i < unseen.length; i++) {
    const { path, reason, count } = unseen[i] as Unseen
    // what is left out on purpose is not in the bounds either
    if (reason !== 'skipped') found[found.length] = { path, reason, count }
  }
  return js.toArray(found)
}
