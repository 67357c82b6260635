import { HeapGraph, type HeapNode } from './snapshot.js'

/** What one object owns alone, in bytes: its own node and the stores that belong to no other specimen. */
export interface Parts {
  readonly self: number
  readonly [part: string]: number
}

export interface Engine {
  readonly engine: string
  readonly v8: string
}

/** The sizes of every specimen on one engine, by series and point. */
export interface Measured extends Engine {
  readonly series: Readonly<Record<string, Readonly<Record<string, Parts>>>>
}

/** The edges from an object to what V8 keeps for it, by the name of the part. */
const storeEdges: Readonly<Record<string, string>> = {
  properties: 'properties',
  elements: 'elements',
  table: 'table',
  backing_store: 'store',
  bindings: 'bound arguments',
  parameters_and_registers: 'registers',
}

/** Nodes that an object owns and that have a name of their own instead. */
const storeNodes: Readonly<Record<string, string>> = {
  'system / AccessorPair': 'accessor pairs',
  'system / ClassPositions': 'class positions',
  'system / PropertyArray': 'properties',
  'heap number': 'boxes',
}

interface Store {
  readonly part: string
  readonly node: HeapNode
}

function stores(graph: HeapGraph, node: HeapNode): Store[] {
  const found = new Map<number, Store>()
  const add = (part: string | undefined, to: HeapNode): void => {
    if (part !== undefined && to.selfSize > 0 && !found.has(to.ordinal)) found.set(to.ordinal, { part, node: to })
  }
  for (const { type, name, to } of graph.edges(node)) {
    if (type === 'weak') continue
    if (type === 'internal' && name === 'buffer') {
      add('buffer', to)
      for (const { part, node } of stores(graph, to)) add(`buffer ${part}`, node)
    } else if (type === 'internal' && typeof name === 'string') add(storeEdges[name], to)
    else add(storeNodes[to.name], to)
    // A buffer's dictionary of properties has neither an edge name nor a name of its own.
    if (type === 'hidden' && name === 0 && to.type === 'array' && node.name.endsWith('ArrayBuffer'))
      add('properties', to)
    if (type === 'internal' && name === 'elements') {
      for (const inner of graph.edges(to)) {
        // What sloppy arguments hold lies behind the map of their parameters.
        if (to.name === 'system / SloppyArgumentsElements' && inner.to.type === 'array')
          add('mapped elements', inner.to)
        if (inner.to.name === 'heap number') add('element boxes', inner.to)
      }
    }
  }
  return [...found.values()]
}

/** Sizes every specimen of a snapshot. */
export function measureSnapshot(text: string, names: readonly string[], engine: Engine): Measured {
  const graph = new HeapGraph(text)
  const specimens = graph.specimens(names)
  const owners = new Map<number, number>()
  const owned = new Map<string, Store[]>()
  for (const [name, node] of specimens) {
    owners.set(node.ordinal, (owners.get(node.ordinal) ?? 0) + 1)
    const found = stores(graph, node)
    owned.set(name, found)
    for (const { node } of found) owners.set(node.ordinal, (owners.get(node.ordinal) ?? 0) + 1)
  }
  const series: Record<string, Record<string, Parts>> = {}
  for (const name of names) {
    const node = specimens.get(name)
    if (node === undefined) throw new Error(`no node for ${name} in the snapshot of ${engine.engine}`)
    // A value that is one node under two names belongs to V8: the empty string, a single Latin-1 character.
    const self = owners.get(node.ordinal) === 1 ? node.selfSize : 0
    const parts: Record<string, number> & { self: number } = { self }
    for (const { part, node: store } of owned.get(name) ?? []) {
      // What two specimens share is V8's own empty store, or the box of NaN: it costs neither of them anything.
      if (owners.get(store.ordinal) === 1) parts[part] = (parts[part] ?? 0) + store.selfSize
    }
    const bar = name.lastIndexOf('|')
    const kind = name.slice(0, bar)
    series[kind] = { ...series[kind], [name.slice(bar + 1)]: parts }
  }
  return { ...engine, series }
}
