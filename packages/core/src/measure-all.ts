import { type Bytes, bytes } from './bytes.js'
import { measurementOf, typeRows } from './graph/breakdown.js'
import { type Reached, reachedBySets } from './graph/roots-reaching.js'
import { compareText } from './graph/row-names.js'
import type { Measurement, TypeRow } from './measurement.js'
import { remember } from './measurements.js'
import type { SizeOptions } from './options.js'
import { GraphWalk } from './walk/graph-walk.js'
import * as js from './walk/intrinsics.js'
import { settingsOf } from './walk/settings.js'

/** What one of several roots weighs. */
export interface RootSize {
  /** What it reaches alone: its removal frees so much of what all roots reach. */
  readonly exclusive: Bytes
  /** All that it reaches, whoever else does. */
  readonly reachable: Bytes
  /** Heap objects that it reaches alone. */
  readonly objects: number
}

/** What several roots reach, and no others. */
export interface SharedSize {
  /** The names of these roots, sorted. */
  readonly between: readonly string[]
  readonly bytes: Bytes
  readonly objects: number
  /** Largest first, then by name. */
  readonly types: readonly TypeRow[]
}

/** What several roots weigh together: each object is counted once. */
export interface JointMeasurement extends Measurement {
  /** By name. The exclusive bytes of all, and those of `shared`, add up to `bytes`. */
  readonly roots: Readonly<Record<string, RootSize>>
  /** Largest first, then by the names. */
  readonly shared: readonly SharedSize[]
}

/**
 * What several values weigh, in one walk: how many bytes each of them holds alone, and what is shared between which.
 *
 * @param roots The values by the names that the result calls them: own enumerable properties; a getter is not run.
 * @throws {TypeError} if `roots` is no object, or one of its properties is an accessor.
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of a value.
 *
 * @example
 * const { roots, shared } = measureAll({ users: userCache, sessions: sessionCache })
 * roots.users.exclusive // bytes that only the users' cache holds
 */
export function measureAll(roots: Readonly<Record<string, unknown>>, options?: SizeOptions): JointMeasurement {
  const names = js.list<string>()
  const values = js.list<unknown>()
  readRoots(roots, names, values)
  const walk = new GraphWalk(settingsOf(options))
  walk.runAll(names, values)
  // first: it has names for types that no object has
  const measurement = measurementOf(walk, roots)
  const reached = reachedBySets(walk)
  return remember({
    ...measurement,
    roots: rootSizes(names, reached),
    shared: sharedSizes(names, reached, walk.typeNames),
  })
}

function rootSizes(names: readonly string[], reached: readonly Reached[]): Record<string, RootSize> {
  const sizes = js.createObject(null) as Record<string, RootSize>
  for (let root = 0; root < names.length; root++) {
    let exclusive = 0
    let objects = 0
    let reachable = 0
    for (let i = 0; i < reached.length; i++) {
      const part = reached[i] as Reached
      if (!includes(part.roots, root)) continue
      reachable += part.bytes
      if (part.roots.length > 1) continue
      exclusive += part.bytes
      objects += part.objects
    }
    sizes[names[root] as string] = { exclusive: bytes(exclusive), reachable: bytes(reachable), objects }
  }
  return sizes
}

function includes(roots: readonly number[], root: number): boolean {
  for (let i = 0; i < roots.length; i++) if (roots[i] === root) return true
  return false
}

function sharedSizes(
  names: readonly string[],
  reached: readonly Reached[],
  typeNames: readonly string[],
): SharedSize[] {
  const shared = js.list<SharedSize>()
  for (let i = 0; i < reached.length; i++) {
    const { roots, bytes: size, objects, counts, sizes } = reached[i] as Reached
    if (roots.length < 2 || objects === 0) continue
    const between = js.list<string>()
    for (let j = 0; j < roots.length; j++) between[j] = names[roots[j] as number] as string
    shared[shared.length] = {
      between: js.toArray(js.sort(between, compareText)),
      bytes: bytes(size),
      objects,
      types: typeRows(typeNames, counts, sizes),
    }
  }
  return js.toArray(js.sort(shared, compareShared))
}

function compareShared(a: SharedSize, b: SharedSize): number {
  if (a.bytes !== b.bytes) return b.bytes - a.bytes
  const length = a.between.length - b.between.length
  for (let i = 0; length === 0 && i < a.between.length; i++) {
    const order = compareText(a.between[i] as string, b.between[i] as string)
    if (order !== 0) return order
  }
  return length
}

function readRoots(roots: unknown, names: string[], values: unknown[]): void {
  if (typeof roots !== 'object' || roots === null) {
    throw new TypeError(
      `roots must be an object of values by name, got ${roots === null ? 'null' : typeof roots}; for example measureAll({ users, sessions })`,
    )
  }
  const keys = js.keys(roots)
  for (let i = 0; i < keys.length; i++) {
    const name = keys[i] as string
    const descriptor = js.getOwnPropertyDescriptor(roots, name) as PropertyDescriptor
    if (!js.hasOwn(descriptor, 'value')) {
      throw new TypeError(
        `roots must hold values, but ${js.stringify(name)} is an accessor, which measureAll does not run; for example measureAll({ users: app.users })`,
      )
    }
    names[i] = name
    values[i] = descriptor.value
  }
}
