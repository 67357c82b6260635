import { type HeapGraph, takeHeapGraph } from './heap-graph.js'
import { type Edge, programRules, unseenRules } from './rules.js'

/** Finds its own kind in a snapshot: nothing else in the process has a class of this name. */
class HolderOfDecoratedObjects {
  readonly values: readonly object[]

  constructor(values: readonly object[]) {
    this.values = values
  }
}

/** Private fields are followed. */
const rules = [...programRules, ...unseenRules.filter(({ name }) => name !== 'private fields')]

// `undefined` and its kind, holes, the scope of a class, with which V8 brands its instances, and the accessors of `stack`
const ofProgram = new Set(['system / Oddball', 'system / Hole', 'system / Context', 'system / AccessorPair'])

/**
 * What V8 holds for each object, private fields and what lies in them included, by one snapshot.
 *
 * For objects that hold only objects of their own, numbers and strings of two characters or more: it knows nothing of what
 * the program shares, as `heldBytes` does.
 */
export function decoratedBytes(values: readonly object[]): number[] {
  const holder = new HolderOfDecoratedObjects(values)
  const graph = takeHeapGraph()
  // Used after the snapshot, so that no optimiser may drop the holder before it.
  if (holder.values.length !== values.length) throw new Error('the judge lost its values')
  return rootsOf(graph).map((root) => bytesOf(graph, root))
}

function rootsOf(graph: HeapGraph): number[] {
  for (let node = 0; node < graph.nodeCount; node++) {
    if (graph.nameOf(node) !== HolderOfDecoratedObjects.name || graph.typeOf(node) !== 'object') continue
    const list = edgesOf(graph, node).find((edge) => graph.edgeNameOf(edge) === 'values')
    if (list === undefined) continue // its prototype
    const elements = edgesOf(graph, graph.edgeTo[list] as number).filter((edge) => graph.edgeTypeOf(edge) === 'element')
    elements.sort((a, b) => Number(graph.edgeNameOf(a)) - Number(graph.edgeNameOf(b)))
    return elements.map((edge) => graph.edgeTo[edge] as number)
  }
  throw new Error('the snapshot lacks the holder of the judge')
}

function bytesOf(graph: HeapGraph, root: number): number {
  const seen = new Set([root])
  const stack = [root]
  let bytes = 0
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    bytes += graph.selfSize[node] as number
    for (const edge of edgesOf(graph, node)) {
      const to = graph.edgeTo[edge] as number
      if (seen.has(to)) continue
      const view = viewOf(graph, node, edge)
      if (ofProgram.has(view.toName) || rules.some((rule) => rule.applies(view))) continue
      seen.add(to)
      stack.push(to)
    }
  }
  return bytes
}

function viewOf(graph: HeapGraph, from: number, edge: number): Edge {
  const to = graph.edgeTo[edge] as number
  return {
    fromType: graph.typeOf(from),
    fromName: graph.nameOf(from),
    type: graph.edgeTypeOf(edge),
    name: graph.edgeNameOf(edge),
    toType: graph.typeOf(to),
    toName: graph.nameOf(to),
    toPointsAt: (name) => edgesOf(graph, to).some((next) => graph.nameOf(graph.edgeTo[next] as number) === name),
  }
}

function edgesOf({ firstEdge }: HeapGraph, node: number): number[] {
  const edges: number[] = []
  const end = firstEdge[node + 1] as number
  for (let edge = firstEdge[node] as number; edge < end; edge++) edges.push(edge)
  return edges
}
