import { type Bytes, bytes } from './bytes.js'
import type { Measurement, TypeRow, Unseen, UnseenReason } from './measurement.js'
import type { SizeOptions } from './options.js'
import { partsOf } from './parts.js'
import { type EdgesByNode, edgesByNode } from './walk/edges-by-node.js'
import { type BoxRow, type GraphEdge, type GraphNode, GraphWalk } from './walk/graph-walk.js'
import * as js from './walk/intrinsics.js'
import { foldedStep, pathTo, step } from './walk/path.js'
import { settingsOf } from './walk/settings.js'

/**
 * What a value weighs and of what it is made: its bytes (as `sizeOf` has them), the largest parts, all types, and what
 * the walk could not see.
 *
 * @throws {TypeError | RangeError} if an option is unknown or of the wrong kind; never because of the value.
 */
export function measure(value: unknown, options?: SizeOptions): Measurement {
  const settings = settingsOf(options)
  const walk = new GraphWalk(settings)
  walk.run(value)
  const outgoing = edgesByNode(walk)
  const unseen = unseenOf(walk, outgoing)
  return {
    bytes: bytes(walk.bytes),
    objects: walk.objects,
    layout: settings.layout.name,
    exact: unseen.length === 0,
    unseen,
    types: typesOf(walk),
    parts: partsOf(walk, outgoing),
  }
}

interface MutableRow {
  readonly type: string
  count: number
  bytes: Bytes
}

function typesOf(walk: GraphWalk): TypeRow[] {
  const rows = js.list<MutableRow>()
  const byType = new js.MapConstructor<string, MutableRow>()
  for (let i = 0; i < walk.nodes.length; i++) {
    const node = walk.nodes[i] as GraphNode
    if (!node.counted) continue
    const row = js.mapGet(byType, node.type)
    if (row === undefined) {
      const added: MutableRow = { type: node.type, count: 1, bytes: bytes(node.own) }
      js.mapSet(byType, node.type, added)
      rows[rows.length] = added
    } else {
      row.count++
      row.bytes = bytes(row.bytes + node.own)
    }
  }
  for (let i = 0; i < walk.boxRows.length; i++) {
    const { type, count, bytes: size } = walk.boxRows[i] as BoxRow
    rows[rows.length] = { type, count, bytes: bytes(size) }
  }
  return js.toArray(js.sort(rows, (a, b) => b.bytes - a.bytes || compareText(a.type, b.type)))
}

/** Blind spots by reason and by the shape of their path. */
function unseenOf(walk: GraphWalk, outgoing: EdgesByNode): Unseen[] {
  const { blindSpots } = walk
  if (blindSpots.length === 0) return []
  const parents = shortestPaths(walk, outgoing)
  const groups = js.list<{ path: string; folded: string; reason: UnseenReason; count: number }>()
  const places = new js.MapConstructor<string, number>()
  for (let i = 0; i < blindSpots.length; i++) {
    const { node, reason } = blindSpots[i] as { node: number; reason: UnseenReason }
    const folded = pathTo(node, parents, foldedStep)
    const key = `${reason} ${folded}`
    const place = js.mapGet(places, key)
    if (place === undefined) {
      js.mapSet(places, key, groups.length)
      groups[groups.length] = { path: pathTo(node, parents, step), folded, reason, count: 1 }
    } else {
      ;(groups[place] as { count: number }).count++
    }
  }
  const unseen = js.list<Unseen>()
  for (let i = 0; i < groups.length; i++) {
    const { path, folded, reason, count } = groups[i] as (typeof groups)[number]
    unseen[i] = { path: count === 1 ? path : folded, reason, count }
  }
  return js.toArray(js.sort(unseen, (a, b) => compareText(a.path, b.path) || compareText(a.reason, b.reason)))
}

/** For each node the edge by which it is reached first, breadth first: the shortest path, whatever order the walk took. */
function shortestPaths(walk: GraphWalk, outgoing: EdgesByNode): readonly (GraphEdge | undefined)[] {
  const parents = js.list<GraphEdge | undefined>()
  const queue = new js.Uint32ArrayConstructor(walk.nodes.length)
  let tail = 1
  for (let head = 0; head < tail; head++) {
    const from = queue[head] as number
    for (let i = outgoing.first[from] as number; i < (outgoing.first[from + 1] as number); i++) {
      const edge = walk.edges[outgoing.order[i] as number] as GraphEdge
      if (edge.to === 0 || parents[edge.to] !== undefined) continue
      parents[edge.to] = edge
      queue[tail++] = edge.to
    }
  }
  return parents
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
