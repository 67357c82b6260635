import type { Part } from '@carat/core'
import type { AllocationNodeLike } from './allocation-profile.js'
import { functionText, groupText, pathText, typeText } from './name-text.js'
import { placeText } from './place-text.js'
import { printable } from './printable.js'
import type { Frame } from './stacks.js'

/** A row without its count: `.entries Map`, or the type alone for the value itself. */
export function rowName({ name, type }: Pick<Part, 'name' | 'type'>): string {
  const typeName = printable(typeText(type))
  return name === '' ? typeName : `${printable(pathText(name))} ${typeName}`
}

/**
 * A row as one frame of a stack.
 *
 * A type that ends in a number or in an annotation of flamegraph.pl (`_[k]`) is in quotes, as all odd names are: what is
 * left to escape is the semicolon between frames.
 */
export function frameName(part: Pick<Part, 'name' | 'type'>): string {
  return rowName(part).replaceAll(';', '\\u003b')
}

/** What an allocation profile calls a node, without its place: `index`, `(group parse)`, `(root)` for the run. */
export function callName({ kind, name }: Pick<AllocationNodeLike, 'kind' | 'name'>): string {
  if (kind === 'profile') return '(root)'
  const text = kind === 'group' ? `(group ${printable(groupText(name))})` : printable(functionText(name))
  return text.replaceAll(';', '\\u003b')
}

/** A frame as one text, told apart by its place: `index (src/index.ts:12:3)`. */
export function frameText({ name, place }: Frame): string {
  return place === undefined ? name : `${name} (${placeText(place).replaceAll(';', '\\u003b')})`
}
