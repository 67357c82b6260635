import type { GraphEdge, GraphWalk } from './graph-walk.js'
import { Uint32ArrayConstructor } from './intrinsics.js'

/** The edges of each node: those of node `n` are `order[first[n]]` to `order[first[n + 1] - 1]`, in the order they were met. */
export interface EdgesByNode {
  readonly first: Uint32Array
  readonly order: Uint32Array
}

export function edgesByNode(walk: GraphWalk): EdgesByNode {
  const { nodes, edges } = walk
  const first = new Uint32ArrayConstructor(nodes.length + 1)
  for (let i = 0; i < edges.length; i++) (first[(edges[i] as GraphEdge).from + 1] as number)++
  for (let node = 0; node < nodes.length; node++) (first[node + 1] as number) += first[node] as number
  const next = new Uint32ArrayConstructor(nodes.length)
  for (let node = 0; node < nodes.length; node++) next[node] = first[node] as number
  const order = new Uint32ArrayConstructor(edges.length)
  for (let i = 0; i < edges.length; i++) order[(next[(edges[i] as GraphEdge).from] as number)++] = i
  return { first, order }
}
