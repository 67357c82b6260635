import { constructorName, constructorOf, isNative } from './constructors.js'
import { isProxy } from './host.js'
import * as js from './intrinsics.js'

// Far longer chains than anybody writes; a cycle is impossible, a proxy ends the chain.
const LONGEST_CHAIN = 1000

/** What a class says of its instances. */
export interface ClassFacts {
  /** The class, as the prototype's `constructor` says without being run; `undefined` where no prototype names one. */
  readonly name: string | undefined
  /** Whether the program wrote the class, and not the engine. */
  readonly isOwnClass: boolean
}

/** What the objects of one prototype have in common, learnt from its chain. */
export function classFactsOf(prototype: object | null): ClassFacts {
  if (prototype === null) return { name: 'Object (no prototype)', isOwnClass: false }
  const owner = ownerOf(prototype)
  return {
    name: owner === undefined ? tagOf(prototype) : constructorName(owner),
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
