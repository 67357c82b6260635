import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plain } from '../format/read-by-json.test-support.js'
import { Ephemerons } from './ephemerons.js'
import { withEssentialEdges } from './essential-edges.js'
import { ephemeronName, graphOf, heapOf, snapshotTexts } from './graphs.test-support.js'
import type { HeapGraph } from './heap-graph.js'

/** The edges by node, those that are left out apart. */
function essentialOf(graph: HeapGraph): number[][] {
  return withEssentialEdges(graph, new Ephemerons(graph.strings), ({ nodes, first, to }) =>
    Array.from({ length: nodes }, (_, node) =>
      [...to.subarray(first[node], first[node + 1])].filter((other) => other !== node),
    ),
  )
}

describe('withEssentialEdges', () => {
  it('leaves out weak edges, loops, and shortcuts that are not the root’s', () => {
    const edges = [{ to: 3 }, { type: 'weak', to: 3 }, { to: 2 }, { type: 'shortcut', name: 'window', to: 3 }]
    expect(essentialOf(graphOf(heapOf([2], [{ edges }, {}])))).toEqual([[1, 2], [], [3], []])
  })

  it('takes the edge from the key, not the one from the table, to a value in a WeakMap', () => {
    const name = ephemeronName(1, 7, 99)
    const value = { type: 'internal', name, to: 4 }
    const nodes = [{ id: 7, edges: [value, { to: 3 }] }, { type: 'array', id: 99, edges: [value] }, {}]
    expect(essentialOf(graphOf(heapOf([2], nodes)))).toEqual([[1, 2], [], [4, 3], [], []])
  })

  it('leaves out what V8’s own nodes hold of the program’s, but not the other way round', () => {
    const nodes = [{ edges: [{ to: 3 }] }, { edges: [{ to: 4 }] }, {}]
    expect(essentialOf(graphOf(heapOf([2], nodes, [3, 4])))).toEqual([[1, 2], [], [3], [4], []])
    const weak = [{ edges: [{ type: 'weak', to: 3 }] }, {}]
    expect(essentialOf(graphOf(heapOf([2], weak, [3])))).toEqual([[1, 2], [3], [], []])
  })

  it('lets the root hold what no essential edge leads to', () => {
    const nodes = [{ edges: [{ type: 'weak', to: 3 }] }, { edges: [{ to: 4 }] }, {}]
    expect(essentialOf(graphOf(heapOf([2], nodes)))).toEqual([[3, 1, 2], [], [], [4], []])
  })

  it('leaves the graph as it was, with and without room before its edges, and when it fails', () => {
    fc.assert(
      fc.property(snapshotTexts(12), fc.boolean(), ({ nodes, ...rest }, hasRoom) => {
        const read = graphOf(nodes, rest)
        const graph = hasRoom ? read : { ...read, edgeTo: Uint32Array.from(read.edgeTo) }
        const before = structuredClone(plain(graph))
        const essential = essentialOf(graph)
        expect(plain(graph)).toEqual(before)
        expect(essential).toEqual(essentialOf(read))
        const failure = new Error('out of memory')
        const fail = (): never => {
          throw failure
        }
        expect(() => withEssentialEdges(graph, new Ephemerons(graph.strings), fail)).toThrow(failure)
        expect(plain(graph)).toEqual(before)
      }),
    )
  })
})
