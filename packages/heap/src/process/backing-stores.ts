import type { HeapGraph } from '../graph/heap-graph.js'
import type { HeldNodes, HeldWalk } from './held-walk.js'
import type { SnapshotNames } from './snapshot-names.js'

/** An edge between two held nodes. */
export interface HeldEdge {
  readonly edge: number
  readonly from: number
  readonly to: number
}

/** The edges by which a value holds its nodes. */
export function heldEdges(graph: HeapGraph, walk: HeldWalk, { nodes }: HeldNodes): HeldEdge[] {
  const { firstEdge, edgeTo } = graph
  const found: HeldEdge[] = []
  for (const from of nodes) {
    const end = firstEdge[from + 1] as number
    for (let edge = firstEdge[from] as number; edge < end; edge++) {
      const to = edgeTo[edge] as number
      if (walk.isFollowed(from, edge, to)) found.push({ edge, from, to })
    }
  }
  return found
}

/**
 * For each held node the one that it is counted with: itself, or for a store of V8's that one object alone has (elements,
 * properties, a hash table, the bytes of a buffer) that object.
 */
export function ownersOf(
  graph: HeapGraph,
  names: SnapshotNames,
  { nodes }: HeldNodes,
  edges: readonly HeldEdge[],
): ReadonlyMap<number, number> {
  const { nodeTypes, nodeNames, edgeTypes } = graph
  const number = names.nodeType('number')
  const hidden = names.edgeType('hidden')
  const stores = new Set(['array', 'hidden', 'native', 'code'].map((type) => names.nodeType(type)))
  const values = names.all('system / JSProxy', 'system / AccessorPair')
  const holders = new Map<number, number>()
  const SEVERAL = -1
  for (const { edge, from, to } of edges) {
    // the time of a Date is a boxed number in a field of V8's own
    const isField = nodeTypes[to] === number && edgeTypes[edge] === hidden
    const isStore = isField || (stores.has(nodeTypes[to] as number) && !values.has(nodeNames[to] as number))
    if (!isStore || from === to) continue
    const known = holders.get(to)
    if (known === undefined) holders.set(to, from)
    else if (known !== from) holders.set(to, SEVERAL)
  }
  const owners = new Map<number, number>()
  const ownerOf = (node: number): number => {
    const known = owners.get(node)
    if (known !== undefined) return known
    owners.set(node, node) // ends a cycle of stores
    const holder = holders.get(node)
    const owner = holder === undefined || holder === SEVERAL ? node : ownerOf(holder)
    owners.set(node, owner)
    return owner
  }
  for (const node of nodes) ownerOf(node)
  return owners
}
