import { type Bytes, bytes } from '../bytes.js'
import type { Layout } from '../layout/layout.js'
import { max } from '../math.js'
import { objectSize, propertyArraySize } from './object.js'

/**
 * An Error with its own properties, captured stack frames left out.
 *
 * @param properties Own properties without `stack`: the message, the cause, and what was added.
 * @param subclass A subclass has its fields inside; a built-in Error puts what exceeds its slots into a property array.
 */
export function errorSize(properties: number, subclass: boolean, layout: Layout): Bytes {
  const used = properties + layout.errorHiddenSlots
  if (subclass) return objectSize(used, layout)
  return bytes(layout.error + propertyArraySize(max(0, used - layout.errorSlots), layout))
}
