import { type Bytes, bytes } from './bytes.js'
import { measurementOf } from './graph/breakdown.js'
import { type Reached, reachedBySets } from './graph/roots-reaching.js'
import { compareText } from './graph/row-names.js'
import type { Measurement, TypeRow, Warning } from './measurement.js'
import { remember } from './measurements.js'
import type { SizeOptions } from './options.js'
import { GraphWalk } from './walk/graph-walk.js'
import * as js from './walk/intrinsics.js'
import { settingsOf } from './walk/settings.js'
import type { WalkSettings } from './walk/walk.js'

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
  /** By name, in the order of the names. The exclusive bytes of all, and those of `shared`, add up to `bytes`. */
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
  return measureJointly(names, values, settingsOf(options), js.list())
}

/**
 * Several values in one walk.
 *
 * @param names No name twice.
 * @param warnings What is to be said beside what the walk warns of.
 */
export function measureJointly(
  names: readonly string[],
  values: readonly unknown[],
  settings: WalkSettings,
  warnings: readonly Warning[],
): JointMeasurement {
  // in the order of the names: the sets of roots then are, too, and the result is the same whatever came first
  const order = js.list<number>()
  for (let i = 0; i < names.length; i++) order[i] = i
  js.sort(order, (a, b) => compareText(names[a] as string, names[b] as string))
  const sortedNames = js.list<string>()
  const sortedValues = js.list<unknown>()
  for (let i = 0; i < order.length; i++) {
    sortedNames[i] = names[order[i] as number] as string
    sortedValues[i] = values[order[i] as number]
  }
  const walk = new GraphWalk(settings)
  walk.runAll(sortedNames, sortedValues)
  // first: it has names for types that no object has
  const measurement = measurementOf(walk, undefined)
  const reached = reachedBySets(walk)
  return remember({
    ...measurement,
    warnings: sortedWarnings(measurement.warnings, warnings),
    roots: rootSizes(sortedNames, reached),
    shared: sharedSizes(sortedNames, reached),
  })
}

function rootSizes(names: readonly string[], reached: readonly Reached[]): Record<string, RootSize> {
  const exclusive = new js.Float64ArrayConstructor(names.length)
  const reachable = new js.Float64ArrayConstructor(names.length)
  const objects = new js.Float64ArrayConstructor(names.length)
  for (let i = 0; i < reached.length; i++) {
    const part = reached[i] as Reached
    for (let j = 0; j < part.roots.length; j++) (reachable[part.roots[j] as number] as number) += part.bytes
    if (part.roots.length !== 1) continue
    const root = part.roots[0] as number
    exclusive[root] = part.bytes
    objects[root] = part.objects
  }
  const sizes = js.createObject(null) as Record<string, RootSize>
  for (let root = 0; root < names.length; root++) {
    sizes[names[root] as string] = {
      exclusive: bytes(exclusive[root] as number),
      reachable: bytes(reachable[root] as number),
      objects: objects[root] as number,
    }
  }
  return sizes
}

function sharedSizes(names: readonly string[], reached: readonly Reached[]): SharedSize[] {
  const shared = js.list<SharedSize>()
  for (let i = 0; i < reached.length; i++) {
    const { roots, bytes: size, objects, types } = reached[i] as Reached
    if (roots.length < 2) continue
    const between = js.list<string>()
    for (let j = 0; j < roots.length; j++) between[j] = names[roots[j] as number] as string
    shared[shared.length] = { between: js.toArray(between), bytes: bytes(size), objects, types }
  }
  return js.toArray(js.sort(shared, compareShared))
}

function sortedWarnings(ofWalk: readonly Warning[], others: readonly Warning[]): Warning[] {
  const all = js.list<Warning>()
  for (let i = 0; i < ofWalk.length; i++) all[i] = ofWalk[i] as Warning
  for (let i = 0; i < others.length; i++) all[all.length] = others[i] as Warning
  return js.toArray(js.sort(all, (a, b) => compareText(a.path, b.path) || compareText(a.message, b.message)))
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
