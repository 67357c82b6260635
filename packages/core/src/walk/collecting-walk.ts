import * as js from './intrinsics.js'
import type { PrototypeFacts } from './prototypes.js'
import { Walk } from './walk.js'

/**
 * A walk that lists the objects it meets, and leaves no trace in V8's heap: the others hash strings, which makes one piece of
 * those that were joined, and ask for buffers, which moves the bytes of small typed arrays.
 */
export class CollectingWalk extends Walk {
  readonly values: object[] = js.list()
  override readonly leavesNoTrace: boolean = true

  protected override begin(value: object): void {
    this.values[this.values.length] = value
  }

  /** To ask a WebAssembly.Memory for its buffer makes one, and so does the question whether it is a WebAssembly.Memory. */
  override lookIntoKind(value: object, facts: PrototypeFacts): void {
    if (facts.brand !== 'wasmMemory') super.lookIntoKind(value, facts)
  }

  protected override reachString(): void {}
}
