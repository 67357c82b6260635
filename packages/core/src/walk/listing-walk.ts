import { GraphWalk } from './graph-walk.js'
import * as js from './intrinsics.js'
import type { PrototypeFacts } from './prototypes.js'
import type { EdgeKind, WalkSettings } from './walk.js'

/**
 * A walk that keeps the objects that it saw, too.
 *
 * It may leave no trace in V8's heap: then its bytes mean nothing. Others hash strings, which makes one piece of those that
 * were joined, and ask for buffers, which moves the bytes of small typed arrays.
 */
export class ListingWalk extends GraphWalk {
  /** By node: the object itself. Strings, symbols, BigInts and the pairs of accessors are left out. */
  readonly values: object[] = js.list()
  override readonly leavesNoTrace: boolean

  constructor(settings: WalkSettings, leavesNoTrace: boolean) {
    super(settings)
    this.leavesNoTrace = leavesNoTrace
  }

  protected override begin(value: object): void {
    super.begin(value)
    this.values[this.current] = value
  }

  protected override reachString(value: string, kind: EdgeKind, key: unknown): void {
    if (!this.leavesNoTrace) super.reachString(value, kind, key)
  }

  /** To ask a WebAssembly.Memory for its buffer makes one, and so does the question whether it is a WebAssembly.Memory. */
  override lookIntoKind(value: object, facts: PrototypeFacts): void {
    if (!this.leavesNoTrace || facts.brand !== 'wasmMemory') super.lookIntoKind(value, facts)
    else this.countObject()
  }
}
