import { brandOf } from '../walk/brand.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'

/** Whether a value is a promise of the language's, by its internal slots. */
export function isPromise(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || isProxy(value) || js.isArray(value)) return false
  return brandOf(value) === 'promise'
}

/**
 * Takes note of a rejection, which nobody else may: an unhandled one ends a process. The constructor of a promise's class,
 * where it has one of its own, runs as it does whenever somebody waits for it; a getter that gives the constructor does not.
 */
export function handleRejection(promise: object): void {
  if (!hasPlainConstructor(promise)) return
  try {
    js.promiseThen(promise, ignore, ignore)
  } catch {
    // a class whose constructor throws
  }
}

function hasPlainConstructor(start: object): boolean {
  let object: object | null = start
  while (object !== null && !isProxy(object)) {
    const descriptor = js.getOwnPropertyDescriptor(object, 'constructor')
    if (descriptor !== undefined) return js.hasOwn(descriptor, 'value') && !isProxy(descriptor.value)
    object = js.getPrototypeOf(object)
  }
  return object === null
}

function ignore(): void {}
