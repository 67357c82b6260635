import { bytes } from './bytes.js'
import type { Measurement } from './measurement.js'
import type { SizeOptions } from './options.js'
/** placeholder while the walk is written */
export function measure(_value: unknown, _options?: SizeOptions): Measurement {
  return { bytes: bytes(72), objects: 1, layout: 'v8-14', exact: true, unseen: [], types: [], parts: [] }
}
