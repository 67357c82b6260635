import { typeName } from '../walk/class-facts.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'
import { type Declaration, ownMethod } from './declaration.js'
import { asking, type DecoratedField, isAsked } from './known-types.js'
import type { Measurer, Visitor } from './measurable.js'
import { handleRejection, isPromise } from './promises.js'
import { keyText, valueText } from './value-text.js'

/** One thing that an object declares. */
export type Declared =
  | { readonly kind: 'field' | 'shared'; readonly name: PropertyKey; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly name: PropertyKey; readonly bytes: number }
  | { readonly kind: 'capacity'; readonly name: PropertyKey; readonly used: number; readonly allocated: number }
  | { readonly kind: 'skip'; readonly name: PropertyKey; readonly reason: string }

/** All that an object declares, and what was wrong with it. */
export class Declarations {
  readonly declared: Declared[] = js.list()
  readonly warnings: string[] = js.list()
  /** The names of properties that are left out; `undefined` if there are none. */
  skips: PropertyKey[] | undefined
  /** How many private fields are shown or left out. */
  privates = 0

  add(declared: Declared): void {
    this.declared[this.declared.length] = declared
    if (declared.kind !== 'skip') return
    this.skips ??= js.list()
    this.skips[this.skips.length] = declared.name
  }

  warn(message: string): void {
    for (let i = 0; i < this.warnings.length; i++) if (this.warnings[i] === message) return
    this.warnings[this.warnings.length] = message
  }
}

/** Asks objects what they declare. A walk has one of its own, and asks one object at a time. */
export class Asker {
  private readonly once = new Recorder()
  private readonly again = new Recorder()

  /** What an object declares, by the decorators of its classes and by their measurers. */
  declarationsOf(object: object, declaration: Declaration): Declarations {
    const found = new Declarations()
    const { fields, measurers, method } = declaration
    for (let i = 0; i < fields.length; i++) readField(object, fields[i] as DecoratedField, found)
    for (let i = 0; i < measurers.length; i++) this.ask(object, measurers[i] as Measurer<never>, false, found)
    // one of the object's own overrides that of its class
    const nearest = ownMethod(object) ?? method
    if (nearest !== undefined) this.ask(object, nearest, true, found)
    return found
  }

  /** What an object's own method declares. */
  declarationsBy(object: object, method: js.AnyFunction): Declarations {
    const found = new Declarations()
    this.ask(object, method, true, found)
    return found
  }

  /**
   * Asks twice. What an object holds is the same both times; what was made to be shown, such as a copy of a private list,
   * is not part of it. That also ends a measurer that would make one object after another.
   */
  private ask(object: object, measurer: js.AnyFunction, isMethod: boolean, found: Declarations): void {
    if (isAsked(object)) return
    const { once, again } = this
    const isCircular = asking(object, () => once.run(object, measurer, isMethod))
    asking(object, () => again.run(object, measurer, isMethod))
    if (isCircular)
      once.warn('asks for the size of the object that it is to size: that size is without what it declares')
    for (let i = 0; i < once.list.length; i++) this.compare(once.list[i] as Declared, again.list[i], i, found)
    if (again.list.length > once.list.length) once.warn('declares more when asked again: left out')
    if (once.warnings.length > 0) {
      const who = `${isMethod ? '[measurable]' : 'the measurer'} of ${typeName(object)}`
      for (let i = 0; i < once.warnings.length; i++) found.warn(`${who} ${once.warnings[i] as string}`)
    }
    once.clear()
    again.clear()
  }

  private compare(declared: Declared, second: Declared | undefined, place: number, found: Declarations): void {
    if (!isSame(declared, second)) {
      const text = keyText(declared.name)
      return this.once.warn(`declares something else for ${text} when asked again, such as a copy: left out`)
    }
    if (declared.kind !== 'capacity') {
      if (this.once.isRepeated(declared.name, place)) {
        return this.once.warn(`declares ${keyText(declared.name)} twice: the second is left out`)
      }
      if (isPrivateName(declared.name)) found.privates++
    }
    found.add(declared)
  }
}

function readField(object: object, field: DecoratedField, found: Declarations): void {
  const { reason, isHidden } = field
  if (reason !== undefined) {
    if (!field.has(object)) return
    if (isHidden) found.privates++
    // asked for its name after that: a symbol of the host's is found on the object
    return found.add({ kind: 'skip', name: field.name, reason })
  }
  if (!isHidden) return // the walk sees it anyway
  let value: unknown
  try {
    value = field.read(object)
  } catch {
    return // an object that has no such field
  }
  found.privates++
  found.add({ kind: 'field', name: field.name, value })
}

function isPrivateName(name: PropertyKey): boolean {
  return typeof name === 'string' && js.startsWith(name, '#')
}

function isSame(a: Declared, b: Declared | undefined): boolean {
  if (b === undefined || a.kind !== b.kind || a.name !== b.name) return false
  switch (a.kind) {
    case 'field':
    case 'shared':
      return js.is(a.value, (b as typeof a).value)
    case 'bytes':
      return a.bytes === (b as typeof a).bytes
    case 'capacity':
      return a.used === (b as typeof a).used && a.allocated === (b as typeof a).allocated
    case 'skip':
      return a.reason === (b as typeof a).reason
  }
}

/** Of one object: more are no fields, but a loop. */
const MOST_DECLARED = 100_000

const stop = Object.freeze({})

/** So many names are compared one by one. */
const FEW = 16

/** Takes down what one call of a measurer declares. */
class Recorder {
  list: Declared[] = js.list()
  warnings: string[] = js.list()
  private readonly visitor: Visitor = this.makeVisitor()
  private isOpen = false
  private names: Set<PropertyKey> | undefined

  clear(): void {
    if (this.list.length > 0) this.list = js.list()
    if (this.warnings.length > 0) this.warnings = js.list()
    this.names = undefined
  }

  run(object: object, measurer: js.AnyFunction, isMethod: boolean): void {
    this.isOpen = true
    try {
      this.check(
        isMethod ? js.apply(measurer, object, [this.visitor]) : js.apply(measurer, undefined, [object, this.visitor]),
      )
    } catch (error) {
      if (error === stop) {
        this.warn(`declares more than ${MOST_DECLARED} things of one object: the rest is left out`)
      } else {
        this.warn(`threw ${valueText(error)}: what it did not declare before is missing`)
      }
    }
    // what it declares later, after an `await`, comes too late
    this.isOpen = false
  }

  private check(returned: unknown): void {
    if (returned === undefined) return
    if (isPromise(returned)) {
      handleRejection(returned)
      this.warn('returned a promise: what it declares later is missing; declare without await')
    } else {
      this.warn(`returned ${valueText(returned)}: what it returns is not used; write visitor.bytes(name, count)`)
    }
  }

  warn(message: string): void {
    this.warnings[this.warnings.length] = message
  }

  /** Whether something before the one at `place` has the same name, its capacity left out. */
  isRepeated(name: PropertyKey, place: number): boolean {
    if (place >= FEW && this.names === undefined) {
      this.names = new js.SetConstructor()
      for (let i = 0; i < place; i++) this.note(i)
    }
    if (this.names !== undefined) {
      const isKnown = js.setHas(this.names, name)
      this.note(place)
      return isKnown
    }
    for (let i = 0; i < place; i++) {
      const one = this.list[i] as Declared
      if (one.kind !== 'capacity' && one.name === name) return true
    }
    return false
  }

  private note(place: number): void {
    const { kind, name } = this.list[place] as Declared
    if (kind !== 'capacity') js.setAdd(this.names as Set<PropertyKey>, name)
  }

  private add(declared: Declared): void {
    if (!this.isOpen) return
    const { name } = declared
    if (typeof name !== 'string' || name === '') {
      return this.warn(
        `declares something by the name ${valueText(name)}, which must be a text that is not empty: left out`,
      )
    }
    if (this.list.length === MOST_DECLARED) throw stop
    this.list[this.list.length] = declared
  }

  // Functions and not methods: a measurer may take them out of the visitor. Frozen: it is the measurer's to use, not to change.
  private makeVisitor(): Visitor {
    return js.freeze({
      field: (name: string, value: unknown) => this.add({ kind: 'field', name, value }),
      shared: (name: string, value: unknown) => this.add({ kind: 'shared', name, value }),
      bytes: (name: string, count: number) => {
        if (!this.isOpen) return
        if (isAmount(count)) return this.add({ kind: 'bytes', name, bytes: count })
        this.warn(`declares ${valueText(count)} bytes for ${keyText(name)}, which must be whole, 0 or more: left out`)
      },
      capacity: (name: string, amounts: { readonly used: number; readonly allocated: number }) => {
        if (!this.isOpen) return
        const used = own(amounts, 'used')
        const allocated = own(amounts, 'allocated')
        if (isAmount(used) && isAmount(allocated) && used <= allocated) {
          return this.add({ kind: 'capacity', name, used, allocated })
        }
        const text = `${valueText(used)} bytes used of ${valueText(allocated)} allocated`
        this.warn(`declares ${text} for ${keyText(name)}: left out; write { used: 24, allocated: 80 }`)
      },
      skip: (name: string, reason: string) => {
        if (!this.isOpen) return
        if (typeof reason === 'string' && reason !== '') return this.add({ kind: 'skip', name, reason })
        this.warn(`skips ${keyText(name)} without a reason in words: not skipped`)
      },
    })
  }
}

function isAmount(count: unknown): count is number {
  return js.isSafeInteger(count) && (count as number) >= 0
}

function own(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || isProxy(object)) return undefined
  return js.getOwnPropertyDescriptor(object, name)?.value
}
