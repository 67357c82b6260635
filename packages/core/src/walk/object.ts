import { measurable } from '../declare/measurable.js'
import { brandOf } from './brand.js'
import { askOwn } from './declared-object.js'
import { lookIntoExotic } from './exotic.js'
import * as js from './intrinsics.js'
import { privateSlots } from './own-properties.js'
import { isProgramGlobal, isPrototype } from './program.js'
import { isIndex, type PrototypeFacts } from './prototypes.js'
import type { Walk } from './walk.js'

/** Looks into an ordinary object: a literal, an instance of a class, an object without a prototype. */
export function lookIntoObject(walk: Walk, value: object, facts: PrototypeFacts): void {
  // `Object.keys` makes V8 keep the names on the hidden class; `getOwnPropertyNames` then is a copy of them.
  const enumerable = js.keys(value)
  const names = js.getOwnPropertyNames(value)
  const symbols = js.getOwnPropertySymbols(value)
  const hasHidden = names.length !== enumerable.length
  const startsWithIndex = names.length > 0 && isIndex(names[0] as string)
  if (hasHidden || startsWithIndex || enumerable.length === 0) {
    // Arguments look like this, and a Map whose prototype was swapped. To ask each object would cost a tenth of the walk.
    const brand = brandOf(value)
    if (brand !== 'ordinary') return lookIntoExotic(walk, value, brand, facts)
  }
  if (hasHidden && walk.isProgram(value, isPrototype)) return
  // the program's globals all have something that data has not
  const mayBeGlobal = hasHidden || symbols.length > 0 || enumerable.length === 0
  if (mayBeGlobal && walk.isProgram(value, isProgramGlobal)) return
  walk.countObject()
  const { properties, sizes } = walk
  const privates = privateSlots(walk, facts)
  const isOwn = facts.declaration === undefined && symbols.length > 0 && js.hasOwn(value, measurable)
  if (isOwn) askOwn(walk, value)
  const isPlain =
    properties.skips === undefined &&
    !hasHidden &&
    symbols.length === 0 &&
    !facts.isNoPrototype &&
    properties.areDescriptorsPlain
  if (isPlain && names.length > 0 && !startsWithIndex) {
    if (walk.isDecidedBy(sizes.object(names.length, facts.isObjectPrototype))) return
    const named = properties.readPlain(walk, value, names) + privates
    walk.form(named > walk.layout.maxFastProperties ? 'dictionary properties' : 'properties', named)
    const isEmpty = named === 0 && facts.isObjectPrototype
    return walk.charge(isEmpty ? sizes.emptyObject(0) : sizes.object(named, facts.isObjectPrototype))
  }
  properties.read(walk, value, names, symbols)
  if (isOwn) properties.skips = undefined
  const { strings, accessors } = properties
  const named = properties.named + privates
  let size: number
  if (facts.isNoPrototype) size = sizes.nullPrototypeObject(named, accessors)
  else if (facts.isObjectPrototype && strings === 0) size = sizes.emptyObject(named)
  else size = sizes.object(named, facts.isObjectPrototype)
  const isDictionary = facts.isNoPrototype || named > walk.layout.maxFastProperties
  walk.form(isDictionary ? 'dictionary properties' : 'properties', named)
  walk.charge(size + properties.elementsBytes(walk))
}
