import { expect, it } from 'vitest'
import { Snapshot } from '../snapshot.js'
import { graphOf, heapOf } from './graphs.test-support.js'

it('tells two classes of one name by where they stand', () => {
  const nodes = [{ name: 'Twin' }, { name: 'Twin' }, { name: 'Twin' }, { name: 'Twin' }]
  const locations = [
    [2, 1, 10, 4],
    [3, 1, 20, 4],
    [4, 1, 20, 4],
  ] as const
  const snapshot = new Snapshot(graphOf(heapOf([2, 3, 4, 5], nodes), { locations }))
  expect(snapshot.classes().map(({ location, count }) => [location?.line, count])).toEqual([
    [20, 2],
    [10, 1],
    [undefined, 1],
  ])
})

it('counts what objects of one class hold of one another once', () => {
  const nodes = [
    { name: 'List', edges: [{ to: 3 }, { to: 4 }] },
    { name: 'List', edges: [{ to: 5 }] },
    { name: 'Other', edges: [{ to: 6 }] },
    { name: 'Other' },
    { name: 'List' },
  ]
  const rows = new Snapshot(graphOf(heapOf([2], nodes))).classes()
  expect(
    rows.map(({ name, count, shallowSize, retainedSize, distance }) => [
      name,
      count,
      shallowSize,
      retainedSize,
      distance,
    ]),
  ).toEqual([
    ['List', 3, 48, 80, 1],
    ['Other', 2, 32, 48, 2],
  ])
})

it('leaves out stores that are counted for their owners', () => {
  const nodes = [
    { name: 'Owner', edges: [{ to: 3 }] },
    { type: 'array', selfSize: 100 },
  ]
  const rows = new Snapshot(graphOf(heapOf([2], nodes))).classes()
  expect(rows.map(({ name, count, selfSize, shallowSize }) => [name, count, selfSize, shallowSize])).toEqual([
    ['Owner', 1, 16, 116],
  ])
})
