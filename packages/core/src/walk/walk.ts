import { Asker } from '../declare/declared.js'
import type { Layout } from '../layout/layout.js'
import { ceil } from '../math.js'
import type { FormKind, UnseenReason } from '../measurement.js'
import { bigIntSize } from '../size/bigint.js'
import { SettledSizes } from '../size/settled-sizes.js'
import { ArraysInProgress, lookIntoArray } from './array.js'
import { SmallBuffers } from './binary.js'
import { brandOf, isBrand } from './brand.js'
import { lookIntoDeclared } from './declared-object.js'
import { lookIntoExotic } from './exotic.js'
import { lookIntoFunction } from './function.js'
import { isProxy } from './host.js'
import * as js from './intrinsics.js'
import { lookIntoObject } from './object.js'
import { OwnProperties } from './own-properties.js'
import { isProgramSymbol } from './program.js'
import { factsOf, type PrototypeFacts } from './prototypes.js'
import type { Seen } from './seen.js'

const UNLIMITED = Number.POSITIVE_INFINITY

/** How a value hangs on the one that reaches it. */
export type EdgeKind = 'root' | 'property' | 'element' | 'mapKey' | 'mapValue' | 'setValue' | 'internal'

/** What a walk needs to know before it starts. */
export interface WalkSettings {
  readonly layout: Layout
  readonly seen: Seen
  /** Whether `seen` is the caller's, and may know values of earlier calls. */
  readonly isTracked: boolean
  readonly exclude: ReadonlySet<unknown> | undefined
  readonly include: ReadonlySet<unknown> | undefined
}

/**
 * A walk over a value and all it reaches, adding up what V8 needs for it.
 *
 * Iterative: `stack` holds what was met and not yet looked into; `arrays` the arrays in progress, so that an element is
 * looked into as soon as it was met, while it is in the processor's cache, and a long array does not fill the stack.
 * Runs no user code: values come out of own property descriptors and internal slots only.
 *
 * A file beside this one knows each kind of object: it calls `charge` with what the object takes itself, `reach` with what
 * lies in its slots, and `blind` for what can't be seen.
 */
export class Walk {
  bytes = 0
  objects = 0
  readonly layout: Layout
  readonly sizes: SettledSizes
  readonly properties: OwnProperties = new OwnProperties()
  readonly smallBuffers: SmallBuffers = new SmallBuffers()
  /** Whether nothing may be done to a value that a heap snapshot would show. */
  readonly leavesNoTrace: boolean = false

  protected readonly seen: Seen
  private readonly exclude: ReadonlySet<unknown> | undefined
  private readonly include: ReadonlySet<unknown> | undefined
  private readonly smiLimit: number
  private readonly stack: object[] = js.list()
  protected top = 0
  private readonly arrays: ArraysInProgress = new ArraysInProgress()
  private root: unknown = undefined
  private limit = UNLIMITED
  private facts: Map<object | null, PrototypeFacts> | undefined
  private ownAsker: Asker | undefined
  private lastPrototype: object | null | undefined = undefined
  private lastFacts: PrototypeFacts | undefined = undefined

  constructor(settings: WalkSettings, sizes: SettledSizes = new SettledSizes(settings.layout)) {
    this.layout = settings.layout
    this.sizes = sizes
    this.seen = settings.seen
    this.exclude = settings.exclude
    this.include = settings.include
    this.smiLimit = 2 ** (settings.layout.smiBits - 1)
  }

  /** Walks all that `root` reaches, or until `bytes` exceeds `limit`. */
  run(root: unknown, limit: number = UNLIMITED): void {
    this.root = root
    this.limit = limit
    this.reach(root, 'root', undefined)
    this.walkOn()
  }

  /** Looks into all that waits, until `bytes` exceeds the limit. */
  protected walkOn(): void {
    while (this.bytes <= this.limit) {
      if (this.top > 0) {
        const next = this.stack[--this.top] as object
        this.begin(next)
        this.lookInto(next)
      } else if (this.arrays.depth > 0) {
        this.arrays.continue(this)
      } else if (!this.smallBuffers.settle(this)) {
        return
      }
    }
  }

  // What a walk that records more than a sum overrides.

  /** A heap object was met, perhaps again. */
  meet(value: object, _kind: EdgeKind, _key: unknown): void {
    if (this.seen.add(value)) this.push(value)
  }

  /** A string, symbol, boxed number or BigInt hangs on the current object. */
  leaf(size: number, _type: string, _value: unknown, _kind: EdgeKind, _key: unknown): void {
    this.objects++
    this.bytes += size
  }

  /** The current object has an accessor of these two functions; `pair` stands for the pair that V8 keeps them in. */
  accessor(_pair: object, isNew: boolean, key: unknown, get: unknown, set: unknown): void {
    if (isNew) this.charge(this.layout.accessorPair)
    this.reach(get, 'property', key)
    this.reach(set, 'property', key)
  }

  /** A view shows these bytes of a buffer. */
  view(_buffer: object, _start: number, _end: number): void {}

  /** How V8 holds what the current object holds. */
  form(_kind: FormKind, _size: number): void {}

  /** The current object is about to be looked into. */
  protected begin(_value: object): void {}

  /** The current object is this one again. */
  resume(_value: object): void {}

  /** The current object takes so much more. */
  charge(size: number): void {
    this.bytes += size
  }

  /** The current object belongs to the value: once for each. */
  countObject(): void {
    this.objects++
  }

  /** Something of the current object can't be seen. */
  blind(_reason: UnseenReason): void {}

  /** Something of the current object is left out on purpose: a property, a field, or with no name the whole of it. */
  skipped(_name: PropertyKey | undefined, _reason: string): void {}

  /** The class of the current object declares what can't be true. */
  warn(_message: string): void {}

  /** The current object holds memory outside the heap, and so much of it is not used. */
  native(size: number, _name: PropertyKey, _spare: number): void {
    this.charge(size)
  }

  /** The current object refers to something that it does not own. */
  reachShared(value: unknown, name: PropertyKey): void {
    this.reach(value, 'property', name)
  }

  /** Of what the current object holds under a name, so much is allocated and not used. */
  spare(_holds: object, _name: PropertyKey, _used: number, _allocated: number): void {}

  /** A number that is no small integer, in a slot of its own. */
  boxed(value: number, kind: EdgeKind, key: unknown): void {
    this.leaf(this.layout.heapNumber, 'number', value, kind, key)
  }

  /** The numbers of an array that holds other things too: `count` of them are no small integers. */
  boxedElements(_array: readonly unknown[], count: number): void {
    this.objects += count
    this.bytes += count * this.layout.heapNumber
  }

  // What the kinds of objects call.

  /** A value in a slot: adds what it costs beyond the slot, and remembers to look into it. */
  reach(value: unknown, kind: EdgeKind, key: unknown): void {
    switch (typeof value) {
      case 'object':
        if (value !== null) this.meet(value, kind, key)
        return
      case 'function':
        this.meet(value, kind, key)
        return
      case 'number':
        if (!this.isSmall(value)) this.boxed(value, kind, key)
        return
      case 'string':
        this.reachString(value, kind, key)
        return
      case 'symbol':
        this.reachSymbol(value, kind, key)
        return
      case 'bigint':
        this.leaf(bigIntSize(bigIntDigits(value), this.layout), 'bigint', value, kind, key)
    }
  }

  /** Whether a number is a small integer, held in its slot. */
  isSmall(value: number): boolean {
    if ((value | 0) !== value || js.is(value, -0)) return false
    return value < this.smiLimit && value >= -this.smiLimit
  }

  /** Whether an array index or length is held without a box. */
  isSmallIndex(index: number): boolean {
    return index < this.smiLimit
  }

  /** Whether a value is met for the first time, now. */
  isNew(value: unknown): boolean {
    return this.seen.add(value)
  }

  /** Whether a value was met before, in this walk or by its tracker. */
  knows(value: unknown): boolean {
    return this.seen.has(value)
  }

  /** Whether so much more exceeds the limit: then it is charged, and there is no need to look further. */
  isDecidedBy(size: number): boolean {
    if (this.bytes + size <= this.limit) return false
    this.charge(size)
    return true
  }

  /** The elements store of an array that holds small integers, strings and constants alone. */
  constantElements(_array: readonly unknown[], size: number): number {
    return size
  }

  /** Asks objects what they declare. */
  get asker(): Asker {
    this.ownAsker ??= new Asker()
    return this.ownAsker
  }

  /** Whether nothing waits to be looked into but the arrays in progress. */
  get isIdle(): boolean {
    return this.top === 0
  }

  /** Whether the program owns an object. The one that was asked for is counted in any case. */
  isProgram(value: object, isOne: (value: object) => boolean): boolean {
    return !this.isRoot(value) && isOne(value) && !this.isIncluded(value)
  }

  isRoot(value: object): boolean {
    return value === this.root
  }

  isIncluded(value: object): boolean {
    return this.include !== undefined && js.setHas(this.include as Set<unknown>, value)
  }

  protected push(value: object): void {
    this.stack[this.top++] = value
  }

  protected reachString(value: string, kind: EdgeKind, key: unknown): void {
    if (isSingleCharacter(value) || !this.seen.addString(value)) return
    this.leaf(this.sizes.string(value.length, wideAt(value) >= 0), 'string', value, kind, key)
  }

  protected reachSymbol(value: symbol, kind: EdgeKind, key: unknown): void {
    if (isProgramSymbol(value) || !this.isNew(value)) return
    this.leaf(this.layout.symbol, 'symbol', value, kind, key)
    this.reach(js.symbolDescription(value), kind, key)
  }

  private lookInto(value: object): void {
    if (this.exclude !== undefined && js.setHas(this.exclude as Set<unknown>, value)) return
    if (isProxy(value)) return this.proxy()
    if (typeof value === 'function') return lookIntoFunction(this, value as js.AnyFunction)
    const prototype: object | null = js.getPrototypeOf(value)
    const facts = prototype === this.lastPrototype ? (this.lastFacts as PrototypeFacts) : this.factsOf(prototype, value)
    if (facts.declaration === undefined) this.lookIntoKind(value, facts)
    else lookIntoDeclared(this, value, facts, facts.declaration)
  }

  /** Looks into an object that is neither a proxy nor a function, whatever its classes say. */
  lookIntoKind(value: object, facts: PrototypeFacts): void {
    if (js.isArray(value)) return lookIntoArray(this, this.arrays, value, facts)
    if (facts.brand === 'ordinary') return lookIntoObject(this, value, facts)
    if (isBrand(facts.brand, value)) return lookIntoExotic(this, value, facts.brand, facts)
    const brand = brandOf(value)
    if (brand === 'ordinary') lookIntoObject(this, value, facts)
    else lookIntoExotic(this, value, brand, facts)
  }

  private factsOf(prototype: object | null, first: object): PrototypeFacts {
    this.facts ??= new js.MapConstructor()
    let facts = js.mapGet(this.facts, prototype)
    if (facts === undefined) {
      facts = factsOf(prototype, first)
      js.mapSet(this.facts, prototype, facts)
    }
    this.lastPrototype = prototype
    this.lastFacts = facts
    return facts
  }

  protected proxy(): void {
    this.countObject()
    this.charge(this.layout.proxy)
    this.blind('proxy target and handler')
  }
}

/** Whether V8 has a string ready: the empty one, and those of one Latin-1 character. */
export function isSingleCharacter(text: string): boolean {
  return text.length === 0 || (text.length === 1 && js.charCodeAt(text, 0) <= 0xff)
}

/**
 * Where the first character stands that makes a string take two bytes for each, or -1. No regular expression: a match
 * would show in `RegExp.lastMatch`.
 */
export function wideAt(text: string): number {
  for (let i = 0; i < text.length; i++) if (js.charCodeAt(text, i) > 0xff) return i
  return -1
}

function bigIntDigits(value: bigint): number {
  if (value === 0n) return 0
  const hex = js.bigIntToString(value < 0n ? -value : value, 16)
  return ceil(hex.length / 16)
}
