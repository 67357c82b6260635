import type { HeapGraph } from '../graph/heap-graph.js'

/** What a graph comes to, in plain values that can be compared. */
export interface PlainGraph {
  readonly nodeTypeNames: readonly string[]
  readonly edgeTypeNames: readonly string[]
  readonly extraNativeBytes: number | undefined
  readonly nodes: Readonly<Record<string, Float64Array>>
  readonly edges: Readonly<Record<string, Float64Array>>
  readonly strings: readonly string[]
  readonly locations: Readonly<Record<string, Float64Array>>
}

/** The slow and obvious way to read a snapshot; no good for a file of more than 512 MB. It checks nothing. */
export function readByJson(bytes: Uint8Array): PlainGraph {
  const file = JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  const { meta, extra_native_bytes: extraNativeBytes } = file.snapshot
  const column = (rows: number[], fields: string[], name: string, map = (value: number): number => value) => {
    const place = fields.indexOf(name)
    if (place < 0) return new Float64Array(0)
    const values = new Float64Array(Math.floor(rows.length / fields.length))
    for (let row = 0; row < values.length; row++) values[row] = map(rows[row * fields.length + place] as number)
    return values
  }
  const toOrdinal = (place: number): number => place / meta.node_fields.length
  const node = (name: string): Float64Array => column(file.nodes, meta.node_fields, name)
  const edge = (name: string): Float64Array => column(file.edges, meta.edge_fields, name)
  const locations: number[] = file.locations ?? []
  const fields: string[] = meta.location_fields ?? []
  return {
    nodeTypeNames: meta.node_types[meta.node_fields.indexOf('type')],
    edgeTypeNames: meta.edge_types[meta.edge_fields.indexOf('type')],
    extraNativeBytes: typeof extraNativeBytes === 'number' ? extraNativeBytes : undefined,
    nodes: {
      type: node('type'),
      name: node('name'),
      id: node('id'),
      selfSize: node('self_size'),
      edgeCount: node('edge_count'),
      detachedness: node('detachedness'),
    },
    edges: {
      type: edge('type'),
      name: edge('name_or_index'),
      to: column(file.edges, meta.edge_fields, 'to_node', toOrdinal),
    },
    strings: file.strings,
    locations: {
      node: column(locations, fields, 'object_index', toOrdinal),
      scriptId: column(locations, fields, 'script_id', (id) => id | 0),
      line: column(locations, fields, 'line', (line) => line | 0),
      column: column(locations, fields, 'column', (place) => place | 0),
    },
  }
}

/** A graph in the same form. */
export function plain(graph: HeapGraph): PlainGraph {
  const edgeCount = new Float64Array(graph.nodeCount)
  for (let n = 0; n < graph.nodeCount; n++)
    edgeCount[n] = (graph.firstEdge[n + 1] as number) - (graph.firstEdge[n] as number)
  return {
    nodeTypeNames: graph.nodeTypeNames,
    edgeTypeNames: graph.edgeTypeNames,
    extraNativeBytes: graph.extraNativeBytes,
    nodes: {
      type: Float64Array.from(graph.nodeTypes),
      name: Float64Array.from(graph.nodeNames),
      id: Float64Array.from(graph.nodeIds),
      selfSize: Float64Array.from(graph.selfSizes),
      edgeCount,
      detachedness: Float64Array.from(graph.detachedness ?? []),
    },
    edges: {
      type: Float64Array.from(graph.edgeTypes),
      name: Float64Array.from(graph.edgeNames),
      to: Float64Array.from(graph.edgeTo),
    },
    strings: Array.from(graph.strings, (_, place) => graph.strings.get(place)),
    locations: {
      node: Float64Array.from(graph.locations.nodes),
      scriptId: Float64Array.from(graph.locations.scriptIds),
      line: Float64Array.from(graph.locations.lines),
      column: Float64Array.from(graph.locations.columns),
    },
  }
}

/** The first difference of two graphs, or `undefined`: comparing half a million numbers by `toEqual` takes seconds. */
export function differenceOf(a: PlainGraph, b: PlainGraph): string | undefined {
  for (const part of ['nodes', 'edges', 'locations'] as const) {
    for (const [name, values] of Object.entries(a[part])) {
      const others = b[part][name] as Float64Array
      if (values.length !== others.length) return `${values.length} and ${others.length} values of ${part}.${name}`
      const at = values.findIndex((value, i) => !Object.is(value, others[i]))
      if (at >= 0) return `${values[at]} and ${others[at]} in ${part}.${name}[${at}]`
    }
  }
  if (a.strings.length !== b.strings.length) return `${a.strings.length} and ${b.strings.length} strings`
  const at = a.strings.findIndex((string, i) => string !== b.strings[i])
  if (at >= 0) return `${JSON.stringify(a.strings[at])} and ${JSON.stringify(b.strings[at])} in strings[${at}]`
  const rest = (graph: PlainGraph): string =>
    JSON.stringify([graph.nodeTypeNames, graph.edgeTypeNames, graph.extraNativeBytes])
  return rest(a) === rest(b) ? undefined : `${rest(a)} and ${rest(b)}`
}
