import type { Layout } from './layout.js'
import { v8_11 } from './v8-11.js'

/** V8 13.6, without pointer compression: Node.js 24. */
export const v8_13: Layout = {
  ...v8_11,
  name: 'v8-13',
  engines: 'Node.js 24 (V8 13.6), 64-bit',

  // A buffer knows the views that lie on it. src/objects/js-array-buffer.h
  arrayBuffer: 96,
  sharedArrayBuffer: 96,
  typedArray: 104,
  dataView: 88,
  // The message became a slot of its own, reserved whether there is one or not. src/objects/js-objects.h
  errorHiddenSlots: 2,
  wasmTable: 80,
}
