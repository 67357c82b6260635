import { expect, it } from 'vitest'
import { distances, NO_DISTANCE, SYSTEM_DISTANCE } from './distances.js'
import { Ephemerons } from './ephemerons.js'
import { ephemeronName, graphOf, heapOf } from './graphs.test-support.js'
import type { HeapGraph } from './heap-graph.js'

const distancesOf = (graph: HeapGraph): number[] => [...distances(graph, new Ephemerons(graph.strings))]

it('counts edges from the globals, and from the root for what they don’t reach', () => {
  const nodes = [
    { edges: [{ to: 3 }, { to: 4 }] },
    { edges: [{ to: 4 }] },
    {},
    { edges: [{ type: 'weak', to: 6 }] },
    {},
  ]
  expect(distancesOf(graphOf(heapOf([2], nodes, [5])))).toEqual([
    SYSTEM_DISTANCE,
    SYSTEM_DISTANCE + 1,
    1,
    2,
    2,
    SYSTEM_DISTANCE + 2,
    NO_DISTANCE,
  ])
})

it('is 0 of the root if there are no globals', () => {
  expect(distancesOf(graphOf(heapOf([], [{}], [2])))).toEqual([0, 1, 2])
})

it('takes the longer of the two ways to a value in a WeakMap', () => {
  const value = { type: 'internal', name: ephemeronName(1, 7, 99), to: 5 }
  // the table is at 2, the key at 3
  const nodes = [
    { edges: [{ to: 3 }, { name: 'keys', to: 6 }] },
    { type: 'array', id: 99, edges: [value] },
    { id: 7, edges: [value] },
    {},
    { edges: [{ to: 4 }] },
  ]
  expect(distancesOf(graphOf(heapOf([2], nodes))).slice(2)).toEqual([1, 2, 3, 4, 2])
})

it('passes over the links of descriptors and the sloppy function’s hidden class', () => {
  const descriptors = {
    type: 'array',
    name: '(map descriptors)',
    edges: [
      { type: 'internal', name: '4', to: 4 },
      { type: 'internal', name: '3', to: 5 },
    ],
  }
  const context = {
    type: 'hidden',
    name: 'system / NativeContext',
    edges: [{ type: 'internal', name: 'sloppy_function_map', to: 4 }],
  }
  const nodes = [descriptors, context, {}, {}]
  expect(distancesOf(graphOf(heapOf([2, 3], nodes))).slice(2)).toEqual([1, 1, NO_DISTANCE, 2])
})
