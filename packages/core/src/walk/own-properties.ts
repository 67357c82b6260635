import { numberDictionarySize } from '../size/dictionary.js'
import * as js from './intrinsics.js'
import { isIndex, type PrototypeFacts } from './prototypes.js'
import type { EdgeKind, Walk } from './walk.js'

/** Reads the own properties of one object after another. What it found of the last one lies in its fields. */
export class OwnProperties {
  /** Data properties with a name that is no index, symbols among them. */
  named = 0
  /** Those of them with a string for a name. */
  strings = 0
  accessors = 0

  /** Names of properties of the current object whose values are left out; their slots are not. */
  skips: readonly PropertyKey[] | undefined = undefined

  // what lies at array indices
  private present = 0
  private length = 0
  private hasIndexAccessor = false

  // getters and the setters that stand with them: hidden classes share the pair
  private pairs: Map<unknown, Map<unknown, object>> | undefined

  /** `Object.prototype.value = …` would make an accessor's descriptor look like data's. */
  readonly areDescriptorsPlain: boolean =
    !js.hasOwn(Object.prototype, 'value') && !js.hasOwn(Object.prototype, 'get') && !js.hasOwn(Object.prototype, 'set')

  /** How many elements the last object has at array indices. */
  get elements(): number {
    return this.present
  }

  /**
   * Reaches what the properties hold.
   *
   * @param names Index names come first, in order, as `Object.getOwnPropertyNames` has them.
   */
  read(walk: Walk, value: object, names: readonly string[], symbols: readonly symbol[]): void {
    this.named = 0
    this.accessors = 0
    this.present = 0
    this.length = 0
    this.hasIndexAccessor = false
    const first = this.readIndices(walk, value, names)
    for (let i = first; i < names.length; i++) this.readName(walk, value, names[i] as string)
    this.strings = this.named
    for (let i = 0; i < symbols.length; i++) this.readProperty(walk, value, symbols[i] as symbol)
  }

  /**
   * What `read` does, for an object whose properties are all enumerable and have names that are no indices. Returns how
   * many of them take a slot.
   */
  readPlain(walk: Walk, value: object, names: readonly string[]): number {
    let accessors = 0
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const descriptor = js.getOwnPropertyDescriptor(value, name) as PropertyDescriptor
      const held: unknown = descriptor.value
      if (typeof held === 'object') {
        if (held !== null) walk.meet(held, 'property', name)
      } else if (typeof held === 'number') {
        if (!walk.isSmall(held)) walk.boxed(held, 'property', name)
      } else if (held !== undefined) {
        walk.reach(held, 'property', name)
      } else if (!this.readDescriptor(walk, descriptor, 'property', name)) {
        accessors++
      }
    }
    return names.length - accessors
  }

  /** Reaches what a property holds. Whether it takes a slot: accessors live in the hidden class. */
  readDescriptor(walk: Walk, descriptor: PropertyDescriptor, kind: EdgeKind, key: unknown): boolean {
    if (this.isAccessor(descriptor)) {
      this.readAccessor(walk, descriptor, key)
      return false
    }
    walk.reach(descriptor.value, kind, key)
    return true
  }

  isAccessor(descriptor: PropertyDescriptor): boolean {
    if (!this.areDescriptorsPlain) return !js.hasOwn(descriptor, 'value')
    return descriptor.value === undefined && (descriptor.get !== undefined || descriptor.set !== undefined)
  }

  readAccessor(walk: Walk, { get, set }: PropertyDescriptor, key: unknown): void {
    this.accessors++
    this.pairs ??= new js.MapConstructor()
    let setters = js.mapGet(this.pairs, get)
    if (setters === undefined) {
      setters = new js.MapConstructor()
      js.mapSet(this.pairs, get, setters)
    }
    const known = js.mapGet(setters, set)
    const pair = known ?? {}
    if (known === undefined) js.mapSet(setters, set, pair)
    walk.accessor(pair, known === undefined, key, get, set)
  }

  /** The elements store that the last object has for its array indices. */
  elementsBytes(walk: Walk): number {
    if (this.present === 0) return 0
    if (this.hasIndexAccessor) return numberDictionarySize(this.present, walk.layout)
    return walk.sizes.objectElements(this.present, this.length)
  }

  /** The named properties and elements of an object of a built-in kind, behind the `header` of its kind. */
  behind(walk: Walk, value: object, facts: PrototypeFacts, header: number, skip?: string): number {
    const names = js.getOwnPropertyNames(value)
    const symbols = js.getOwnPropertySymbols(value)
    if (names.length === 0 && symbols.length === 0 && facts.declaration === undefined) return 0
    return this.behindOf(walk, value, facts, header, skip === undefined ? names : without(names, skip), symbols)
  }

  behindOf(
    walk: Walk,
    value: object,
    facts: PrototypeFacts,
    header: number,
    names: readonly string[],
    symbols: readonly symbol[],
  ): number {
    this.read(walk, value, names, symbols)
    const fields = this.named + privateSlots(walk, facts)
    const named = facts.isBuiltin ? walk.sizes.outside(this.named) : walk.sizes.fields(fields, header)
    return named + this.elementsBytes(walk)
  }

  /** Returns where the names that are no indices begin. */
  private readIndices(walk: Walk, value: object, names: readonly string[]): number {
    let i = 0
    for (; i < names.length; i++) {
      const name = names[i] as string
      if (!isIndex(name)) break
      const descriptor = js.getOwnPropertyDescriptor(value, name) as PropertyDescriptor
      this.present++
      this.length = +name + 1
      if (this.isSkipped(name)) continue
      if (!this.readDescriptor(walk, descriptor, 'element', +name)) this.hasIndexAccessor = true
    }
    return i
  }

  /**
   * `Error.captureStackTrace` leaves a hidden `stack` whose first reading, by descriptor too, formats it with the user's
   * `Error.prepareStackTrace`: it is left alone.
   */
  private readName(walk: Walk, value: object, name: string): void {
    if (name === 'stack' && !js.isEnumerable(value, name)) {
      this.named++
      walk.blind('error stack')
    } else {
      this.readProperty(walk, value, name)
    }
  }

  private readProperty(walk: Walk, value: object, key: PropertyKey): void {
    const descriptor = js.getOwnPropertyDescriptor(value, key)
    if (descriptor === undefined) return
    if (this.isSkipped(key)) {
      if (!this.isAccessor(descriptor)) this.named++
    } else if (this.readDescriptor(walk, descriptor, 'property', key)) {
      this.named++
    }
  }

  isSkipped(key: PropertyKey): boolean {
    const { skips } = this
    if (skips === undefined) return false
    for (let i = 0; i < skips.length; i++) if (skips[i] === key) return true
    return false
  }
}

/** The slots of what is private in an object's classes. */
export function privateSlots(walk: Walk, { declaration }: PrototypeFacts): number {
  return declaration === undefined ? 0 : walk.sizes.privateSlots(declaration.privateSlots)
}

export function without(names: readonly string[], name: string): readonly string[] {
  const kept = js.list<string>()
  for (let i = 0; i < names.length; i++) if (names[i] !== name) kept[kept.length] = names[i] as string
  return kept
}

/** Names without the indices, which come first. */
export function afterIndices(names: readonly string[]): readonly string[] {
  let first = 0
  while (first < names.length && isIndex(names[first] as string)) first++
  const kept = js.list<string>()
  for (let i = first; i < names.length; i++) kept[kept.length] = names[i] as string
  return kept
}
