import { hasInstanceFields, privateMembersOf } from '../declare/class-source.js'
import { decoratedFields } from '../declare/decorators.js'
import { type DecoratedField, knownType } from '../declare/known-types.js'
import { isNative } from './constructors.js'
import * as js from './intrinsics.js'
import { isIndex } from './prototypes.js'
import type { Walk } from './walk.js'

const ANONYMOUS_NATIVE = 'function () { [native code] }'

/** Looks into a function: of its own it has properties; its code is the program's, and its context can't be seen. */
export function lookIntoFunction(walk: Walk, value: js.AnyFunction): void {
  const source = js.functionToString(value)
  // the engine's own functions are the program's, but for those it makes for a value, such as a promise's `resolve`
  if (isNative(value) && source !== ANONYMOUS_NATIVE && !walk.isIncluded(value)) return
  walk.countObject()
  const { layout, sizes, properties } = walk
  const isClass = js.startsWith(source, 'class')
  if (isClass) properties.skips = skippedStatics(walk, value)
  const { methods, fields } = readProperties(walk, value)
  properties.skips = undefined
  if (isBound(value, source)) {
    walk.charge(layout.boundFunction + sizes.outside(methods + fields))
    walk.blind('bound function')
  } else if (isClass) {
    const hidden = readStaticPrivates(walk, value) + (hasInstanceFields(value) ? 1 : 0)
    walk.charge(sizes.class(methods, fields + hidden))
    walk.blind('closure context')
  } else {
    walk.charge(sizes.function(js.hasOwn(value, 'prototype')) + sizes.outside(methods + fields))
    walk.blind('closure context')
  }
}

/** The private fields that the class holds itself, behind its static ones. What decorators show of them is reached. */
function readStaticPrivates(walk: Walk, value: js.AnyFunction): number {
  const { staticFields, isCertain } = privateMembersOf(value)
  const decorated = decoratedStatics(value)
  let shown = 0
  for (let i = 0; i < decorated.length; i++) {
    const field = decorated[i] as DecoratedField
    if (!field.isHidden || !field.has(value)) continue
    shown++
    if (field.reason === undefined) walk.reach(field.read(value), 'property', field.name)
    else walk.skipped(field.name, field.reason)
  }
  if (!isCertain || shown < staticFields) walk.blind('private fields')
  return walk.sizes.privateSlots(staticFields)
}

/** The names of static fields that a decorator leaves out; `undefined` if there are none. */
function skippedStatics(walk: Walk, value: js.AnyFunction): readonly PropertyKey[] | undefined {
  const decorated = decoratedStatics(value)
  let names: PropertyKey[] | undefined
  for (let i = 0; i < decorated.length; i++) {
    const { isHidden, name, reason } = decorated[i] as DecoratedField
    if (isHidden || reason === undefined || !js.hasOwn(value, name)) continue
    names ??= js.list()
    names[names.length] = name
    walk.skipped(name, reason)
  }
  return names
}

function decoratedStatics(value: js.AnyFunction): readonly DecoratedField[] {
  const statics = js.list<DecoratedField>()
  const onMetadata = decoratedFields(value)
  const noted = knownType(value)?.fields
  addStatics(statics, onMetadata)
  addStatics(statics, noted)
  return statics
}

function addStatics(statics: DecoratedField[], fields: readonly DecoratedField[] | undefined): void {
  if (fields === undefined) return
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i] as DecoratedField
    if (field.isStatic) statics[statics.length] = field
  }
}

/** The properties that take a slot. A class's static methods are not enumerable, its static fields are. */
function readProperties(walk: Walk, value: js.AnyFunction): { methods: number; fields: number } {
  const found = { methods: 0, fields: 0 }
  const names = js.getOwnPropertyNames(value)
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    // never read: `prototype` is made on first reading, `arguments` and `caller` look at the running call
    if (name === 'prototype' || name === 'arguments' || name === 'caller') continue
    const descriptor = js.getOwnPropertyDescriptor(value, name)
    if (descriptor === undefined || isFromSource(name, descriptor)) continue
    readProperty(walk, descriptor, name, found)
  }
  const symbols = js.getOwnPropertySymbols(value)
  for (let i = 0; i < symbols.length; i++) {
    const descriptor = js.getOwnPropertyDescriptor(value, symbols[i] as symbol)
    if (descriptor !== undefined) readProperty(walk, descriptor, symbols[i] as symbol, found)
  }
  return found
}

function readProperty(
  walk: Walk,
  descriptor: PropertyDescriptor,
  key: string | symbol,
  found: { methods: number; fields: number },
): void {
  const { properties } = walk
  const kind = typeof key === 'string' && isIndex(key) ? 'element' : 'property'
  if (properties.isSkipped(key)) {
    if (properties.isAccessor(descriptor)) return
  } else if (!properties.readDescriptor(walk, descriptor, kind, key)) {
    return
  }
  if (descriptor.enumerable === true) found.fields++
  else found.methods++
}

/** `name` and `length` as the function's source gives them cost nothing. */
function isFromSource(name: string, descriptor: PropertyDescriptor): boolean {
  if (descriptor.enumerable === true) return false
  return (
    (name === 'name' && typeof descriptor.value === 'string') ||
    (name === 'length' && typeof descriptor.value === 'number')
  )
}

/** A bound function has no name in its source, as all anonymous native ones, and one that says so as its property. */
function isBound(value: js.AnyFunction, source: string): boolean {
  if (source !== ANONYMOUS_NATIVE) return false
  const name: unknown = js.getOwnPropertyDescriptor(value, 'name')?.value
  return typeof name === 'string' && js.startsWith(name, 'bound ')
}
