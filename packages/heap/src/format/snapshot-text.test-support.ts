/** A node of a snapshot made by hand. */
export interface NodeText {
  readonly type?: string
  readonly name?: string
  readonly id?: number
  readonly selfSize?: number
  readonly detachedness?: number
  readonly edges?: readonly EdgeText[]
}

export interface EdgeText {
  readonly type?: string
  readonly name?: string | number
  /** The ordinal of a node. */
  readonly to: number
}

export interface SnapshotText {
  readonly nodes: readonly NodeText[]
  readonly locations?: readonly (readonly [node: number, scriptId: number, line: number, column: number])[]
  /** Strings that nothing is called by, before all others. */
  readonly strings?: readonly string[]
  /** Fields of nodes in the order that they have in the file; those that are unknown are 0. */
  readonly nodeFields?: readonly string[]
  readonly edgeFields?: readonly string[]
  /** Sections and members of `snapshot` and `snapshot.meta` to add or to replace. */
  readonly sections?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly meta?: Readonly<Record<string, unknown>>
}

export const NODE_TYPES = [
  ...['hidden', 'array', 'string', 'object', 'code', 'closure', 'regexp', 'number', 'native', 'synthetic'],
  ...['concatenated string', 'sliced string', 'symbol', 'bigint', 'object shape'],
]
export const EDGE_TYPES = ['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak']

/** A small snapshot as an object, whose JSON is the file: nodes are objects of 16 B, edges properties called by their place. */
export function snapshotOf(text: SnapshotText): Record<string, unknown> {
  const nodeFields = text.nodeFields ?? ['type', 'name', 'id', 'self_size', 'edge_count', 'detachedness']
  const edgeFields = text.edgeFields ?? ['type', 'name_or_index', 'to_node']
  const strings = [...(text.strings ?? [])]
  const placeOf = (string: string): number => {
    const place = strings.indexOf(string)
    return place >= 0 ? place : strings.push(string) - 1
  }
  const nodes: number[] = []
  const edges: number[] = []
  for (const [ordinal, node] of text.nodes.entries()) {
    const own = node.edges ?? []
    const values: Record<string, number> = {
      type: NODE_TYPES.indexOf(node.type ?? 'object'),
      name: placeOf(node.name ?? `node ${ordinal}`),
      id: node.id ?? 2 * ordinal + 1,
      self_size: node.selfSize ?? 16,
      edge_count: own.length,
      detachedness: node.detachedness ?? 0,
    }
    nodes.push(...nodeFields.map((field) => values[field] ?? 0))
    for (const [place, edge] of own.entries()) {
      const name = edge.name ?? (edge.type === 'element' || edge.type === 'hidden' ? place : `edge ${place}`)
      const parts: Record<string, number> = {
        type: EDGE_TYPES.indexOf(edge.type ?? 'property'),
        name_or_index: typeof name === 'number' ? name : placeOf(name),
        to_node: edge.to * nodeFields.length,
      }
      edges.push(...edgeFields.map((field) => parts[field] ?? 0))
    }
  }
  return {
    snapshot: {
      meta: {
        node_fields: nodeFields,
        node_types: nodeFields.map((field) => (field === 'type' ? NODE_TYPES : 'number')),
        edge_fields: edgeFields,
        edge_types: edgeFields.map((field) => (field === 'type' ? EDGE_TYPES : 'number')),
        location_fields: ['object_index', 'script_id', 'line', 'column'],
        ...text.meta,
      },
      node_count: text.nodes.length,
      edge_count: edges.length / edgeFields.length,
      ...text.header,
    },
    nodes,
    edges,
    trace_function_infos: [],
    trace_tree: [],
    samples: [],
    locations: (text.locations ?? []).flatMap(([node, ...place]) => [node * nodeFields.length, ...place]),
    strings,
    ...text.sections,
  }
}

export function bytesOf(snapshot: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(snapshot))
}
