import type { WalkedObject } from '@carat/core'
import type { HeapGraph } from '../graph/heap-graph.js'
import type { InstanceSlack } from './instance-slack.js'
import type { SnapshotNames } from './snapshot-names.js'

const STRING_HEADER = 16
const SLOT = 8
const STORE_HEADER = 16
const TABLE_HEADER_SLOTS = 3
const LEAST_TABLE_ENTRIES = 4
const ENTRIES_PER_BUCKET = 2

/** What JavaScript can tell of an object, and a snapshot can't: the length of an array, how much a Map or Set holds. */
export type KnownSize = Pick<WalkedObject, 'kind' | 'size'>

/** The bytes of one node, as V8 has them. */
export interface BytesOfNode {
  /** Without `slack`. */
  readonly used: number
  /** Of `used`, what growth left and nothing uses; of an object, with that of its stores. */
  readonly spare: number
  readonly slack: number
}

/** What each node takes, and what of it is not used. */
export class NodeBytes {
  private readonly graph: HeapGraph
  private readonly names: SnapshotNames
  private readonly instances: InstanceSlack
  private readonly string: number
  private readonly object: number

  constructor(graph: HeapGraph, names: SnapshotNames, instances: InstanceSlack) {
    this.graph = graph
    this.names = names
    this.instances = instances
    this.string = names.nodeType('string')
    this.object = names.nodeType('object')
  }

  /** @param known What JavaScript tells of it, if it can reach it. */
  of(node: number, known: KnownSize | undefined): BytesOfNode {
    const { selfSizes, nodeTypes } = this.graph
    const size = selfSizes[node] as number
    if (nodeTypes[node] === this.string) return { used: this.stringSize(node, size), spare: 0, slack: 0 }
    if (nodeTypes[node] !== this.object) return { used: size, spare: 0, slack: 0 }
    const { slack, spare } = this.instances.of(node)
    return { used: size - slack, spare: spare + this.spareOfStores(node, known), slack }
  }

  /**
   * V8 shows what lies in its read-only memory as 0 B. The strings there are names of its own such as `length` or
   * `message`; a value that holds one holds it as it would hold any other string.
   */
  private stringSize(node: number, size: number): number {
    if (size > 0) return size
    const { strings, nodeNames } = this.graph
    return Math.ceil((STRING_HEADER + strings.get(nodeNames[node] as number).length) / SLOT) * SLOT
  }

  private spareOfStores(node: number, known: KnownSize | undefined): number {
    const { names } = this
    let spare = 0
    const elements = names.internal(node, 'elements')
    if (elements !== undefined && this.isArray(node, known)) spare += this.spareElements(node, elements, known)
    const properties = names.internal(node, 'properties')
    if (properties !== undefined) spare += this.spareProperties(node, properties)
    const table = names.internal(node, 'table')
    if (table !== undefined && known !== undefined && known.kind !== 'array') spare += this.spareTable(table, known)
    return spare
  }

  private isArray(node: number, known: KnownSize | undefined): boolean {
    return known === undefined ? this.graph.nodeNames[node] === this.names.of('Array') : known.kind === 'array'
  }

  /** Slots behind the last element. Where JavaScript can't reach the array, holes at its end count as such. */
  private spareElements(node: number, elements: number, known: KnownSize | undefined): number {
    const capacity = slotsOf(this.graph.selfSizes[elements] as number)
    const length = known?.kind === 'array' ? known.size : this.elementsSeen(node)
    // an array in dictionary mode has fewer slots than its length says; of one of doubles nothing is seen
    if (length === undefined || length > capacity) return 0
    return (capacity - length) * SLOT
  }

  private elementsSeen(node: number): number | undefined {
    const { firstEdge, edgeTypes, edgeNames } = this.graph
    const element = this.names.edgeType('element')
    let length = 0
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (edgeTypes[edge] === element) length = Math.max(length, (edgeNames[edge] as number) + 1)
    }
    return length === 0 ? undefined : length
  }

  /** Properties beside the object lie in a store that grows by three. */
  private spareProperties(node: number, store: number): number {
    const { selfSizes, nodeNames } = this.graph
    if (nodeNames[store] !== this.names.of('system / PropertyArray')) return 0
    const outside = this.instances.fieldsOutside(node)
    return outside === undefined ? 0 : Math.max(0, slotsOf(selfSizes[store] as number) - outside) * SLOT
  }

  /** What a table of the least size for its entries would save. */
  private spareTable(table: number, known: KnownSize): number {
    const slotsPerEntry = known.kind === 'map' ? 3 : 2
    let capacity = LEAST_TABLE_ENTRIES
    while (capacity < known.size) capacity *= 2
    const least = TABLE_HEADER_SLOTS + capacity / ENTRIES_PER_BUCKET + capacity * slotsPerEntry
    return Math.max(0, slotsOf(this.graph.selfSizes[table] as number) - least) * SLOT
  }
}

function slotsOf(size: number): number {
  return (size - STORE_HEADER) / SLOT
}
