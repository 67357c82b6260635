import { ChurningMap } from '../walk/churning-map.js'
import * as js from '../walk/intrinsics.js'
import {
  type AccessorPair,
  type Known,
  LEAF,
  OBJECT,
  PAIR,
  SMALL_BUFFER,
  UNCOUNTED,
  type WalkRecord,
} from '../walk/tracking-walk.js'
import { grown, more } from '../walk/typed-array-room.js'
import { type Components, components } from './components.js'
import { edgesByNode } from './edges-by-node.js'

const NONE = 0xffffffff
/** In `references`: the node is in a cycle, and the rest is the number of the node that stands for the cycle. */
const MEMBER = 0x80000000
/** In `edgeTos`: the node below is a small buffer, and the one above a view that shows the whole of it. */
const COVERS = 0x80000000
const START = 64
// Room for so many nodes is kept when all are gone.
const KEPT_ROOM = 4096

/** Who refers to a buffer whose bytes may lie beside a view. */
class SmallBuffer {
  references = 0
  /** Of those, views that show the whole. */
  coverings = 0
  /** How much more it takes if its bytes lie on the heap. */
  readonly extra: number

  constructor(extra: number) {
    this.extra = extra
  }

  get isOnHeap(): boolean {
    return this.references === 1 && this.coverings === 1
  }
}

/**
 * What several walks counted, in flat arrays, each object with the number of references to it, so that what nobody holds any
 * more can be given back.
 *
 * A walk never goes beyond what earlier ones counted, and what was counted is kept as it was seen: references lead from later
 * walks to earlier ones, or stay within one. So all cycles are known when a walk ends. Each is taken as one node, and what
 * remains has none: counting references is exact.
 */
export class Account implements Omit<Known, 'isNobodys'> {
  bytes = 0
  /** Objects, symbols and strings. */
  count = 0

  private readonly numbers: ChurningMap<unknown, number> = new ChurningMap()
  // apart: there are fewer of them and the small table stays in the processor's cache
  private readonly strings: ChurningMap<unknown, number> = new ChurningMap()
  private readonly pairs: ChurningMap<unknown, Map<unknown, number>> = new ChurningMap()
  private readonly smallBuffers: ChurningMap<number, SmallBuffer> = new ChurningMap()

  // by node
  private nodes = 0
  private nodeEnd = 0
  private nodeRoom = START
  private freeNode = NONE
  private readonly values: unknown[] = js.list()
  private kinds: Uint8Array = new js.Uint8ArrayConstructor(START)
  private selfs: Float64Array = new js.Float64ArrayConstructor(START)
  /** References from without the cycle and times that it was added, or the `MEMBER` of which other node it is. */
  private references: Uint32Array = new js.Uint32ArrayConstructor(START)
  /** How often it was added. */
  private holders: Uint32Array = new js.Uint32ArrayConstructor(START)
  /** Of a node that stands for a cycle, edges to its other nodes too. Of a free node: the next free one. */
  private firstEdges: Uint32Array = new js.Uint32ArrayConstructor(START)

  // by edge
  private edgeEnd = 0
  private edgeRoom = START
  private freeEdge = NONE
  private edgeTos: Uint32Array = new js.Uint32ArrayConstructor(START)
  private edgeNexts: Uint32Array = new js.Uint32ArrayConstructor(START)

  private readonly unreferenced: number[] = js.list()
  private unreferencedCount = 0

  numberOf(value: unknown): number | undefined {
    return typeof value === 'string' ? this.strings.get(value) : this.numbers.get(value)
  }

  numberOfPair(get: unknown, set: unknown): number | undefined {
    const setters = this.pairs.get(get)
    return setters === undefined ? undefined : js.mapGet(setters, set)
  }

  /** Takes over what a walk counted. Its root is added once. */
  enter(record: WalkRecord): void {
    const { froms, tos, coveringEdges } = record
    const numbers = this.enterNodes(record)
    if (record.hasReturned) this.enterCycles(record, numbers)
    let covering = 0
    for (let edge = 0; edge < tos.length; edge++) {
      const isCovering = coveringEdges[covering] === edge
      if (isCovering) covering++
      const from = numbers[froms[edge] as number] as number
      const end = tos[edge] as number
      const to = end < 0 ? ~end : (numbers[end] as number)
      if (from !== NONE && to !== NONE) this.enterEdge(from, to, isCovering)
    }
    this.addHolder(numbers[0] as number)
  }

  /** A node was added. */
  addHolder(node: number): void {
    ;(this.holders[node] as number)++
    ;(this.references[this.leaderOf(node)] as number)++
    if (this.kinds[node] === SMALL_BUFFER) this.refer(node, 1, false)
  }

  /** Takes back that a node was added, and with it all that nothing else refers to. Whether it was added. */
  removeHolder(node: number): boolean {
    if (this.holders[node] === 0) return false
    ;(this.holders[node] as number)--
    if (this.kinds[node] === SMALL_BUFFER) this.refer(node, -1, false)
    this.release(node)
    while (this.unreferencedCount > 0) this.forgetCycle(this.unreferenced[--this.unreferencedCount] as number)
    return true
  }

  /** Gives each node of a walk a number, but what is not counted and need not be known. */
  private enterNodes({ values, kinds, selfs, froms, onHeapExtras }: WalkRecord): Uint32Array {
    const numbers = new js.Uint32ArrayConstructor(values.length)
    const isKept = new js.Uint8ArrayConstructor(values.length)
    isKept[0] = 1
    for (let i = 0; i < froms.length; i++) isKept[froms[i] as number] = 1
    for (let i = 0; i < values.length; i++) {
      const kind = kinds[i] as number
      const self = selfs[i] as number
      if (kind === UNCOUNTED && self === 0 && isKept[i] === 0) {
        numbers[i] = NONE
        continue
      }
      const node = this.takeNode()
      numbers[i] = node
      this.values[node] = values[i]
      this.kinds[node] = kind
      this.selfs[node] = self
      this.references[node] = 0
      this.holders[node] = 0
      this.firstEdges[node] = NONE
      this.bytes += self
      if (kind === PAIR) this.enterPair(values[i] as AccessorPair, node)
      else (typeof values[i] === 'string' ? this.strings : this.numbers).add(values[i], node)
      if (isCounted(kind)) this.count++
      if (kind === SMALL_BUFFER) this.smallBuffers.add(node, new SmallBuffer(onHeapExtras[i] as number))
    }
    return numbers
  }

  private enterPair({ get, set }: AccessorPair, node: number): void {
    let setters = this.pairs.get(get)
    if (setters === undefined) {
      setters = new js.MapConstructor()
      this.pairs.add(get, setters)
    }
    js.mapSet(setters, set, node)
  }

  /** Makes each cycle that a walk found one node. */
  private enterCycles({ values, froms, tos }: WalkRecord, numbers: Uint32Array): void {
    const found = cyclesOf(values.length, froms, tos)
    // nodes of one component lie beside each other
    for (let i = 1; i < values.length; i++) {
      const before = found.nodes[i - 1] as number
      const member = found.nodes[i] as number
      if (found.of[before] !== found.of[member]) continue
      const node = numbers[member] as number
      const leader = this.leaderOf(numbers[before] as number)
      this.references[node] = MEMBER | leader
      this.addEdge(leader, node)
    }
  }

  private enterEdge(from: number, to: number, isCovering: boolean): void {
    const leader = this.leaderOf(from)
    const target = this.leaderOf(to)
    const isSmallBuffer = this.kinds[to] === SMALL_BUFFER
    if (isSmallBuffer) this.refer(to, 1, isCovering)
    if (leader === target) return // the cycle itself
    this.addEdge(leader, isCovering && isSmallBuffer ? to | COVERS : to)
    ;(this.references[target] as number)++
  }

  private addEdge(leader: number, end: number): void {
    const edge = this.takeEdge()
    this.edgeTos[edge] = end
    this.edgeNexts[edge] = this.firstEdges[leader] as number
    this.firstEdges[leader] = edge
  }

  /** The node that stands for the cycle of a node, or itself. */
  private leaderOf(node: number): number {
    const references = this.references[node] as number
    return references >= MEMBER ? references - MEMBER : node
  }

  /** One reference less. */
  private release(node: number): void {
    const leader = this.leaderOf(node)
    if (--(this.references[leader] as number) === 0) this.unreferenced[this.unreferencedCount++] = leader
  }

  private forgetCycle(leader: number): void {
    let edge = this.firstEdges[leader] as number
    while (edge !== NONE) {
      const end = this.edgeTos[edge] as number
      const isCovering = end >= COVERS
      const to = isCovering ? end - COVERS : end
      if (this.leaderOf(to) === leader) {
        this.forget(to)
      } else {
        if (this.kinds[to] === SMALL_BUFFER) this.refer(to, -1, isCovering)
        this.release(to)
      }
      const next = this.edgeNexts[edge] as number
      this.edgeNexts[edge] = this.freeEdge
      this.freeEdge = edge
      edge = next
    }
    this.forget(leader)
  }

  private forget(node: number): void {
    const kind = this.kinds[node] as number
    const value = this.values[node]
    this.bytes -= this.selfs[node] as number
    if (isCounted(kind)) this.count--
    if (kind === PAIR) this.forgetPair(value as AccessorPair)
    else (typeof value === 'string' ? this.strings : this.numbers).delete(value)
    if (kind === SMALL_BUFFER) {
      const buffer = this.smallBuffers.get(node) as SmallBuffer
      if (buffer.isOnHeap) this.bytes -= buffer.extra
      this.smallBuffers.delete(node)
    }
    this.values[node] = undefined
    this.kinds[node] = UNCOUNTED
    this.nodes--
    this.firstEdges[node] = this.freeNode
    this.freeNode = node
  }

  private forgetPair({ get, set }: AccessorPair): void {
    const setters = this.pairs.get(get) as Map<unknown, number>
    js.mapDelete(setters, set)
    if (js.mapSize(setters) === 0) this.pairs.delete(get)
  }

  /** A small buffer has a reference more, or less: its bytes may move. */
  private refer(node: number, by: 1 | -1, isCovering: boolean): void {
    const buffer = this.smallBuffers.get(node) as SmallBuffer
    if (buffer.isOnHeap) this.bytes -= buffer.extra
    buffer.references += by
    if (isCovering) buffer.coverings += by
    if (buffer.isOnHeap) this.bytes += buffer.extra
  }

  /** Whether nothing is left of what had filled much room: a new account takes less. */
  get isOutgrown(): boolean {
    return this.nodes === 0 && this.nodeRoom > KEPT_ROOM
  }

  private takeNode(): number {
    this.nodes++
    const node = this.freeNode
    if (node !== NONE) {
      this.freeNode = this.firstEdges[node] as number
      return node
    }
    if (this.nodeEnd === this.nodeRoom) this.growNodes()
    return this.nodeEnd++
  }

  private takeEdge(): number {
    const edge = this.freeEdge
    if (edge !== NONE) {
      this.freeEdge = this.edgeNexts[edge] as number
      return edge
    }
    if (this.edgeEnd === this.edgeRoom) this.growEdges()
    return this.edgeEnd++
  }

  private growNodes(): void {
    const room = more(this.nodeRoom)
    this.nodeRoom = room
    this.kinds = grown(this.kinds, room, js.Uint8ArrayConstructor)
    this.selfs = grown(this.selfs, room, js.Float64ArrayConstructor)
    this.references = grown(this.references, room, js.Uint32ArrayConstructor)
    this.holders = grown(this.holders, room, js.Uint32ArrayConstructor)
    this.firstEdges = grown(this.firstEdges, room, js.Uint32ArrayConstructor)
  }

  private growEdges(): void {
    const room = more(this.edgeRoom)
    this.edgeRoom = room
    this.edgeTos = grown(this.edgeTos, room, js.Uint32ArrayConstructor)
    this.edgeNexts = grown(this.edgeNexts, room, js.Uint32ArrayConstructor)
  }
}

/** The components of what a walk saw, without what it knew before. */
function cyclesOf(nodes: number, froms: readonly number[], tos: readonly number[]): Components {
  const innerFroms = new js.Uint32ArrayConstructor(tos.length)
  const innerTos = new js.Uint32ArrayConstructor(tos.length)
  let edges = 0
  for (let i = 0; i < tos.length; i++) {
    if ((tos[i] as number) < 0) continue
    innerFroms[edges] = froms[i] as number
    innerTos[edges++] = tos[i] as number
  }
  return components(edgesByNode(nodes, edges, innerFroms, innerTos, innerTos))
}

function isCounted(kind: number): boolean {
  return kind === OBJECT || kind === LEAF || kind === SMALL_BUFFER
}
