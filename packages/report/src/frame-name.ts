import type { Part } from '@carat/core'
import { pathText, typeText } from './name-text.js'
import { printable } from './printable.js'

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
