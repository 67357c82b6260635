import { Uint32ArrayConstructor } from '../walk/intrinsics.js'

/** Edges of each node beside each other: those of node `n` are `to[first[n]]` to `to[first[n + 1] - 1]`, as they came. */
export interface EdgesByNode {
  readonly nodes: number
  readonly first: Uint32Array
  readonly to: Uint32Array
  readonly labels: Uint32Array
}

export function edgesByNode(
  nodes: number,
  edges: number,
  froms: Uint32Array,
  tos: Uint32Array,
  edgeLabels: Uint32Array,
): EdgesByNode {
  const first = new Uint32ArrayConstructor(nodes + 1)
  for (let edge = 0; edge < edges; edge++) (first[(froms[edge] as number) + 1] as number)++
  for (let node = 0; node < nodes; node++) (first[node + 1] as number) += first[node] as number
  const to = new Uint32ArrayConstructor(edges)
  const labels = new Uint32ArrayConstructor(edges)
  // `first[n]` counts up to where node `n + 1` begins, and all are put back afterwards
  for (let edge = 0; edge < edges; edge++) {
    const from = froms[edge] as number
    const place = first[from] as number
    first[from] = place + 1
    to[place] = tos[edge] as number
    labels[place] = edgeLabels[edge] as number
  }
  for (let node = nodes; node > 0; node--) first[node] = first[node - 1] as number
  first[0] = 0
  return { nodes, first, to, labels }
}
