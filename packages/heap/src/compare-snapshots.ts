import type { Bytes } from '@carat/core'
import type { ClassLocation } from './graph/class-rows.js'
import type { NodeSizes } from './graph/shallow-sizes.js'
import type { Snapshot } from './snapshot.js'

/** How a class differs between two snapshots. A node of a class is the same one if it has the same id. */
export interface ClassDifference {
  readonly name: string
  readonly location: ClassLocation | undefined
  readonly newCount: number
  readonly deletedCount: number
  /** `newCount - deletedCount`. */
  readonly countDelta: number
  /** Shallow sizes of the new nodes. */
  readonly newBytes: Bytes
  readonly deletedBytes: Bytes
  /** `newBytes - deletedBytes`. */
  readonly bytesDelta: Bytes
  /** The new nodes' ordinals in the later snapshot, by id. */
  readonly newNodes: readonly number[]
  /** The deleted nodes' ordinals in the earlier snapshot, by id. */
  readonly deletedNodes: readonly number[]
}

/**
 * What is new and what is gone by class, as in the Comparison view of DevTools: the largest change in bytes first, equals by
 * name. Classes without new or deleted nodes are left out. A node that is in both snapshots counts nowhere, whatever its
 * size became.
 *
 * Both have to be of one process: V8 numbers the objects of each process anew, so that ids of two say nothing.
 * Plain objects of the earlier one are called by the interfaces of the later one.
 *
 * @throws {TypeError} if one of them is not a snapshot.
 */
export function compareSnapshots(before: Snapshot, after: Snapshot): readonly ClassDifference[] {
  checkSnapshot('before', before)
  checkSnapshot('after', after)
  const classes = new Map<string, Members>()
  for (const [snapshot, side] of [
    [before, 'before'],
    [after, 'after'],
  ] as const) {
    const byClass = snapshot === after ? after.nodesByClass() : before.nodesByClassWith(after.interfaces)
    const members = byClass.classes.map(({ name, location }) => {
      const key =
        location === undefined ? `,${name}` : `${location.scriptId},${location.line},${location.column},${name}`
      const known = classes.get(key) ?? { name, location, before: [], after: [] }
      classes.set(key, known)
      return known
    })
    const { shallowSizes } = snapshot
    for (let node = 0; node < snapshot.nodeCount; node++) {
      if (shallowSizes[node] !== 0) (members[byClass.ofNode[node] as number] as Members)[side].push(node)
    }
  }
  return Array.from(classes.values(), (members) => difference(members, before, after))
    .filter(({ newCount, deletedCount }) => newCount + deletedCount > 0)
    .sort((a, b) => Math.abs(b.bytesDelta) - Math.abs(a.bytesDelta) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** The nodes of a class in both snapshots. */
interface Members {
  readonly name: string
  readonly location: ClassLocation | undefined
  readonly before: number[]
  readonly after: number[]
}

function difference(members: Members, before: Snapshot, after: Snapshot): ClassDifference {
  const newNodes = missingIn(members.after, after, members.before, before)
  const deletedNodes = missingIn(members.before, before, members.after, after)
  const newBytes = sumOf(newNodes, after.shallowSizes)
  const deletedBytes = sumOf(deletedNodes, before.shallowSizes)
  return {
    name: members.name,
    location: members.location,
    newCount: newNodes.length,
    deletedCount: deletedNodes.length,
    countDelta: newNodes.length - deletedNodes.length,
    newBytes: newBytes as Bytes,
    deletedBytes: deletedBytes as Bytes,
    bytesDelta: (newBytes - deletedBytes) as Bytes,
    newNodes,
    deletedNodes,
  }
}

/** Those of the nodes whose ids none of the others has, by id. */
function missingIn(nodes: number[], { graph }: Snapshot, others: number[], { graph: otherGraph }: Snapshot): number[] {
  const ids = new Set(others.map((node) => otherGraph.nodeIds[node] as number))
  const missing = nodes.filter((node) => !ids.has(graph.nodeIds[node] as number))
  return missing.sort((a, b) => (graph.nodeIds[a] as number) - (graph.nodeIds[b] as number))
}

function sumOf(nodes: readonly number[], sizes: NodeSizes): number {
  return nodes.reduce((sum, node) => sum + (sizes[node] as number), 0)
}

function checkSnapshot(name: string, value: unknown): void {
  if (typeof (value as Snapshot | undefined)?.graph?.nodeCount === 'number') return
  throw new TypeError(
    `${name} has to be a snapshot, as in compareSnapshots(takeSnapshot(), takeSnapshot()), got ${value === null ? 'null' : typeof value}`,
  )
}
