import type { UnseenReason } from '../measurement.js'
import { hasPrivateFields, typeName } from './class-facts.js'
import * as js from './intrinsics.js'
import { Numbering } from './numbering.js'
import { type EdgeKind, Walk, type WalkSettings } from './walk.js'

/** A heap object that the walk met: an object, a function, a string or a symbol. */
export interface GraphNode {
  readonly value: unknown
  readonly type: string
  /** What it takes itself, its backing stores in it. */
  own: number
  /** Boxed numbers and BigInts in its slots. */
  boxes: number
  boxCount: number
  /** Whether it belongs to the value, and not to the program. */
  counted: boolean
}

/** All boxed numbers, or all BigInts. */
export interface BoxRow {
  readonly type: string
  count: number
  bytes: number
}

export interface GraphEdge {
  readonly from: number
  readonly to: number
  readonly kind: EdgeKind
  readonly key: unknown
}

/** A walk that keeps what it saw: objects, edges, and what it could not see. Node 0 is the root, if the root is an object. */
export class GraphWalk extends Walk {
  readonly nodes: GraphNode[] = js.list()
  readonly edges: GraphEdge[] = js.list()
  readonly blindSpots: { readonly node: number; readonly reason: UnseenReason }[] = js.list()
  /** Boxed numbers and BigInts, all of them. */
  readonly boxRows: BoxRow[] = js.list()
  private readonly numbers: Numbering = new Numbering()
  private current = -1

  // Written out: the one that V8 11 supplies spreads its arguments, by an iterator that a test may have replaced.
  constructor(settings: WalkSettings) {
    super(settings)
  }

  override meet(value: object, kind: EdgeKind, key: unknown): void {
    const known = this.numbers.get(value)
    if (known !== undefined) return this.addEdge(known, kind, key)
    if (!this.isNew(value)) return // counted by an earlier call with the same tracker
    this.addEdge(this.addNode(value, typeName(value)), kind, key)
    this.push(value)
  }

  override leaf(size: number, type: string, value: unknown, kind: EdgeKind, key: unknown): void {
    super.leaf(size, type, value, kind, key)
    if (typeof value !== 'string' && typeof value !== 'symbol') return this.addBoxes(type, 1, size)
    const number = this.addNode(value, type)
    const node = this.nodes[number] as GraphNode
    node.own = size
    node.counted = true
    this.addEdge(number, kind, key)
    // a symbol's description hangs on whoever holds the symbol
  }

  protected override again(value: unknown, kind: EdgeKind, key: unknown): void {
    const known = this.numbers.get(value)
    if (known !== undefined) this.addEdge(known, kind, key)
  }

  override boxedElements(array: readonly unknown[], count: number): void {
    super.boxedElements(array, count)
    this.addBoxes('number', count, count * this.layout.heapNumber)
  }

  protected override begin(value: object): void {
    this.current = this.numbers.get(value) as number
  }

  override resume(value: object): void {
    this.current = this.numbers.get(value) as number
  }

  override charge(size: number): void {
    super.charge(size)
    const node = this.nodes[this.current] as GraphNode
    node.own += size
  }

  override countObject(): void {
    super.countObject()
    const node = this.nodes[this.current] as GraphNode
    node.counted = true
    if (hasPrivateFields(node.value as object)) this.blind('private fields')
  }

  override blind(reason: UnseenReason): void {
    this.blindSpots[this.blindSpots.length] = { node: this.current, reason }
  }

  private addNode(value: unknown, type: string): number {
    const number = this.nodes.length
    this.nodes[number] = { value, type, own: 0, boxes: 0, boxCount: 0, counted: false }
    this.numbers.set(value, number)
    return number
  }

  private addEdge(to: number, kind: EdgeKind, key: unknown): void {
    if (this.current >= 0) this.edges[this.edges.length] = { from: this.current, to, kind, key }
  }

  private addBoxes(type: string, count: number, size: number): void {
    const node = this.nodes[this.current]
    if (node !== undefined) {
      node.boxes += size
      node.boxCount += count
    }
    for (let i = 0; i < this.boxRows.length; i++) {
      const row = this.boxRows[i] as BoxRow
      if (row.type !== type) continue
      row.count += count
      row.bytes += size
      return
    }
    this.boxRows[this.boxRows.length] = { type, count, bytes: size }
  }
}
