/** A value and what it weighs. */
export interface Row {
  readonly name: string
  /** Makes the value, with the globals of the given realm. */
  make(realm: typeof globalThis): unknown
  /** In the layout 'v8-14'. */
  readonly bytes: number
  /** The reasons for what the walk can't see, once each, sorted; none if left out. */
  readonly unseen?: readonly string[]
}

export declare const table: readonly Row[]
