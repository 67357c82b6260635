import v8 from 'node:v8'

/**
 * A V8 heap snapshot as a graph over flat arrays.
 *
 * Nodes are numbered from 0 in the order of the snapshot. Names of element and hidden edges are numbers.
 */
export interface HeapGraph {
  readonly nodeCount: number
  /** Of a node: `object`, `closure`, `string`, … as the snapshot's own `meta` has it. */
  typeOf(node: number): string
  nameOf(node: number): string
  readonly selfSize: Float64Array
  /** The edges of node n are those from `firstEdge[n]` up to `firstEdge[n + 1]`. */
  readonly firstEdge: Uint32Array
  readonly edgeTo: Uint32Array
  /** Of an edge: `property`, `internal`, `element`, `hidden`, `weak`, `shortcut` or `context`. */
  edgeTypeOf(edge: number): string
  edgeNameOf(edge: number): string | number
}

/**
 * Takes a snapshot of this process, at once.
 *
 * `getHeapSnapshot` collects all garbage first, and its stream can be drained by `read()` without an event loop turn on
 * every supported Node. The inspector's way can't: from Node 22 on its chunks come later.
 */
export function takeHeapGraph(): HeapGraph {
  // Without `exposeNumericValues` boxed numbers are missing from the snapshot.
  const stream = v8.getHeapSnapshot({ exposeNumericValues: true })
  const chunks: Buffer[] = []
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) chunks.push(chunk)
  return readHeapGraph(Buffer.concat(chunks))
}

/**
 * Reads the text of a snapshot.
 *
 * The two long arrays are scanned as bytes: as one text they would run into V8's limit of 512 MB for a string.
 *
 * @throws {Error} if an array that every snapshot has is missing.
 */
export function readHeapGraph(text: Buffer): HeapGraph {
  const nodesStart = startOfArray(text, 'nodes', 0)
  const header = text.toString('utf8', 0, text.lastIndexOf(',', nodesStart))
  const {
    meta,
    node_count: nodeCount,
    edge_count: edgeCount,
  } = (JSON.parse(`${header}}`) as { snapshot: Header }).snapshot

  const field = fieldsOf(meta.node_fields, ['type', 'name', 'self_size', 'edge_count'])
  const nodeTypes = meta.node_types[0]
  const type = new Uint8Array(nodeCount)
  const name = new Uint32Array(nodeCount)
  const selfSize = new Float64Array(nodeCount)
  const firstEdge = new Uint32Array(nodeCount + 1)
  const nodes = new IntegerScanner(text, nodesStart)
  for (let n = 0; n < nodeCount; n++) {
    const values = nodes.next(meta.node_fields.length)
    type[n] = values[field.type] as number
    name[n] = values[field.name] as number
    selfSize[n] = values[field.self_size] as number
    firstEdge[n + 1] = (firstEdge[n] as number) + (values[field.edge_count] as number)
  }

  const part = fieldsOf(meta.edge_fields, ['type', 'name_or_index', 'to_node'])
  const edgeTypes = meta.edge_types[0]
  const edgeType = new Uint8Array(edgeCount)
  const edgeName = new Uint32Array(edgeCount)
  const edgeTo = new Uint32Array(edgeCount)
  const edgesStart = startOfArray(text, 'edges', nodes.position)
  const edges = new IntegerScanner(text, edgesStart)
  for (let e = 0; e < edgeCount; e++) {
    const values = edges.next(meta.edge_fields.length)
    edgeType[e] = values[part.type] as number
    edgeName[e] = values[part.name_or_index] as number
    // `to_node` is an index into the flat nodes array
    edgeTo[e] = (values[part.to_node] as number) / meta.node_fields.length
  }

  const stringsStart = startOfArray(text, 'strings', edges.position)
  const strings = JSON.parse(text.toString('utf8', stringsStart - 1, text.lastIndexOf(']') + 1)) as string[]
  const numbered = new Set([edgeTypes.indexOf('element'), edgeTypes.indexOf('hidden')])
  return {
    nodeCount,
    selfSize,
    firstEdge,
    edgeTo,
    typeOf: (n) => nodeTypes[type[n] as number] as string,
    nameOf: (n) => strings[name[n] as number] as string,
    edgeTypeOf: (e) => edgeTypes[edgeType[e] as number] as string,
    edgeNameOf: (e) =>
      numbered.has(edgeType[e] as number) ? (edgeName[e] as number) : (strings[edgeName[e] as number] as string),
  }
}

interface Header {
  readonly meta: {
    readonly node_fields: readonly string[]
    readonly node_types: readonly [readonly string[], ...unknown[]]
    readonly edge_fields: readonly string[]
    readonly edge_types: readonly [readonly string[], ...unknown[]]
  }
  readonly node_count: number
  readonly edge_count: number
}

/** Where a field stands differs by version (`trace_node_id` is gone since Node 24): looked up, never assumed. */
function fieldsOf<Name extends string>(names: readonly string[], wanted: readonly Name[]): Record<Name, number> {
  const entries = wanted.map((name) => {
    const index = names.indexOf(name)
    if (index < 0) throw new Error(`the snapshot has no field ${name}; it has ${names.join(', ')}`)
    return [name, index] as const
  })
  return Object.fromEntries(entries) as Record<Name, number>
}

function startOfArray(text: Buffer, name: string, from: number): number {
  const opening = `"${name}":[`
  const index = text.indexOf(opening, from)
  if (index < 0) throw new Error(`the snapshot has no array ${name} after byte ${from}`)
  return index + opening.length
}

/** Reads comma-separated whole numbers out of bytes. */
class IntegerScanner {
  position: number
  readonly #text: Buffer
  readonly #values: number[] = []

  constructor(text: Buffer, position: number) {
    this.#text = text
    this.position = position
  }

  /** The next `count` numbers, in an array that the next call writes over. */
  next(count: number): readonly number[] {
    const text = this.#text
    let at = this.position
    for (let i = 0; i < count; i++) {
      let value = 0
      let byte = text[at] as number
      while (byte < ZERO || byte > NINE) byte = text[++at] as number
      while (byte >= ZERO && byte <= NINE) {
        value = value * 10 + byte - ZERO
        byte = text[++at] as number
      }
      this.#values[i] = value
    }
    this.position = at
    return this.#values
  }
}

const ZERO = 48
const NINE = 57
