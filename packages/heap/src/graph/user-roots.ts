import type { HeapGraph } from './heap-graph.js'
import { edgeTypeNumbers, nodeTypeNumbers } from './type-numbers.js'

// The root holds the globals of programs beside V8's own lists of roots, which are synthetic nodes. Only the trees of
// documents are synthetic and a program's. As DevTools has it.

/** Whether a node right below the root belongs to a program: whatever V8 did not make up, and the trees of documents. */
export function isUserRoot(graph: HeapGraph, node: number, synthetic: number, documentTrees: number): boolean {
  return graph.nodeTypes[node] !== synthetic || (documentTrees >= 0 && graph.nodeNames[node] === documentTrees)
}

/** The program's own roots: the targets of the root's edges in their order, one that has two of them twice. */
export function userRoots(graph: HeapGraph): number[] {
  const { synthetic } = nodeTypeNumbers(graph)
  const documentTrees = documentTreesName(graph)
  const end = graph.firstEdge[1] as number
  const roots: number[] = []
  for (let edge = 0; edge < end; edge++) {
    const node = graph.edgeTo[edge] as number
    if (isUserRoot(graph, node, synthetic, documentTrees)) roots.push(node)
  }
  return roots
}

/**
 * Which nodes (1) the program's globals and documents reach without weak edges. What else there is belongs to V8, to the
 * embedder or to a debugger: what those hold of the program's nodes says nothing of the program.
 *
 * @param reached Becomes the result; all 0.
 * @param waiting Room for the search, as long as there are nodes.
 */
export function pageObjects(
  graph: HeapGraph,
  reached: Uint8Array = new Uint8Array(graph.nodeCount),
  waiting: Uint32Array = new Uint32Array(graph.nodeCount),
): Uint8Array {
  const { firstEdge, edgeTo, edgeTypes, nodeTypes } = graph
  const { element, shortcut, weak } = edgeTypeNumbers(graph)
  const { synthetic } = nodeTypeNumbers(graph)
  const documentTrees = documentTreesName(graph)
  let count = 0

  const rootEnd = firstEdge[1] as number
  for (let edge = 0; edge < rootEnd; edge++) {
    const node = edgeTo[edge] as number
    const isTrees =
      documentTrees >= 0 &&
      edgeTypes[edge] === element &&
      nodeTypes[node] === synthetic &&
      graph.nodeNames[node] === documentTrees
    // a shortcut from the root marks a global
    if ((isTrees || edgeTypes[edge] === shortcut) && reached[node] === 0) {
      reached[node] = 1
      waiting[count++] = node
    }
  }
  while (count > 0) {
    const node = waiting[--count] as number
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      const to = edgeTo[edge] as number
      if (reached[to] === 1 || edgeTypes[edge] === weak) continue
      reached[to] = 1
      waiting[count++] = to
    }
  }
  return reached
}

function documentTreesName({ strings }: HeapGraph): number {
  return strings.indexOf('(Document DOM trees)')
}
