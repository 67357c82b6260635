import * as js from '../walk/intrinsics.js'

const { defineProperty } = Reflect

/** Reads something of an object by a getter that was taken from the host's own class: never by one that a subclass has. */
export type Reader = (object: object) => unknown

/**
 * The getter of a host's class, or `undefined` where there is none. What the reader answers of an object that is none of the
 * class is `undefined`.
 */
export function readerOf(prototype: object, key: string): Reader | undefined {
  const get = js.getOwnPropertyDescriptor(prototype, key)?.get as js.AnyFunction | undefined
  if (get === undefined) return undefined
  return (object) => {
    try {
      return js.apply(get, object, [])
    } catch {
      return undefined
    }
  }
}

/** A method of a host's class, or `undefined` where there is none. */
export function methodOf(prototype: object, key: PropertyKey): js.AnyFunction | undefined {
  const method: unknown = js.getOwnPropertyDescriptor(prototype, key)?.value
  return typeof method === 'function' ? (method as js.AnyFunction) : undefined
}

/** A name and what it stands for, as `forEach` of Headers, FormData and URLSearchParams tells them. */
export interface Entry {
  readonly name: string
  readonly value: unknown
}

/** What a `forEach` of the host tells of an object; `undefined` if the object is none of its class. */
export function readEntries(forEach: js.AnyFunction, object: object): readonly Entry[] | undefined {
  const entries = js.list<Entry>()
  const take = (value: unknown, name: unknown) => {
    if (typeof name === 'string') entries[entries.length] = { name, value }
  }
  // Node.js calls it by `callback.call`, which a test may have replaced on all functions but this one.
  const call = (_self: unknown, value: unknown, name: unknown) => take(value, name)
  defineProperty(take, 'call', { value: call })
  try {
    js.apply(forEach, object, [take])
    return entries
  } catch {
    return undefined
  }
}
