import type { Layout } from '../layout/layout.js'
import { doubleElementsSize, isSparse, objectElementsSize } from './elements.js'
import { errorSize } from './error.js'
import { classSize, functionSize } from './function.js'
import {
  emptyObjectSize,
  literalSize,
  namedPropertiesSize,
  nullPrototypeObjectSize,
  objectSize,
  propertyArraySize,
} from './object.js'
import { mapTableSize, setTableSize } from './ordered-table.js'
import { stringSize } from './string.js'
import { onHeapStoreSize } from './typed-array.js'

/**
 * The sizes of what V8 may hold in several forms, in the form that the usual construction ends in. Where a value has one
 * form alone, the walk calls the size function itself.
 */
export class SettledSizes {
  /** Whether properties are worth looking for where there is hardly ever one: hidden ones of arrays, names of long arrays. */
  isThorough = false

  constructor(readonly layout: Layout) {}

  string(length: number, twoByte: boolean): number {
    return stringSize(length, twoByte, this.layout)
  }

  /** An object with a prototype and named properties. Literals have `Object.prototype`; others come from a class. */
  object(properties: number, isLiteral: boolean): number {
    return isLiteral ? literalSize(properties, this.layout) : objectSize(properties, this.layout)
  }

  /** An object with `Object.prototype` and no property that a literal could have named. */
  emptyObject(properties: number): number {
    return emptyObjectSize(properties, this.layout)
  }

  /** A dictionary has an entry for an accessor, too. */
  nullPrototypeObject(properties: number, accessors: number): number {
    return nullPrototypeObjectSize(properties + accessors, this.layout)
  }

  /** A function that is no class. */
  function(hasPrototype: boolean): number {
    return functionSize(hasPrototype, this.layout)
  }

  class(methods: number, fields: number): number {
    return classSize(methods, fields, this.layout)
  }

  error(properties: number, isSubclass: boolean): number {
    return errorSize(properties, isSubclass, this.layout)
  }

  /** Named properties of an object whose built-in constructor made no room for them. */
  outside(properties: number): number {
    return propertyArraySize(properties, this.layout)
  }

  /** Named properties of an instance of a subclass, behind what the built-in part takes. */
  fields(properties: number, header: number): number {
    return namedPropertiesSize(properties, header, this.layout)
  }

  /** The elements of an object that is no array. */
  objectElements(present: number, length: number): number {
    return objectElementsSize(present, length, this.layout)
  }

  /** Whether an array with holes has its elements in a dictionary. */
  isSparse(present: number, length: number, _areDoubles: boolean): boolean {
    return isSparse(present, length)
  }

  /** The elements of an array that holds numbers alone, and not only small integers. */
  doubleElements(_present: number, length: number, _hasHoles: boolean): number {
    return doubleElementsSize(length, this.layout)
  }

  /** Told of each array what its elements take and what they are, for those who want to know what more there may be. */
  arrayElements(_array: readonly unknown[], _size: number, _present: number, _numbers: number): void {}

  mapTable(size: number): number {
    return mapTableSize(size, this.layout)
  }

  setTable(size: number): number {
    return setTableSize(size, this.layout)
  }

  /** The bytes of a small typed array that nobody asked for its buffer. */
  smallStore(byteLength: number): number {
    return onHeapStoreSize(byteLength, this.layout)
  }

  /** The slots of private fields and methods that an object's classes declare. */
  privateSlots(count: number): number {
    return count
  }
}
