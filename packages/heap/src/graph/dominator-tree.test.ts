import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dominatorTree, retainedSizes, treeIntervals } from './dominator-tree.js'
import { Ephemerons } from './ephemerons.js'
import { withEssentialEdges } from './essential-edges.js'
import { graphOf, heapOf, snapshotTexts } from './graphs.test-support.js'
import type { HeapGraph } from './heap-graph.js'

const graphs = snapshotTexts(9).map(({ nodes, ...rest }) => graphOf(nodes, rest))
const treeOf = (graph: HeapGraph) => withEssentialEdges(graph, new Ephemerons(graph.strings), dominatorTree)

/** What the root reaches without one node. */
function reachedWithout(removed: number, graph: HeapGraph): Set<number> {
  const edges = withEssentialEdges(graph, new Ephemerons(graph.strings), ({ nodes, first, to }) =>
    Array.from({ length: nodes }, (_, from) =>
      Array.from(to.subarray(first[from], first[from + 1]), (node) => [from, node] as const),
    ).flat(),
  )
  const reached = new Set(removed === 0 ? [] : [0])
  for (let size = -1; size !== reached.size; ) {
    size = reached.size
    for (const [from, to] of edges) if (reached.has(from) && to !== removed) reached.add(to)
  }
  return reached
}

describe('dominatorTree', () => {
  it('has for each node the last one without which it is not reached', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { idom } = treeOf(graph)
        const all = reachedWithout(-1, graph)
        const without = Array.from({ length: graph.nodeCount }, (_, node) => reachedWithout(node, graph))
        for (let node = 1; node < graph.nodeCount; node++) {
          const strict = [...all].filter((a) => a !== node && all.has(node) && !without[a]?.has(node))
          const last = strict.find((a) => strict.every((other) => other === a || !without[other]?.has(a)))
          // what only holds itself is the root's
          expect(idom[node]).toBe(last ?? 0)
        }
      }),
    )
  })

  it('gives all nodes, the root first, each after its dominator', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { idom, order } = treeOf(graph)
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from(order, (_, node) => node))
        expect(order[0]).toBe(0)
        for (const node of order.subarray(1))
          expect(order.indexOf(idom[node] as number)).toBeLessThan(order.indexOf(node))
      }),
    )
  })
})

describe('retainedSizes', () => {
  it('sums up the sizes of what a node dominates', () => {
    const edges = (...to: number[]) => to.map((node) => ({ to: node }))
    // 2 holds 3 and 4, which both hold 5; 6 is held by 2 and by the root
    const nodes = [{ edges: edges(3, 4, 6) }, { edges: edges(5) }, { edges: edges(5) }, {}, {}]
    const graph = graphOf(heapOf([2, 6], nodes))
    expect([...retainedSizes(treeOf(graph), graph.selfSizes)]).toEqual([80, 0, 64, 16, 16, 16, 16])
  })

  it('of the root is the sum of all sizes', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const sum = graph.selfSizes.reduce((total, size) => total + size, 0)
        expect(retainedSizes(treeOf(graph), graph.selfSizes)[0]).toBe(sum)
      }),
    )
  })
})

describe('treeIntervals', () => {
  it('puts all that a node dominates, and nothing else, between where it is entered and where it ends', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const tree = treeOf(graph)
        const { enter, end } = treeIntervals(tree)
        const dominates = (a: number, b: number): boolean =>
          a === b || (b !== 0 && dominates(a, tree.idom[b] as number))
        expect([...enter].sort((a, b) => a - b)).toEqual(Array.from(enter, (_, place) => place))
        for (let a = 0; a < graph.nodeCount; a++) {
          for (let b = 0; b < graph.nodeCount; b++) {
            const place = enter[b] as number
            expect(place >= (enter[a] as number) && place < (end[a] as number)).toBe(dominates(a, b))
          }
        }
      }),
    )
  })
})
