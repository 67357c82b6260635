/**
 * What only the host can tell about a value without running its code. A proxy, above all: to JavaScript it is
 * indistinguishable, and every question put to it runs a trap.
 *
 * Node.js, Deno and Bun answer through `util.types`, reached without an import so that core loads anywhere. In a browser
 * nobody answers: proxies are walked as what they pretend to be, and a few kinds are told by their prototype alone.
 */
export interface HostTypes {
  isProxy(value: unknown): boolean
  isMap(value: unknown): boolean
  isSet(value: unknown): boolean
  isWeakMap(value: unknown): boolean
  isWeakSet(value: unknown): boolean
  isDate(value: unknown): boolean
  isRegExp(value: unknown): boolean
  isArrayBuffer(value: unknown): boolean
  isSharedArrayBuffer(value: unknown): boolean
  isBoxedPrimitive(value: unknown): boolean
  isPromise(value: unknown): boolean
  isNativeError(value: unknown): boolean
  isArgumentsObject(value: unknown): boolean
  isGeneratorObject(value: unknown): boolean
  isModuleNamespaceObject(value: unknown): boolean
  isMapIterator(value: unknown): boolean
  isSetIterator(value: unknown): boolean
  isExternal(value: unknown): boolean
}

interface HostProcess {
  getBuiltinModule?(name: string): { types?: HostTypes } | undefined
}

function findHostTypes(): HostTypes | undefined {
  try {
    const { process } = globalThis as { process?: HostProcess }
    const types = process?.getBuiltinModule?.('node:util')?.types
    // a copy: a test may replace what is on `util.types`
    return types?.isProxy(new Proxy({}, {})) ? { ...types } : undefined
  } catch {
    return undefined
  }
}

/** The host's own type checks, where there are any. */
export const hostTypes: HostTypes | undefined = findHostTypes()

const never = () => false

export const isProxy: (value: unknown) => boolean = hostTypes?.isProxy ?? never
