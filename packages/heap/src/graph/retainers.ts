import type { HeapGraph } from './heap-graph.js'

/** All edges by the node that they lead to: those to node n are `edges[first[n]]` up to `edges[first[n + 1]]`, in the order of the file. */
export interface Retainers {
  readonly first: Uint32Array
  /** Places of edges. */
  readonly edges: Uint32Array
  /** The nodes that these edges come from. */
  readonly nodes: Uint32Array
}

export function retainers({ nodeCount, edgeCount, firstEdge, edgeTo }: HeapGraph): Retainers {
  const first = new Uint32Array(nodeCount + 1)
  for (let edge = 0; edge < edgeCount; edge++) (first[(edgeTo[edge] as number) + 1] as number)++
  for (let node = 0; node < nodeCount; node++) (first[node + 1] as number) += first[node] as number
  const edges = new Uint32Array(edgeCount)
  const nodes = new Uint32Array(edgeCount)
  // `first[n]` counts up to where node `n + 1` begins, and all are put back afterwards
  for (let node = 0; node < nodeCount; node++) {
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      const to = edgeTo[edge] as number
      const place = first[to] as number
      first[to] = place + 1
      edges[place] = edge
      nodes[place] = node
    }
  }
  for (let node = nodeCount; node > 0; node--) first[node] = first[node - 1] as number
  first[0] = 0
  return { first, edges, nodes }
}
