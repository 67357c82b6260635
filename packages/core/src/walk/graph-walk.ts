import type { FormKind, UnseenReason } from '../measurement.js'
import { type ClassFacts, classFactsOf, namelessType } from './class-facts.js'
import * as js from './intrinsics.js'
import { Labels } from './labels.js'
import { Numbering } from './numbering.js'
import { isProgramSymbol } from './program.js'
import { grown, more } from './typed-array-room.js'
import { type EdgeKind, isSingleCharacter, Walk, type WalkSettings, wideAt } from './walk.js'

/** The program's, or left out: nothing of it is counted. */
export const UNCOUNTED = 0
/** A heap object of the value. */
export const OBJECT = 1
/** Belongs to the value, but is no object of JavaScript: the pair of an accessor. */
export const STORE = 2

/** No node: the edge leads to a boxed number. */
const NO_NODE = 0xffffffff

export const formKinds: readonly FormKind[] = [
  'properties',
  'dictionary properties',
  'elements',
  'doubles',
  'sparse elements',
  'table',
  'one-byte',
  'two-byte',
]
/** Nothing is known of its form. */
export const NO_FORM = 0xff
const ONE_BYTE = 6
const TWO_BYTE = 7

const START = 1024

/** How a row is called that its holders share. */
export const SHARED_LABEL = '(shared)'

/** What a node says of the memory that it holds under a name: a node of its own, or a value. */
export interface DeclaredSpare {
  readonly owner: number
  readonly node: number
  readonly holds: object | undefined
  readonly name: PropertyKey
  readonly used: number
  readonly allocated: number
}

/**
 * A walk that keeps what it saw, in flat arrays: objects by number, and the edges between them. Node 0 is the root, if the
 * root is an object, a string, a symbol or a BigInt.
 */
export class GraphWalk extends Walk {
  readonly labels: Labels = new Labels()
  /** The names of the types, by the numbers that `types` holds. */
  readonly typeNames: string[] = js.list()
  /** Of those the ones that are no class of the program's: literals, arrays, strings, what the engine has. */
  readonly builtinTypes: boolean[] = js.list()

  // by node
  nodeCount = 0
  selfs: Float64Array = new js.Float64ArrayConstructor(START)
  types: Uint32Array = new js.Uint32ArrayConstructor(START)
  statuses: Uint8Array = new js.Uint8ArrayConstructor(START)
  forms: Uint8Array = new js.Uint8ArrayConstructor(START)
  formSizes: Float64Array = new js.Float64ArrayConstructor(START)
  /** Where nodes have slack: a walk sees none. */
  readonly slacks: Float64Array | undefined

  // by edge
  edgeCount = 0
  froms: Uint32Array = new js.Uint32ArrayConstructor(START)
  tos: Uint32Array = new js.Uint32ArrayConstructor(START)
  edgeLabels: Uint32Array = new js.Uint32ArrayConstructor(START)

  // by slot or array that holds boxed numbers
  boxCount = 0
  boxFroms: Uint32Array = new js.Uint32ArrayConstructor(START)
  boxLabels: Uint32Array = new js.Uint32ArrayConstructor(START)
  boxCounts: Uint32Array = new js.Uint32ArrayConstructor(START)

  /** Of several roots: how many edges, and how many boxes, there were when each had been met. */
  readonly rootEnds: number[] = js.list()
  readonly rootBoxEnds: number[] = js.list()

  readonly blindNodes: number[] = js.list()
  readonly blindReasons: UnseenReason[] = js.list()

  /** What is left out on purpose: the node, the label of what it holds there or -1 for all of it, and why. */
  readonly skipNodes: number[] = js.list()
  readonly skipLabels: number[] = js.list()
  readonly skipNotes: string[] = js.list()

  readonly warnNodes: number[] = js.list()
  readonly warnMessages: string[] = js.list()

  /** What nodes declare of the memory that they hold under some name. */
  readonly declaredSpares: DeclaredSpare[] = js.list()
  /** Nodes that somebody refers to who does not own them, each once. */
  readonly ownedElsewhere: Set<number> = new js.SetConstructor()

  /** Two-byte strings: the node, and where the first wide character stands. */
  readonly wideNodes: number[] = js.list()
  readonly wideTexts: string[] = js.list()
  readonly widePlaces: number[] = js.list()

  /** The bytes that views show of a buffer. */
  readonly viewBuffers: object[] = js.list()
  readonly viewStarts: number[] = js.list()
  readonly viewEnds: number[] = js.list()

  protected readonly numbers: Numbering = new Numbering()
  private readonly typeIds: Map<string, number> = new js.MapConstructor()
  private readonly classes: Map<object | null, ClassFacts> = new js.MapConstructor()
  private namedPrototype: object | null | undefined = undefined
  private namedClass: ClassFacts = classFactsOf(null)
  private readonly isTracked: boolean
  /** For what waits on the stack of the walk, its number. */
  private waiting: Uint32Array = new js.Uint32ArrayConstructor(START)
  // kept apart, since the length of a typed array is a getter that a test may have replaced
  private waitingRoom = START
  private nodeRoom = START
  private edgeRoom = START
  private boxRoom = START
  protected current: number = NO_NODE
  private currentValue: object = js.list()
  private roots: Set<unknown> | undefined

  // Written out: the one that V8 11 supplies spreads its arguments, by an iterator that a test may have replaced.
  constructor(settings: WalkSettings) {
    super(settings)
    this.isTracked = settings.isTracked
  }

  /** Walks all that several roots reach, from a node 0 that has each of them as a property and is not counted itself. */
  runAll(names: readonly string[], values: readonly unknown[]): void {
    this.roots = new js.SetConstructor()
    for (let i = 0; i < values.length; i++) js.setAdd(this.roots, values[i])
    const root = this.addNode(UNCOUNTED, '(several roots)')
    for (let i = 0; i < names.length; i++) {
      this.current = root
      this.reach(values[i], 'property', names[i])
      this.rootEnds[i] = this.edgeCount
      this.rootBoxEnds[i] = this.boxCount
    }
    this.walkOn()
  }

  numberOf(value: unknown): number | undefined {
    return this.numbers.get(value)
  }

  override isRoot(value: object): boolean {
    return this.roots === undefined ? super.isRoot(value) : js.setHas(this.roots, value)
  }

  override meet(value: object, kind: EdgeKind, key: unknown): void {
    const known = this.numbers.get(value)
    if (known !== undefined) return this.addEdge(known, kind, key)
    if (this.isTracked && !this.seen.add(value)) return // counted by an earlier call with the same tracker
    const number = this.addNode(UNCOUNTED, '')
    this.numbers.set(value, number)
    this.addEdge(number, kind, key)
    if (this.top === this.waitingRoom) this.growWaiting()
    this.waiting[this.top] = number
    this.push(value)
  }

  override isNew(value: unknown): boolean {
    return this.numbers.get(value) === undefined && (!this.isTracked || this.seen.add(value))
  }

  override knows(value: unknown): boolean {
    return this.numbers.get(value) !== undefined || (this.isTracked && this.seen.has(value))
  }

  override leaf(size: number, type: string, _value: unknown, kind: EdgeKind, key: unknown): void {
    this.objects++
    this.bytes += size
    if (type === 'number') return this.addBoxes(kind, key, 1)
    const number = this.addNode(OBJECT, type)
    this.selfs[number] = size
    this.addEdge(number, kind, key)
  }

  protected override reachString(value: string, kind: EdgeKind, key: unknown): void {
    if (isSingleCharacter(value)) return
    const known = this.numbers.get(value)
    if (known !== undefined) return this.addEdge(known, kind, key)
    if (this.isTracked && !this.seen.addString(value)) return
    const number = this.nodeCount
    this.numbers.set(value, number)
    const wide = wideAt(value)
    this.leaf(this.sizes.string(value.length, wide >= 0), 'string', value, kind, key)
    this.forms[number] = wide >= 0 ? TWO_BYTE : ONE_BYTE
    this.formSizes[number] = value.length
    if (wide < 0) return
    this.wideNodes[this.wideNodes.length] = number
    this.wideTexts[this.wideTexts.length] = value
    this.widePlaces[this.widePlaces.length] = wide
  }

  protected override reachSymbol(value: symbol, kind: EdgeKind, key: unknown): void {
    if (isProgramSymbol(value)) return
    const known = this.numbers.get(value)
    if (known !== undefined) return this.addEdge(known, kind, key)
    if (this.isTracked && !this.seen.add(value)) return
    const number = this.nodeCount
    this.numbers.set(value, number)
    this.leaf(this.layout.symbol, 'symbol', value, kind, key)
    // the symbol holds it, whoever holds the symbol
    const holder = this.current
    this.current = number
    this.reach(js.symbolDescription(value), 'internal', 'description')
    this.current = holder
  }

  override boxedElements(array: readonly unknown[], count: number): void {
    super.boxedElements(array, count)
    this.addBoxes('element', undefined, count)
  }

  override accessor(pair: object, isNew: boolean, key: unknown, get: unknown, set: unknown): void {
    const known = isNew ? undefined : this.numbers.get(pair)
    const number = known ?? this.addNode(STORE, 'accessor')
    if (known === undefined) {
      this.numbers.set(pair, number)
      this.bytes += this.layout.accessorPair
      this.selfs[number] = this.layout.accessorPair
    }
    this.addEdge(number, 'property', key)
    // the functions hang on the pair, whoever has it
    const holder = this.current
    this.current = number
    this.reach(get, 'internal', 'get')
    this.reach(set, 'internal', 'set')
    this.current = holder
  }

  override view(buffer: object, start: number, end: number): void {
    this.viewBuffers[this.viewBuffers.length] = buffer
    this.viewStarts[this.viewStarts.length] = start
    this.viewEnds[this.viewEnds.length] = end
  }

  override form(kind: FormKind, size: number): void {
    for (let i = 0; i < formKinds.length; i++) if (formKinds[i] === kind) this.forms[this.current] = i
    this.formSizes[this.current] = size
  }

  protected override begin(value: object): void {
    this.current = this.waiting[this.top] as number
    this.currentValue = value
  }

  override resume(value: object): void {
    this.current = this.numbers.get(value) as number
    this.currentValue = value
  }

  override charge(size: number): void {
    super.charge(size)
    ;(this.selfs[this.current] as number) += size
  }

  override countObject(): void {
    super.countObject()
    this.statuses[this.current] = OBJECT
    const value = this.currentValue
    if (typeof value === 'function') {
      this.setBuiltin('function')
      return
    }
    const prototype = js.getPrototypeOf(value)
    const facts = prototype === this.namedPrototype ? this.namedClass : this.classOf(prototype)
    const type = this.typeId(facts.name ?? namelessType(value))
    this.types[this.current] = type
    if (!facts.isOwnClass) this.builtinTypes[type] = true
  }

  protected override proxy(): void {
    super.countObject()
    this.statuses[this.current] = OBJECT
    this.setBuiltin('Proxy')
    this.charge(this.layout.proxy)
    this.blind('proxy target and handler')
  }

  override blind(reason: UnseenReason): void {
    this.blindNodes[this.blindNodes.length] = this.current
    this.blindReasons[this.blindReasons.length] = reason
  }

  override skipped(name: PropertyKey | undefined, reason: string): void {
    const place = this.skipNodes.length
    this.skipNodes[place] = this.current
    this.skipLabels[place] = name === undefined ? -1 : this.labels.of('property', name)
    this.skipNotes[place] = reason
  }

  override warn(message: string): void {
    this.warnNodes[this.warnNodes.length] = this.current
    this.warnMessages[this.warnMessages.length] = message
  }

  override native(size: number, name: PropertyKey, spare: number): void {
    this.bytes += size
    const number = this.addNode(STORE, 'native')
    this.selfs[number] = size
    this.addEdge(number, 'property', name)
    if (spare > 0) this.addSpare(number, undefined, name, size - spare, size)
  }

  override reachShared(value: unknown, name: PropertyKey): void {
    this.reach(value, 'property', name)
    const node = this.numbers.get(value)
    // what the root itself refers to stands at the top anyway
    if (node !== undefined && this.current !== 0) js.setAdd(this.ownedElsewhere, node)
  }

  override spare(holds: object, name: PropertyKey, used: number, allocated: number): void {
    this.addSpare(NO_NODE, holds, name, used, allocated)
  }

  private addSpare(node: number, holds: object | undefined, name: PropertyKey, used: number, allocated: number): void {
    this.declaredSpares[this.declaredSpares.length] = { owner: this.current, node, holds, name, used, allocated }
  }

  /**
   * Lets the root hold what is owned elsewhere, so that no row of those who refer to it has it. `edgeCount` is to be set back
   * afterwards: the edges stand for no slot.
   */
  holdOwnedElsewhere(): void {
    const label = this.labels.ofText(SHARED_LABEL, false)
    js.setForEach(this.ownedElsewhere, (node) => {
      const edge = this.edgeCount++
      if (edge === this.edgeRoom) this.growEdges()
      this.froms[edge] = 0
      this.tos[edge] = node as number
      this.edgeLabels[edge] = label
    })
  }

  private classOf(prototype: object | null): ClassFacts {
    let facts = js.mapGet(this.classes, prototype)
    if (facts === undefined) {
      facts = classFactsOf(prototype)
      js.mapSet(this.classes, prototype, facts)
    }
    this.namedPrototype = prototype
    this.namedClass = facts
    return facts
  }

  typeId(name: string): number {
    const known = js.mapGet(this.typeIds, name)
    if (known !== undefined) return known
    const id = this.typeNames.length
    js.mapSet(this.typeIds, name, id)
    this.typeNames[id] = name
    return id
  }

  private setBuiltin(type: string): void {
    const id = this.typeId(type)
    this.types[this.current] = id
    this.builtinTypes[id] = true
  }

  /** @param type That of what is no object; that of an object is known when it is looked into. */
  protected addNode(status: number, type: string): number {
    const number = this.nodeCount++
    if (number === this.nodeRoom) this.growNodes()
    const id = this.typeId(type)
    this.builtinTypes[id] = true
    this.statuses[number] = status
    this.types[number] = id
    this.forms[number] = NO_FORM
    return number
  }

  protected addEdge(to: number, kind: EdgeKind, key: unknown): void {
    if (this.current === NO_NODE) return // the root
    const edge = this.edgeCount++
    if (edge === this.edgeRoom) this.growEdges()
    this.froms[edge] = this.current
    this.tos[edge] = to
    this.edgeLabels[edge] = this.labels.of(kind, key)
  }

  private addBoxes(kind: EdgeKind, key: unknown, count: number): void {
    if (this.current === NO_NODE) return // the root
    const box = this.boxCount++
    if (box === this.boxRoom) this.growBoxes()
    this.boxFroms[box] = this.current
    this.boxLabels[box] = this.labels.of(kind, key)
    this.boxCounts[box] = count
  }

  private growWaiting(): void {
    this.waitingRoom = more(this.waitingRoom)
    this.waiting = grown(this.waiting, this.waitingRoom, js.Uint32ArrayConstructor)
  }

  private growNodes(): void {
    const room = more(this.nodeRoom)
    this.nodeRoom = room
    this.selfs = grown(this.selfs, room, js.Float64ArrayConstructor)
    this.types = grown(this.types, room, js.Uint32ArrayConstructor)
    this.statuses = grown(this.statuses, room, js.Uint8ArrayConstructor)
    this.forms = grown(this.forms, room, js.Uint8ArrayConstructor)
    this.formSizes = grown(this.formSizes, room, js.Float64ArrayConstructor)
  }

  private growEdges(): void {
    const room = more(this.edgeRoom)
    this.edgeRoom = room
    this.froms = grown(this.froms, room, js.Uint32ArrayConstructor)
    this.tos = grown(this.tos, room, js.Uint32ArrayConstructor)
    this.edgeLabels = grown(this.edgeLabels, room, js.Uint32ArrayConstructor)
  }

  private growBoxes(): void {
    const room = more(this.boxRoom)
    this.boxRoom = room
    this.boxFroms = grown(this.boxFroms, room, js.Uint32ArrayConstructor)
    this.boxLabels = grown(this.boxLabels, room, js.Uint32ArrayConstructor)
    this.boxCounts = grown(this.boxCounts, room, js.Uint32ArrayConstructor)
  }
}
