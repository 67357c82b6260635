import { align, type Layout } from '../layout/layout.js'
import { min } from '../math.js'
import { nameDictionarySize, numberDictionarySize } from './dictionary.js'
import { taggedElementsSize } from './elements.js'
import { functionSize } from './function.js'
import { SHORTEST_SLICE } from './most-sizes.js'
import { exactPropertyArraySize } from './object.js'
import { SettledSizes } from './settled-sizes.js'
import { stringSize } from './string.js'
import { onHeapStoreSize } from './typed-array.js'

/** The sizes that V8 never goes below, however oddly a value was built. */
export class LeastSizes extends SettledSizes {
  // Written out: the one that V8 11 supplies spreads its arguments, by an iterator that a test may have replaced.
  constructor(layout: Layout) {
    super(layout)
  }

  /** From 13 characters on a string may be a slice of another or a rope over others: a cell of a header and two slots. */
  override string(length: number, twoByte: boolean): number {
    const flat = stringSize(length, twoByte, this.layout)
    if (length < SHORTEST_SLICE) return flat
    return min(flat, align(this.layout.stringHeader + 2 * this.layout.slot, this.layout))
  }

  /** A literal's prototype may be set to any other. */
  override object(properties: number): number {
    return this.layout.objectHeader + this.anywhere(properties, this.layout.objectHeader)
  }

  /** A function's instances can have `Object.prototype` as their prototype and no slot to spare. */
  override emptyObject(properties: number): number {
    return this.layout.objectHeader + this.anywhere(properties, this.layout.objectHeader)
  }

  /** `Object.setPrototypeOf(object, null)` leaves the properties where they are. */
  override nullPrototypeObject(properties: number): number {
    return this.layout.objectHeader + this.anywhere(properties, this.layout.objectHeader)
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

  override fields(properties: number, header: number): number {
    return this.anywhere(properties, header)
  }

  /** Some class has just as many slots inside that the others fill a property array: then no slot is to spare. */
  private anywhere(properties: number, header: number): number {
    const { layout } = this
    const inside = layout.maxInObjectSlots - (header - layout.objectHeader) / layout.slot
    if (properties <= inside) return properties * layout.slot
    if (properties > layout.maxFastProperties) return nameDictionarySize(properties, layout)
    return exactPropertyArraySize(properties, layout)
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

  /** What may not grow and has no elements gets no store for a longer `length`. */
  override isSparse(present: number, length: number, areDoubles: boolean): boolean {
    if (present > 0 && areDoubles) return false
    return present === 0 || numberDictionarySize(present, this.layout) < taggedElementsSize(length, this.layout)
  }

  /** Without boxes, or in a dictionary with one box that all of them share. */
  override doubleElements(present: number, length: number, hasHoles: boolean): number {
    const plain = super.doubleElements(present, length, hasHoles)
    return hasHoles ? min(plain, numberDictionarySize(present, this.layout) + this.layout.heapNumber) : plain
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
