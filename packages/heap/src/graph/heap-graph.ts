/**
 * A heap snapshot as a graph over flat arrays, as it stands in the file: nothing is left out, added or joined.
 *
 * Nodes are numbered from 0 in the order of the file (an _ordinal_; node 0 is the root), edges from 0, those of one node
 * side by side. Types are numbered as in the file's own `meta`.
 */
export interface HeapGraph {
  readonly nodeCount: number
  readonly edgeCount: number
  /** Bytes outside of V8's heap that belong to none of the nodes, where V8 says how many (since 12.x). */
  readonly extraNativeBytes?: number
  /** V8's names of the node types: `hidden`, `array`, `string`, `object`, `code`, `closure`, … */
  readonly nodeTypeNames: readonly string[]
  /** V8's names of the edge types: `context`, `element`, `property`, `internal`, `hidden`, `shortcut`, `weak`. */
  readonly edgeTypeNames: readonly string[]

  // by node
  readonly nodeTypes: Uint8Array
  /** Places in `strings`. */
  readonly nodeNames: Uint32Array
  /** Of V8: the same for an object in all snapshots of one process. */
  readonly nodeIds: Uint32Array
  /** Bytes of the object itself. */
  readonly selfSizes: Float64Array | Uint32Array
  /** 0 unknown, 1 attached, 2 detached; `undefined` where the file says nothing of it. */
  readonly detachedness: Uint8Array | undefined
  /** The edges of node n are those from `firstEdge[n]` up to `firstEdge[n + 1]`. */
  readonly firstEdge: Uint32Array

  // by edge
  readonly edgeTypes: Uint8Array
  /** Of `element` and `hidden` edges a number; of all others a place in `strings`. */
  readonly edgeNames: Uint32Array
  /** Ordinals. */
  readonly edgeTo: Uint32Array

  readonly inOrder: ColumnsInOrder
  readonly strings: StringTable
  /** Where functions stand in their scripts, in the order of the file. */
  readonly locations: Locations
}

/**
 * The same values from the first to the last. The arrays of these fields are made when they are asked for, and kept; who
 * reads all values once and in their order, needs none.
 */
export interface ColumnsInOrder {
  nodeNames(): NumberReader
  nodeIds(): NumberReader
  selfSizes(): NumberReader
  edgeNames(): NumberReader
}

export interface NumberReader {
  /** The next one; to be called as often as there are numbers. */
  next(): number
}

/** The strings of a snapshot, made when asked for. */
export interface StringTable {
  readonly length: number
  get(index: number): string
  /** The place of a string, or -1. */
  indexOf(text: string): number
  /** The places of all that end with a character of ASCII that needs no escape, and perhaps of others. */
  endingWith(character: string): Iterable<number>
}

/** Of some nodes, where in its source text each begins. */
export interface Locations {
  readonly length: number
  /** Ordinals. */
  readonly nodes: Uint32Array
  readonly scriptIds: Int32Array
  /** From 0, as V8 has them; below 0 in what was put in front of a script that begins at an offset of its own. */
  readonly lines: Uint32Array | Int32Array
  /** From 0; below 0 likewise. */
  readonly columns: Uint32Array | Int32Array
}
