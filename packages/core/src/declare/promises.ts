import { brandOf } from '../walk/brand.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'

/** Whether a value is a promise of the language's, by its internal slots. */
export function isPromise(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || isProxy(value) || js.isArray(value)) return false
  return brandOf(value) === 'promise'
}

/**
 * Takes note of a rejection, which nobody else may: an unhandled one ends a process. Where a promise's class is no longer the
 * language's own, its constructor runs, as it does whenever somebody waits for it; a getter that gives the constructor does not.
 */
export function handleRejection(promise: object): void {
  const owner = plainConstructor(promise)
  if (owner === undefined) return
  // `then` would ask for the species, which a test may have replaced; to await a promise of this realm asks for nothing more
  if (owner === PromiseConstructor) void settled(promise)
  else thenIgnored(promise)
}

const PromiseConstructor: unknown = Promise

async function settled(promise: unknown): Promise<void> {
  try {
    await promise
  } catch {
    // said in a warning that it is a promise
  }
}

function thenIgnored(promise: object): void {
  try {
    js.promiseThen(promise, ignore, ignore)
  } catch {
    // a class whose constructor throws
  }
}

/** What the promise, or the nearest prototype that has one, gives as its constructor: no accessor, and no proxy. */
function plainConstructor(start: object): unknown {
  let object: object | null = start
  while (object !== null && !isProxy(object)) {
    const descriptor = js.getOwnPropertyDescriptor(object, 'constructor')
    if (descriptor !== undefined) {
      return js.hasOwn(descriptor, 'value') && !isProxy(descriptor.value) ? (descriptor.value ?? null) : undefined
    }
    object = js.getPrototypeOf(object)
  }
  return object === null ? null : undefined
}

function ignore(): void {}
