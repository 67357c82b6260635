import { isProxy } from './host.js'
import * as js from './intrinsics.js'
import { constructorOf, isNative } from './prototypes.js'

// Far longer chains than anybody writes; a cycle is impossible, a proxy ends the chain.
const LONGEST_CHAIN = 1000

/** What a class says of its instances. */
export interface ClassFacts {
  /** The class, as the prototype's `constructor` says without being run; `undefined` where no prototype names one. */
  readonly name: string | undefined
  readonly hasPrivateFields: boolean
  /** Whether the program wrote the class, and not the engine. */
  readonly isOwnClass: boolean
}

/** What the objects of one prototype have in common, learnt from its chain. */
export function classFactsOf(prototype: object | null): ClassFacts {
  if (prototype === null) return { name: 'Object (no prototype)', hasPrivateFields: false, isOwnClass: false }
  const owner = ownerOf(prototype)
  return {
    name: owner === undefined ? tagOf(prototype) : (functionName(owner) ?? '(anonymous class)'),
    hasPrivateFields: hasPrivateFields(prototype),
    isOwnClass: owner !== undefined && !isNative(owner),
  }
}

/** The name of what is no object of a class: a function, or something behind a proxy. */
export function typeName(value: unknown): string {
  if (typeof value === 'function') return 'function'
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  if (isProxy(value)) return 'Proxy'
  return classFactsOf(js.getPrototypeOf(value)).name ?? namelessType(value)
}

/** What an object is called whose prototypes name no class. */
export function namelessType(value: object): string {
  return js.isArray(value) ? 'Array' : 'Object'
}

/** The constructor that the nearest prototype names which names one. */
function ownerOf(start: object): js.AnyFunction | undefined {
  let prototype: object | null = start
  for (let depth = 0; prototype !== null && depth < LONGEST_CHAIN && !isProxy(prototype); depth++) {
    const owner = constructorOf(prototype)
    if (owner !== undefined) return owner
    if (tagAt(prototype) !== undefined) return undefined
    prototype = js.getPrototypeOf(prototype)
  }
  return undefined
}

/** The tag that stands in for a name, of objects that no constructor made: iterators, module namespaces. */
function tagOf(start: object): string | undefined {
  let prototype: object | null = start
  for (let depth = 0; prototype !== null && depth < LONGEST_CHAIN && !isProxy(prototype); depth++) {
    const tag = tagAt(prototype)
    if (tag !== undefined) return tag
    prototype = js.getPrototypeOf(prototype)
  }
  return undefined
}

function tagAt(prototype: object): string | undefined {
  const tag: unknown = js.getOwnPropertyDescriptor(prototype, js.toStringTag)?.value
  return typeof tag === 'string' && tag !== '' ? tag : undefined
}

function functionName(fn: js.AnyFunction): string | undefined {
  const name: unknown = js.getOwnPropertyDescriptor(fn, 'name')?.value
  return typeof name === 'string' && name !== '' ? name : undefined
}

/**
 * Whether an object's class, or one it extends, writes of `#private` fields. V8 keeps them as slots that no JavaScript
 * shows; the class's source is the only sign of them.
 */
function hasPrivateFields(start: object): boolean {
  let prototype: object | null = start
  for (let depth = 0; prototype !== null && depth < LONGEST_CHAIN && !isProxy(prototype); depth++) {
    const owner = constructorOf(prototype)
    if (owner !== undefined && declaresPrivateFields(owner)) return true
    prototype = js.getPrototypeOf(prototype)
  }
  return false
}

// A class's source never changes, so what was found in it stays true as long as the class lives.
const known = new WeakMap<js.AnyFunction, boolean>()
const knownGet = known.get.bind(known)
const knownSet = known.set.bind(known)

function declaresPrivateFields(owner: js.AnyFunction): boolean {
  const answer = knownGet(owner)
  if (answer !== undefined) return answer
  const source = js.functionToString(owner)
  const found = js.startsWith(source, 'class') && mentionsPrivateName(source)
  knownSet(owner, found)
  return found
}

/**
 * Whether a class body holds a private name: `#` and a letter, where a member may begin or after a dot. A `#` in a string
 * or a comment is mostly preceded by something else (`'#fff'`, `// see #12`).
 */
function mentionsPrivateName(source: string): boolean {
  for (let i = 1; i < source.length - 1; i++) {
    if (js.charCodeAt(source, i) !== HASH || !startsName(js.charCodeAt(source, i + 1))) continue
    let before = i - 1
    while (before > 0 && isSpace(js.charCodeAt(source, before))) before--
    const code = js.charCodeAt(source, before)
    if (code === DOT || code === OPEN_BRACE || code === CLOSE_BRACE || code === SEMICOLON) return true
    // `#count = 0` on a line of its own, or after static, async, get, set
    if (before < i - 1 && endsMember(code)) return true
  }
  return false
}

const HASH = 35
const DOT = 46
const SEMICOLON = 59
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13
}

function startsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code > 127
}

/** A letter, digit, closing bracket, quote or `*`: what stands before a member where no semicolon is written. */
function endsMember(code: number): boolean {
  return (
    startsName(code) ||
    (code >= 48 && code <= 57) ||
    code === 41 ||
    code === 93 ||
    code === 39 ||
    code === 42 ||
    code === 47
  )
}
