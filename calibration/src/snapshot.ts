/** The name of the object that holds the specimens: no other object in a heap bears it. */
export const holderName = 'CaratSpecimenHolder'

interface SnapshotFile {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[], ...unknown[]]
      readonly edge_fields: readonly string[]
      readonly edge_types: readonly [readonly string[], ...unknown[]]
    }
  }
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
  readonly strings: readonly string[]
}

export interface HeapNode {
  readonly type: string
  readonly name: string
  /** V8's own number for this node. */
  readonly selfSize: number
  readonly ordinal: number
}

export interface HeapEdge {
  readonly type: string
  readonly name: string | number
  readonly to: HeapNode
}

/** A heap snapshot, as far as calibration needs it: nodes with their sizes, and the edges out of each. */
export class HeapGraph {
  readonly #file: SnapshotFile
  readonly #firstEdge: Uint32Array
  readonly #node: { width: number; type: number; name: number; selfSize: number; edgeCount: number }
  readonly #edge: { width: number; type: number; name: number; to: number }

  constructor(text: string) {
    this.#file = JSON.parse(text) as SnapshotFile
    const { node_fields, edge_fields } = this.#file.snapshot.meta
    this.#node = {
      width: node_fields.length,
      type: node_fields.indexOf('type'),
      name: node_fields.indexOf('name'),
      selfSize: node_fields.indexOf('self_size'),
      edgeCount: node_fields.indexOf('edge_count'),
    }
    this.#edge = {
      width: edge_fields.length,
      type: edge_fields.indexOf('type'),
      name: edge_fields.indexOf('name_or_index'),
      to: edge_fields.indexOf('to_node'),
    }
    const count = this.#file.nodes.length / this.#node.width
    this.#firstEdge = new Uint32Array(count + 1)
    for (let ordinal = 0; ordinal < count; ordinal++) {
      const edges = this.#file.nodes[ordinal * this.#node.width + this.#node.edgeCount] ?? 0
      this.#firstEdge[ordinal + 1] = (this.#firstEdge[ordinal] ?? 0) + edges
    }
  }

  node(ordinal: number): HeapNode {
    const at = ordinal * this.#node.width
    const { nodes, strings, snapshot } = this.#file
    return {
      type: snapshot.meta.node_types[0][nodes[at + this.#node.type] ?? -1] ?? '?',
      name: strings[nodes[at + this.#node.name] ?? -1] ?? '',
      selfSize: nodes[at + this.#node.selfSize] ?? 0,
      ordinal,
    }
  }

  edges(node: HeapNode): HeapEdge[] {
    const { edges, strings, snapshot } = this.#file
    const found: HeapEdge[] = []
    const end = this.#firstEdge[node.ordinal + 1] ?? 0
    for (let edge = this.#firstEdge[node.ordinal] ?? 0; edge < end; edge++) {
      const at = edge * this.#edge.width
      const type = snapshot.meta.edge_types[0][edges[at + this.#edge.type] ?? -1] ?? '?'
      const name = edges[at + this.#edge.name] ?? -1
      found.push({
        type,
        name: type === 'element' || type === 'hidden' ? name : (strings[name] ?? ''),
        to: this.node((edges[at + this.#edge.to] ?? 0) / this.#node.width),
      })
    }
    return found
  }

  /** The node that an edge of this name leads to; a weak edge does not count. */
  follow(node: HeapNode, name: string | number): HeapNode | undefined {
    return this.edges(node).find((edge) => edge.name === name && edge.type !== 'weak')?.to
  }

  /**
   * The specimens by name: what the holder's `values` array has at each name's place.
   *
   * A value without a node of its own (a small integer) is missing from the map.
   */
  specimens(names: readonly string[]): Map<string, HeapNode> {
    const holder = this.#holder()
    const values = this.follow(holder, 'values')
    if (values === undefined) throw new Error(`${holderName} has no values in this snapshot`)
    const found = new Map<string, HeapNode>()
    for (const { type, name, to } of this.edges(values)) {
      const specimen = type === 'element' ? names[Number(name)] : undefined
      if (specimen !== undefined) found.set(specimen, to)
    }
    return found
  }

  #holder(): HeapNode {
    const count = this.#firstEdge.length - 1
    for (let ordinal = 0; ordinal < count; ordinal++) {
      const node = this.node(ordinal)
      if (node.name === holderName && node.type === 'object' && this.follow(node, 'values')?.name === 'Array')
        return node
    }
    throw new Error(`no ${holderName} in this snapshot; the specimens must be held while it is taken`)
  }
}
