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
    this.specimens = specimens()
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
  for (const specimen of specimenNodes) named.set(graph.strings.get(graph.nodeNames[specimen] as number), specimen)
  // Used after the snapshot, so that no optimiser may drop the holder before it.
  if (holder[key]?.length !== values.length + 1) throw new Error('the values were lost before the snapshot was taken')
  return { graph, names, holder: node, nodes, specimens: named }
}

/** One instance of each builtin class that a program may extend: what its objects take without a field of their own. */
function specimens(): object[] {
  const found: object[] = [Object.create(null), [], new Map(), new Set(), new WeakMap(), new WeakSet(), new Date(0)]
  found.push(new WeakRef(found), /x/, Promise.resolve(), new ArrayBuffer(0), new DataView(new ArrayBuffer(1)))
  found.push(new FinalizationRegistry(() => {}), Object(1), Object(''), Object(false))
  for (const TypedArray of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array]) {
    found.push(new TypedArray(0))
  }
  found.push(new Uint32Array(0), new Float32Array(0), new Float64Array(0), new BigInt64Array(0), new BigUint64Array(0))
  if (typeof SharedArrayBuffer === 'function') found.push(new SharedArrayBuffer(0))
  return found
}

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
  const { firstEdge, edgeTypes, edgeNames, edgeTo } = graph
  const element = names.edgeType('element')
  const nodes = new Int32Array(count).fill(-1)
  const end = firstEdge[array + 1] as number
  for (let edge = firstEdge[array] as number; edge < end; edge++) {
    const index = edgeNames[edge] as number
    if (edgeTypes[edge] === element && index < count) nodes[index] = edgeTo[edge] as number
  }
  return nodes
}
