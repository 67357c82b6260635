import fc from 'fast-check'
import { expect, it } from 'vitest'
import { graphOf, snapshotTexts } from './graphs.test-support.js'
import { retainers } from './retainers.js'

it('gives each edge once, to the node that it leads to, with the node that it comes from', () => {
  fc.assert(
    fc.property(snapshotTexts(9), ({ nodes }) => {
      const graph = graphOf(nodes)
      const { first, edges, nodes: from } = retainers(graph)
      expect([...edges].sort((a, b) => a - b)).toEqual(Array.from(edges, (_, edge) => edge))
      for (let node = 0; node < graph.nodeCount; node++) {
        const own = edges.subarray(first[node], first[node + 1])
        expect([...own]).toEqual([...own].sort((a, b) => a - b))
        for (let i = first[node] as number; i < (first[node + 1] as number); i++) {
          const edge = edges[i] as number
          expect(graph.edgeTo[edge]).toBe(node)
          expect(edge).toBeGreaterThanOrEqual(graph.firstEdge[from[i] as number] as number)
          expect(edge).toBeLessThan(graph.firstEdge[(from[i] as number) + 1] as number)
        }
      }
    }),
  )
})
