import { GraphWalk } from './graph-walk.js'
import * as js from './intrinsics.js'

/** A walk that keeps the objects that it saw, too. */
export class ListingWalk extends GraphWalk {
  /** By node: the object itself. Strings, symbols, BigInts and the pairs of accessors are left out. */
  readonly values: object[] = js.list()

  protected override begin(value: object): void {
    super.begin(value)
    this.values[this.current] = value
  }
}
