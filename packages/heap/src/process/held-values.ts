import { internals, type SizeOptions, type WalkedObject } from '@carat/core'
import type { HeapGraph } from '../graph/heap-graph.js'
import { type HeldNodes, HeldWalk } from './held-walk.js'
import { holdInSnapshot } from './hold.js'
import { InstanceSlack } from './instance-slack.js'
import { type BytesOfNode, NodeBytes } from './node-bytes.js'
import { programNodes } from './program-nodes.js'
import { Scopes } from './scopes.js'
import type { SnapshotNames } from './snapshot-names.js'

/** One of the values that a snapshot was taken for. */
export interface HeldValue {
  readonly value: unknown
  /** -1 for what has no node, as a small integer. */
  readonly node: number
  readonly held: HeldNodes
  /** Of a node that the walk counted, the object. */
  objectAt(node: number): WalkedObject | undefined
}

/** Several values in one snapshot of this process. */
export class HeldValues {
  readonly graph: HeapGraph
  readonly names: SnapshotNames
  readonly walk: HeldWalk
  readonly holder: number
  private readonly bytes: NodeBytes
  private readonly values: readonly unknown[]
  readonly options: SizeOptions
  /** Of each value the objects that a walk in JavaScript meets. */
  private readonly met: readonly (readonly WalkedObject[])[]
  private readonly nodes: Int32Array
  private readonly nodeOfObject = new Map<object, number>()

  /**
   * Takes the snapshot.
   *
   * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind.
   */
  constructor(values: readonly unknown[], options: SizeOptions) {
    this.values = values
    this.options = { ...options, layout: 'host' }
    const program = internals.programGlobals()
    const list: unknown[] = [...values, ...program]
    this.met = values.map((value) => internals.met(value, this.options))
    for (const objects of this.met) for (const { value } of objects) list.push(value)
    const { graph, names, holder, nodes, specimens } = holdInSnapshot(list)
    this.graph = graph
    this.holder = holder
    this.nodes = nodes
    this.names = names
    list.forEach((value, place) => {
      const node = nodes[place] as number
      if (place >= values.length && node >= 0) this.nodeOfObject.set(value as object, node)
    })
    const marks = programNodes(graph, this.names)
    for (const global of program) marks[this.nodeOfObject.get(global) ?? 0] = 1
    this.walk = new HeldWalk(graph, this.names, new Scopes(graph, this.names, holder), marks)
    this.bytes = new NodeBytes(graph, this.names, new InstanceSlack(graph, this.names, specimens))
  }

  get count(): number {
    return this.values.length
  }

  nodeOf(place: number): number {
    return this.nodes[place] as number
  }

  /** What one of the values holds. What was found of another one before is no longer to be asked for. */
  at(place: number): HeldValue {
    const byNode = new Map<number, WalkedObject>()
    const met: [node: number, isCounted: boolean][] = []
    const skipped = new Map<number, readonly string[]>()
    for (const object of this.met[place] as readonly WalkedObject[]) {
      const node = this.nodeOfObject.get(object.value)
      if (node === undefined) continue
      met.push([node, object.isCounted])
      if (object.isCounted) byNode.set(node, object)
      if (object.skipped.length > 0) skipped.set(node, object.skipped)
    }
    const node = this.nodeOf(place)
    const pathOf = (seen: number): string => byNode.get(seen)?.path ?? ''
    const held: HeldNodes =
      node < 0 ? { nodes: [], originOf: [], origins: [], foreignScopes: [] } : this.walk.run(node, met, pathOf, skipped)
    return { value: this.values[place], node, held, objectAt: (at) => byNode.get(at) }
  }

  bytesOf(node: number, object: WalkedObject | undefined): BytesOfNode {
    const bytes = this.bytes.of(node, object)
    // what views don't show of a buffer, and what a class declares of its room, only the walk knows
    return object === undefined ? bytes : { ...bytes, spare: bytes.spare + object.spare }
  }
}
