import type { HeapGraph } from './heap-graph.js'
import { edgeTypeNumbers, nodeTypeNumbers } from './type-numbers.js'

export const ATTACHED = 1
export const DETACHED = 2

/**
 * Whether each node is attached to a document (ATTACHED), detached from it (DETACHED), or neither (0), as DevTools has it.
 *
 * The embedder says it of some of its nodes (type `native`). Its nodes that those reach through others of its nodes are the
 * same, attached before detached; JavaScript's objects pass nothing on.
 *
 * @returns `undefined` if the snapshot says nothing of it.
 */
export function propagateDetachedness(graph: HeapGraph): Uint8Array | undefined {
  const { detachedness, nodeTypes, firstEdge, edgeTo, edgeTypes } = graph
  if (detachedness === undefined) return undefined
  const { native } = nodeTypeNumbers(graph)
  const { hidden, weak } = edgeTypeNumbers(graph)
  const states = Uint8Array.from(detachedness)
  for (const state of [ATTACHED, DETACHED]) {
    const waiting: number[] = []
    for (let node = 0; node < states.length; node++) {
      if (detachedness[node] === state && nodeTypes[node] === native) waiting.push(node)
    }
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const end = firstEdge[node + 1] as number
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        if (edgeTypes[edge] === hidden || edgeTypes[edge] === weak) continue
        const to = edgeTo[edge] as number
        if (states[to] !== 0 || nodeTypes[to] !== native) continue
        states[to] = state
        waiting.push(to)
      }
    }
  }
  return states
}
