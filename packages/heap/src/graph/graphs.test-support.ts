import fc from 'fast-check'
import { readChunks } from '../format/read-chunks.test-support.js'
import {
  bytesOf,
  type EdgeText,
  type NodeText,
  type SnapshotText,
  snapshotOf,
} from '../format/snapshot-text.test-support.js'
import type { HeapGraph } from './heap-graph.js'

/** A graph of nodes made by hand; the first is the root. */
export function graphOf(nodes: readonly NodeText[], rest: Omit<SnapshotText, 'nodes'> = {}): HeapGraph {
  return readChunks([bytesOf(snapshotOf({ ...rest, nodes }))])
}

/** A root with an edge to each of its globals, and V8's own list of roots, which is node 1. */
export function heapOf(
  globals: readonly number[],
  nodes: readonly NodeText[],
  ofV8: readonly number[] = [],
): NodeText[] {
  const edges: EdgeText[] = [
    { type: 'element', to: 1 },
    ...globals.map((to): EdgeText => ({ type: 'shortcut', name: 'global', to })),
  ]
  return [
    { type: 'synthetic', name: '', selfSize: 0, edges },
    { type: 'synthetic', name: '(GC roots)', selfSize: 0, edges: ofV8.map((to) => ({ type: 'element', to })) },
    ...nodes,
  ]
}

const names = [
  ...['Object', 'Object', 'Object', 'Foo', 'Bar', '<div id="a">', '<div>', '<p class="b" title>'],
  ...['(Document DOM trees)', '(map descriptors)', 'system / NativeContext'],
]
const edgeNames = ['a', 'b', 'c, d', '__proto__', 'sloppy_function_map', '1', '4', '5', '']
const types = [
  'hidden',
  'array',
  'string',
  'object',
  'object',
  'code',
  'closure',
  'regexp',
  'native',
  'native',
  'synthetic',
]
const edgeTypes = ['context', 'element', 'property', 'property', 'property', 'internal', 'hidden', 'shortcut', 'weak']

/**
 * Snapshots of up to `most` nodes that have all that the rules tell apart: weak edges, shortcuts, edges of WeakMaps, owned
 * stores, the embedder's nodes attached and detached, V8's own nodes, nodes that nothing reaches, loops and rings.
 */
export function snapshotTexts(most: number): fc.Arbitrary<SnapshotText> {
  return fc.tuple(fc.integer({ min: 1, max: most }), fc.boolean()).chain(([count, isPage]) => {
    const node = fc.nat(count - 1)
    // a table has the id of a node, so that the edge may be the table's
    const ephemeron = fc
      .tuple(fc.nat(3), fc.nat(2), node)
      .map(([place, key, table]) => ephemeronName(place, key, 2 * table + 1))
    const edge = fc
      .record({
        type: fc.constantFrom(...edgeTypes),
        name: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...edgeNames) }, { weight: 1, arbitrary: ephemeron }),
        index: fc.nat(9),
        to: node,
      })
      .map(({ type, name, index, to }): EdgeText => {
        const isNumbered = type === 'element' || type === 'hidden'
        return { type, name: isNumbered ? index : name, to }
      })
    const own = fc.record({
      type: fc.constantFrom(...types),
      // the data of strings is never said to be of a page: DevTools would not know it under its new name
      name: isPage ? fc.constantFrom(...names) : fc.constantFrom(...names, 'system / ExternalStringData'),
      selfSize: fc.constantFrom(0, 16, 24, 1000),
      detachedness: isPage ? fc.constantFrom(0, 0, 0, 1, 2) : fc.constant(0),
      edges: fc.array(edge, { maxLength: 5 }),
    })
    // one that DevTools would visit twice, it gives up on
    const rootEdges = fc.uniqueArray(edge, { maxLength: 5, selector: ({ to }) => to })
    const location = fc.tuple(node, fc.nat(1), fc.nat(1), fc.nat(1))
    return fc
      .record({
        rootEdges,
        nodes: fc.array(own, { minLength: count - 1, maxLength: count - 1 }),
        locations: fc.uniqueArray(location, { maxLength: 5, selector: ([at]) => at }),
      })
      .map(({ rootEdges: edges, nodes, locations }) => ({
        nodes: [{ type: 'synthetic', name: '', selfSize: 0, edges }, ...nodes],
        locations,
      }))
  })
}

/** As V8 calls an edge to a value in a WeakMap. */
export function ephemeronName(place: number, key: number, table: number): string {
  return `${place} / part of key (Key @${key}) -> value (Value @7) pair in WeakMap (table @${table})`
}
