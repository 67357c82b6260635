import { LONGEST_ASKED_FOR_NAMES } from './array.js'
import * as js from './intrinsics.js'
import { afterIndices } from './own-properties.js'
import type { PrototypeFacts } from './prototypes.js'
import type { Walk } from './walk.js'

const NO_NAMES: readonly string[] = []

interface SmallBuffer {
  readonly views: object[]
  /** Whether the first view shows the whole buffer. */
  readonly isCovered: boolean
}

/**
 * Small buffers that were met through views alone. V8 keeps the bytes of a small typed array beside it on the heap until
 * somebody asks for its buffer; so whether they lie there is known when everything else was seen, and no earlier.
 */
export class SmallBuffers {
  private waiting: Map<object, SmallBuffer> | undefined
  private onHeap: Set<unknown> | undefined

  add(buffer: object, view: object, isCovered: boolean): void {
    this.waiting ??= new js.MapConstructor()
    const known = js.mapGet(this.waiting, buffer)
    if (known === undefined) js.mapSet(this.waiting, buffer, { views: listOf(view), isCovered })
    else known.views[known.views.length] = view
  }

  isOnHeap(buffer: object): boolean {
    return this.onHeap !== undefined && js.setHas(this.onHeap, buffer)
  }

  /** Decides where the bytes of those that wait lie, and lets the walk look into them. Whether there were any. */
  settle(walk: Walk): boolean {
    if (this.waiting === undefined) return false
    const buffers = this.waiting
    this.waiting = undefined
    js.mapForEach(buffers, (known, key) => {
      const { views, isCovered } = known as SmallBuffer
      const buffer = key as object
      if (views.length === 1 && isCovered && !walk.knows(buffer)) {
        this.onHeap ??= new js.SetConstructor()
        js.setAdd(this.onHeap, buffer)
      }
      for (let i = 0; i < views.length; i++) {
        walk.resume(views[i] as object)
        walk.meet(buffer, 'internal', 'buffer')
      }
    })
    return true
  }
}

/** V8 11.3 `--typed-array-max-size-in-heap`, the same in V8 14. */
const MOST_BYTES_ON_HEAP = 64

export function lookIntoBuffer(
  walk: Walk,
  value: object,
  brand: 'arrayBuffer' | 'sharedArrayBuffer',
  facts: PrototypeFacts,
): void {
  const own = walk.layout[brand]
  const length = bufferLength(value)
  const data = walk.smallBuffers.isOnHeap(value) ? walk.sizes.smallStore(length) : length
  walk.charge(own + data + walk.properties.behind(walk, value, facts, own))
}

export function lookIntoTypedArray(walk: Walk, value: object, facts: PrototypeFacts): void {
  const own = walk.layout.typedArray
  let size = own
  const symbols = js.getOwnPropertySymbols(value)
  const isAsked = walk.sizes.isThorough || js.typedArrayLength(value) <= LONGEST_ASKED_FOR_NAMES
  if (isAsked || symbols.length > 0) {
    // its elements are bytes of the buffer
    const names = isAsked ? afterIndices(js.getOwnPropertyNames(value)) : NO_NAMES
    size += walk.properties.behindOf(walk, value, facts, own, names, symbols)
  }
  walk.charge(size)
  const length = js.typedArrayByteLength(value)
  if (walk.leavesNoTrace && length <= MOST_BYTES_ON_HEAP) return
  const buffer = js.typedArrayBuffer(value)
  const start = js.typedArrayByteOffset(value)
  walk.view(buffer, start, start + length)
  meetBuffer(walk, buffer, value, start === 0 && length === bufferLength(buffer))
}

export function lookIntoDataView(walk: Walk, value: object, facts: PrototypeFacts): void {
  const own = walk.layout.dataView
  walk.charge(own + walk.properties.behind(walk, value, facts, own))
  const buffer = js.dataViewBuffer(value)
  const start = extentOf(js.dataViewByteOffset, value)
  walk.view(buffer, start, start + extentOf(js.dataViewByteLength, value))
  meetBuffer(walk, buffer, value, false)
}

function meetBuffer(walk: Walk, buffer: object, view: object, isCovered: boolean): void {
  const length = bufferLength(buffer)
  if (length > 0 && length <= walk.layout.maxTypedArrayOnHeap && isFixedLength(buffer)) {
    walk.smallBuffers.add(buffer, view, isCovered)
  } else {
    walk.meet(buffer, 'internal', 'buffer')
  }
}

/** Of a view whose buffer was detached, or shrank below it, the getters throw. */
export function extentOf(getter: (view: unknown) => number, view: object): number {
  try {
    return getter(view)
  } catch {
    return 0
  }
}

function listOf(view: object): object[] {
  const views = js.list<object>()
  views[0] = view
  return views
}

/** The length of a buffer, shared or not. */
export function bufferLength(buffer: object): number {
  try {
    return js.bufferLength(buffer)
  } catch {
    return js.sharedBufferLength(buffer)
  }
}

/** Whether a buffer is neither shared nor resizable, so that its bytes may lie beside a view. */
function isFixedLength(buffer: object): boolean {
  try {
    return js.bufferResizable?.(buffer) !== true
  } catch {
    return false
  }
}
