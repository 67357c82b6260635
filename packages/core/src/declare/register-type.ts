import { constructorName } from '../walk/constructors.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'
import { knownTypeOf } from './known-types.js'
import type { Measurer } from './measurable.js'

/** A class, abstract or not, whatever its constructor takes. */
export type AnyClass<T extends object = object> = abstract new (...args: never[]) => T

/**
 * Teaches the walk a class that you don't own. The measurer is called for each object of the class and of those that extend
 * it, after the measurers of the classes that it extends; what `measurable` says of its errors holds for it, too.
 *
 * A second call for a class replaces the measurer. It stays for the life of the process, or until the function that is
 * returned is called.
 *
 * @throws {TypeError} if `type` is no class, is `Object` or `Function`, or `measurer` is no function.
 *
 * @example
 * registerType(Database, (database, visitor) => {
 *   visitor.bytes('page cache', database.cacheSize())
 *   visitor.skip('logger', 'belongs to the app')
 * })
 */
export function registerType<T extends object>(type: AnyClass<T>, measurer: Measurer<T>): () => void {
  const prototype = prototypeOf(type)
  if (typeof measurer !== 'function') {
    throw new TypeError(
      `measurer must be a function of (value, visitor), got ${measurer === null ? 'null' : typeof measurer}; ${EXAMPLE}`,
    )
  }
  const known = knownTypeOf(prototype)
  known.measurer = measurer as Measurer<never>
  return () => {
    if (known.measurer === measurer) known.measurer = undefined
  }
}

const EXAMPLE =
  "for example registerType(Database, (database, visitor) => visitor.bytes('page cache', database.cacheSize()))"

function prototypeOf(type: unknown): object {
  if (typeof type !== 'function' || isProxy(type)) {
    throw new TypeError(`type must be a class, got ${type === null ? 'null' : typeof type}; ${EXAMPLE}`)
  }
  if (type === Function) throw new TypeError('type must be the class of an object: functions are not asked')
  const prototype: unknown = js.getOwnPropertyDescriptor(type, 'prototype')?.value
  if (typeof prototype !== 'object' || prototype === null) {
    throw new TypeError(`type must be a class, got a function without a prototype; ${EXAMPLE}`)
  }
  if (js.getPrototypeOf(prototype) === null) {
    throw new TypeError(
      `type must be a class of its own: ${constructorName(type as js.AnyFunction)} is all objects' class`,
    )
  }
  return prototype
}
