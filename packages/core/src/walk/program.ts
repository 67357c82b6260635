import { constructorOf } from './constructors.js'
import * as js from './intrinsics.js'

/**
 * Global objects that belong to the program and not to a value that mentions them. With them: functions of the engine
 * (native code), prototypes, module namespaces, registered and well-known symbols.
 */
export const programGlobals: readonly string[] = Object.freeze([
  'globalThis',
  'Atomics',
  'Intl',
  'JSON',
  'Math',
  'Reflect',
  'Temporal',
  'WebAssembly',
  'console',
  'crypto',
  'document',
  'localStorage',
  'location',
  'navigator',
  'performance',
  'process',
  'sessionStorage',
  'window',
])

let known: Set<unknown> | undefined

/** Whether an object is one of the program's globals. Looked up once: a global that a test replaces later is the test's. */
export function isProgramGlobal(value: object): boolean {
  known ??= findGlobals()
  return js.setHas(known, value)
}

/** The program's globals that there are in this realm. */
export function programGlobalObjects(): object[] {
  known ??= findGlobals()
  const objects = js.list<object>()
  js.setForEach(known, (value) => {
    objects[objects.length] = value as object
  })
  return js.toArray(objects)
}

function findGlobals(): Set<unknown> {
  const found = new js.SetConstructor<unknown>()
  js.setAdd(found, globalThis)
  for (let i = 0; i < programGlobals.length; i++) {
    const descriptor = js.getOwnPropertyDescriptor(globalThis, programGlobals[i] as string)
    // Accessors of hosts make their object on first use (`crypto` in Node.js): what was never asked for is nowhere to be met.
    const value: unknown = descriptor !== undefined && js.hasOwn(descriptor, 'value') ? descriptor.value : undefined
    if (typeof value === 'object' && value !== null) js.setAdd(found, value)
  }
  const { process } = globalThis as { process?: unknown }
  if (typeof process === 'object' && process !== null) js.setAdd(found, process)
  return found
}

/** Whether an object is the prototype of the function that it names as its constructor. */
export function isPrototype(value: object): boolean {
  if (!js.hasOwn(value, 'constructor')) return false
  const owner = constructorOf(value)
  if (owner === undefined || !js.hasOwn(owner, 'prototype')) return false
  return js.getOwnPropertyDescriptor(owner, 'prototype')?.value === value
}

const wellKnownSymbols: ReadonlySet<unknown> = new Set(
  js.getOwnPropertyNames(Symbol).map((name) => (Symbol as unknown as Record<string, unknown>)[name]),
)

/** Whether a symbol is registered (`Symbol.for`) or one of the language's own. */
export function isProgramSymbol(value: symbol): boolean {
  return js.keyFor(value) !== undefined || isWellKnown(value)
}

/** Whether a symbol is one of the language's own, such as `Symbol.iterator`. */
export function isWellKnown(value: symbol): boolean {
  return js.setHas(wellKnownSymbols as Set<unknown>, value)
}
