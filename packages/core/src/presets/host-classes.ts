import { privateMembersOf } from '../declare/class-source.js'
import { isNative } from '../walk/constructors.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'

/** A class of the host, as it is when the preset is loaded. */
export interface HostClass {
  readonly name: string
  readonly type: js.AnyFunction
  readonly prototype: object
  /** Whether its own `#private` fields hold what its objects hold, so that no walk can see it. */
  readonly hasPrivateFields: boolean
  /** Whether an engine holds all that its objects hold. */
  readonly isNative: boolean
}

/** A global class, or `undefined` where the host has none. */
export function globalClass(name: string): HostClass | undefined {
  return classOf(name, propertyOf(globalThis, name))
}

/** A class that a module or a namespace object exports. */
export function memberClass(owner: unknown, name: string): HostClass | undefined {
  return classOf(name, propertyOf(owner, name))
}

/** The class of an object that a function of the host has made. */
export function classOfObject(name: string, object: unknown): HostClass | undefined {
  if (typeof object !== 'object' || object === null) return undefined
  const prototype = js.getPrototypeOf(object)
  return prototype === null ? undefined : classOf(name, js.getOwnPropertyDescriptor(prototype, 'constructor')?.value)
}

/** A property, read: hosts make many of their globals on first use. */
function propertyOf(owner: unknown, name: string): unknown {
  try {
    return (owner as Record<string, unknown> | undefined)?.[name]
  } catch {
    return undefined
  }
}

function classOf(name: string, type: unknown): HostClass | undefined {
  if (typeof type !== 'function' || isProxy(type)) return undefined
  const prototype: unknown = js.getOwnPropertyDescriptor(type, 'prototype')?.value
  if (typeof prototype !== 'object' || prototype === null || js.getPrototypeOf(prototype) === null) return undefined
  const owner = type as js.AnyFunction
  const { fields } = privateMembersOf(owner)
  return {
    name,
    type: owner,
    prototype,
    hasPrivateFields: fields > 0,
    isNative: isNative(owner),
  }
}

interface HostProcess {
  getBuiltinModule?(id: string): unknown
}

/** A module of Node.js, without an import, so that the preset loads anywhere; `undefined` where there is none. */
export function builtinModule(id: string): unknown {
  try {
    return (globalThis as { process?: HostProcess }).process?.getBuiltinModule?.(id)
  } catch {
    return undefined
  }
}
