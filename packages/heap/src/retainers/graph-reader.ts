import type { HeapGraph } from '../graph/heap-graph.js'

/** Looks names up in a graph by text, so that a search over all edges compares numbers. */
export interface GraphReader {
  readonly graph: HeapGraph
  typeOf(node: number): string
  nameOf(node: number): string
  edgeTypeOf(edge: number): string
  /** A name, or the index of an `element` or `hidden` edge in digits. */
  edgeNameOf(edge: number): string
  /** Where the first edge of that type and name leads; `undefined` if the node has none. */
  follow(node: number, edgeType: string, edgeName: string): number | undefined
  /** The place of a node type among the graph's, or -1 if that V8 has none of the name. */
  nodeType(name: string): number
  edgeType(name: string): number
}

export function readerOf(graph: HeapGraph): GraphReader {
  const { nodeTypeNames, edgeTypeNames, strings, firstEdge } = graph
  const edgeTypeOf = (edge: number): string => edgeTypeNames[graph.edgeTypes[edge] as number] as string
  const isIndexed = edgeTypeNames.map((name) => name === 'element' || name === 'hidden')
  const reader: GraphReader = {
    graph,
    typeOf: (node) => nodeTypeNames[graph.nodeTypes[node] as number] as string,
    nameOf: (node) => strings.get(graph.nodeNames[node] as number),
    edgeTypeOf,
    edgeNameOf: (edge) => {
      const name = graph.edgeNames[edge] as number
      return isIndexed[graph.edgeTypes[edge] as number] ? String(name) : strings.get(name)
    },
    follow: (node, type, name) => {
      const end = firstEdge[node + 1] as number
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        if (edgeTypeOf(edge) === type && reader.edgeNameOf(edge) === name) return graph.edgeTo[edge] as number
      }
      return undefined
    },
    nodeType: (name) => nodeTypeNames.indexOf(name),
    edgeType: (name) => edgeTypeNames.indexOf(name),
  }
  return reader
}
