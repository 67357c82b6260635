import { type Declaration, declarationOf } from '../declare/declaration.js'
import { type Brand, brandOf } from './brand.js'
import { constructorOf, isNative } from './constructors.js'
import { isProxy } from './host.js'
import * as js from './intrinsics.js'

/** What the objects of one prototype have in common. */
export interface PrototypeFacts {
  /** The kind of the first object seen with this prototype: a hint, checked against each object. */
  readonly brand: Brand
  /** There is none. */
  readonly isNoPrototype: boolean
  /** `Object.prototype`, of any realm. */
  readonly isObjectPrototype: boolean
  /** The constructor is native: an instance has no fields of a class inside. */
  readonly isBuiltin: boolean
  /** Reading a missing index of such an object runs nothing: no proxy and no index in the prototype chain. */
  readonly hasPlainIndices: boolean
  /** What its classes declare of an object, in words or in private; `undefined` where they don't. */
  readonly declaration: Declaration | undefined
}

const noPrototype: PrototypeFacts = {
  brand: 'ordinary',
  isNoPrototype: true,
  isObjectPrototype: false,
  isBuiltin: false,
  hasPlainIndices: true,
  declaration: undefined,
}

/** The facts of a prototype, learnt from the first object that has it. */
export function factsOf(prototype: object | null, first: object): PrototypeFacts {
  if (prototype === null) return js.isArray(first) ? noPrototype : { ...noPrototype, brand: brandOf(first) }
  const brand = js.isArray(first) ? 'ordinary' : brandOf(first)
  if (isProxy(prototype)) return { ...noPrototype, brand, isNoPrototype: false, hasPlainIndices: false }
  const owner = constructorOf(prototype)
  const isBuiltin = owner !== undefined && isNative(owner)
  return {
    brand: brand === 'ordinary' && isBuiltin && isForeign(prototype, owner) ? 'native' : brand,
    isNoPrototype: false,
    isObjectPrototype: isBuiltin && isRootPrototype(prototype),
    isBuiltin,
    hasPlainIndices: hasPlainIndices(prototype),
    declaration: declarationOf(prototype),
  }
}

function isRootPrototype(prototype: object): boolean {
  return js.getPrototypeOf(prototype) === null && js.hasOwn(prototype, '__lookupGetter__')
}

// What inherits from one of these and has none of its internal slots is an ordinary object, oddly made.
const languageConstructors: readonly string[] = [
  ...['Object', 'Function', 'Array', 'Boolean', 'Number', 'String', 'Symbol', 'BigInt', 'Date', 'RegExp', 'Promise'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Iterator', 'AsyncIterator'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'TypedArray', 'Error', 'AggregateError', 'EvalError'],
  ...['RangeError', 'ReferenceError', 'SuppressedError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array'],
  ...['BigInt64Array', 'BigUint64Array', 'Float16Array', 'Float32Array', 'Float64Array'],
  ...['DisposableStack', 'AsyncDisposableStack', 'GeneratorFunction', 'AsyncGeneratorFunction', 'AsyncFunction'],
]

/** Made by a native constructor that is none of the language's: the host keeps memory for it that no walk sees. */
function isForeign(prototype: object, owner: js.AnyFunction): boolean {
  if (isRootPrototype(prototype)) return false
  const name: unknown = js.getOwnPropertyDescriptor(owner, 'name')?.value
  for (let i = 0; i < languageConstructors.length; i++) if (languageConstructors[i] === name) return false
  return true
}

/**
 * The names that assignment makes are enumerable, and a getter is told by `__lookupGetter__`: what is asked here is cheap,
 * and what it overlooks, hidden data at a prototype's index, runs nothing.
 */
function hasPlainIndices(start: object): boolean {
  let prototype: object | null = start
  for (let depth = 0; prototype !== null; depth++) {
    if (depth > 1000 || isProxy(prototype)) return false
    const names = js.keys(prototype)
    if (names.length > 0 && isIndex(names[0] as string)) return false
    prototype = js.getPrototypeOf(prototype)
  }
  return true
}

/** Whether a property name is an array index, which V8 keeps among the elements. Index names come first, in order. */
export function isIndex(name: string): boolean {
  const first = name.length === 0 ? 0 : js.charCodeAt(name, 0)
  if (first < 48 || first > 57) return false
  const index = +name >>> 0
  return `${index}` === name && index !== 0xffffffff
}
