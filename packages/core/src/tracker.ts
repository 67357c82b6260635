import { type Bytes, bytes, parseBytes } from './bytes.js'
import { Account } from './graph/account.js'
import type { LayoutName } from './layout/layout.js'
import { layoutOf } from './layout/layouts.js'
import { ChurningMap } from './walk/churning-map.js'
import { typeName } from './walk/class-facts.js'
import * as js from './walk/intrinsics.js'
import { Seen } from './walk/seen.js'
import { ownOption, settingsOf } from './walk/settings.js'
import { type Known, TrackingWalk, WalkRecord } from './walk/tracking-walk.js'
import { Walk } from './walk/walk.js'

declare const tracker: unique symbol

/**
 * What several calls have counted together, so that nothing is counted twice, and an account of what was added and removed.
 * Holds on to what it counted: to what `sizeOf` counted for good, to what was added until it is removed. The account takes 60
 * to 90 bytes for each object in it, a string or symbol too; `added` takes as long as what it counts, whatever was counted before.
 */
export interface Tracker {
  /** Objects, strings and symbols counted so far, and not removed. */
  readonly count: number
  /** What `added` counted and `removed` did not give back. What `sizeOf(value, { tracker })` counted is not in it. */
  readonly bytes: Bytes

  /**
   * Counts a value when it comes in: the bytes that it needs beyond all that was counted before. A value that is added twice
   * has to be removed twice.
   *
   * A value is counted as it is now. One that changes later is removed before, and added after the change.
   *
   * Below 0 in one case: while nothing but a typed array refers to its buffer of up to 64 bytes, these lie on the heap, with
   * a header. A value that refers to the buffer too moves them out.
   *
   * @returns `undefined` if `atMost` is given, and the value needs more: then nothing is counted. The walk stops as soon as
   *   that is known, so a value that is far too large costs no more than one that just is.
   * @throws {RangeError} if `atMost` is not a non-negative whole number of bytes, or a text such as `'10 kB'`.
   * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
   *
   * @example
   * if (tracker.added(request, { atMost: budget - tracker.bytes }) === undefined) return 'busy'
   */
  added(value: unknown, options?: AddOptions & { readonly atMost?: undefined }): Bytes
  added(value: unknown, options: AddOptions): Bytes | undefined

  /**
   * Gives back what was counted when a value came in, but for what other values that were added hold too: this is given back
   * with the last of them. The value is not looked at again: `bytes` returns to where it was, however it has changed since.
   *
   * @returns The bytes that are given back.
   * @throws {RangeError} if the value was not added, or was removed as often as it was added.
   */
  removed(value: unknown): Bytes

  readonly [tracker]?: never
}

/** How `createTracker().added` and `removed` count. */
export interface TrackerOptions {
  /** The V8 layout that `added` counts in; `'host'` is the running engine's. Default `'v8-14'`, whatever runs. */
  readonly layout?: LayoutName | 'host' | undefined
}

/** How to count a value that comes in. */
export interface AddOptions {
  /** Bytes, or a text such as `'10 kB'`: a value that needs more is not counted. */
  readonly atMost?: number | string | undefined
  /** Objects left out, with what only they reach. */
  readonly exclude?: Iterable<object> | undefined
  /** Objects counted although they belong to the program, such as a prototype or `globalThis`. */
  readonly include?: Iterable<object> | undefined
}

/**
 * A tracker for `options.tracker`: `sizeOf(a, { tracker }) + sizeOf(b, { tracker })` is what `a` and `b` take together. And
 * an account for what comes and goes, such as the entries of a cache: see `added` and `removed`.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind.
 */
export function createTracker(options?: TrackerOptions): Tracker {
  checkOptions('createTracker', options, ['layout'], "{ layout: 'host' }")
  const layout = ownOption(options, 'layout')
  layoutOf(layout)
  return new CountingTracker(layout)
}

// A Map takes -0 for 0, which is a small integer and needs no box.
const MINUS_ZERO = Symbol('-0')

/** A visited set of what belongs to nobody, as which it serves `sizeOf`, and an account beside it. */
class CountingTracker extends Seen implements Tracker, Known {
  private readonly layout: LayoutName | 'host' | undefined
  private account: Account | undefined
  /** How often values were added for which the account has no number: numbers, and what is counted and nobody's. */
  private others: ChurningMap<unknown, number> | undefined
  private otherBytes = 0
  /** Of the last walk, empty. */
  private record: WalkRecord | undefined
  private isCounting = false

  constructor(layout: LayoutName | 'host' | undefined) {
    super()
    this.layout = layout
  }

  override get count(): number {
    return super.count + (this.account?.count ?? 0)
  }

  get bytes(): Bytes {
    return bytes((this.account?.bytes ?? 0) + this.otherBytes)
  }

  added(value: unknown, options?: AddOptions & { readonly atMost?: undefined }): Bytes
  added(value: unknown, options: AddOptions): Bytes | undefined
  added(value: unknown, options?: AddOptions): Bytes | undefined {
    checkOptions('added', options, ['atMost', 'exclude', 'include'], "{ atMost: '10 kB' }")
    const atMost = limitOf(ownOption(options, 'atMost'))
    const settings = settingsOf({
      layout: this.layout,
      exclude: ownOption(options, 'exclude'),
      include: ownOption(options, 'include'),
    })
    if (this.isCounting) {
      throw new TypeError('a tracker that is counting a value can not count another; call added when it is done')
    }
    const before = this.bytes
    this.account ??= new Account()
    const known = this.account.numberOf(value)
    if (known !== undefined) {
      this.account.addHolder(known)
      return bytes(this.bytes - before)
    }
    this.record ??= new WalkRecord()
    const { record, account } = this
    const walk = new TrackingWalk(settings, this, record)
    this.isCounting = true
    try {
      walk.run(value, atMost)
      if (walk.bytes > atMost || walk.bytes + record.onHeapBytes() > atMost) return undefined
      if (record.values.length > 0) account.enter(record)
      else this.addOther(value, walk.bytes)
    } finally {
      this.isCounting = false
      record.clear()
    }
    return bytes(this.bytes - before)
  }

  removed(value: unknown): Bytes {
    if (this.isCounting) {
      throw new TypeError('a tracker that is counting a value can not remove one; call removed when it is done')
    }
    const before = this.bytes
    const number = this.account?.numberOf(value)
    if (number === undefined ? !this.removeOther(value) : !this.account?.removeHolder(number)) {
      throw new RangeError(
        `removed takes a value that was added and not removed since, got another (${typeName(value)}); call tracker.added(value) before`,
      )
    }
    const given = bytes(before - this.bytes)
    if (this.account?.isOutgrown) this.account = undefined
    return given
  }

  override has(value: unknown): boolean {
    return this.isNobodys(value) || this.account?.numberOf(value) !== undefined
  }

  override add(value: unknown): boolean {
    if (value === this || this.account?.numberOf(value) !== undefined) return false
    return super.add(value)
  }

  override addString(value: string): boolean {
    return this.account?.numberOf(value) === undefined && super.addString(value)
  }

  override hasString(value: string): boolean {
    return super.hasString(value) || this.account?.numberOf(value) !== undefined
  }

  numberOf(value: unknown): number | undefined {
    return this.account?.numberOf(value)
  }

  numberOfPair(get: unknown, set: unknown): number | undefined {
    return this.account?.numberOfPair(get, set)
  }

  /** Whether `sizeOf` counted a value; a tracker does not count itself either. */
  isNobodys(value: unknown): boolean {
    return value === this || (typeof value === 'string' ? super.hasString(value) : super.has(value))
  }

  private addOther(value: unknown, size: number): void {
    const key = keyOf(value)
    this.others ??= new ChurningMap()
    const times = this.others.get(key)
    if (times !== undefined) this.others.delete(key)
    this.others.add(key, (times ?? 0) + 1)
    this.otherBytes += size
  }

  private removeOther(value: unknown): boolean {
    const key = keyOf(value)
    const times = this.others?.get(key)
    if (times === undefined) return false
    this.others?.delete(key)
    if (times > 1) this.others?.add(key, times - 1)
    if (typeof value === 'number' || typeof value === 'bigint') {
      const walk = new Walk(settingsOf({ layout: this.layout }))
      walk.run(value)
      this.otherBytes -= walk.bytes
    }
    return true
  }
}

const UNLIMITED = Number.POSITIVE_INFINITY

function keyOf(value: unknown): unknown {
  return js.is(value, -0) ? MINUS_ZERO : value
}

function limitOf(given: number | string | undefined): number {
  if (given === undefined) return UNLIMITED
  const most = typeof given === 'string' ? parseBytes(given) : given
  if (!js.isSafeInteger(most) || most < 0) {
    throw new RangeError(
      `atMost must be a whole number of bytes, 0 or more, or a text such as '10 kB', got ${js.toText(given)}`,
    )
  }
  return most
}

function checkOptions(taker: string, options: unknown, known: readonly string[], example: string): void {
  if (options === undefined) return
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`the options of ${taker} must be an object such as ${example}, got ${js.toText(options)}`)
  }
  const names = js.getOwnPropertyNames(options)
  for (let i = 0; i < names.length; i++) {
    let isKnown = false
    for (let j = 0; j < known.length; j++) if (known[j] === names[i]) isKnown = true
    if (isKnown) continue
    let list = known[0] as string
    for (let j = 1; j < known.length; j++) list += `, ${known[j]}`
    throw new RangeError(`unknown option ${js.stringify(names[i] as string)}; the options of ${taker} are ${list}`)
  }
}
