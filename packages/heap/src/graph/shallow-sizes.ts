import type { HeapGraph } from './heap-graph.js'
import { edgeTypeNumbers, nodeTypeNumbers } from './type-numbers.js'
import { userRoots } from './user-roots.js'
import { WordArrays } from './word-arrays.js'

/** Bytes, by ordinal: in 32 bits, unless all sizes together don't fit. */
export type NodeSizes = Uint32Array | Float64Array

/**
 * Shallow sizes as DevTools shows them: the self size, and those of the backing stores that only this object reaches.
 *
 * What V8 calls `array` or `hidden`, and the data of external strings, is no object of the program's. If all ways to it,
 * weak edges apart, come from one object, it adds to that object, and has the size 0 itself; if they come from several, or
 * only from the root or V8's own lists, it keeps its own. Snapshots with V8's internals exposed have the self sizes.
 */
export function shallowSizes(graph: HeapGraph, arrays: WordArrays = new WordArrays(graph.nodeCount)): NodeSizes {
  const { nodeCount, nodeTypes } = graph
  const sizes = selfSizes(graph, arrays)
  if (userRoots(graph).length === 0) return sizes
  const { synthetic } = nodeTypeNumbers(graph)
  const owners = arrays.take()
  findOwners(graph, owners)
  for (let node = 0; node < nodeCount; node++) {
    const owner = owners[node] as number
    if (owner >= SHARED || owner === node || owner === 0 || nodeTypes[owner] === synthetic) continue
    // nothing is added to what has an owner
    ;(sizes[owner] as number) += sizes[node] as number
    sizes[node] = 0
  }
  arrays.giveBack(owners)
  return sizes
}

function selfSizes({ nodeCount, inOrder }: HeapGraph, arrays: WordArrays): NodeSizes {
  const words = arrays.take()
  let sum = 0
  for (let node = 0, sizes = inOrder.selfSizes(); node < nodeCount; node++) {
    const size = sizes.next()
    words[node] = size
    sum += size
  }
  if (sum < 2 ** 32) return words
  arrays.giveBack(words)
  const doubles = new Float64Array(nodeCount)
  for (let node = 0, sizes = inOrder.selfSizes(); node < nodeCount; node++) doubles[node] = sizes.next()
  return doubles
}

/** For each node itself, the one object that owns it, SHARED or NOT_REACHED. */
function findOwners(graph: HeapGraph, owners: Uint32Array): void {
  const { nodeCount, firstEdge, edgeTo, edgeTypes, nodeTypes, strings, inOrder } = graph
  const { hidden, array, native } = nodeTypeNumbers(graph)
  const { weak } = edgeTypeNumbers(graph)
  const externalData = strings.indexOf('system / ExternalStringData')
  const names = inOrder.nodeNames()
  for (let node = 0; node < nodeCount; node++) {
    const type = nodeTypes[node]
    const name = names.next()
    const canBeOwned = type === hidden || type === array || (type === native && name === externalData)
    owners[node] = canBeOwned ? NOT_REACHED : node
  }
  // Each node comes here twice at the most: when it gets an owner, and when it turns out to be shared.
  const waiting: number[] = []
  for (let start = 0; start < nodeCount; start++) {
    if (owners[start] !== start) continue
    waiting.push(start)
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const owner = owners[node] as number
      const end = firstEdge[node + 1] as number
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        if (edgeTypes[edge] === weak) continue
        const to = edgeTo[edge] as number
        const known = owners[to] as number
        if (known === to || known === owner || known === SHARED) continue
        owners[to] = known === NOT_REACHED ? owner : SHARED
        waiting.push(to)
      }
    }
  }
}

const NOT_REACHED = 0xffffffff
const SHARED = 0xfffffffe
