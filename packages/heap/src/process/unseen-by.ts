import {
  type Bytes,
  internals,
  isMeasurement,
  type LayoutName,
  type Measurement,
  type SizeOptions,
  type WalkedObject,
} from '@carat/core'
import { heldEdges, ownersOf } from './backing-stores.js'
import { type HeldValue, HeldValues } from './held-values.js'
import type { HeldCause } from './held-walk.js'

/** Why V8 holds more, or less, than a walk counts. */
export type UnseenCause =
  | HeldCause
  /** What growth left unused: capacity beyond the tightest. */
  | 'spare capacity'
  /** Properties in a hash table, which takes several times as much as slots do. */
  | 'dictionary properties'
  /** Properties and elements held in another form than the tightest: beside the object, shared between literals, as a table. */
  | 'other form'
  /** Ropes and slices, and texts that are held more than once. */
  | 'strings'
  /** Numbers whose boxes are shared, or were made where none was needed. */
  | 'boxed numbers'
  /** What a class declares of memory outside of V8's heap. A snapshot does not have it: the bytes are below 0. */
  | 'declared memory'

/** Bytes that V8 holds and a walk does not count, at one place for one reason. */
export interface UnseenBytes {
  /** The path of a `Part`: from the value, such as `.handlers[*]`; of a private field its own. */
  readonly path: string
  readonly cause: UnseenCause
  /** Below 0 where V8 holds less than the walk counts. */
  readonly bytes: Bytes
  /** Heap objects that these bytes are of; of a difference in how V8 holds what the walk sees, how many places. */
  readonly count: number
}

/** What a walk counts, what V8 holds, and all that lies between: `walk` + the bytes of all `rows` = `heap`. */
export interface UnseenReport {
  /** That of the running engine. */
  readonly layout: LayoutName
  /** The settled size in that layout. */
  readonly walk: Bytes
  /** As built, without in-object slack. */
  readonly heap: Bytes
  readonly slack: Bytes
  /** Largest first, then by path and cause. */
  readonly rows: readonly UnseenBytes[]
}

/**
 * The bytes that a walk missed, by path and cause: it takes a snapshot and compares, object by object.
 *
 * @param measurement Made by `measure`. It keeps the value that it is of alive.
 * @throws {TypeError} if it is no measurement, or none of a single value.
 * @throws {Error} if it is of several values.
 *
 * @example
 * const { walk, heap, rows } = unseenBy(measure(api))
 * rows[0] // { path: '.refresh', cause: 'closure context', bytes: 12400, count: 3 }
 */
export function unseenBy(measurement: Measurement): UnseenReport {
  if (!isMeasurement(measurement)) {
    throw new TypeError(
      `measurement must come from measure(value), got ${typeof measurement}; for example unseenBy(measure(cache))`,
    )
  }
  const measured = internals.measuredValue(measurement)
  if (measured === undefined) {
    throw new Error(
      'the value of the measurement is not known: it is of several values, or no measure(value) made it; for example unseenBy(measure(cache))',
    )
  }
  return unseenOf(measured.value, measured.options)
}

/**
 * The same for a value that nobody measured.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind.
 */
export function unseenOf(value: unknown, options: SizeOptions = {}): UnseenReport {
  const { exclude, include } = options
  const all = new HeldValues([value], { exclude, include })
  return reportOf(all, all.at(0))
}

/** Collects rows that are alike. */
class Rows {
  private readonly found = new Map<string, { path: string; cause: UnseenCause; bytes: number; count: number }>()

  add(path: string, cause: UnseenCause, bytes: number, count = 1): void {
    const key = `${cause} ${path}`
    const known = this.found.get(key)
    if (known === undefined) {
      this.found.set(key, { path, cause, bytes, count })
    } else {
      known.bytes += bytes
      known.count += count
    }
  }

  sorted(): UnseenBytes[] {
    const rows = [...this.found.values()].filter(({ bytes }) => bytes !== 0) as unknown as UnseenBytes[]
    const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
    return rows.sort((a, b) => b.bytes - a.bytes || order(a.path, b.path) || order(a.cause, b.cause))
  }
}

export function reportOf(all: HeldValues, one: HeldValue): UnseenReport {
  const { graph, names } = all
  const { held } = one
  // Only now, after the snapshot: it hashes strings, by which V8 makes one piece of those that were joined.
  const walked = internals.walked(one.value, all.options)
  const settled = new Map(walked.objects.map((object) => [object.value, object]))
  const rows = new Rows()
  const string = new Set(['string', 'concatenated string', 'sliced string'].map((type) => names.nodeType(type)))
  const number = names.nodeType('number')
  const owners = ownersOf(graph, names, held, heldEdges(graph, all.walk, held))
  // by object: what V8 has of it, and how
  const built = new Map<WalkedObject, { bytes: number; spare: number; isDictionary: boolean }>()
  let heap = 0
  let slack = 0
  let strings = 0
  let numbers = 0
  held.nodes.forEach((node, place) => {
    const object = one.objectAt(node)
    const bytes = all.bytesOf(node, object)
    heap += bytes.used
    slack += bytes.slack
    const origin = held.origins[held.originOf[place] as number]
    if (origin !== undefined) {
      const path = one.objectAt(all.walk.objectOf(origin.from))?.path ?? ''
      const place = origin.field === undefined ? path : `${path}.${origin.field}`
      // a backing store is no object of its own
      rows.add(place, origin.cause, bytes.used, owners.get(node) === node ? 1 : 0)
      return
    }
    if (string.has(graph.nodeTypes[node] as number)) strings += bytes.used
    else if (graph.nodeTypes[node] === number && owners.get(node) === node) numbers += bytes.used
    else {
      const owner = one.objectAt(owners.get(node) as number)
      // a store that several objects share, or the pair of an accessor: part of the rest
      if (owner === undefined) return
      const known = built.get(owner) ?? { bytes: 0, spare: 0, isDictionary: false }
      known.bytes += bytes.used
      if (object === owner) known.spare = bytes.spare - object.spare
      known.isDictionary ||= graph.nodeNames[node] === names.of('(object properties)')
      built.set(owner, known)
    }
  })
  for (const [object, { bytes, spare, isDictionary }] of built) {
    const difference = bytes - (settled.get(object.value)?.self ?? 0)
    if (difference === 0) continue
    const grown = Math.min(spare, Math.max(difference, 0))
    if (grown > 0) rows.add(object.path, 'spare capacity', grown)
    const rest = difference - grown
    if (rest !== 0) rows.add(object.path, isDictionary && rest > 0 ? 'dictionary properties' : 'other form', rest)
  }
  const counted = new Map(walked.measurement.types.map(({ type, bytes }) => [type, bytes]))
  const { measurement } = walked
  if (strings !== (counted.get('string') ?? 0)) rows.add('', 'strings', strings - (counted.get('string') ?? 0))
  if (numbers !== (counted.get('number') ?? 0)) rows.add('', 'boxed numbers', numbers - (counted.get('number') ?? 0))
  const native = counted.get('native') ?? 0
  if (native !== 0) rows.add('', 'declared memory', -native)
  // whatever is left is how stores are shared: of objects that V8 does not have where the walk counted one
  const explained = rows.sorted().reduce((sum, { bytes }) => sum + bytes, 0)
  const rest = heap - measurement.bytes - explained
  if (rest !== 0) rows.add('', 'other form', rest)
  return {
    layout: measurement.layout,
    walk: measurement.bytes,
    heap: heap as Bytes,
    slack: slack as Bytes,
    rows: rows.sorted(),
  }
}
