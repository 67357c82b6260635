import type { Bytes } from './bytes.js'
import type { LayoutName } from './layout/layout.js'
import type { Part, TypeRow } from './measurement.js'

export type Change = 'grew' | 'shrank' | 'new' | 'removed' | 'changed'

/** How much of something there was on one side. */
export interface Amount {
  readonly count: number
  readonly bytes: Bytes
}

/** A row that is not the same in both. */
export interface DifferenceRow {
  /** From the value. Of what a text only counts it ends in `…`. */
  readonly path: string
  /** `''` of what a text only counts: then `count` is a number of rows. */
  readonly type: string
  /** `'changed'` where the bytes are the same, but not what they are made of. */
  readonly change: Change
  /**
   * Of a row that grew, shrank or changed, its `self`; of one that is new or removed, all that lies under it, too, unless it
   * is the value itself: of that the rows below are compared even if its type is another.
   */
  readonly before: Amount
  readonly after: Amount
  /** `after.bytes - before.bytes`. */
  readonly bytes: number
  /** Why, where that is known: `one-byte string became two-byte ("€" at 14)`. */
  readonly causes: readonly string[]
}

/** A type of which there is not the same in both. */
export interface TypeDifference {
  readonly type: string
  readonly change: Change
  readonly before: Amount
  readonly after: Amount
  readonly bytes: number
}

/** What is different between two breakdowns. */
export interface Difference {
  readonly before: Bytes
  readonly after: Bytes
  /** `after - before`. */
  readonly bytes: number
  /** Largest change first, then by path. Their `bytes` add up to `bytes`. */
  readonly rows: readonly DifferenceRow[]
  /** Largest change first, then by name. Their `bytes` add up to `bytes`. */
  readonly types: readonly TypeDifference[]
}

/** What of a `Part` is compared. */
export interface BreakdownRow
  extends Pick<Part, 'path' | 'name' | 'type' | 'count' | 'self' | 'bytes' | 'also' | 'forms'> {
  /** Of a row read back from a text: how many paths lead to it beside those in `also`, of which the text has the first. */
  readonly moreAlso?: number
  readonly parts: readonly BreakdownRow[]
}

/** What of a `Measurement` is compared: one that was read back from its text form has no more. */
export interface Breakdown {
  readonly bytes: Bytes
  readonly layout: LayoutName
  readonly root: BreakdownRow
  /** By type. Of a text read back the largest ones, and one row with the type `''` for the others; or none. */
  readonly types?: readonly TypeRow[]
}
