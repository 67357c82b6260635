import { internals } from '@carat/core'
import type { HeapGraph } from '../graph/heap-graph.js'
import { EPHEMERON, type SnapshotNames } from './snapshot-names.js'

// What runs at the moment holds the test's own variables, and the value with them: that makes nothing the program's.
const RUNNING = ['(Stack roots)', '(Handle scope)', 'C++ native stack roots']

/**
 * Tells whose a scope is: the variables that a function can use although the call that made them has ended (V8's contexts).
 *
 * A scope belongs to a value if nothing but the value, and what runs at the moment, keeps it alive. The outermost scope of a
 * script is its module's, and never a value's: all functions of the module share it.
 */
export class Scopes {
  private readonly graph: HeapGraph
  private readonly names: SnapshotNames
  private readonly holder: number
  private keepers: { readonly enter: Uint32Array; readonly last: Uint32Array } | undefined

  /** @param holder Holds the values for Carat, and makes nothing the program's either. */
  constructor(graph: HeapGraph, names: SnapshotNames, holder: number) {
    this.graph = graph
    this.names = names
    this.holder = holder
  }

  /** Whether a scope is one of a module or a script, and not of a function that was called. */
  isOutermost(scope: number): boolean {
    const previous = this.names.internal(scope, 'previous')
    return previous === undefined || this.graph.nodeNames[previous] !== this.names.of('system / Context')
  }

  /** Whether nothing keeps `node` alive but `value` and what runs at the moment. */
  isOwnedBy(value: number, node: number): boolean {
    this.keepers ??= this.findKeepers()
    const { enter, last } = this.keepers
    const place = enter[node] as number
    if (place === NOT_KEPT) return true
    return (enter[value] as number) <= place && place <= (last[value] as number) && enter[value] !== NOT_KEPT
  }

  /** The dominator tree of what the program keeps alive, without what runs at the moment. */
  private findKeepers(): { enter: Uint32Array; last: Uint32Array } {
    const { graph, names, holder } = this
    const { nodeCount, firstEdge, edgeTypes, edgeNames, edgeTo, nodeTypes, nodeNames } = graph
    const weak = names.edgeType('weak')
    const array = names.nodeType('array')
    const synthetic = names.nodeType('synthetic')
    const running = names.all(...RUNNING)
    const first = new Uint32Array(nodeCount + 1)
    const to = new Uint32Array(graph.edgeCount)
    let count = 0
    for (let node = 0; node < nodeCount; node++) {
      first[node] = count
      const isEnd = node === holder || (nodeTypes[node] === synthetic && running.has(nodeNames[node] as number))
      if (isEnd) continue
      const end = firstEdge[node + 1] as number
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        const type = edgeTypes[edge]
        if (type === weak) continue
        // an entry of a WeakMap goes with its key
        if (names.isNamed(edge) && nodeTypes[node] === array && names.kindOf(edgeNames[edge] as number) === EPHEMERON)
          continue
        to[count++] = edgeTo[edge] as number
      }
    }
    first[nodeCount] = count
    return internals.dominatorIntervals(internals.dominators({ nodes: nodeCount, first, to }), nodeCount)
  }
}

const NOT_KEPT = 0xffffffff
