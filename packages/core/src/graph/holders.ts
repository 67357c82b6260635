import * as js from '../walk/intrinsics.js'
import type { DominatorIntervals, Dominators } from './dominators.js'
import type { EdgesByNode } from './edges-by-node.js'

/** In the place of a label by which a node is held: none was seen yet. */
export const NOBODY = 0xffffffff
/** Several labels, or others than the dominator hold it, too. */
export const SEVERAL = 0xfffffffe

/** For each node the label by which its dominator alone holds it, or SEVERAL. */
export function holdersOf(edges: EdgesByNode, doms: Dominators, intervals: DominatorIntervals): Uint32Array {
  const labels = new js.Uint32ArrayConstructor(edges.nodes)
  for (let node = 0; node < edges.nodes; node++) labels[node] = NOBODY
  for (let from = 0; from < edges.nodes; from++) {
    const end = edges.first[from + 1] as number
    for (let edge = edges.first[from] as number; edge < end; edge++) {
      const to = edges.to[edge] as number
      const known = labels[to] as number
      if (known === SEVERAL) continue
      const label = edges.labels[edge] as number
      if (doms.idom[to] !== from) {
        // an edge back from what it holds itself, as to a parent, shares nothing
        if (!isDominated(intervals, to, from)) labels[to] = SEVERAL
      } else if (known === NOBODY || known === label) {
        labels[to] = label
      } else {
        labels[to] = SEVERAL
      }
    }
  }
  return labels
}

/** Whether a node is another, or dominated by it. */
export function isDominated({ enter, last }: DominatorIntervals, by: number, node: number): boolean {
  const place = enter[node] as number
  return (enter[by] as number) <= place && place <= (last[by] as number)
}
