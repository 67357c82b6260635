import type { HeapGraph } from '../graph/heap-graph.js'
import type { GraphReader } from '../retainers/graph-reader.js'
import { pathInTree, type VariableNames } from '../retainers/retainer-path.js'
import type { RetainerStep } from '../retainers/retainer-step.js'
import { type RetainerTree, STACK_ROOTS, THROUGH_THE_ENGINE } from '../retainers/retainer-tree.js'
import { type HeldBy, heldBy } from './held-by.js'

/** What one thing that was there before holds, and did not hold then. */
export interface NewObjects {
  /** The path to one of the new objects, or to the holder itself if what is new is its store. */
  readonly path: readonly RetainerStep[]
  /** The first step of the path to a new object; the path's length if there is none. */
  readonly firstNew: number
  /** How many more than before: those that took another's place don't count. */
  readonly objects: number
  /** How many more than before, stores that took the place of smaller ones included. */
  readonly bytes: number
  /** All that are new, by class, the most bytes first. */
  readonly types: readonly { readonly name: string; readonly count: number }[]
  /** The one of `types` that the path leads to. */
  readonly shownType: string | undefined
  /** Whether a store of the holder's own took the place of a smaller one. */
  readonly hasNewStore: boolean
}

/** What is kept of an earlier snapshot. */
export interface EarlierHeap {
  /** The greatest id of an object. */
  readonly lastId: number
  /** By ordinal. */
  readonly ids: Uint32Array
  readonly objects: Uint32Array
  readonly bytes: Float64Array
}

/** V8 gives objects odd ids in the order in which snapshots find them, and even ones to what Node.js adds. */
const isObjectId = (id: number): boolean => id % 2 === 1

/**
 * @param own Classes of the probe's own, which are to be left out.
 */
export function earlierHeap(graph: HeapGraph, own: readonly string[]): EarlierHeap {
  const { objects, bytes } = heldBy(graph, own)
  const ids = graph.nodeIds
  let lastId = 0
  for (let ordinal = 0; ordinal < ids.length; ordinal++) {
    const id = ids[ordinal] as number
    if (id > lastId && isObjectId(id)) lastId = id
  }
  return { lastId, ids, objects, bytes }
}

/**
 * Which objects a snapshot has that an earlier one of the same process had not, by what holds them, the most bytes first.
 * Of a cache that drops as many as it takes, there are none.
 *
 * @param fewest Bytes that a holder has to hold more for, to be one.
 */
export function newObjects(
  graph: HeapGraph,
  earlier: EarlierHeap,
  own: readonly string[],
  fewest: number,
  variableNames?: VariableNames,
): NewObjects[] {
  const held = heldBy(graph, own)
  const { order, parents, ranks } = held.tree
  const { nodeIds, nodeCount, selfSizes } = graph
  // Of each new object the one that an older one holds, by ordinal; -1 for older ones.
  const entryOf = new Int32Array(nodeCount).fill(-1)
  const depth = new Uint32Array(nodeCount)
  const groups = new Map<number, Group>()
  const isRunning = runningCode(graph)
  for (const node of order) {
    const parent = parents[node] as number
    if (parent === -1) continue
    depth[node] = (depth[parent] as number) + 1
    const id = nodeIds[node] as number
    if (id <= earlier.lastId || !isObjectId(id) || ranks[node] === THROUGH_THE_ENGINE) continue
    // A store that was enlarged is new itself, but its owner is who grew.
    const isEntry = entryOf[parent] === -1
    if (isEntry && held.isStore(node)) {
      if (isRunning(parent)) continue
      const group = groupOf(groups, holderOf(held, earlier, parent))
      group.stores.push(node)
      group.bytes += selfSizes[node] as number
      continue
    }
    const entry = isEntry ? node : (entryOf[parent] as number)
    entryOf[node] = entry
    // What only running code holds is gone when it returns, and does not grow with the calls.
    if (isRunning(parents[entry] as number)) continue
    const group = groupOf(groups, holderOf(held, earlier, parents[entry] as number))
    group.nodes.push(node)
    group.bytes += selfSizes[node] as number
  }
  return [...groups]
    .filter(([, { bytes }]) => bytes > fewest)
    .map(([holder, group]) => ({ holder, group, ...growthOfHolder(held, earlier, holder, group) }))
    .filter(({ bytes }) => bytes > fewest)
    .sort((a, b) => b.bytes - a.bytes || a.holder - b.holder)
    .flatMap(({ group, objects, bytes }) => {
      const described = describe(held.tree, group, depth, earlier.lastId, variableNames)
      return described === undefined ? [] : [{ ...described, objects, bytes }]
    })
}

/** Whether a node is a root that stands for the frames on the stack. */
function runningCode({ nodeNames, strings }: HeapGraph): (node: number) => boolean {
  const places = new Set(STACK_ROOTS.map((name) => strings.indexOf(name)))
  return (node) => places.has(nodeNames[node] as number)
}

interface Group {
  readonly nodes: number[]
  readonly stores: number[]
  bytes: number
}

function groupOf(groups: Map<number, Group>, holder: number): Group {
  let group = groups.get(holder)
  if (group === undefined) {
    group = { nodes: [], stores: [], bytes: 0 }
    groups.set(holder, group)
  }
  return group
}

/**
 * How much more than before is on the paths through a node, and new: what took the place of something else is not more, and
 * what only changed its path is not new.
 */
function growthOfHolder(
  held: HeldBy,
  earlier: EarlierHeap,
  holder: number,
  { nodes, bytes }: Group,
): { objects: number; bytes: number } {
  const before = earlier.ids.indexOf(held.tree.reader.graph.nodeIds[holder] as number)
  const objectsBefore = before === -1 ? 0 : (earlier.objects[before] as number)
  const bytesBefore = before === -1 ? 0 : (earlier.bytes[before] as number)
  return {
    objects: Math.min(nodes.length, (held.objects[holder] as number) - objectsBefore),
    bytes: Math.min(bytes, (held.bytes[holder] as number) - bytesBefore),
  }
}

/** The nearest that was there before, and no store: of one in a store its owner. */
function holderOf({ tree, isStore }: HeldBy, { lastId }: EarlierHeap, parent: number): number {
  const { nodeIds } = tree.reader.graph
  let holder = parent
  while (isStore(holder) || (nodeIds[holder] as number) > lastId) {
    const next = tree.parents[holder] as number
    if (next === -1) break
    holder = next
  }
  return holder
}

function describe(
  tree: RetainerTree,
  { nodes, stores }: Group,
  depth: Uint32Array,
  lastId: number,
  variableNames: VariableNames | undefined,
): Omit<NewObjects, 'objects' | 'bytes'> | undefined {
  const shown = tellingOf(tree, nodes, depth)
  const target = shown ?? nodes[0] ?? stores[0]
  const path = target === undefined ? undefined : pathInTree(tree, target, variableNames)
  if (path === undefined) return undefined
  const { nodeIds } = tree.reader.graph
  const firstNew = path.findIndex(({ ordinal }) => (nodeIds[ordinal] as number) > lastId)
  const shownType = shown === undefined ? undefined : typeName(tree, shown)
  return {
    path,
    firstNew: firstNew === -1 ? path.length : firstNew,
    types: typesOf(tree, nodes),
    shownType,
    hasNewStore: stores.length > 0,
  }
}

/** Neither a scope nor a timer says what leaks: the function in it does. */
const UNTELLING = new Set(['system / Context', 'Timeout', 'Immediate', 'Generator', 'Promise', ''])
/** Plain ones, and Node's own: shown where there is nothing better. */
const POOR = new Set(['Object', 'Array', 'Map', 'Set'])

/** The object nearest to the holder that a reader knows from the program: of a class of its own or a function, else any. */
function tellingOf({ reader }: RetainerTree, nodes: readonly number[], depth: Uint32Array): number | undefined {
  let best: number | undefined
  let isBestPoor = true
  for (const node of nodes) {
    const type = reader.typeOf(node)
    if (type !== 'object' && type !== 'closure') continue
    if (type === 'object' && UNTELLING.has(reader.nameOf(node))) continue
    const isPoor = type === 'object' ? isOfNode(reader, node) || POOR.has(reader.nameOf(node)) : isOfNode(reader, node)
    if (isPoor && !isBestPoor) continue
    const isNearer = best === undefined || (depth[node] as number) < (depth[best] as number)
    if (isNearer || (isBestPoor && !isPoor)) {
      best = node
      isBestPoor = isPoor
    }
  }
  return best
}

/** Whether a function, or an object's class, is one of Node's or V8's own. */
function isOfNode(reader: GraphReader, node: number): boolean {
  const proto = reader.typeOf(node) === 'closure' ? undefined : reader.follow(node, 'property', '__proto__')
  const closure = proto === undefined ? node : reader.follow(proto, 'property', 'constructor')
  const shared = closure === undefined ? undefined : reader.follow(closure, 'internal', 'shared')
  if (shared === undefined) return true
  const script =
    reader.follow(shared, 'internal', 'script') ?? reader.follow(shared, 'internal', 'script_or_debug_info')
  const url = script === undefined ? '' : reader.nameOf(script)
  return url === '' || url.startsWith('node:') || url.startsWith('system / ')
}

function typesOf(tree: RetainerTree, nodes: readonly number[]): NewObjects['types'] {
  const byName = new Map<string, { count: number; bytes: number }>()
  for (const node of nodes) {
    const name = typeName(tree, node)
    if (name.startsWith('system / ')) continue
    const known = byName.get(name) ?? { count: 0, bytes: 0 }
    known.count++
    known.bytes += tree.reader.graph.selfSizes[node] as number
    byName.set(name, known)
  }
  return [...byName]
    .sort(([a, one], [b, other]) => other.bytes - one.bytes || (a < b ? -1 : 1))
    .map(([name, { count }]) => ({ name, count }))
}

function typeName({ reader }: RetainerTree, node: number): string {
  const type = reader.typeOf(node)
  return type === 'object' ? reader.nameOf(node) : `(${type})`
}
