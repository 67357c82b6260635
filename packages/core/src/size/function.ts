import { type Bytes, bytes } from '../bytes.js'
import type { Layout } from '../layout/layout.js'
import { ceil } from '../math.js'
import { exactPropertyArraySize } from './object.js'

/** A function; its code and its context belong to the program. */
export function functionSize(hasPrototype: boolean, layout: Layout): Bytes {
  return bytes(hasPrototype ? layout.functionWithPrototype : layout.functionWithoutPrototype)
}

/**
 * A class with the object of its source positions. V8 keeps that and the static methods in an exact property array, which
 * then grows for the static fields by the step of every property array.
 *
 * @param fields Static fields, private ones among them, and one more where the class gives its instances fields: the function
 *   that makes these.
 */
export function classSize(methods: number, fields: number, layout: Layout): Bytes {
  const grown = ceil(fields / layout.propertyArrayStep) * layout.propertyArrayStep
  const slots = layout.classHiddenSlots + methods + grown
  return bytes(layout.functionWithPrototype + layout.classPositions + exactPropertyArraySize(slots, layout))
}
