import { type Bytes, bytes } from '../bytes.js'
import { align, type Layout } from '../layout/layout.js'

/**
 * The store of a small typed array made by length, which lies on the heap beside it; its ArrayBuffer then has none.
 *
 * @see V8 11.3 src/objects/js-array-buffer.h `JSTypedArray::kMaxSizeInHeap`
 */
export function onHeapStoreSize(byteLength: number, layout: Layout): Bytes {
  return bytes(byteLength === 0 ? 0 : align(layout.byteArrayHeader + byteLength, layout))
}
