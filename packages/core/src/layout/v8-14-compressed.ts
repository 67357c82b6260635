import type { Layout } from './layout.js'
import { v8_14 } from './v8-14.js'

/** V8 14 with pointer compression: Chrome, Edge, Electron. */
export const v8_14_compressed: Layout = {
  ...v8_14,
  name: 'v8-14-compressed',
  engines: 'Chrome, Edge and Electron (V8 14, pointer compression), 64-bit',

  slot: 4,
  alignment: 4,
  smiBits: 31,
  heapNumber: 12,
  bigIntHeader: 8,
  stringHeader: 12,
  symbol: 16,
  objectHeader: 12,
  propertyArrayHeader: 8,
  fixedArrayHeader: 8,
  doubleArrayHeader: 8,
  nameDictionaryHeader: 32,
  numberDictionaryHeader: 24,
  accessorPair: 12,
}
