import { bytes } from './bytes.js'
import type { Part } from './measurement.js'
import type { EdgesByNode } from './walk/edges-by-node.js'
import type { BoxRow, GraphEdge, GraphNode, GraphWalk } from './walk/graph-walk.js'
import * as js from './walk/intrinsics.js'
import { foldedStep, step } from './walk/path.js'

// More entries of one type than this are one row.
const MOST_SINGLE_ENTRIES = 16

const NONE = -1
const SHARED = -2

/**
 * What lies under each property or entry of the root: what only that one reaches. What several reach is one row,
 * `(shared)`, whichever of them comes first; the root's own bytes are `(own)`.
 */
export function partsOf(walk: GraphWalk, outgoing: EdgesByNode): Part[] {
  if (walk.nodes.length === 0) return partsOfNumber(walk)
  const heads = headsOf(walk, outgoing)
  return collect(walk, ownersOf(walk, outgoing, heads), heads)
}

function partsOfNumber(walk: GraphWalk): Part[] {
  const box = walk.boxRows[0]
  if (box === undefined) return []
  const { type, count } = box as BoxRow
  return [{ path: '(own)', type, count: 1, objects: count, bytes: bytes(walk.bytes) }]
}

interface Head {
  readonly path: string
  readonly type: string
  count: number
}

interface Heads {
  readonly parts: readonly Head[]
  /** For each edge of the root, in order, the part it begins. */
  readonly partOf: Int32Array
}

/** One part for each property; elements and entries of one type fold into one where there are many. */
function headsOf(walk: GraphWalk, outgoing: EdgesByNode): Heads {
  const count = outgoing.first[1] as number
  const kinds = js.list<string>()
  const sizes = new js.MapConstructor<string, number>()
  for (let i = 0; i < count; i++) {
    const edge = walk.edges[outgoing.order[i] as number] as GraphEdge
    const kind = `${foldedStep(edge)} ${(walk.nodes[edge.to] as GraphNode).type}`
    kinds[i] = kind
    js.mapSet(sizes, kind, (js.mapGet(sizes, kind) ?? 0) + 1)
  }
  const parts = js.list<Head>()
  const folded = new js.MapConstructor<string, number>()
  const partOf = new js.Int32ArrayConstructor(count)
  for (let i = 0; i < count; i++) {
    const edge = walk.edges[outgoing.order[i] as number] as GraphEdge
    const { type } = walk.nodes[edge.to] as GraphNode
    const kind = kinds[i] as string
    const isFolded = (js.mapGet(sizes, kind) as number) > MOST_SINGLE_ENTRIES
    const known = isFolded ? js.mapGet(folded, kind) : undefined
    if (known === undefined) {
      partOf[i] = parts.length
      if (isFolded) js.mapSet(folded, kind, parts.length)
      parts[parts.length] = { path: isFolded ? foldedStep(edge) : step(edge), type, count: 1 }
    } else {
      partOf[i] = known
      ;(parts[known] as Head).count++
    }
  }
  return { parts, partOf }
}

/** For each node the part that alone reaches it, or SHARED. Each node changes twice at most, so the work is linear. */
function ownersOf(walk: GraphWalk, outgoing: EdgesByNode, heads: Heads): Int32Array {
  const { first, order } = outgoing
  const owners = new js.Int32ArrayConstructor(walk.nodes.length)
  for (let node = 0; node < walk.nodes.length; node++) owners[node] = NONE
  const pending = js.list<number>()
  let top = 0
  const assign = (node: number, part: number): void => {
    const owner = owners[node] as number
    if (node === 0 || owner === part || owner === SHARED) return
    owners[node] = owner === NONE ? part : SHARED
    pending[top++] = node
  }
  for (let i = 0; i < (first[1] as number); i++) {
    assign((walk.edges[order[i] as number] as GraphEdge).to, heads.partOf[i] as number)
  }
  while (top > 0) {
    const node = pending[--top] as number
    for (let i = first[node] as number; i < (first[node + 1] as number); i++) {
      assign((walk.edges[order[i] as number] as GraphEdge).to, owners[node] as number)
    }
  }
  return owners
}

function collect(walk: GraphWalk, owners: Int32Array, { parts }: Heads): Part[] {
  const root = walk.nodes[0] as GraphNode
  const objects = new js.Float64ArrayConstructor(parts.length)
  const sizes = new js.Float64ArrayConstructor(parts.length)
  let sharedObjects = 0
  let sharedBytes = 0
  for (let n = 1; n < walk.nodes.length; n++) {
    const node = walk.nodes[n] as GraphNode
    const count = node.boxCount + (node.counted ? 1 : 0)
    const owner = owners[n] as number
    if (owner >= 0) {
      ;(objects[owner] as number) += count
      ;(sizes[owner] as number) += node.own + node.boxes
    } else {
      sharedObjects += count
      sharedBytes += node.own + node.boxes
    }
  }
  const rows = js.list<Part>()
  const own = { type: root.type, count: 1, objects: root.boxCount + (root.counted ? 1 : 0) }
  rows[0] = { path: '(own)', ...own, bytes: bytes(root.own + root.boxes) }
  for (let part = 0; part < parts.length; part++) {
    const count = objects[part] as number
    if (count > 0) rows[rows.length] = { ...(parts[part] as Head), objects: count, bytes: bytes(sizes[part] as number) }
  }
  if (sharedObjects > 0) {
    rows[rows.length] = { path: '(shared)', type: '', count: 1, objects: sharedObjects, bytes: bytes(sharedBytes) }
  }
  // a stable sort: equal parts stay in the order of the value
  return js.toArray(js.sort(rows, (a, b) => b.bytes - a.bytes))
}
