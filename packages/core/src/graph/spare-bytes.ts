import { keyText } from '../declare/value-text.js'
import { max, min } from '../math.js'
import { bufferLength, extentOf } from '../walk/binary.js'
import { brandOf } from '../walk/brand.js'
import { type DeclaredSpare, type GraphWalk, UNCOUNTED } from '../walk/graph-walk.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'

interface Views {
  readonly starts: number[]
  readonly ends: number[]
}

/**
 * By node the bytes that are allocated and not used: of each ArrayBuffer that is held by views alone those that none of them
 * shows, and what classes declare.
 */
export function spareBytes(walk: GraphWalk): Map<number, number> {
  const spares = new js.MapConstructor<number, number>()
  if (walk.viewBuffers.length > 0) addUnviewed(walk, spares)
  const declared = new js.MapConstructor<number, number>()
  for (let i = 0; i < walk.declaredSpares.length; i++)
    addDeclared(walk, walk.declaredSpares[i] as DeclaredSpare, declared)
  // who declares it knows more of a buffer than its views show
  js.mapForEach(declared, (spare, node) => {
    js.mapSet(spares, node as number, min(spare as number, walk.selfs[node as number] as number))
  })
  return spares
}

/** What can't be true is a warning. */
function addDeclared(walk: GraphWalk, declared: DeclaredSpare, spares: Map<number, number>): void {
  const { holds, used, allocated, name } = declared
  const node = holds === undefined ? declared.node : walk.numberOf(storeOf(holds))
  // known by an earlier call with the same tracker, or the program's: not counted here
  if (node === undefined || walk.statuses[node] === UNCOUNTED) return
  const self = walk.selfs[node] as number
  const data = holds === undefined ? allocated : dataBytes(holds)
  if (allocated > self || (data !== undefined && allocated < data)) {
    const place = walk.warnNodes.length
    const truth = allocated > self ? `takes ${self} with its header` : `has ${data} bytes of data`
    walk.warnNodes[place] = declared.owner
    walk.warnMessages[place] = `declares ${allocated} bytes allocated for ${keyText(name)}, which ${truth}: left out`
    return
  }
  js.mapSet(spares, node, (js.mapGet(spares, node) ?? 0) + allocated - used)
}

/** The data of a view or a buffer; of anything else it can't be told from its header. */
function dataBytes(holds: object): number | undefined {
  if (js.isView(holds)) {
    return js.typedArrayTag(holds) === undefined
      ? extentOf(js.dataViewByteLength, holds)
      : js.typedArrayByteLength(holds)
  }
  if (isProxy(holds) || js.isArray(holds)) return undefined
  const brand = brandOf(holds)
  return brand === 'arrayBuffer' || brand === 'sharedArrayBuffer' ? bufferLength(holds) : undefined
}

/** The bytes behind a view are its buffer's. */
function storeOf(holds: object): object {
  if (!js.isView(holds)) return holds
  return js.typedArrayTag(holds) === undefined ? js.dataViewBuffer(holds) : js.typedArrayBuffer(holds)
}

function addUnviewed(walk: GraphWalk, spares: Map<number, number>): void {
  const { viewBuffers } = walk
  const viewsOf = new js.MapConstructor<number, Views>()
  const lengths = new js.MapConstructor<number, number>()
  for (let i = 0; i < viewBuffers.length; i++) {
    const buffer = viewBuffers[i] as object
    const node = walk.numberOf(buffer)
    if (node === undefined) continue
    let views = js.mapGet(viewsOf, node)
    if (views === undefined) {
      views = { starts: js.list(), ends: js.list() }
      js.mapSet(viewsOf, node, views)
      js.mapSet(lengths, node, bufferLength(buffer))
    }
    views.starts[views.starts.length] = walk.viewStarts[i] as number
    views.ends[views.ends.length] = walk.viewEnds[i] as number
  }
  const holders = holderCounts(walk, viewsOf)
  js.mapForEach(viewsOf, (known, key) => {
    const views = known as Views
    const node = key as number
    // what holds the buffer itself can use all of it
    if (js.mapGet(holders, node) !== views.starts.length) return
    const spare = (js.mapGet(lengths, node) as number) - shownBytes(views)
    if (spare > 0) js.mapSet(spares, node, spare)
  })
}

/** How many edges lead to each of the buffers. */
function holderCounts({ tos, edgeCount }: GraphWalk, buffers: Map<number, unknown>): Map<number, number> {
  const holders = new js.MapConstructor<number, number>()
  for (let edge = 0; edge < edgeCount; edge++) {
    const to = tos[edge] as number
    if (js.mapGet(buffers, to) !== undefined) js.mapSet(holders, to, (js.mapGet(holders, to) ?? 0) + 1)
  }
  return holders
}

/** The bytes that at least one view shows. */
function shownBytes({ starts, ends }: Views): number {
  const order = js.list<number>()
  for (let i = 0; i < starts.length; i++) order[i] = i
  js.sort(order, (a, b) => (starts[a] as number) - (starts[b] as number))
  let shown = 0
  let end = 0
  for (let i = 0; i < order.length; i++) {
    const view = order[i] as number
    const from = starts[view] as number
    const to = ends[view] as number
    if (to <= end) continue
    shown += to - max(from, end)
    end = to
  }
  return shown
}
