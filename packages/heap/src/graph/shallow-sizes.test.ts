import fc from 'fast-check'
import { expect, it } from 'vitest'
import { graphOf, heapOf, snapshotTexts } from './graphs.test-support.js'
import { shallowSizes } from './shallow-sizes.js'

it('adds a backing store to the one object that reaches it, and no others', () => {
  const store = { type: 'array', selfSize: 100 }
  const nodes = [
    // reaches a store, and one through it
    { edges: [{ to: 5 }] },
    { edges: [{ to: 7 }] },
    { edges: [{ to: 7 }, { type: 'weak', to: 8 }] },
    { ...store, edges: [{ to: 6 }] },
    { ...store, type: 'hidden' },
    // reached from two
    store,
    // reached by V8 alone
    store,
  ]
  expect([...shallowSizes(graphOf(heapOf([2, 3, 4], nodes, [8])))]).toEqual([0, 0, 216, 16, 16, 0, 0, 100, 100])
})

it('adds the data of an external string, but nothing else of the embedder’s', () => {
  const data = { type: 'native', name: 'system / ExternalStringData', selfSize: 1000 }
  const nodes = [{ type: 'string', edges: [{ to: 3 }, { to: 4 }] }, data, { type: 'native', selfSize: 50 }]
  expect([...shallowSizes(graphOf(heapOf([2], nodes)))].slice(2)).toEqual([1016, 0, 50])
})

it('is the self size where there are no globals, as with V8’s internals exposed', () => {
  const nodes = [{ edges: [{ to: 3 }] }, { type: 'array', selfSize: 100 }]
  expect([...shallowSizes(graphOf(heapOf([], nodes, [2])))].slice(2)).toEqual([16, 100])
})

it('moves bytes and neither makes nor loses any', () => {
  fc.assert(
    fc.property(snapshotTexts(12), ({ nodes }) => {
      const graph = graphOf(nodes)
      const sum = (sizes: Iterable<number>): number => [...sizes].reduce((total, size) => total + size, 0)
      expect(sum(shallowSizes(graph))).toBe(sum(graph.selfSizes))
    }),
  )
})

it('counts more than four gigabytes', () => {
  const nodes = [
    { selfSize: 3 * 2 ** 30, edges: [{ to: 3 }] },
    { type: 'array', selfSize: 3 * 2 ** 30 },
  ]
  expect([...shallowSizes(graphOf(heapOf([2], nodes)))].slice(2)).toEqual([6 * 2 ** 30, 0])
})
