import type { Layout } from './layout.js'
import { v8_13 } from './v8-13.js'

/** V8 14.6, without pointer compression: Node.js 26. */
export const v8_14: Layout = {
  ...v8_13,
  name: 'v8-14',
  engines: 'Node.js 26 (V8 14.6), 64-bit',

  // Flags moved out of the hidden class into the proxy. src/objects/js-proxy.h
  proxy: 40,
  iteratorHelper: 64,
  wasmMemory: 64,
}
