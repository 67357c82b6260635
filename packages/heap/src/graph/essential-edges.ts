import type { internals } from '@carat/core'
import type { Ephemerons } from './ephemerons.js'
import type { HeapGraph } from './heap-graph.js'
import { edgeTypeNumbers } from './type-numbers.js'
import { pageObjects } from './user-roots.js'

export type FlatGraph = Parameters<typeof internals.dominators>[0]

/**
 * The edges that keep alive what they lead to, as DevTools chooses them:
 *
 * - no weak ones;
 * - of the two edges to a value in a WeakMap the one from the key, as what holds the key says more than what holds the table;
 * - none from V8's, the embedder's or a debugger's own nodes to what the program's globals and documents reach;
 * - shortcuts from the root alone, where they lead to the globals; elsewhere they say twice what another edge says;
 * - none from a node to itself;
 * - and one from the root to each node that no such edge leads to, so that weakly held objects have a place, too.
 */
export function essentialGraph(graph: HeapGraph, ephemerons: Ephemerons): FlatGraph {
  const { nodeCount, firstEdge, edgeTo } = graph
  const essential = essentialEdges(graph, ephemerons)
  const held = new Uint8Array(nodeCount)
  const first = new Uint32Array(nodeCount + 1)
  let count = 0
  for (let node = 0; node < nodeCount; node++) {
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (essential[edge] === 0) continue
      count++
      held[edgeTo[edge] as number] = 1
    }
    first[node + 1] = count
  }
  const unheld: number[] = []
  for (let node = 1; node < nodeCount; node++) if (held[node] === 0) unheld.push(node)
  for (let node = 1; node <= nodeCount; node++) (first[node] as number) += unheld.length

  const to = new Uint32Array(count + unheld.length)
  let place = 0
  const rootEnd = firstEdge[1] as number
  for (let edge = 0; edge < rootEnd; edge++) if (essential[edge] === 1) to[place++] = edgeTo[edge] as number
  for (const node of unheld) to[place++] = node
  for (let edge = rootEnd; edge < edgeTo.length; edge++) if (essential[edge] === 1) to[place++] = edgeTo[edge] as number
  return { nodes: nodeCount, first, to }
}

/** Whether (1) each edge keeps alive what it leads to. */
export function essentialEdges(graph: HeapGraph, ephemerons: Ephemerons): Uint8Array {
  const { nodeCount, edgeCount, firstEdge, edgeTo, edgeTypes, edgeNames, nodeIds } = graph
  const { internal, shortcut, weak } = edgeTypeNumbers(graph)
  const ofPage = pageObjects(graph)
  const essential = new Uint8Array(edgeCount)
  for (let node = 0; node < nodeCount; node++) {
    const end = firstEdge[node + 1] as number
    const isRoot = node === 0
    const mayHoldPage = isRoot || ofPage[node] === 1
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      const type = edgeTypes[edge]
      const to = edgeTo[edge] as number
      if (type === weak || to === node || (type === shortcut && !isRoot)) continue
      if (!mayHoldPage && ofPage[to] === 1) continue
      if (type === internal && ephemerons.named(edgeNames[edge] as number)?.table === nodeIds[node]) continue
      essential[edge] = 1
    }
  }
  return essential
}
