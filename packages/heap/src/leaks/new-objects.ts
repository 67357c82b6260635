import type { HeapGraph } from '../graph/heap-graph.js'
import { pathInTree } from '../retainers/retainer-path.js'
import type { RetainerStep } from '../retainers/retainer-step.js'
import { READILY, type RetainerTree, retainerTree, THROUGH_THE_ENGINE } from '../retainers/retainer-tree.js'

/** Something that was there before and holds more with each call. */
export interface LeakHolder {
  /** The path to one of the objects that it holds anew. */
  readonly path: readonly RetainerStep[]
  /** New entries of the holder's for each call; below 1 where it holds them in a chain. */
  readonly entriesPerRun: number
  readonly objectsPerRun: number
  readonly bytesPerRun: number
  /** New objects by class, the most bytes first. */
  readonly types: readonly { readonly name: string; readonly perRun: number }[]
}

export interface NewObjects {
  /** The holder of the most bytes first. */
  readonly holders: readonly LeakHolder[]
  /** New objects that more than V8's own code and caches hold. */
  readonly objects: number
  /** Of those, and of the stores that were enlarged. */
  readonly bytes: number
}

/**
 * The greatest id of an object of the program's: V8 gives these odd numbers in the order in which snapshots find them, and
 * even ones to what Node.js adds.
 */
export function greatestObjectId(ids: Uint32Array): number {
  let greatest = 0
  for (const id of ids) if (id % 2 === 1 && id > greatest) greatest = id
  return greatest
}

/**
 * Which objects a snapshot has that an earlier one of the same process had not, by what holds them.
 *
 * @param lastId `greatestObjectId` of the earlier snapshot.
 * @param runs Calls between the two snapshots.
 */
export function newObjects(graph: HeapGraph, lastId: number, runs: number): NewObjects {
  const tree = retainerTree(graph, { withoutEdge: intoDeadCell(graph) })
  const { order, parents, ranks } = tree
  const { nodeIds, selfSizes, nodeCount } = graph
  // Of each new object the one that an older one holds, by ordinal; -1 for older ones.
  const entryOf = new Int32Array(nodeCount).fill(-1)
  const depth = new Uint32Array(nodeCount)
  const groups = new Map<number, Group>()
  let objects = 0
  let bytes = 0
  const isStore = storesOf(tree)
  for (const node of order) {
    const parent = parents[node] as number
    if (parent === -1) continue
    depth[node] = (depth[parent] as number) + 1
    const id = nodeIds[node] as number
    if (id <= lastId || id % 2 === 0 || ranks[node] === THROUGH_THE_ENGINE) continue
    bytes += selfSizes[node] as number
    // A store that was enlarged is new itself, but its owner is who grew.
    if (isStore(node) && entryOf[parent] === -1) {
      const group = groupOf(groups, parent)
      group.bytes += selfSizes[node] as number
      group.stores.push(node)
      continue
    }
    objects++
    const entry = entryOf[parent] === -1 ? node : (entryOf[parent] as number)
    entryOf[node] = entry
    const holder = holderOf(parents[entry] as number, parents, nodeIds, lastId, isStore)
    const group = groupOf(groups, holder)
    if (entry === node) group.entries++
    group.nodes.push(node)
    group.bytes += selfSizes[node] as number
  }
  const sorted = [...groups].sort(([a, { bytes }], [b, other]) => other.bytes - bytes || a - b)
  return {
    holders: sorted.flatMap(([, group]) => holderIn(tree, group, depth, runs)),
    objects,
    bytes,
  }
}

interface Group {
  readonly nodes: number[]
  readonly stores: number[]
  entries: number
  bytes: number
}

function groupOf(groups: Map<number, Group>, holder: number): Group {
  let group = groups.get(holder)
  if (group === undefined) {
    group = { nodes: [], stores: [], entries: 0, bytes: 0 }
    groups.set(holder, group)
  }
  return group
}

/** The owner of the store that an entry is in, if it is in one. */
function holderOf(
  parent: number,
  parents: Int32Array,
  ids: Uint32Array,
  lastId: number,
  isStore: (node: number) => boolean,
): number {
  let holder = parent
  while (isStore(holder) || (ids[holder] as number) > lastId) {
    const next = parents[holder] as number
    if (next === -1) break
    holder = next
  }
  return holder
}

function storesOf({ reader }: RetainerTree): (node: number) => boolean {
  const array = reader.nodeType('array')
  const { nodeTypes, nodeNames, strings } = reader.graph
  const propertyArray = strings.indexOf('system / PropertyArray')
  return (node) => nodeTypes[node] === array || (propertyArray !== -1 && nodeNames[node] === propertyArray)
}

/** What a FinalizationRegistry keeps of objects that are gone stays until the event loop turns: it is no leak. */
function intoDeadCell(graph: HeapGraph): (edge: number) => boolean {
  const { edgeTo, nodeNames, strings, firstEdge, edgeTypes, edgeTypeNames, edgeNames, nodeTypes, nodeTypeNames } = graph
  const cell = strings.indexOf('system / WeakCell')
  const target = strings.indexOf('target')
  const weak = edgeTypeNames.indexOf('weak')
  const hidden = nodeTypeNames.indexOf('hidden')
  const isDead = (node: number): boolean => {
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (edgeTypes[edge] !== weak || edgeNames[edge] !== target) continue
      return nodeTypes[edgeTo[edge] as number] === hidden
    }
    return true
  }
  return (edge) => {
    const to = edgeTo[edge] as number
    return cell !== -1 && nodeNames[to] === cell && isDead(to)
  }
}

function holderIn(tree: RetainerTree, group: Group, depth: Uint32Array, runs: number): LeakHolder[] {
  const shown = tellingOf(tree, group, depth) ?? group.nodes[0] ?? group.stores[0]
  if (shown === undefined) return []
  const path = pathInTree(tree, shown)
  if (path === undefined) return []
  return [
    {
      path,
      entriesPerRun: group.entries / runs,
      objectsPerRun: group.nodes.length / runs,
      bytesPerRun: group.bytes / runs,
      types: typesOf(tree, group.nodes, runs),
    },
  ]
}

/** What people call a thing by: neither a scope nor a timer, whose callback tells more. */
const UNTELLING = new Set(['system / Context', 'Timeout', 'Immediate', 'Generator', 'Promise', ''])

/** The object nearest to the holder that a reader knows from the program. */
function tellingOf({ reader, ranks }: RetainerTree, { nodes }: Group, depth: Uint32Array): number | undefined {
  let best: number | undefined
  for (const node of nodes) {
    if (ranks[node] !== READILY && best !== undefined) continue
    const type = reader.typeOf(node)
    if (type !== 'object' && type !== 'closure') continue
    if (UNTELLING.has(reader.nameOf(node)) && !(type === 'closure' && isWritten(reader, node))) continue
    if (best === undefined || (depth[node] as number) < (depth[best] as number)) best = node
  }
  return best
}

/** Whether a closure stands in the program: builtins have no scope of their own. */
function isWritten(reader: RetainerTree['reader'], closure: number): boolean {
  return reader.follow(closure, 'internal', 'feedback_cell') !== undefined
}

function typesOf({ reader }: RetainerTree, nodes: readonly number[], runs: number): LeakHolder['types'] {
  const byName = new Map<string, { count: number; bytes: number }>()
  for (const node of nodes) {
    const type = reader.typeOf(node)
    const name = type === 'object' ? reader.nameOf(node) : type === 'closure' ? '(closure)' : `(${type})`
    if (name.startsWith('system / ')) continue
    const known = byName.get(name) ?? { count: 0, bytes: 0 }
    known.count++
    known.bytes += reader.graph.selfSizes[node] as number
    byName.set(name, known)
  }
  return [...byName]
    .sort(([a, one], [b, other]) => other.bytes - one.bytes || (a < b ? -1 : 1))
    .map(([name, { count }]) => ({ name, perRun: count / runs }))
}
