import type { HeapGraph } from './heap-graph.js'

/** Which numbers the types have in a snapshot; -1 for those that it does not know, so that nothing has them. */
export interface NodeTypeNumbers {
  readonly hidden: number
  readonly array: number
  readonly object: number
  readonly code: number
  readonly closure: number
  readonly regexp: number
  readonly native: number
  readonly synthetic: number
  readonly consString: number
}

export interface EdgeTypeNumbers {
  readonly element: number
  readonly property: number
  readonly internal: number
  readonly hidden: number
  readonly shortcut: number
  readonly weak: number
}

export function nodeTypeNumbers({ nodeTypeNames }: HeapGraph): NodeTypeNumbers {
  const numberOf = (name: string): number => nodeTypeNames.indexOf(name)
  return {
    hidden: numberOf('hidden'),
    array: numberOf('array'),
    object: numberOf('object'),
    code: numberOf('code'),
    closure: numberOf('closure'),
    regexp: numberOf('regexp'),
    native: numberOf('native'),
    synthetic: numberOf('synthetic'),
    consString: numberOf('concatenated string'),
  }
}

export function edgeTypeNumbers({ edgeTypeNames }: HeapGraph): EdgeTypeNumbers {
  const numberOf = (name: string): number => edgeTypeNames.indexOf(name)
  return {
    element: numberOf('element'),
    property: numberOf('property'),
    internal: numberOf('internal'),
    hidden: numberOf('hidden'),
    shortcut: numberOf('shortcut'),
    weak: numberOf('weak'),
  }
}
