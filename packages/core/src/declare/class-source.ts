import * as js from '../walk/intrinsics.js'
import { ClassReader, type PrivateMembers } from './class-reader.js'

const none: PrivateMembers = Object.freeze({ fields: 0, hasMethods: false, staticFields: 0, isCertain: true })
const unknown: PrivateMembers = Object.freeze({ ...none, isCertain: false })

// A class's source never changes, so what was found in it stays true as long as the class lives.
const known = new WeakMap<js.AnyFunction, PrivateMembers>()
const knownGet = known.get.bind(known)
const knownSet = known.set.bind(known)

/**
 * The private members that a class declares itself, those of the classes that it extends left out. None where it is no
 * `class` in source: what a compiler has moved to WeakMaps takes no slot.
 */
export function privateMembersOf(owner: js.AnyFunction): PrivateMembers {
  const answer = knownGet(owner)
  if (answer !== undefined) return answer
  const source = js.functionToString(owner)
  const found = js.startsWith(source, 'class') && mayHidePrivates(source) ? readClass(source) : none
  knownSet(owner, found)
  return found
}

/** The private members in the source of a class. */
export function readClass(source: string): PrivateMembers {
  return new ClassReader(source).read() ?? unknown
}

/** What decides how many slots V8 makes for the fields of an instance. */
export interface InstanceMembers {
  /** Fields of an instance, private or not. */
  readonly fields: number
  /** Parameters and body of the constructor; empty where there is none. */
  readonly constructorText: string
}

/** The instance members in the source of a class; `undefined` if it could not be read. */
export function readInstanceMembers(source: string): InstanceMembers | undefined {
  const reader = new ClassReader(source)
  if (reader.read() === undefined) return undefined
  return { fields: reader.instanceFields, constructorText: reader.constructorText }
}

const knownFields = new WeakMap<js.AnyFunction, boolean>()
const knownFieldsGet = knownFields.get.bind(knownFields)
const knownFieldsSet = knownFields.set.bind(knownFields)

/**
 * Whether a class gives its instances fields: then it holds the function that makes them (`class_fields_symbol`, V8 11.3
 * src/init/heap-symbols.h).
 */
export function hasInstanceFields(owner: js.AnyFunction): boolean {
  const answer = knownFieldsGet(owner)
  if (answer !== undefined) return answer
  const members = readInstanceMembers(js.functionToString(owner))
  const found = members !== undefined && members.fields > 0
  knownFieldsSet(owner, found)
  return found
}

/** Most classes have no private member at all: without a `#` there is none, but for the storage of an `accessor`. */
function mayHidePrivates(source: string): boolean {
  return js.indexOf(source, '#') >= 0 || js.indexOf(source, 'accessor') >= 0
}
