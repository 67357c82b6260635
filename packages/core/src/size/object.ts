import { type Bytes, bytes } from '../bytes.js'
import { align, type Layout } from '../layout/layout.js'
import { ceil, max, min } from '../math.js'
import { nameDictionarySize } from './dictionary.js'

/**
 * An ordinary object with its named properties, settled: all in the object, then a property array, then a dictionary.
 *
 * This is what a class instance takes once V8 has seen enough of them, and a literal or a `JSON.parse` result of up to 127
 * properties. `{}` and objects without a prototype have functions of their own.
 *
 * @param properties Named data properties, strings and symbols; accessors live in the hidden class.
 * @see V8 11.3 src/objects/js-objects.h `JSObject::kMaxInObjectProperties`, src/objects/property-details.h `kMaxNumberOfDescriptors`
 */
export function objectSize(properties: number, layout: Layout): Bytes {
  return bytes(layout.objectHeader + namedPropertiesSize(properties, layout.objectHeader, layout))
}

/** An object that a literal can make: one of more properties than fit inside has them all in an exact property array. */
export function literalSize(properties: number, layout: Layout): Bytes {
  const grown = objectSize(properties, layout)
  if (properties <= layout.maxInObjectSlots || properties > layout.maxExactPropertyArray) return grown
  return bytes(min(grown, layout.objectHeader + exactPropertyArraySize(properties, layout)))
}

/**
 * The named properties behind an object's header, where a class made room for them inside.
 *
 * @param header What the object takes without properties: the size of the whole is limited.
 */
export function namedPropertiesSize(properties: number, header: number, layout: Layout): Bytes {
  if (properties > layout.maxFastProperties) return nameDictionarySize(properties, layout)
  const room = layout.maxInObjectSlots - (header - layout.objectHeader) / layout.slot
  const inside = min(properties, room)
  return bytes(inside * layout.slot + propertyArraySize(properties - inside, layout))
}

/**
 * `{}`, which keeps free slots for the properties it expects, and what was added to it without a literal to tell their
 * number: symbols and non-enumerable properties.
 */
export function emptyObjectSize(properties: number, layout: Layout): Bytes {
  const outside = max(0, properties - layout.emptyObjectSlots)
  return bytes(layout.objectHeader + layout.emptyObjectSlots * layout.slot + propertyArraySize(outside, layout))
}

/** An object without a prototype: V8 makes it a dictionary from the start. */
export function nullPrototypeObjectSize(properties: number, layout: Layout): Bytes {
  return bytes(layout.objectHeader + nameDictionarySize(properties, layout))
}

/**
 * Properties outside of an object: on a Map, an array, a function, or beyond what fits inside.
 *
 * @see V8 11.3 src/objects/js-objects.h `JSObject::kFieldsAdded`: it grows by three slots
 */
export function propertyArraySize(properties: number, layout: Layout): Bytes {
  if (properties === 0) return bytes(0)
  return exactPropertyArraySize(ceil(properties / layout.propertyArrayStep) * layout.propertyArrayStep, layout)
}

/** A property array that did not grow, as the literal or the copy that made it left it. */
export function exactPropertyArraySize(properties: number, layout: Layout): Bytes {
  return bytes(properties === 0 ? 0 : align(layout.propertyArrayHeader + properties * layout.slot, layout))
}
