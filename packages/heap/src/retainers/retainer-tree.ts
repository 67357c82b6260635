import type { HeapGraph, StringTable } from '../graph/heap-graph.js'
import { type GraphReader, readerOf } from './graph-reader.js'

/** What a search for retainers leaves out. */
export interface RetainerOptions {
  /** Ordinals of nodes that no path leads through: what the caller itself holds values with. */
  readonly without?: Iterable<number>
  /** Whether to leave out an edge. */
  readonly withoutEdge?: (edge: number, from: number) => boolean
  /** Edges that paths also begin with, after all that does not hang on running code: the node of each, and the edge. */
  readonly alsoFrom?: readonly (readonly [node: number, edge: number])[]
}

/** Of each node the edge that a shortest path from the root comes in by. */
export interface RetainerTree {
  readonly reader: GraphReader
  /** By ordinal; -1 for the root and for what nothing holds strongly. */
  readonly edgeInto: Int32Array
  /** By ordinal: the node before on the path, -1 where the path begins. */
  readonly parents: Int32Array
  /** Of paths that begin with an edge of `alsoFrom`, by the node that this leads to: the one that it comes from. */
  readonly starts: ReadonlyMap<number, number>
  /** The nodes that are reached, each after the one before it on its path. */
  readonly order: Uint32Array
  /** By ordinal: how readily the path to the node could be taken. */
  readonly ranks: Uint8Array
  isReached(node: number): boolean
}

const ROOT = 0

/**
 * How readily a path takes an edge. All that can be reached over edges of one rank is, before one of the next is looked at.
 *
 * Without this, the shortest path to most things leads through a feedback vector, a handle of the engine's or a hidden
 * class, and tells nobody anything.
 */
export const READILY = 0
/** What the host holds in C++, such as the modules that it has loaded: most of it has a name that people gave elsewhere. */
const THROUGH_THE_HOST = 1
/** What runs just now: gone as soon as it returns. */
export const FROM_THE_STACK = 2
/** Code, hidden classes, caches of the compiler. */
export const THROUGH_THE_ENGINE = 3
const NEVER = 4

/** V8's names of the roots in running code. */
export const STACK_ROOTS: readonly string[] = [
  '(Stack roots)',
  '(Handle scope)',
  '(Relocatable)',
  'C++ native stack roots',
]
const MICROTASKS = '(Micro tasks)'
/** How the jobs of the microtask queue begin, the one that runs among them; V8 11 has them under `(Strong roots)`. */
const JOB = 'system / Promise'
const ENGINE_EDGES = ['native_context', 'constructor_or_backpointer', 'initial_map', 'map', 'feedback_cell']
const ENGINE_NODES = ['system / NativeContext', 'system / FeedbackCell', 'system / WeakArrayList']
const HOST_ROOTS = ['Node / Environment']
const ENGINE_ROOTS = [
  '(Builtins)',
  '(Code flusher)',
  '(Compilation cache)',
  '(Debugger)',
  '(Internalized strings)',
  '(Read-only object cache)',
  '(Read-only roots)',
  '(Retain maps)',
  '(Shareable object cache)',
  '(Startup object cache)',
  '(Strong root list)',
]

/**
 * The shortest strong path from the root to every node, those that people recognise before those through V8's internals.
 *
 * A value of a WeakMap is held by the key and the table together: the path to it is that to the key, since the key is what
 * has to go. Of two paths of one length the one whose edge stands first in the snapshot is taken.
 */
export function retainerTree(graph: HeapGraph, options: RetainerOptions = {}): RetainerTree {
  const reader = readerOf(graph)
  const { firstEdge, edgeTo } = graph
  const rankOf = ranks(reader)
  const { withoutEdge } = options
  const parents = new Int32Array(graph.nodeCount).fill(-1)
  const edgeInto = new Int32Array(graph.nodeCount).fill(-1)
  const seen = new Uint8Array(graph.nodeCount)
  for (const node of options.without ?? []) seen[node] = 1
  seen[ROOT] = 1

  const reachedAt = new Uint8Array(graph.nodeCount)
  const queue = new Uint32Array(graph.nodeCount)
  queue[0] = ROOT
  let end = 1
  let next = 0
  const put = (node: number, from: number, edge: number, rank: number): void => {
    seen[node] = 1
    reachedAt[node] = rank
    parents[node] = from
    edgeInto[node] = edge
    queue[end++] = node
  }
  const starts = new Map<number, number>()
  // Edges put off, as pairs of the node and the edge.
  let later: number[] = []
  for (let rank = READILY; rank < NEVER; rank++) {
    const now = later
    later = []
    if (rank === FROM_THE_STACK) {
      for (const [from, edge] of options.alsoFrom ?? []) {
        const to = edgeTo[edge] as number
        if (seen[to] === 1) continue
        put(to, -1, edge, rank)
        starts.set(to, from)
      }
    }
    for (let at = 0; at < now.length; at += 2) {
      const from = now[at] as number
      const edge = now[at + 1] as number
      const to = edgeTo[edge] as number
      if (seen[to] === 1) continue
      if (rankOf(edge, from) > rank) later.push(from, edge)
      else put(to, from, edge, rank)
    }
    while (next < end) {
      const from = queue[next++] as number
      const last = firstEdge[from + 1] as number
      for (let edge = firstEdge[from] as number; edge < last; edge++) {
        const to = edgeTo[edge] as number
        if (seen[to] === 1) continue
        const needed = rankOf(edge, from)
        if (needed === NEVER || withoutEdge?.(edge, from)) continue
        if (needed > rank) later.push(from, edge)
        else put(to, from, edge, rank)
      }
    }
  }
  return {
    reader,
    edgeInto,
    parents,
    starts,
    order: queue.subarray(0, end),
    ranks: reachedAt,
    isReached: (node) => node === ROOT || edgeInto[node] !== -1,
  }
}

/** Of a WeakMap's entry: `1 / part of key (Object @5) -> value (Object @7) pair in WeakMap (table @9)`. */
export function isEphemeron(edgeName: string): boolean {
  return edgeName.includes(' / part of key ')
}

function ranks(reader: GraphReader): (edge: number, from: number) => number {
  const { graph } = reader
  const { nodeTypes, nodeNames, edgeTypes, edgeNames, edgeTo, strings } = graph
  const weak = reader.edgeType('weak')
  const internal = reader.edgeType('internal')
  const code = reader.nodeType('code')
  const shape = reader.nodeType('object shape')
  const hidden = reader.nodeType('hidden')
  const synthetic = reader.nodeType('synthetic')
  const array = reader.nodeType('array')
  const stackRoots = placesOf(strings, [...STACK_ROOTS, MICROTASKS])
  const engineRoots = placesOf(strings, ENGINE_ROOTS)
  const engineEdges = placesOf(strings, ENGINE_EDGES)
  const engineNodes = placesOf(strings, ENGINE_NODES)
  const namesEphemeron = remembered(strings, isEphemeron)
  const hostRoots = placesOf(strings, HOST_ROOTS)
  const wrap = strings.indexOf('ModuleWrap')
  const namesJob = remembered(strings, (name) => name.startsWith(JOB))
  return (edge, from) => {
    const type = edgeTypes[edge]
    if (type === weak) return NEVER
    const to = edgeTo[edge] as number
    const toType = nodeTypes[to]
    if (toType === synthetic) {
      const name = nodeNames[to] as number
      if (stackRoots[name] === 1) return FROM_THE_STACK
      if (hostRoots[name] === 1) return THROUGH_THE_HOST
      return engineRoots[name] === 1 ? THROUGH_THE_ENGINE : READILY
    }
    // The table's half of a WeakMap's entry holds nothing without the key's.
    if (type === internal && nodeTypes[from] === array && namesEphemeron(edgeNames[edge] as number)) return NEVER
    if (nodeTypes[from] === synthetic && toType === hidden && namesJob(nodeNames[to] as number)) return FROM_THE_STACK
    if (toType === code || toType === shape) return THROUGH_THE_ENGINE
    if (type === internal && engineEdges[edgeNames[edge] as number] === 1) return THROUGH_THE_ENGINE
    if (from !== ROOT && engineNodes[nodeNames[to] as number] === 1) return THROUGH_THE_ENGINE
    return nodeNames[to] === wrap && wrap !== -1 ? THROUGH_THE_HOST : READILY
  }
}

/** By place of a string: 1 for those of `texts`. */
function placesOf(strings: StringTable, texts: readonly string[]): Uint8Array {
  const places = new Uint8Array(strings.length)
  for (const text of texts) {
    const place = strings.indexOf(text)
    if (place !== -1) places[place] = 1
  }
  return places
}

/** A test of names that asks for each once. */
function remembered(strings: StringTable, test: (name: string) => boolean): (place: number) => boolean {
  const UNKNOWN = 0
  const NO = 1
  const YES = 2
  const answers = new Uint8Array(strings.length)
  return (place) => {
    if (answers[place] === UNKNOWN) answers[place] = test(strings.get(place)) ? YES : NO
    return answers[place] === YES
  }
}
