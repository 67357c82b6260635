// The size functions are no public names of @carat/core, so they come from its build.
export type { Fact, Layout, LayoutName } from '../../packages/core/dist/esm/layout/layout.js'
export { isSmi } from '../../packages/core/dist/esm/layout/layout.js'
export { layouts } from '../../packages/core/dist/esm/layout/layouts.js'
export { bigIntSize } from '../../packages/core/dist/esm/size/bigint.js'
export {
  dictionaryCapacity,
  nameDictionarySize,
  numberDictionarySize,
} from '../../packages/core/dist/esm/size/dictionary.js'
export { doubleElementsSize, taggedElementsSize } from '../../packages/core/dist/esm/size/elements.js'
export { errorSize } from '../../packages/core/dist/esm/size/error.js'
export { classSize, functionSize } from '../../packages/core/dist/esm/size/function.js'
export {
  emptyObjectSize,
  literalSize,
  namedPropertiesSize,
  nullPrototypeObjectSize,
  objectSize,
  propertyArraySize,
} from '../../packages/core/dist/esm/size/object.js'
export { mapTableSize, setTableSize } from '../../packages/core/dist/esm/size/ordered-table.js'
export { stringSize } from '../../packages/core/dist/esm/size/string.js'
export { onHeapStoreSize } from '../../packages/core/dist/esm/size/typed-array.js'
