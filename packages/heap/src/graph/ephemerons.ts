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
  /** By place of the name. */
  readonly #byName = new Map<number, Ephemeron>()
  /** A bit for each string: whether it is such a name. There are millions of edges to ask about. */
  readonly #isName: Uint8Array

  constructor(strings: StringTable) {
    this.#isName = new Uint8Array(Math.ceil(strings.length / 8))
    const pairs = new Map<string, number>()
    for (const name of strings.endingWith(')')) {
      const match = EPHEMERON.exec(strings.get(name))
      if (match === null) continue
      const { pair, table } = match.groups as { pair: string; table: string }
      const number = pairs.get(pair) ?? pairs.size
      pairs.set(pair, number)
      this.#byName.set(name, { pair: number, table: Number(table) })
      ;(this.#isName[name >>> 3] as number) |= 1 << (name & 7)
    }
  }

  /** @param name The name of an edge of type `internal`, as its place in the strings. */
  named(name: number): Ephemeron | undefined {
    return ((this.#isName[name >>> 3] as number) & (1 << (name & 7))) === 0 ? undefined : this.#byName.get(name)
  }
}

const EPHEMERON =
  /^\d+(?<pair> \/ part of key \(.*? @\d+\) -> value \(.*? @\d+\) pair in WeakMap \(table @(?<table>\d+)\))$/s
