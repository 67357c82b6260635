import { handleRejection, isPromise } from './declare/promises.js'
import { valueText } from './declare/value-text.js'
import { compareText } from './graph/row-names.js'
import { type JointMeasurement, measureJointly } from './measure-all.js'
import type { Warning } from './measurement.js'
import type { SizeOptions } from './options.js'
import * as js from './walk/intrinsics.js'
import { step } from './walk/path.js'
import { settingsOf } from './walk/settings.js'

const KEY = Symbol.for('carat.roots')

type Roots = Map<string, () => unknown>

/** All roots of this realm. One table for the ES module and the CommonJS form, which may both be loaded. */
const roots: Roots = sharedTable()

let isAsking = false

function sharedTable(): Roots {
  const there: unknown = js.getOwnPropertyDescriptor(globalThis, KEY)?.value
  try {
    // throws for all but a Map, of whatever realm
    js.mapSize(there)
    return there as Roots
  } catch {
    const own: Roots = new Map()
    // A global object that takes no property leaves each form with its own table.
    Reflect.defineProperty(globalThis, KEY, { value: own })
    return own
  }
}

/**
 * Registers a part of the program's live state under a name, so that `measureRoots` measures it whenever it is asked to.
 *
 * The function, and all that it holds on to, is held until the root is unregistered. A root is known in the realm that
 * registered it: each worker thread, and each test file in Jest, has roots of its own.
 *
 * @param name What measurements call it: `.sessions` is the path of the root `sessions`.
 * @param get Gives the value when it is measured: at once, no promise. What it returns may be another one each time, or
 *   `undefined`, which weighs nothing: `() => ref.deref()` measures what a WeakRef still has.
 * @returns Unregisters the root. To call it again does nothing, even if the name has been given to another root.
 * @throws {TypeError} if `name` is no string or empty, or `get` is no function.
 * @throws {RangeError} if a root of that name is registered.
 *
 * @example
 * const sessions = new Map()
 * const unregister = registerRoot('sessions', () => sessions)
 */
export function registerRoot(name: string, get: () => unknown): () => void {
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(
      `registerRoot: name must be a non-empty string, got ${valueText(name)}; for example registerRoot('sessions', () => sessions)`,
    )
  }
  if (typeof get !== 'function') {
    throw new TypeError(
      `registerRoot: get must be a function that returns the root, got ${valueText(get)}; for example registerRoot(${js.stringify(name)}, () => value)`,
    )
  }
  if (js.mapGet(roots, name) !== undefined) {
    throw new RangeError(
      `registerRoot: a root ${js.stringify(name)} is registered; unregister it first, by calling what registerRoot returned for it, or choose another name`,
    )
  }
  js.mapSet(roots, name, get)
  // let go of afterwards: who keeps what is returned here does not keep the root
  let registered: (() => unknown) | undefined = get
  return () => {
    if (registered === undefined) return
    if (js.mapGet(roots, name) === registered) js.mapDelete(roots, name)
    registered = undefined
  }
}

/**
 * What all registered roots weigh, in one walk as `measureAll` makes it: the bytes that each holds alone, and what is shared
 * between which. The function of each root is called once, in the order of the names; no other code of the program runs.
 *
 * A root whose function throws or returns a promise is left out, and `warnings` says so. Roots that such a function registers or
 * unregisters are so from the next measurement on. Without any root the result is an empty one, of 0 bytes.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of a root.
 * @throws {Error} if the function of a root calls it: that root is then left out of the measurement that asked for it.
 *
 * @example
 * const { roots, shared } = measureRoots()
 * roots.sessions?.exclusive // bytes that no other root holds
 */
export function measureRoots(options?: SizeOptions): JointMeasurement {
  const settings = settingsOf(options)
  if (isAsking) {
    throw new Error(
      'measureRoots: called by the function of a root, which it would have to call again; let that function return the value alone, for example registerRoot("sessions", () => sessions)',
    )
  }
  const names = js.list<string>()
  const values = js.list<unknown>()
  const warnings = js.list<Warning>()
  isAsking = true
  try {
    askAll(names, values, warnings)
  } finally {
    isAsking = false
  }
  return measureJointly(names, values, settings, warnings)
}

function askAll(names: string[], values: unknown[], warnings: Warning[]): void {
  // the functions may register and unregister roots
  const asked = registeredNames()
  const gets = js.list<() => unknown>()
  for (let i = 0; i < asked.length; i++) gets[i] = js.mapGet(roots, asked[i] as string) as () => unknown
  for (let i = 0; i < asked.length; i++) {
    const name = asked[i] as string
    // called as a function, and not as a method of the list
    const get = gets[i] as () => unknown
    const warn = (problem: string): void => {
      const message = `the function of this root ${problem}; the root is left out`
      warnings[warnings.length] = { path: step('property', name), message, count: 1 }
    }
    let value: unknown
    try {
      value = get()
    } catch (thrown) {
      warn(`threw ${valueText(thrown)}`)
      continue
    }
    if (isPromise(value)) {
      handleRejection(value)
      warn(`returned a promise, but a root has to be there at once: registerRoot(${js.stringify(name)}, () => value)`)
      continue
    }
    names[names.length] = name
    values[values.length] = value
  }
}

function registeredNames(): readonly string[] {
  const names = js.list<string>()
  js.mapForEach(roots, (_, name) => {
    if (typeof name === 'string') names[names.length] = name
  })
  return js.sort(names, compareText)
}
