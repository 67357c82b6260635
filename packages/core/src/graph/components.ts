import { Uint32ArrayConstructor } from '../walk/intrinsics.js'
import type { EdgesByNode } from './edges-by-node.js'

/** The strongly connected components of a graph: nodes that reach each other are in one. */
export interface Components {
  /** For each node the number of its component. An edge that leaves a component leads to one of a lower number. */
  readonly of: Uint32Array
  /** All nodes, those of one component beside each other, in the order of the numbers. */
  readonly nodes: Uint32Array
}

const NONE = 0xffffffff

/** R. Tarjan, "Depth-First Search and Linear Graph Algorithms" (1972), with a stack of its own instead of recursion. */
export function components({ nodes: count, first, to }: EdgesByNode): Components {
  const of = new Uint32ArrayConstructor(count)
  const nodes = new Uint32ArrayConstructor(count)
  // by node: when it was met, from 1, and the earliest that it leads back to
  const index = new Uint32ArrayConstructor(count)
  const low = new Uint32ArrayConstructor(count)
  const nextEdge = new Uint32ArrayConstructor(count)
  const path = new Uint32ArrayConstructor(count)
  const open = new Uint32ArrayConstructor(count)
  let met = 0
  let components = 0
  let placed = 0
  let openTop = 0
  for (let start = 0; start < count; start++) {
    if (index[start] !== 0) continue
    let top = 0
    let entered = start
    for (;;) {
      if (entered !== NONE) {
        index[entered] = ++met
        low[entered] = met
        nextEdge[entered] = first[entered] as number
        path[top++] = entered
        open[openTop++] = entered
        of[entered] = NONE
        entered = NONE
      }
      const node = path[top - 1] as number
      const edge = nextEdge[node] as number
      if (edge < (first[node + 1] as number)) {
        nextEdge[node] = edge + 1
        const target = to[edge] as number
        if (index[target] === 0) entered = target
        else if (of[target] === NONE && (index[target] as number) < (low[node] as number)) {
          low[node] = index[target] as number
        }
        continue
      }
      if (low[node] === index[node]) {
        let member: number
        do {
          member = open[--openTop] as number
          of[member] = components
          nodes[placed++] = member
        } while (member !== node)
        components++
      }
      if (--top === 0) break
      const above = path[top - 1] as number
      if ((low[node] as number) < (low[above] as number)) low[above] = low[node] as number
    }
  }
  return { of, nodes }
}
