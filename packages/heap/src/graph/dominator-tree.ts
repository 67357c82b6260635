import { internals } from '@carat/core'
import type { FlatGraph } from './essential-edges.js'
import type { NodeSizes } from './shallow-sizes.js'
import { WordArrays } from './word-arrays.js'

/** Of each node, the last one that all ways from the root to it go through. */
export interface DominatorTree {
  /** The immediate dominator of each node; of the root itself. */
  readonly idom: Uint32Array
  /** All nodes, the root first, each after its immediate dominator. */
  readonly order: Uint32Array
}

/**
 * The dominators of all nodes. Those that the root does not reach, because they only hold one another, are the root's
 * children, as in DevTools.
 */
export function dominatorTree(graph: FlatGraph, arrays: WordArrays = new WordArrays(graph.nodes)): DominatorTree {
  const workspace = {
    number: arrays.take(),
    vertex: arrays.take(),
    parent: arrays.take(),
    semi: arrays.take(),
    label: arrays.take(),
  }
  const { idom, vertex: order, reached } = internals.dominators(graph, workspace)
  arrays.giveBack(...Object.values(workspace).filter((array) => array !== idom && array !== order))
  let next = reached
  for (let node = 0; next < graph.nodes; node++) {
    if (idom[node] !== NONE) continue
    idom[node] = 0
    order[next++] = node
  }
  return { idom, order }
}

const NONE = 0xffffffff

/**
 * What each node holds: its own size and the sizes of all that it dominates.
 *
 * @param sizes If they are in 32 bits, so must be the sum of all.
 */
export function retainedSizes<Sizes extends NodeSizes>(
  { idom, order }: DominatorTree,
  sizes: Sizes,
  arrays: WordArrays = new WordArrays(order.length),
): Sizes {
  const retained = sizes instanceof Uint32Array ? arrays.take() : new Float64Array(sizes.length)
  retained.set(sizes)
  for (let i = order.length - 1; i > 0; i--) {
    const node = order[i] as number
    ;(retained[idom[node] as number] as number) += retained[node] as number
  }
  return retained as Sizes
}

/** The tree in preorder: a node and all that it dominates stand from `enter[node]` up to `end[node]`. */
export interface TreeIntervals {
  readonly enter: Uint32Array
  readonly end: Uint32Array
}

export function treeIntervals({ idom, order }: DominatorTree): TreeIntervals {
  const count = order.length
  const enter = new Uint32Array(count)
  const end = new Uint32Array(count).fill(1)
  // first, `end` is how many nodes each one dominates
  for (let i = count - 1; i > 0; i--) {
    const node = order[i] as number
    ;(end[idom[node] as number] as number) += end[node] as number
  }
  // while children take their places, the `end` of a node that has its own is where the next child begins
  if (count > 0) end[0] = 1
  for (let i = 1; i < count; i++) {
    const node = order[i] as number
    const above = idom[node] as number
    const size = end[node] as number
    const place = end[above] as number
    enter[node] = place
    end[above] = place + size
    end[node] = place + 1
  }
  return { enter, end }
}
