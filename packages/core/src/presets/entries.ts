import type { Measurer } from '../declare/measurable.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'
import type { HostClass } from './host-classes.js'
import { type Entry, methodOf, readEntries } from './native-readers.js'

/**
 * Shows the names and values of URLSearchParams and FormData, which keep them in a private list. The list itself stays
 * unseen.
 *
 * @param kind What an entry is called: `param`.
 */
export function measureEntries({ prototype }: HostClass, kind: string): Measurer | undefined {
  const forEach = methodOf(prototype, 'forEach')
  if (forEach === undefined) return undefined
  return (object, visitor) => declareEntries(readEntries(forEach, object), kind, visitor.field)
}

/**
 * Shows the names and values of Headers. To be listed, Headers are sorted, and Node.js keeps the sorted list on them from
 * then on: so a copy is listed, which is made without that.
 */
export function measureHeaders({ type, prototype }: HostClass): Measurer | undefined {
  const forEach = methodOf(prototype, 'forEach')
  const iterate = methodOf(prototype, js.iterator)
  if (forEach === undefined || iterate === undefined) return undefined
  const HeadersConstructor = type as unknown as new (from: object) => object
  return (object, visitor) => {
    // the constructor asks what it copies for its iterator: one that a subclass or a test has put there would be run
    if (!inherits(object, prototype, js.iterator, iterate)) return
    let copy: object
    try {
      copy = new HeadersConstructor(object)
    } catch {
      return // inherits from Headers, and is none
    }
    declareEntries(readEntries(forEach, copy), 'header', visitor.field)
  }
}

/** Whether an object finds a method where the host has put it, and still the one that was there. */
function inherits(object: object, prototype: object, key: PropertyKey, method: js.AnyFunction): boolean {
  let at: object | null = object
  while (at !== null && at !== prototype) {
    if (isProxy(at) || js.hasOwn(at, key)) return false
    at = js.getPrototypeOf(at)
  }
  return at !== null && js.getOwnPropertyDescriptor(prototype, key)?.value === method
}

/** Each name is declared beside its value; several of one name are numbered. */
function declareEntries(
  entries: readonly Entry[] | undefined,
  kind: string,
  field: (name: string, value: unknown) => void,
): void {
  if (entries === undefined) return
  const counts = new js.MapConstructor<string, number>()
  for (let i = 0; i < entries.length; i++) {
    const { name, value } = entries[i] as Entry
    const count = (js.mapGet(counts, name) ?? 0) + 1
    js.mapSet(counts, name, count)
    if (count === 1) field(`name of ${kind} ${name}`, name)
    field(`${kind} ${name}${count === 1 ? '' : ` (${count})`}`, value)
  }
}
