import type { Layout } from './layout.js'
import { v8_13 } from './v8-13.js'

/** V8 14.6, without pointer compression: Node.js 26. */
export const v8_14: Layout = {
  ...v8_13,
  name: 'v8-14',
  engines: 'Node.js 26 (V8 14.6), 64-bit',

  // A literal with more than 127 properties is a dictionary, as from `JSON.parse`. src/runtime/runtime-literals.cc
  maxExactPropertyArray: 0,
  // Flags moved out of the hidden class into the proxy. `JSProxy::flags`, src/objects/js-proxy.tq
  proxy: 40,
  // src/objects/js-iterator-helpers.tq
  iteratorHelper: 56,
  // A memory keeps its store beside its buffer; a tag no longer keeps its signature. src/wasm/wasm-objects.tq
  wasmMemory: 64,
  wasmTag: 48,
}
