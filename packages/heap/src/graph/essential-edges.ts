import type { internals } from '@carat/core'
import { resizeWords } from '../format/resize.js'
import type { Ephemerons } from './ephemerons.js'
import type { HeapGraph } from './heap-graph.js'
import { edgeTypeNumbers } from './type-numbers.js'
import { pageObjects } from './user-roots.js'
import { WordArrays } from './word-arrays.js'

export type FlatGraph = Parameters<typeof internals.dominators>[0]

/**
 * Gives `use` the edges that keep alive what they lead to, as DevTools chooses them:
 *
 * - no weak ones;
 * - of the two edges to a value in a WeakMap the one from the key, as what holds the key says more than what holds the table;
 * - none from V8's, the embedder's or a debugger's own nodes to what the program's globals and documents reach;
 * - shortcuts from the root alone, where they lead to the globals; elsewhere they say twice what another edge says;
 * - and one from the root to each node that no such edge leads to, so that weakly held objects have a place, too.
 *
 * What is left out is a loop from a node to itself instead, which says nothing.
 *
 * Edges are most of a snapshot, and looking for dominators takes much memory, too. So they are not copied: `edgeTo` and
 * `firstEdge` of the graph are changed, and put back when `use` has returned. It may not look at the graph itself.
 */
export function withEssentialEdges<Result>(
  graph: HeapGraph,
  ephemerons: Ephemerons,
  use: (essential: FlatGraph) => Result,
  arrays: WordArrays = new WordArrays(graph.nodeCount),
): Result {
  const { nodeCount, firstEdge, edgeTo } = graph
  const { unheld, replaced } = loopInessentialEdges(graph, ephemerons, arrays)
  const count = unheld.length
  const before = edgeTo.byteOffset / edgeTo.BYTES_PER_ELEMENT
  // the root's edges come first: those that it gets stand in front of them, where the reader leaves some room
  const hasRoom = count <= before
  const to = hasRoom
    ? new Uint32Array(edgeTo.buffer, (before - count) * edgeTo.BYTES_PER_ELEMENT, count + edgeTo.length)
    : new Uint32Array(count + edgeTo.length)
  const overwritten = to.slice(0, count)
  to.set(unheld)
  if (!hasRoom) to.set(edgeTo, count)
  for (let node = 1; node <= nodeCount; node++) (firstEdge[node] as number) += count
  try {
    return use({ nodes: nodeCount, first: firstEdge, to })
  } finally {
    for (let node = 1; node <= nodeCount; node++) (firstEdge[node] as number) -= count
    to.set(overwritten)
    putBack(graph, replaced)
  }
}

/** Makes loops of all edges that are left out. */
function loopInessentialEdges(
  graph: HeapGraph,
  ephemerons: Ephemerons,
  arrays: WordArrays,
): {
  /** The nodes that no essential edge leads to. */
  readonly unheld: readonly number[]
  /** Where those led that are loops now, in their order. */
  readonly replaced: Uint32Array
} {
  const { nodeCount, firstEdge, edgeTo, edgeTypes, inOrder } = graph
  const { internal, shortcut, weak } = edgeTypeNumbers(graph)
  const words = arrays.take()
  const waiting = arrays.take()
  const ofPage = pageObjects(graph, new Uint8Array(words.buffer, 0, nodeCount), waiting)
  const held = new Uint8Array(words.buffer, nodeCount, nodeCount)
  let replaced: Uint32Array = new Uint32Array(1024)
  let count = 0
  const ids = inOrder.nodeIds()
  const names = inOrder.edgeNames()
  for (let node = 0; node < nodeCount; node++) {
    const id = ids.next()
    const end = firstEdge[node + 1] as number
    const isRoot = node === 0
    const mayHoldPage = isRoot || ofPage[node] === 1
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      const type = edgeTypes[edge]
      const name = names.next()
      const to = edgeTo[edge] as number
      if (
        type === weak ||
        to === node ||
        (type === shortcut && !isRoot) ||
        (!mayHoldPage && ofPage[to] === 1) ||
        (type === internal && ephemerons.named(name)?.table === id)
      ) {
        if (count === replaced.length) replaced = resizeWords(replaced, 2 * count)
        replaced[count++] = to
        edgeTo[edge] = node
      } else {
        held[to] = 1
      }
    }
  }
  const unheld: number[] = []
  for (let node = 1; node < nodeCount; node++) if (held[node] === 0) unheld.push(node)
  arrays.giveBack(words, waiting)
  return { unheld, replaced }
}

function putBack({ nodeCount, firstEdge, edgeTo }: HeapGraph, replaced: Uint32Array): void {
  let count = 0
  for (let node = 0; node < nodeCount; node++) {
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (edgeTo[edge] === node) edgeTo[edge] = replaced[count++] as number
    }
  }
}
