import { describe, expect, it } from 'vitest'
import { Ephemerons } from './ephemerons.js'
import { essentialEdges, essentialGraph } from './essential-edges.js'
import { ephemeronName, graphOf, heapOf } from './graphs.test-support.js'
import type { HeapGraph } from './heap-graph.js'

const edgesOf = (graph: HeapGraph): number[] => [...essentialEdges(graph, new Ephemerons(graph.strings))]

describe('essentialEdges', () => {
  it('leaves out weak edges, loops, and shortcuts that are not the root’s', () => {
    const edges = [{ to: 3 }, { type: 'weak', to: 3 }, { to: 2 }, { type: 'shortcut', name: 'window', to: 3 }]
    expect(edgesOf(graphOf(heapOf([2], [{ edges }, {}])))).toEqual([1, 1, 1, 0, 0, 0])
  })

  it('takes the edge from the key, not the one from the table, to a value in a WeakMap', () => {
    const name = ephemeronName(1, 7, 99)
    const value = { type: 'internal', name, to: 4 }
    const nodes = [{ id: 7, edges: [value, { to: 3 }] }, { type: 'array', id: 99, edges: [value] }, {}]
    expect(edgesOf(graphOf(heapOf([2], nodes)))).toEqual([1, 1, 1, 1, 0])
  })

  it('leaves out what V8’s own nodes hold of the program’s, but not the other way round', () => {
    const nodes = [{ edges: [{ to: 3 }] }, { edges: [{ to: 4 }] }, {}]
    expect(edgesOf(graphOf(heapOf([2], nodes, [3, 4])))).toEqual([1, 1, 0, 0, 1, 1])
    expect(edgesOf(graphOf(heapOf([2], [{ edges: [{ type: 'weak', to: 3 }] }, {}], [3])))).toEqual([1, 1, 1, 0])
  })
})

describe('essentialGraph', () => {
  it('lets the root hold what no essential edge leads to', () => {
    const graph = graphOf(heapOf([2], [{ edges: [{ type: 'weak', to: 3 }] }, { edges: [{ to: 4 }] }, {}]))
    const { first, to } = essentialGraph(graph, new Ephemerons(graph.strings))
    expect([...first]).toEqual([0, 3, 3, 3, 4, 4])
    expect([...to]).toEqual([1, 2, 3, 4])
  })
})
