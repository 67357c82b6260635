import type { Visitor } from '../declare/measurable.js'
import * as js from '../walk/intrinsics.js'
import { keyOf, underSymbol } from './left-out.js'

/** What jsdom calls the symbol under which each node has its place in the tree. */
export const TREE = 'DOM SymbolTree'

/**
 * The children of a node of jsdom. They are a linked list: the node's place in the tree has the first one, whose place has the
 * next. The places lead to parents and siblings, too, so they are read here and not walked.
 */
export function measureSymbolTree(node: object, visitor: Visitor): void {
  let child = ownObject(placeOf(node), 'firstChild')
  for (let i = 0; child !== undefined; i++) {
    visitor.field(`child ${i}`, child)
    child = ownObject(placeOf(child), 'nextSibling')
  }
}

function placeOf(node: object): object | undefined {
  const key = keyOf(node, underSymbol(TREE))
  return key === undefined ? undefined : ownObject(node, key)
}

function ownObject(object: object | undefined, key: PropertyKey): object | undefined {
  const value: unknown = object && js.getOwnPropertyDescriptor(object, key)?.value
  return typeof value === 'object' && value !== null ? value : undefined
}
