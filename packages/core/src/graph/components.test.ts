import fc from 'fast-check'
import { expect, it } from 'vitest'
import { components } from './components.js'
import { edgesByNode } from './edges-by-node.js'

const graph = fc
  .integer({ min: 1, max: 12 })
  .chain((nodes) => fc.tuple(fc.constant(nodes), fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)))))

function componentsOf(nodes: number, edges: readonly (readonly [number, number])[]) {
  const froms = Uint32Array.from(edges, ([from]) => from)
  const tos = Uint32Array.from(edges, ([, to]) => to)
  return components(edgesByNode(nodes, edges.length, froms, tos, new Uint32Array(edges.length)))
}

it('puts nodes into one component if and only if each reaches the other', () => {
  fc.assert(
    fc.property(graph, ([nodes, edges]) => {
      // the slow way: steps of one edge until nothing is added
      const reaches = Array.from({ length: nodes }, (_, node) => new Set([node]))
      for (let step = 0; step < nodes; step++) {
        for (const [from, to] of edges) for (const end of reaches[to] ?? []) reaches[from]?.add(end)
      }
      const { of } = componentsOf(nodes, edges)
      for (let a = 0; a < nodes; a++) {
        for (let b = 0; b < nodes; b++) expect(of[a] === of[b]).toBe(reaches[a]?.has(b) && reaches[b]?.has(a))
      }
    }),
    { numRuns: 1000 },
  )
})

it('numbers them so that edges lead to lower numbers, and lists the nodes in that order', () => {
  fc.assert(
    fc.property(graph, ([nodes, edges]) => {
      const { of, nodes: listed } = componentsOf(nodes, edges)
      for (const [from, to] of edges) expect(of[to]).toBeLessThanOrEqual(of[from] as number)
      expect([...listed].sort((a, b) => a - b)).toEqual(Array.from({ length: nodes }, (_, node) => node))
      const numbers = Array.from(listed, (node) => of[node] as number)
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }),
    { numRuns: 1000 },
  )
})

it('takes a chain of a million nodes', () => {
  const nodes = 1_000_000
  const edges = Array.from({ length: nodes - 1 }, (_, node): [number, number] => [node, node + 1])
  expect(componentsOf(nodes, edges).of[0]).toBe(nodes - 1)
  expect(componentsOf(nodes, [...edges, [nodes - 1, 0]]).of.every((component) => component === 0)).toBe(true)
})
