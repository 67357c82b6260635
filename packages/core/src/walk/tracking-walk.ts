import { bufferLength, SmallBuffers } from './binary.js'
import * as js from './intrinsics.js'
import { Numbering } from './numbering.js'
import { isProgramSymbol } from './program.js'
import { type EdgeKind, isSingleCharacter, Walk, type WalkSettings, wideAt } from './walk.js'

/** The program's, or left out: nothing of it is counted. */
export const UNCOUNTED = 0
export const OBJECT = 1
/** A symbol, or a string: known by its content. */
export const LEAF = 2
/** The pair of an accessor: no object of JavaScript. */
export const PAIR = 3
/** A buffer so small that V8 may hold its bytes beside the view that shows them. */
export const SMALL_BUFFER = 4

/** Nothing: a value that reaches no object, or what the root hangs on. */
const NO_NODE = -1

/** What earlier walks counted. */
export interface Known {
  /** The number of an object, a symbol or a string that can be given back. */
  numberOf(value: unknown): number | undefined
  numberOfPair(get: unknown, set: unknown): number | undefined
  /** Whether it was counted, never to be given back. */
  isNobodys(value: unknown): boolean
}

/** A getter and a setter: what stands for the pair that V8 keeps them in. */
export class AccessorPair {
  readonly get: unknown
  readonly set: unknown

  constructor(get: unknown, set: unknown) {
    this.get = get
    this.set = set
  }
}

/** What a walk saw: nodes by number, 0 the root, and the edges between them and to what was known. */
export class WalkRecord {
  // by node
  readonly values: unknown[] = js.list()
  readonly kinds: number[] = js.list()
  readonly selfs: number[] = js.list()
  /** How much more a small buffer takes if its bytes lie on the heap. */
  readonly onHeapExtras: number[] = js.list()
  // by edge; `to` is a node, or `~number` for what was known
  readonly froms: number[] = js.list()
  readonly tos: number[] = js.list()
  /** The edges from views that show the whole of a small buffer, in order. */
  readonly coveringEdges: number[] = js.list()
  /** Whether an object or pair was met again that this walk met before: without, there is no cycle. */
  hasReturned = false
  /** For what waits on the stack of the walk, its number. */
  readonly waiting: number[] = js.list()

  /** Makes it ready for another walk. To make a new one takes longer than to count a small value. */
  clear(): void {
    this.values.length = 0
    this.kinds.length = 0
    this.selfs.length = 0
    this.onHeapExtras.length = 0
    this.froms.length = 0
    this.tos.length = 0
    this.coveringEdges.length = 0
    this.hasReturned = false
    this.waiting.length = 0
  }

  /** What the small buffers take more that nothing but one view of this walk refers to. */
  onHeapBytes(): number {
    const { onHeapExtras, coveringEdges, tos } = this
    if (onHeapExtras.length === 0) return 0
    const references = new js.Uint32ArrayConstructor(this.values.length)
    const coverings = new js.Uint32ArrayConstructor(this.values.length)
    references[0] = 1 // whoever adds it
    for (let i = 0; i < tos.length; i++) if ((tos[i] as number) >= 0) (references[tos[i] as number] as number)++
    for (let i = 0; i < coveringEdges.length; i++) {
      const to = tos[coveringEdges[i] as number] as number
      if (to >= 0) (coverings[to] as number)++
    }
    let bytes = 0
    for (let node = 0; node < onHeapExtras.length; node++) {
      if (references[node] === 1 && coverings[node] === 1) bytes += onHeapExtras[node] as number
    }
    return bytes
  }
}

/**
 * A walk over what earlier ones did not count, which keeps a record of what it saw. It changes nothing of what was known: to
 * drop the record is to take the walk back.
 */
export class TrackingWalk extends Walk {
  override readonly smallBuffers: SmallBuffers = new BuffersOfTracker(this)

  private readonly record: WalkRecord
  private readonly known: Known
  private readonly numbers: Numbering = new Numbering()
  private current = NO_NODE

  constructor(settings: WalkSettings, known: Known, record: WalkRecord) {
    super(settings)
    this.known = known
    this.record = record
  }

  override meet(value: object, _kind: EdgeKind, _key: unknown): void {
    const number = this.numbers.get(value)
    if (number !== undefined) {
      this.record.hasReturned = true
      return this.addEdge(number)
    }
    if (this.isKnown(value)) return
    const node = this.addNode(value, UNCOUNTED, 0)
    this.numbers.set(value, node)
    this.addEdge(node)
    this.record.waiting[this.top] = node
    this.push(value)
  }

  override isNew(value: unknown): boolean {
    return !this.knows(value)
  }

  override knows(value: unknown): boolean {
    return (
      this.numbers.get(value) !== undefined || this.known.numberOf(value) !== undefined || this.known.isNobodys(value)
    )
  }

  override leaf(size: number, type: string, value: unknown, kind: EdgeKind, key: unknown): void {
    super.leaf(size, type, value, kind, key)
    this.keep(size)
  }

  protected override reachString(value: string, _kind: EdgeKind, _key: unknown): void {
    if (isSingleCharacter(value)) return
    const number = this.numbers.get(value)
    if (number !== undefined) return this.addEdge(number)
    if (this.isKnown(value)) return
    this.addLeaf(value, this.sizes.string(value.length, wideAt(value) >= 0))
  }

  protected override reachSymbol(value: symbol, _kind: EdgeKind, _key: unknown): void {
    if (isProgramSymbol(value)) return
    const number = this.numbers.get(value)
    if (number !== undefined) return this.addEdge(number)
    if (this.isKnown(value)) return
    const holder = this.current
    this.current = this.addLeaf(value, this.layout.symbol)
    this.reach(js.symbolDescription(value), 'internal', 'description')
    this.current = holder
  }

  override accessor(pair: object, _isNew: boolean, _key: unknown, get: unknown, set: unknown): void {
    const number = this.numbers.get(pair)
    if (number !== undefined) {
      this.record.hasReturned = true
      return this.addEdge(number)
    }
    const known = this.known.numberOfPair(get, set)
    if (known !== undefined) return this.addEdge(~known)
    const holder = this.current
    const node = this.addNode(new AccessorPair(get, set), PAIR, 0)
    this.numbers.set(pair, node)
    this.addEdge(node)
    this.current = node
    this.charge(this.layout.accessorPair)
    this.reach(get, 'internal', 'get')
    this.reach(set, 'internal', 'set')
    this.current = holder
  }

  override boxedElements(array: readonly unknown[], count: number): void {
    super.boxedElements(array, count)
    this.keep(count * this.layout.heapNumber)
  }

  override charge(size: number): void {
    super.charge(size)
    this.keep(size)
  }

  override countObject(): void {
    super.countObject()
    this.record.kinds[this.current] = OBJECT
  }

  protected override begin(_value: object): void {
    this.current = this.record.waiting[this.top] as number
  }

  override resume(value: object): void {
    this.current = this.numbers.get(value) as number
  }

  /** A view of the current node shows a small buffer. */
  meetSmallBuffer(buffer: object, isCovered: boolean): void {
    const edge = this.record.tos.length
    this.meet(buffer, 'internal', 'buffer')
    if (isCovered && this.record.tos.length > edge) this.record.coveringEdges[this.record.coveringEdges.length] = edge
  }

  /** The current node is a buffer. */
  lookAtBuffer(buffer: object): void {
    const length = bufferLength(buffer)
    if (length === 0 || length > this.layout.maxTypedArrayOnHeap) return
    this.record.kinds[this.current] = SMALL_BUFFER
    while (this.record.onHeapExtras.length <= this.current)
      this.record.onHeapExtras[this.record.onHeapExtras.length] = 0
    this.record.onHeapExtras[this.current] = this.sizes.smallStore(length) - length
  }

  /** Whether an earlier walk counted a value. It is a reference of the current node if it can be given back. */
  private isKnown(value: unknown): boolean {
    const number = this.known.numberOf(value)
    if (number === undefined) return this.known.isNobodys(value)
    this.addEdge(~number)
    return true
  }

  private addLeaf(value: unknown, size: number): number {
    const node = this.addNode(value, LEAF, size)
    this.numbers.set(value, node)
    this.objects++
    this.bytes += size
    this.addEdge(node)
    return node
  }

  private addNode(value: unknown, kind: number, size: number): number {
    const node = this.record.values.length
    this.record.values[node] = value
    this.record.kinds[node] = kind
    this.record.selfs[node] = size
    return node
  }

  private addEdge(to: number): void {
    if (this.current === NO_NODE) return // the root
    const edge = this.record.tos.length
    // an array of one string over and over; a view's own properties come before its buffer
    if (edge > 0 && this.record.tos[edge - 1] === to && this.record.froms[edge - 1] === this.current) return
    this.record.froms[edge] = this.current
    this.record.tos[edge] = to
  }

  /** So much of what is counted belongs to the current node. */
  private keep(size: number): void {
    if (this.current !== NO_NODE) (this.record.selfs[this.current] as number) += size
  }
}

/**
 * Where the bytes of a small buffer lie depends on who else refers to it, later walks too: what holds the account decides,
 * again and again. The walk counts them as outside the heap.
 */
class BuffersOfTracker extends SmallBuffers {
  private readonly walk: TrackingWalk

  constructor(walk: TrackingWalk) {
    super()
    this.walk = walk
  }

  override add(buffer: object, _view: object, isCovered: boolean): void {
    this.walk.meetSmallBuffer(buffer, isCovered)
  }

  override isOnHeap(buffer: object): boolean {
    this.walk.lookAtBuffer(buffer)
    return false
  }
}
