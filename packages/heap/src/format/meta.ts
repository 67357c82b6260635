import { SnapshotFormatError } from './snapshot-format-error.js'

/**
 * What a snapshot says of itself: where each field stands, and what its numbers mean.
 *
 * Fields are found by name: `trace_node_id` is gone since V8 13, and later versions may put in others.
 */
export interface Meta {
  readonly nodeCount: number
  readonly edgeCount: number
  readonly extraNativeBytes: number | undefined
  readonly nodeTypeNames: readonly string[]
  readonly edgeTypeNames: readonly string[]
  /** How many numbers a node takes. */
  readonly nodeWidth: number
  readonly edgeWidth: number
  readonly nodeFields: {
    readonly type: number
    readonly name: number
    readonly id: number
    readonly self_size: number
    readonly edge_count: number
    readonly detachedness: number | undefined
  }
  readonly edgeFields: { readonly type: number; readonly name_or_index: number; readonly to_node: number }
  /** Not in the snapshots of old versions. */
  readonly locationFields:
    | {
        readonly width: number
        readonly object_index: number
        readonly script_id: number
        readonly line: number
        readonly column: number
      }
    | undefined
}

/**
 * Reads the value of `snapshot`.
 *
 * @param offset Where it begins, for the errors.
 * @throws {SnapshotFormatError} if something that every snapshot has is missing or of another kind; it names it.
 */
export function readMeta(text: string, offset: number): Meta {
  const fail = (what: string, got: unknown): SnapshotFormatError =>
    new SnapshotFormatError(`expected ${what} at byte ${offset}, got ${brief(got)}`, offset)

  const recordIn = (value: unknown, what: string): Readonly<Record<string, unknown>> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw fail(`${what} to be an object`, value)
    return value as Readonly<Record<string, unknown>>
  }
  const namesIn = (value: unknown, what: string): readonly string[] => {
    if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) {
      throw fail(`${what} to be a list of names`, value)
    }
    return value
  }
  const countIn = (name: string): number => {
    const value = snapshot[name]
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > MOST_ROWS) {
      throw fail(`snapshot.${name} to be a count below 2^32`, value)
    }
    return value
  }
  const placesIn = <Name extends string>(list: string, required: readonly Name[]): Record<Name, number> => {
    const names = namesIn(meta[list], `snapshot.meta.${list}`)
    const places = required.map((name) => {
      const place = names.indexOf(name)
      if (place < 0) throw fail(`snapshot.meta.${list} to have ${name}`, names)
      return [name, place] as const
    })
    return Object.fromEntries(places) as Record<Name, number>
  }
  const typesIn = (list: string, place: number): readonly string[] => {
    const types = meta[list]
    if (!Array.isArray(types)) throw fail(`snapshot.meta.${list} to be a list`, types)
    const names = namesIn(types[place], `snapshot.meta.${list}[${place}]`)
    if (names.length > MOST_TYPES) throw fail(`at most ${MOST_TYPES} types in snapshot.meta.${list}`, names.length)
    return names
  }

  const snapshot = recordIn(JSON.parse(text), 'snapshot')
  const meta = recordIn(snapshot.meta, 'snapshot.meta')
  if (snapshot.root_index !== undefined && snapshot.root_index !== 0) {
    throw fail('snapshot.root_index to be 0', snapshot.root_index)
  }
  const nodeCount = countIn('node_count')
  if (nodeCount === 0) throw fail('snapshot.node_count to count the root at least', nodeCount)
  const nodeFields = placesIn('node_fields', ['type', 'name', 'id', 'self_size', 'edge_count'])
  const edgeFields = placesIn('edge_fields', ['type', 'name_or_index', 'to_node'])
  const nodeFieldNames = meta.node_fields as readonly string[]
  const detachedness = nodeFieldNames.indexOf('detachedness')
  return {
    nodeCount,
    edgeCount: countIn('edge_count'),
    extraNativeBytes: typeof snapshot.extra_native_bytes === 'number' ? snapshot.extra_native_bytes : undefined,
    nodeTypeNames: typesIn('node_types', nodeFields.type),
    edgeTypeNames: typesIn('edge_types', edgeFields.type),
    nodeWidth: nodeFieldNames.length,
    edgeWidth: (meta.edge_fields as readonly string[]).length,
    nodeFields: { ...nodeFields, detachedness: detachedness < 0 ? undefined : detachedness },
    edgeFields,
    locationFields:
      meta.location_fields === undefined
        ? undefined
        : {
            ...placesIn('location_fields', ['object_index', 'script_id', 'line', 'column']),
            width: (meta.location_fields as readonly string[]).length,
          },
  }
}

// They are numbered in 32 bits here, as in V8, which keeps them in vectors and has ids of 32 bits.
const MOST_ROWS = 2 ** 32 - 2
// As a type takes a byte here. V8 14 has 15 of nodes and 7 of edges.
const MOST_TYPES = 256

function brief(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length <= 120 ? text : `${text.slice(0, 120)}…`
}
