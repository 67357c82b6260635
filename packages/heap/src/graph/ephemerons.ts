import type { StringTable } from './heap-graph.js'

/** A value in a WeakMap, as the name of an edge to it tells. */
export interface Ephemeron {
  /** The same for the edge from the table and the edge from the key, and for no others. */
  readonly pair: number
  /** The id of the WeakMap's table. */
  readonly table: number
}

/**
 * Tells the edges to values in WeakMaps from others.
 *
 * A value lives as long as both its key and the table do. The snapshot has an edge from each, of type `internal`; that it is
 * such an edge, stands in its name alone.
 *
 * @see V8 14.6 `src/profiler/heap-snapshot-generator.cc`, `ExtractEphemeronHashTableReferences`
 */
export class Ephemerons {
  readonly #strings: StringTable
  // by place of the name
  readonly #known: Uint8Array
  readonly #byName = new Map<number, Ephemeron>()
  readonly #pairs = new Map<string, number>()

  constructor(strings: StringTable) {
    this.#strings = strings
    this.#known = new Uint8Array(strings.length)
  }

  /** @param name The name of an edge of type `internal`, as its place in the strings. */
  named(name: number): Ephemeron | undefined {
    const known = this.#known[name]
    if (known === IS_NONE) return undefined
    if (known === UNKNOWN) this.#look(name)
    return this.#byName.get(name)
  }

  #look(name: number): void {
    const match = EPHEMERON.exec(this.#strings.get(name))
    this.#known[name] = match === null ? IS_NONE : IS_ONE
    if (match === null) return
    const { pair, table } = match.groups as { pair: string; table: string }
    const number = this.#pairs.get(pair) ?? this.#pairs.size
    this.#pairs.set(pair, number)
    this.#byName.set(name, { pair: number, table: Number(table) })
  }
}

const UNKNOWN = 0
const IS_NONE = 1
const IS_ONE = 2
const EPHEMERON =
  /^\d+(?<pair> \/ part of key \(.*? @\d+\) -> value \(.*? @\d+\) pair in WeakMap \(table @(?<table>\d+)\))$/s
