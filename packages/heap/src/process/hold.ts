import type { HeapGraph } from '../graph/heap-graph.js'
import { takeSnapshot } from '../take-snapshot.js'
import { SnapshotNames } from './snapshot-names.js'

/** Objects of this process, found again in a snapshot of it. */
export interface Held {
  readonly graph: HeapGraph
  readonly names: SnapshotNames
  /** The node that holds them all, and belongs to nobody else. */
  readonly holder: number
  /** By place in the list that was held: the node, or -1 for what has none, as a small integer. */
  readonly nodes: Int32Array
  /** Of builtin classes by name the node of an instance that has no property. */
  readonly specimens: ReadonlyMap<string, number>
}

/** What is held, under a name that nothing else in the process has. */
class HeldByCaratHeap {
  readonly specimens: readonly object[];
  [key: string]: readonly unknown[]

  constructor(key: string, values: readonly unknown[]) {
    this.specimens = builtins.map(([, make]) => make())
    // An object at the end keeps V8 from making an array of doubles, whose numbers have no nodes.
    this[key] = [...values, this]
  }
}

let calls = 0

/** Takes a snapshot of this process in which the values can be found. */
export function holdInSnapshot(values: readonly unknown[]): Held {
  const key = `values ${++calls} of Carat, ${Math.random()}`
  const holder = new HeldByCaratHeap(key, values)
  const { graph } = takeSnapshot()
  const names = new SnapshotNames(graph)
  const node = holderNode(graph, names, key)
  const nodes = elementsOf(graph, names, names.property(node, key), values.length)
  const specimenNodes = elementsOf(graph, names, names.property(node, 'specimens'), holder.specimens.length)
  const named = new Map<string, number>()
  builtins.forEach(([name], place) => {
    named.set(name, specimenNodes[place] as number)
  })
  // Used after the snapshot, so that no optimiser may drop the holder before it.
  if (holder[key]?.length !== values.length + 1) throw new Error('the values were lost before the snapshot was taken')
  return { graph, names, holder: node, nodes, specimens: named }
}

/** Of each builtin class that a program may extend, an instance: what its objects take without a field of their own. */
const builtins: readonly (readonly [name: string, make: () => object])[] = [
  ['Object', () => Object.create(null)],
  ['Array', () => []],
  ['Map', () => new Map()],
  ['Set', () => new Set()],
  ['WeakMap', () => new WeakMap()],
  ['WeakSet', () => new WeakSet()],
  ['WeakRef', () => new WeakRef(builtins)],
  ['Date', () => new Date(0)],
  ['RegExp', () => /specimen/],
  ['Promise', () => Promise.resolve()],
  ['FinalizationRegistry', () => new FinalizationRegistry(() => {})],
  ['Number', () => Object(1)],
  ['String', () => Object('')],
  ['Boolean', () => Object(false)],
  ['ArrayBuffer', () => new ArrayBuffer(0)],
  ['DataView', () => new DataView(new ArrayBuffer(1))],
  ['Int8Array', () => new Int8Array(0)],
  ['Uint8Array', () => new Uint8Array(0)],
  ['Uint8ClampedArray', () => new Uint8ClampedArray(0)],
  ['Int16Array', () => new Int16Array(0)],
  ['Uint16Array', () => new Uint16Array(0)],
  ['Int32Array', () => new Int32Array(0)],
  ['Uint32Array', () => new Uint32Array(0)],
  ['Float32Array', () => new Float32Array(0)],
  ['Float64Array', () => new Float64Array(0)],
  ['BigInt64Array', () => new BigInt64Array(0)],
  ['BigUint64Array', () => new BigUint64Array(0)],
]

function holderNode({ nodeCount, nodeTypes }: HeapGraph, names: SnapshotNames, key: string): number {
  const object = names.nodeType('object')
  if (names.of(key) >= 0) {
    for (let node = 0; node < nodeCount; node++) {
      if (nodeTypes[node] === object && names.property(node, key) !== undefined) return node
    }
  }
  throw new Error('the snapshot does not have what it was taken for; has another tool replaced v8.getHeapSnapshot?')
}

function elementsOf(graph: HeapGraph, names: SnapshotNames, array: number | undefined, count: number): Int32Array {
  if (array === undefined) throw new Error('the snapshot lacks what it was taken for')
  const { firstEdge, edgeTypes, edgeNames, edgeTo, nodeTypes, selfSizes } = graph
  const element = names.edgeType('element')
  const number = names.nodeType('number')
  const nodes = new Int32Array(count).fill(-1)
  const end = firstEdge[array + 1] as number
  for (let edge = firstEdge[array] as number; edge < end; edge++) {
    const index = edgeNames[edge] as number
    const to = edgeTo[edge] as number
    // a small integer lies in its slot, and the node of a snapshot that stands for it takes no bytes
    const isSmall = nodeTypes[to] === number && selfSizes[to] === 0
    if (edgeTypes[edge] === element && index < count && !isSmall) nodes[index] = to
  }
  return nodes
}
