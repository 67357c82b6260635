import type { Tracker } from '../tracker.js'
import { list, SetConstructor, setAdd, setHas, setSize } from './intrinsics.js'

// V8's Set throws when it is full: at 2^24 entries, and 2^23 in V8 13. A full one is put aside and asked as well.
const MOST_PER_SET = 2 ** 23 - 2

const KIND = 'carat tracker'

/** Every object and symbol that was counted, by identity, and every string, by content. */
export class Seen {
  // Known by this and not by its class: the ESM and the CommonJS form of this module take each other's.
  readonly kind: string = KIND

  // Strings apart: there are fewer of them and the small table stays in the processor's cache.
  private readonly objects: LargeSet = new LargeSet()
  private strings: LargeSet | undefined

  static is(value: unknown): value is Seen {
    return typeof value === 'object' && value !== null && (value as Seen).kind === KIND
  }

  get count(): number {
    return this.objects.size + (this.strings?.size ?? 0)
  }

  /** Whether an object or symbol is known. */
  has(value: unknown): boolean {
    return this.objects.has(value)
  }

  /** Whether an object or symbol is new; it is not any more. */
  add(value: unknown): boolean {
    return this.objects.add(value)
  }

  /** Whether a string is known. */
  hasString(value: string): boolean {
    return this.strings?.has(value) === true
  }

  /** Whether a string is new; it is not any more. */
  addString(value: string): boolean {
    this.strings ??= new LargeSet()
    return this.strings.add(value)
  }
}

/**
 * The visited set behind a tracker, or one for a single call.
 *
 * @throws {TypeError} if it was not made by `createTracker`.
 */
export function seenOf(given: Tracker | undefined): Seen {
  if (given === undefined) return new Seen()
  if (!Seen.is(given))
    throw new TypeError('options.tracker must come from createTracker(); make one for all your calls')
  return given
}

/** A Set that may hold more than V8 allows. */
class LargeSet {
  private current: Set<unknown> = new SetConstructor<unknown>()
  private currentSize = 0
  private full: Set<unknown>[] | undefined

  get size(): number {
    return this.currentSize + (this.full?.length ?? 0) * MOST_PER_SET
  }

  has(value: unknown): boolean {
    return setHas(this.current, value) || (this.full !== undefined && this.isInFull(value))
  }

  add(value: unknown): boolean {
    if (this.full !== undefined && this.isInFull(value)) return false
    // One look-up, not two: an entry that was there leaves the size as it is.
    setAdd(this.current, value)
    if (setSize(this.current) === this.currentSize) return false
    if (++this.currentSize === MOST_PER_SET) this.putAside()
    return true
  }

  private isInFull(value: unknown): boolean {
    const full = this.full as Set<unknown>[]
    for (let i = 0; i < full.length; i++) if (setHas(full[i] as Set<unknown>, value)) return true
    return false
  }

  private putAside(): void {
    this.full ??= list()
    this.full[this.full.length] = this.current
    this.current = new SetConstructor()
    this.currentSize = 0
  }
}
