import type { HeapGraph } from '../graph/heap-graph.js'
import { type RetainerTree, retainerTree, THROUGH_THE_ENGINE } from '../retainers/retainer-tree.js'

/** The heap of one moment: what holds how much, as the shortest paths have it. V8's own code and caches are left out. */
export interface HeldBy {
  readonly tree: RetainerTree
  /** By ordinal: objects on whose path the node is, stores apart. */
  readonly objects: Uint32Array
  /** By ordinal: bytes of all on whose path the node is. */
  readonly bytes: Float64Array
  isStore(node: number): boolean
}

/**
 * @param own Classes to leave out, with what only their instances hold.
 */
export function heldBy(graph: HeapGraph, own: readonly string[]): HeldBy {
  const tree = retainerTree(graph, { without: nodesOfClasses(graph, own), withoutEdge: intoDeadCell(graph) })
  const { order, parents, ranks } = tree
  const isStore = storesOf(tree)
  const objects = new Uint32Array(graph.nodeCount)
  const bytes = new Float64Array(graph.nodeCount)
  for (let at = order.length - 1; at > 0; at--) {
    const node = order[at] as number
    if (ranks[node] === THROUGH_THE_ENGINE) continue
    const parent = parents[node] as number
    bytes[node] = (bytes[node] as number) + (graph.selfSizes[node] as number)
    bytes[parent] = (bytes[parent] as number) + (bytes[node] as number)
    objects[parent] = (objects[parent] as number) + (objects[node] as number) + (isStore(node) ? 0 : 1)
  }
  return { tree, objects, bytes, isStore }
}

function nodesOfClasses({ nodeCount, nodeNames, strings }: HeapGraph, names: readonly string[]): number[] {
  const places = new Set(names.map((name) => strings.indexOf(name)))
  const found: number[] = []
  for (let node = 0; node < nodeCount; node++) if (places.has(nodeNames[node] as number)) found.push(node)
  return found
}

/** V8's own arrays, which belong to the object they are the elements, the properties or the table of. */
function storesOf({ reader }: RetainerTree): (node: number) => boolean {
  const array = reader.nodeType('array')
  const { nodeTypes, nodeNames, strings } = reader.graph
  const propertyArray = strings.indexOf('system / PropertyArray')
  return (node) => nodeTypes[node] === array || (propertyArray !== -1 && nodeNames[node] === propertyArray)
}

/** What a FinalizationRegistry keeps of objects that are gone stays until the event loop turns: it is no leak. */
function intoDeadCell(graph: HeapGraph): (edge: number, from: number) => boolean {
  const { edgeTo, nodeNames, strings, firstEdge, edgeTypes, edgeTypeNames, edgeNames, nodeTypes, nodeTypeNames } = graph
  const cell = strings.indexOf('system / WeakCell')
  const target = strings.indexOf('target')
  const weak = edgeTypeNames.indexOf('weak')
  const hidden = nodeTypeNames.indexOf('hidden')
  const isDead = (node: number): boolean => {
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (edgeTypes[edge] !== weak || edgeNames[edge] !== target) continue
      return nodeTypes[edgeTo[edge] as number] === hidden
    }
    return true
  }
  const template = strings.indexOf('system / FunctionTemplateInfo')
  return (edge, from) => {
    // Functions of Node's that V8 makes when they are first used.
    if (template !== -1 && nodeNames[from] === template) return true
    const to = edgeTo[edge] as number
    return cell !== -1 && nodeNames[to] === cell && isDead(to)
  }
}
