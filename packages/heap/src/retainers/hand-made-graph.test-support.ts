import { readerOf } from '../format/packed-numbers.js'
import type { HeapGraph } from '../graph/heap-graph.js'

export interface HandMadeNode {
  readonly type: string
  readonly name: string
  readonly size?: number
  /** Type, name or index, and the name of the node that it leads to. */
  readonly edges?: readonly (readonly [type: string, name: string | number, to: string])[]
}

const NODE_TYPES = [
  ...['hidden', 'array', 'string', 'object', 'code', 'closure', 'native', 'synthetic', 'object shape'],
  'concatenated string',
]
const EDGE_TYPES = ['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak']

/** A graph whose nodes are called by their keys; the first is the root. */
export function handMadeGraph(nodes: Readonly<Record<string, HandMadeNode>>): HeapGraph & { at(key: string): number } {
  const keys = Object.keys(nodes)
  const strings: string[] = []
  const place = (text: string): number => {
    const known = strings.indexOf(text)
    return known === -1 ? strings.push(text) - 1 : known
  }
  const list = Object.values(nodes)
  const edges = list.flatMap((node) => node.edges ?? [])
  const firstEdge = [0]
  for (const { edges: own = [] } of list) firstEdge.push((firstEdge.at(-1) as number) + own.length)
  const at = (key: string): number => {
    const ordinal = keys.indexOf(key)
    if (ordinal === -1) throw new Error(`no node ${key}`)
    return ordinal
  }
  const edgeNames = edges.map(([, name]) => (typeof name === 'number' ? name : place(name)))
  const nodeNames = list.map(({ name }) => place(name))
  const nodeIds = Uint32Array.from(list, (_, ordinal) => 2 * ordinal + 1)
  const selfSizes = Uint32Array.from(list, ({ size = 32 }) => size)
  return {
    at,
    nodeCount: list.length,
    edgeCount: edges.length,
    nodeTypeNames: NODE_TYPES,
    edgeTypeNames: EDGE_TYPES,
    nodeTypes: Uint8Array.from(list, ({ type }) => NODE_TYPES.indexOf(type)),
    nodeNames: Uint32Array.from(nodeNames),
    nodeIds,
    selfSizes,
    detachedness: undefined,
    firstEdge: Uint32Array.from(firstEdge),
    edgeTypes: Uint8Array.from(edges, ([type]) => EDGE_TYPES.indexOf(type)),
    edgeNames: Uint32Array.from(edgeNames),
    edgeTo: Uint32Array.from(edges, ([, , to]) => at(to)),
    inOrder: {
      nodeNames: () => readerOf(nodeNames),
      nodeIds: () => readerOf(nodeIds),
      selfSizes: () => readerOf(selfSizes),
      edgeNames: () => readerOf(edgeNames),
    },
    strings: {
      length: strings.length,
      get: (index) => strings[index] as string,
      indexOf: (text) => strings.indexOf(text),
      endingWith: () => strings.keys(),
    },
    locations: {
      length: 0,
      nodes: new Uint32Array(),
      scriptIds: new Int32Array(),
      lines: new Uint32Array(),
      columns: new Uint32Array(),
    },
  }
}
