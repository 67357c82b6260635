import { max, min } from '../math.js'
import { RoomByCause } from '../room.js'
import { LeastSizes } from '../size/least-sizes.js'
import { MostSizes, SHORTEST_SLICE } from '../size/most-sizes.js'
import { brandOf } from './brand.js'
import { type InstanceSlots, instanceSlotsOf } from './instance-slots.js'
import * as js from './intrinsics.js'
import { LowerBoundWalk } from './lower-bound-walk.js'
import { type EdgeKind, isSingleCharacter, type WalkSettings } from './walk.js'

/** The least sizes, noting beside each what V8 could hold beyond it. */
class NotedSizes extends LeastSizes {
  readonly room: RoomByCause = new RoomByCause()
  readonly most: MostSizes

  // of the object that is looked into
  /** Data properties with a name. */
  named = 0
  /** What they take at least. */
  properties = 0
  isOrdinary = false

  constructor(settings: WalkSettings, isStrict: boolean) {
    super(settings.layout)
    this.most = new MostSizes(settings.layout, isStrict)
    this.isThorough = true
  }

  begin(): void {
    this.named = 0
    this.properties = 0
    this.isOrdinary = false
  }

  override object(properties: number): number {
    return this.noteOrdinary(properties, super.object(properties))
  }

  override emptyObject(properties: number): number {
    return this.noteOrdinary(properties, super.emptyObject(properties))
  }

  override nullPrototypeObject(properties: number): number {
    return this.noteOrdinary(properties, super.nullPrototypeObject(properties))
  }

  override outside(properties: number): number {
    return this.note(properties, super.outside(properties))
  }

  override fields(properties: number, header: number): number {
    return this.note(properties, super.fields(properties, header))
  }

  override objectElements(present: number, length: number): number {
    const least = super.objectElements(present, length)
    this.room.add('room in arrays', this.most.objectElements(present, length) - least)
    return least
  }

  override arrayElements(array: readonly unknown[], size: number, present: number, numbers: number): void {
    // an accessor among the elements makes a dictionary, which is the least then
    const most = this.most.arrayElements(array.length, present, numbers, js.isExtensible(array))
    this.room.add('room in arrays', max(size, most) - size)
  }

  override mapTable(size: number): number {
    const least = super.mapTable(size)
    this.room.add('room in tables of maps and sets', this.most.mapTable(size) - least)
    return least
  }

  override setTable(size: number): number {
    const least = super.setTable(size)
    this.room.add('room in tables of maps and sets', this.most.setTable(size) - least)
    return least
  }

  override smallStore(byteLength: number): number {
    const least = super.smallStore(byteLength)
    this.room.add('buffers', this.most.smallStore(byteLength) - least)
    return least
  }

  // The walk may ask twice of one object: the last answer is the one that it charges.
  private note(properties: number, least: number): number {
    this.named = properties
    this.properties = least
    return least
  }

  private noteOrdinary(properties: number, least: number): number {
    this.note(properties, least - this.layout.objectHeader)
    this.isOrdinary = true
    return least
  }
}

/**
 * A walk that takes the least that V8 could hold, and adds up beside it what V8 could hold beyond: `bytes` and the total of
 * `room` are the most. There is no most where `isBounded` is false.
 */
export class UpperBoundWalk extends LowerBoundWalk {
  isBounded = true
  /** Whether the value has strings that may be slices, objects, arrays, sets: what is assumed of each is worth saying. */
  hasLongStrings = false
  hasObjects = false
  hasArrays = false
  hasSets = false

  private readonly noted: NotedSizes
  private readonly slots: Map<object, InstanceSlots> = new js.MapConstructor()
  private pending: object | undefined
  /** The object that is looked into, if it is counted. */
  private current: object | undefined
  private accessors = 0

  constructor(
    settings: WalkSettings,
    private readonly isStrict: boolean,
  ) {
    const sizes = new NotedSizes(settings, isStrict)
    super(settings, sizes)
    this.noted = sizes
  }

  get room(): RoomByCause {
    return this.noted.room
  }

  override run(root: unknown): void {
    super.run(root)
    this.noteProperties()
  }

  override blind(): void {
    this.isBounded = false
  }

  protected override begin(value: object): void {
    this.noteProperties()
    super.begin(value)
    this.noted.begin()
    this.accessors = 0
    this.pending = value
  }

  override countObject(): void {
    super.countObject()
    this.current = this.pending
  }

  // A proxy has no properties, and to ask it for its prototype would run a trap.
  protected override proxy(): void {
    super.proxy()
    this.current = undefined
  }

  override accessor(pair: object, isNew: boolean, key: unknown, get: unknown, set: unknown): void {
    this.accessors++
    // hidden classes share pairs, dictionaries don't
    if (!isNew) this.room.add('properties in dictionaries', this.layout.accessorPair)
    super.accessor(pair, isNew, key, get, set)
  }

  /**
   * Asked once of each number in a slot: V8 may have a box for any of them. That of a small integer is what computing left,
   * such as `0.5 * 2`, or one of a field that holds fractions in other objects.
   */
  override isSmall(value: number): boolean {
    this.room.add('boxes of numbers', this.layout.heapNumber)
    return super.isSmall(value)
  }

  protected override reachString(value: string, kind: EdgeKind, key: unknown): void {
    if (value.length >= SHORTEST_SLICE) {
      this.hasLongStrings = true
      if (this.isStrict) this.isBounded = false
    }
    // each time: equal strings may be one string each
    const most = this.noted.most.string(value.length, isSingleCharacter(value))
    this.room.add('strings that are not flat, shared or of one byte', most)
    super.reachString(value, kind, key)
  }

  override leaf(size: number, type: string, value: unknown, kind: EdgeKind, key: unknown): void {
    const before = this.bytes
    super.leaf(size, type, value, kind, key)
    const least = this.bytes - before
    if (type === 'string') this.room.add('strings that are not flat, shared or of one byte', -least)
    else if (type === 'number') this.room.add('boxes of numbers', -least)
    else if (type === 'bigint') this.room.add('boxes of numbers', size - least)
  }

  /** Of the object that was looked into last: its properties are all known now. */
  private noteProperties(): void {
    const { current, noted, layout } = this
    this.current = undefined
    if (current === undefined || typeof current === 'function') return
    this.hasObjects = true
    const own = this.ownOfKind(current)
    const named = noted.named + this.accessors
    const slots = min(this.isStrict ? layout.maxInObjectSlots : this.slotsOf(current, named), layout.maxInObjectSlots)
    const dictionary = noted.most.properties(named + own, slots)
    const inside = slots * layout.slot - noted.properties
    // where at least there is a long property array, some of the dictionary is instead of it
    this.room.add('room in objects', max(0, inside))
    this.room.add('properties in dictionaries', dictionary + min(0, inside))
  }

  private slotsOf(object: object, named: number): number {
    const prototype = js.getPrototypeOf(object)
    const classSlots = prototype === null ? 0 : this.classSlots(prototype)
    if (classSlots === 'unknown') return this.layout.maxInObjectSlots
    if (!this.noted.isOrdinary) return classSlots === 'native' ? 0 : classSlots
    if (prototype === null) return 0
    // a literal has a slot for each, `{}` and `Object.create` four
    return max(this.layout.emptyObjectSlots, named, classSlots === 'native' ? 0 : classSlots)
  }

  private classSlots(prototype: object): InstanceSlots {
    const known = js.mapGet(this.slots, prototype)
    if (known !== undefined) return known
    const slots = instanceSlotsOf(prototype)
    js.mapSet(this.slots, prototype, slots)
    return slots
  }

  /** What V8 gives an object of some kinds as own properties: in a dictionary they take an entry. Notes what kind it is. */
  private ownOfKind(object: object): number {
    if (js.isArray(object)) {
      this.hasArrays = true
      if (this.isStrict) this.isBounded = false
      return 1 // length
    }
    if (this.noted.isOrdinary) return 0
    switch (brandOf(object)) {
      case 'set':
        this.hasSets = true
        if (this.isStrict) this.isBounded = false
        return 0
      case 'regExp': // lastIndex
      case 'string': // length
        return 1
      case 'arguments': // length, callee, Symbol.iterator
        return 3
      default:
        return 0
    }
  }
}
