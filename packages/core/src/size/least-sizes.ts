import { align } from '../layout/layout.js'
import { min } from '../math.js'
import { numberDictionarySize } from './dictionary.js'
import { taggedElementsSize } from './elements.js'
import { functionSize } from './function.js'
import { exactPropertyArraySize, literalSize } from './object.js'
import { SettledSizes } from './settled-sizes.js'
import { stringSize } from './string.js'
import { onHeapStoreSize } from './typed-array.js'

/** `SlicedString::kMinLength` and `ConsString::kMinLength`, V8 11.3 src/objects/string.h */
const SHORTEST_SLICE = 13

/** The sizes that V8 never goes below, however oddly a value was built. */
export class LeastSizes extends SettledSizes {
  /** From 13 characters on a string may be a slice of another or a rope over others: a cell of a header and two slots. */
  override string(length: number, twoByte: boolean): number {
    const flat = stringSize(length, twoByte, this.layout)
    if (length < SHORTEST_SLICE) return flat
    return min(flat, align(this.layout.stringHeader + 2 * this.layout.slot, this.layout))
  }

  /** A literal's prototype may be set to any other. */
  override object(properties: number): number {
    return literalSize(properties, this.layout)
  }

  /** A function's instances can have `Object.prototype` as their prototype and no slot to spare. */
  override emptyObject(properties: number): number {
    return literalSize(properties, this.layout)
  }

  /** `Object.setPrototypeOf(object, null)` leaves the properties where they are. */
  override nullPrototypeObject(properties: number): number {
    return literalSize(properties, this.layout)
  }

  /** A `prototype` may have been defined on an arrow function, which has no slot of its own for it. */
  override function(): number {
    return functionSize(false, this.layout)
  }

  /** Classes of one source text share the object of their source positions. */
  override class(methods: number, fields: number): number {
    const { functionWithPrototype, classHiddenSlots } = this.layout
    return functionWithPrototype + exactPropertyArraySize(classHiddenSlots + methods + fields, this.layout)
  }

  /** An Error that was a dictionary and is none any more has neither its slots nor V8's own. */
  override error(properties: number): number {
    return this.layout.objectHeader + properties * this.layout.slot
  }

  /** The instance of a subclass has them inside, and may be given the built-in prototype back. */
  override outside(properties: number): number {
    return properties * this.layout.slot
  }

  override objectElements(present: number, length: number): number {
    if (present === 0) return 0
    return min(taggedElementsSize(length, this.layout), numberDictionarySize(present, this.layout))
  }

  override isSparse(present: number, length: number): boolean {
    return numberDictionarySize(present, this.layout) < taggedElementsSize(length, this.layout)
  }

  /** Asked for its buffer, a typed array moves its bytes off the heap. */
  override smallStore(byteLength: number): number {
    return min(byteLength, onHeapStoreSize(byteLength, this.layout))
  }

  /** An object that `Object.create` made of the prototype has none of them. */
  override privateSlots(): number {
    return 0
  }
}
