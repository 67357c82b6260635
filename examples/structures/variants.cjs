// The same data made in another way. What a breakdown says of it has to stay the same, to the letter.
const { types } = require('node:util')

/** The value itself, after the properties of each object in it were taken out and put back the other way round. */
function withPropertiesReversed(value) {
  for (const object of objectsIn(value)) {
    if (!Object.isExtensible(object)) continue
    const keys = namedKeys(object).filter((key) => Object.getOwnPropertyDescriptor(object, key).configurable)
    const properties = keys.map((key) => [key, Object.getOwnPropertyDescriptor(object, key)])
    for (const key of keys) delete object[key]
    for (const [key, property] of properties.reverse()) Object.defineProperty(object, key, property)
  }
  return value
}

/** A deep copy that keeps classes, accessors, and what is shared. Functions and what can't be copied are the same as before. */
function cloneOf(value) {
  const clones = new Map()
  for (const object of objectsIn(value)) if (!clones.has(object)) clones.set(object, emptyCloneOf(object, clones))
  const cloned = (held) => clones.get(held) ?? held
  for (const [object, clone] of clones) {
    if (object === clone) continue
    Object.setPrototypeOf(clone, Object.getPrototypeOf(object))
    if (types.isMap(object)) for (const [key, held] of entriesOf(object)) clone.set(cloned(key), cloned(held))
    if (types.isSet(object)) for (const held of itemsOf(object)) clone.add(cloned(held))
    for (const key of Array.isArray(object) ? Reflect.ownKeys(object) : namedKeys(object)) {
      const property = Object.getOwnPropertyDescriptor(object, key)
      if ('value' in property) property.value = cloned(property.value)
      Object.defineProperty(clone, key, property)
    }
  }
  return cloned(value)
}

function emptyCloneOf(object, clones) {
  if (Array.isArray(object)) return []
  if (types.isMap(object)) return new Map()
  if (types.isSet(object)) return new Set()
  if (types.isRegExp(object)) return new RegExp(object.source, object.flags)
  if (types.isArrayBuffer(object)) return object.slice(0)
  if (types.isTypedArray(object)) {
    const { buffer, byteOffset, length } = object
    if (!clones.has(buffer)) clones.set(buffer, emptyCloneOf(buffer, clones))
    return new object.constructor(clones.get(buffer), byteOffset, length)
  }
  // an object of Intl is more than its properties, of which it has none
  return /^\[object Intl\./.test(Object.prototype.toString.call(object)) ? object : {}
}

/** Every object that the value leads to, but for functions and what only they lead to. */
function objectsIn(value) {
  const found = new Set()
  const add = (held) => {
    if (typeof held === 'object' && held !== null) found.add(held)
  }
  add(value)
  // a Set's loop comes to what is added while it runs
  for (const object of found) {
    if (types.isMap(object)) for (const entry of entriesOf(object)) entry.forEach(add)
    if (types.isSet(object)) for (const held of itemsOf(object)) add(held)
    if (types.isTypedArray(object)) continue
    for (const key of Reflect.ownKeys(object)) add(Object.getOwnPropertyDescriptor(object, key).value)
  }
  return found
}

/** Property keys, without an array's indices. */
function namedKeys(object) {
  const hasIndices = Array.isArray(object) || types.isTypedArray(object)
  return Reflect.ownKeys(object).filter((key) => !(hasIndices && /^\d+$/.test(String(key))))
}

const entriesOf = (map) => Map.prototype.entries.call(map)
const itemsOf = (set) => Set.prototype.values.call(set)

module.exports = { withPropertiesReversed, cloneOf }
