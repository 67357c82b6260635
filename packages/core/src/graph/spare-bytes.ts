import { max } from '../math.js'
import { bufferLength } from '../walk/binary.js'
import type { GraphWalk } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'

interface Views {
  readonly starts: number[]
  readonly ends: number[]
}

/** Of each ArrayBuffer that is held by views alone, by its node: the bytes that none of them shows. */
export function spareBytes(walk: GraphWalk): Map<number, number> {
  const spares = new js.MapConstructor<number, number>()
  const { viewBuffers } = walk
  if (viewBuffers.length === 0) return spares
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
  return spares
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
