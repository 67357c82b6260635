import { type Declaration, ownMethod } from '../declare/declaration.js'
import type { Declarations, Declared } from '../declare/declared.js'
import { measurable } from '../declare/measurable.js'
import { keyText } from '../declare/value-text.js'
import * as js from './intrinsics.js'
import { isPrototype } from './program.js'
import type { PrototypeFacts } from './prototypes.js'
import type { Walk } from './walk.js'

/**
 * Looks into an object whose classes say something of it, in words or in private. What they leave out must be known before
 * its properties are read.
 */
export function lookIntoDeclared(walk: Walk, value: object, facts: PrototypeFacts, declaration: Declaration): void {
  // a class's prototype inherits from that of the class it extends, and is no object of it
  if (walk.isProgram(value, isPrototype)) return
  if (declaration.reason !== undefined) return walk.skipped(undefined, declaration.reason)
  const { measurers, method, fields } = declaration
  const mayAsk = measurers.length > 0 || fields.length > 0 || method !== undefined || js.hasOwn(value, measurable)
  const found = mayAsk ? walk.asker.declarationsOf(value, declaration) : undefined
  walk.properties.skips = found?.skips
  walk.lookIntoKind(value, facts)
  walk.properties.skips = undefined
  if (found !== undefined) apply(walk, value, found)
  if (declaration.privateFields > (found?.privates ?? 0)) walk.blind('private fields')
}

/** Asks an object that has a `[measurable]` of its own, and whose class declares nothing. */
export function askOwn(walk: Walk, value: object): void {
  const method = ownMethod(value)
  if (method === undefined) return
  const found = walk.asker.declarationsBy(value, method)
  walk.properties.skips = found.skips
  apply(walk, value, found)
}

function apply(walk: Walk, value: object, { declared, warnings }: Declarations): void {
  for (let i = 0; i < declared.length; i++) applyOne(walk, value, declared[i] as Declared, declared)
  for (let i = 0; i < warnings.length; i++) walk.warn(warnings[i] as string)
}

/** What is a property is counted as it is, whatever is declared of it. */
function applyOne(walk: Walk, value: object, one: Declared, all: readonly Declared[]): void {
  const { name } = one
  const own = js.getOwnPropertyDescriptor(value, name)
  switch (one.kind) {
    case 'skip':
      return walk.skipped(name, one.reason)
    case 'bytes':
      if (own === undefined) return walk.native(one.bytes, name, 0)
      return walk.warn(`declares ${one.bytes} bytes for ${keyText(name)}, which is a property that is counted as it is`)
    case 'field':
    case 'shared':
      if (own === undefined) {
        if (one.kind === 'shared') walk.reachShared(one.value, name)
        else walk.reach(one.value, 'property', name)
      } else if (!js.is(own.value, one.value)) {
        walk.warn(`declares a field ${keyText(name)}, which is a property that holds something else: left out`)
      }
      return
    case 'capacity': {
      const holds = own === undefined ? fieldOf(all, name) : own.value
      const { used, allocated } = one
      if (typeof holds === 'object' && holds !== null) return walk.spare(holds, name, used, allocated)
      return walk.native(allocated, name, allocated - used)
    }
  }
}

function fieldOf(declared: readonly Declared[], name: PropertyKey): unknown {
  for (let i = 0; i < declared.length; i++) {
    const one = declared[i] as Declared
    if (one.kind === 'field' && one.name === name) return one.value
  }
  return undefined
}
