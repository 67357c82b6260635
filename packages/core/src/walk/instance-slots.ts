import { readInstanceMembers } from '../declare/class-source.js'
import { max, min } from '../math.js'
import { constructorOf, isNative } from './constructors.js'
import { isProxy } from './host.js'
import * as js from './intrinsics.js'

/** V8 makes more slots than a class seems to need, until it has seen some instances. */
const SPARE_SLOTS = 8
/** What V8 expects of a function that seems to add nothing. */
const LEAST_EXPECTED = 2
// Far longer chains than anybody writes; a cycle is impossible, a proxy ends the chain.
const LONGEST_CHAIN = 1000

/** How many slots V8 may make inside an instance for the classes that its prototype names. */
export type InstanceSlots =
  | number
  /** The engine's own class: its instances have none. */
  | 'native'
  /** No class, or none that can be read: any number. */
  | 'unknown'

/**
 * The most slots for properties that V8 makes inside the instances of one prototype.
 *
 * It counts the fields of each class of the chain and the assignments to `this` in its constructor; here each `this` counts.
 *
 * @see V8 11.3 src/objects/js-function.cc `JSFunction::CalculateExpectedNofProperties`
 */
export function instanceSlotsOf(prototype: object): InstanceSlots {
  if (isProxy(prototype)) return 'unknown'
  const owner = constructorOf(prototype)
  if (owner === undefined) return 'unknown'
  if (isNative(owner)) return isBound(owner) ? 'unknown' : 'native'
  let slots = SPARE_SLOTS
  let next: object | null = owner
  for (let depth = 0; typeof next === 'function'; depth++) {
    if (depth === LONGEST_CHAIN || isProxy(next) || isBound(next as js.AnyFunction)) return 'unknown'
    if (!isNative(next as js.AnyFunction)) slots += max(LEAST_EXPECTED, expectedOf(next as js.AnyFunction))
    next = js.getPrototypeOf(next)
  }
  return slots
}

/** `Function.prototype`, the last of the chain, has the same source, but no function for a prototype. */
function isBound(fn: js.AnyFunction): boolean {
  return js.functionToString(fn) === 'function () { [native code] }' && typeof js.getPrototypeOf(fn) === 'function'
}

// A function's source never changes, so what was found in it stays true as long as the function lives.
const known = new WeakMap<js.AnyFunction, number>()
const knownGet = known.get.bind(known)
const knownSet = known.set.bind(known)

function expectedOf(fn: js.AnyFunction): number {
  const answer = knownGet(fn)
  if (answer !== undefined) return answer
  const source = js.functionToString(fn)
  const members = js.startsWith(source, 'class') ? readInstanceMembers(source) : undefined
  const expected =
    members === undefined
      ? mentionsOfThis(source) + (js.startsWith(source, 'class') ? lines(source) : 0)
      : members.fields + mentionsOfThis(members.constructorText)
  knownSet(fn, min(expected, 255)) // V8 has a byte for it
  return min(expected, 255)
}

function mentionsOfThis(source: string): number {
  let count = 0
  for (let i = 0; i + 4 <= source.length; i++) if (js.slice(source, i, i + 4) === 'this') count++
  return count
}

/** The most fields that a class could have whose source can't be read: each ends with a semicolon, or the line. */
function lines(source: string): number {
  let count = 1
  for (let i = 0; i < source.length; i++) {
    const code = js.charCodeAt(source, i)
    if (code === 10 || code === 13 || code === 59 || code === 0x2028 || code === 0x2029) count++
  }
  return count
}
