import * as js from '../walk/intrinsics.js'
import type { Measurer } from './measurable.js'

/** A field that a decorator shows, or leaves out. */
export interface DecoratedField {
  readonly name: string | symbol
  /** A `#private` name, or the storage of an `accessor`: no property shows what it holds. */
  readonly isHidden: boolean
  readonly isStatic: boolean
  /** Why it is left out; `undefined` for one that is shown. */
  readonly reason: string | undefined
  /** Whether an object has it: one that no constructor made has not. */
  has(object: object): boolean
  read(object: object): unknown
}

/** What is known of the objects of one prototype, or of a class itself. */
export interface KnownType {
  measurer: Measurer<never> | undefined
  /** Why the class is left out; `undefined` for one that is not. */
  reason: string | undefined
  readonly fields: DecoratedField[]
}

interface State {
  /** By prototype; static fields by class. */
  readonly types: WeakMap<object, KnownType>
  /** The objects whose measurers are running, and whether somebody meanwhile asked for their size. */
  readonly active: Asked[]
}

interface Asked {
  readonly object: object
  isAskedAgain: boolean
}

const KEY = Symbol.for('carat.types')

/** One for the ES module and the CommonJS form, which may both be loaded. */
const state: State = sharedState()

function sharedState(): State {
  const there: unknown = js.getOwnPropertyDescriptor(globalThis, KEY)?.value
  try {
    // throws for all but a WeakMap, of whatever realm
    js.weakMapHas((there as State).types, undefined)
    return there as State
  } catch {
    const own: State = { types: new WeakMap(), active: js.list() }
    // A global object that takes no property leaves each form with its own.
    Reflect.defineProperty(globalThis, KEY, { value: own })
    return own
  }
}

/** What is known of a prototype or a class, if anything. */
export function knownType(key: object): KnownType | undefined {
  return js.weakMapGet(state.types, key)
}

/** The same, to be added to. */
export function knownTypeOf(key: object): KnownType {
  let known = js.weakMapGet(state.types, key)
  if (known === undefined) {
    known = { measurer: undefined, reason: undefined, fields: js.list() }
    js.weakMapSet(state.types, key, known)
  }
  return known
}

export function addField(fields: DecoratedField[], field: DecoratedField): void {
  for (let i = 0; i < fields.length; i++) if (fields[i] === field) return
  fields[fields.length] = field
}

/** Whether an object is being asked what it declares, so that asking it again would never end. Notes that it was. */
export function isAsked(object: object): boolean {
  const { active } = state
  for (let i = 0; i < active.length; i++) {
    const asked = active[i] as Asked
    if (asked.object !== object) continue
    asked.isAskedAgain = true
    return true
  }
  return false
}

/** Runs a function while an object counts as asked. Returns whether it was asked again meanwhile. */
export function asking(object: object, run: () => void): boolean {
  const { active } = state
  const asked: Asked = { object, isAskedAgain: false }
  active[active.length] = asked
  try {
    run()
  } finally {
    active.length--
  }
  return asked.isAskedAgain
}
