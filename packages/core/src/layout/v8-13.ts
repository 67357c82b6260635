import type { Layout } from './layout.js'
import { v8_11 } from './v8-11.js'

/** V8 13.6, without pointer compression: Node.js 24. */
export const v8_13: Layout = {
  ...v8_11,
  name: 'v8-13',
  engines: 'Node.js 24 (V8 13.6), 64-bit',

  // Buffers and views can point at a C++ wrapper. `JSAPIObjectWithEmbedderSlots::cpp_heap_wrappable`, src/objects/js-objects.tq
  arrayBuffer: 96,
  sharedArrayBuffer: 96,
  typedArray: 104,
  dataView: 88,
  // The time lies in the Date, unboxed. `JSDate::value`, src/objects/js-objects.tq
  dateBox: 0,
  // A second hidden slot, for the message as it was at first, reserved whether there is one or not.
  // `error_message_symbol`, src/execution/messages.cc
  errorHiddenSlots: 2,
  // src/wasm/wasm-objects.tq
  wasmTable: 80,
}
