import type { GraphWalk } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'
import type { DominatorIntervals } from './dominators.js'
import type { EdgesByNode } from './edges-by-node.js'
import { isDominated, NOBODY, SEVERAL } from './holders.js'

/**
 * Which shared objects of a type make one row: those that are held by a label in common, directly or over others. The
 * entries of a linked list do, as each is somebody's `.next`; two objects of which one is a `.config` and one a `.parent`
 * do not. Strings and symbols, which are shared because they are equal, are one row in any case.
 */
export class SharedGroups {
  private readonly joined: Map<number, number> = new js.MapConstructor()
  private readonly firstLabels: Uint32Array
  private readonly labelCount: number

  constructor(
    private readonly walk: GraphWalk,
    edges: EdgesByNode,
    holders: Uint32Array,
    intervals: DominatorIntervals,
  ) {
    this.labelCount = walk.labels.texts.length
    this.firstLabels = new js.Uint32ArrayConstructor(walk.nodeCount)
    for (let node = 0; node < walk.nodeCount; node++) this.firstLabels[node] = NOBODY
    const string = walk.typeId('string')
    const symbol = walk.typeId('symbol')
    for (let from = 0; from < edges.nodes; from++) {
      const end = edges.first[from + 1] as number
      for (let edge = edges.first[from] as number; edge < end; edge++) {
        const to = edges.to[edge] as number
        const type = walk.types[to] as number
        if (holders[to] !== SEVERAL || type === string || type === symbol || isDominated(intervals, to, from)) continue
        const label = edges.labels[edge] as number
        if (this.firstLabels[to] === NOBODY) this.firstLabels[to] = label
        else this.join(type, this.firstLabels[to] as number, label)
      }
    }
  }

  /** A number for the group that a shared node is in, above those of all labels. */
  of(node: number): number {
    const label = this.firstLabels[node] as number
    if (label === NOBODY) return this.labelCount
    return this.labelCount + 1 + this.find(this.keyOf(this.walk.types[node] as number, label))
  }

  private join(type: number, a: number, b: number): void {
    if (a === b) return
    const left = this.find(this.keyOf(type, a))
    const right = this.find(this.keyOf(type, b))
    if (left !== right) js.mapSet(this.joined, left, right)
  }

  private find(key: number): number {
    let root = key
    for (let next = js.mapGet(this.joined, root); next !== undefined; next = js.mapGet(this.joined, root)) root = next
    for (let at = key; at !== root; ) {
      const next = js.mapGet(this.joined, at) as number
      js.mapSet(this.joined, at, root)
      at = next
    }
    return root
  }

  private keyOf(type: number, label: number): number {
    return type * this.labelCount + label
  }
}
