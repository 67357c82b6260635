import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureUrl } from './fixtures.test-support.js'
import { graphOf, heapOf, snapshotTexts } from './graph/graphs.test-support.js'
import { readSnapshot } from './read-snapshot.js'
import { Snapshot } from './snapshot.js'

const snapshot = new Snapshot(
  graphOf(
    heapOf(
      [2],
      [
        {
          name: 'Foo',
          id: 77,
          edges: [
            { name: 'store', to: 3 },
            { type: 'element', name: 5, to: 4 },
          ],
        },
        { type: 'array', name: '(object elements)', selfSize: 100 },
        {
          name: 'Object',
          edges: [
            { name: 'back', to: 2 },
            { type: 'weak', name: 'far', to: 5 },
          ],
        },
        { name: 'Bar' },
      ],
    ),
    { header: { extra_native_bytes: 1000 } },
  ),
)

describe('Snapshot', () => {
  it('counts nodes, edges and bytes', () => {
    expect([snapshot.nodeCount, snapshot.edgeCount, snapshot.totalSize]).toEqual([6, 6, 1148])
  })

  it('tells all of a node', () => {
    const { ordinal, id, type, name, className, selfSize, shallowSize, retainedSize, distance, detached } =
      snapshot.node(2)
    expect({ ordinal, id, type, name, className, selfSize, shallowSize, retainedSize, distance, detached }).toEqual({
      ordinal: 2,
      id: 77,
      type: 'object',
      name: 'Foo',
      className: 'Foo',
      selfSize: 16,
      shallowSize: 116,
      retainedSize: 132,
      distance: 1,
      detached: false,
    })
    expect(snapshot.node(4).name).toBe('{back}')
    expect(snapshot.node(5).distance).toBeUndefined()
  })

  it('finds a node by its id', () => {
    expect(snapshot.nodeById(77)?.ordinal).toBe(2)
    expect(snapshot.nodeById(78)).toBeUndefined()
  })

  it('gives the edges from a node and to it', () => {
    expect([...snapshot.edgesOf(2)]).toEqual([
      { type: 'property', name: 'store', from: 2, to: 3 },
      { type: 'element', name: 5, from: 2, to: 4 },
    ])
    expect([...snapshot.retainersOf(2)]).toEqual([
      { type: 'shortcut', name: 'global', from: 0, to: 2 },
      { type: 'property', name: 'back', from: 4, to: 2 },
    ])
  })

  it('says which node there is none of, and a right call', () => {
    expect(() => snapshot.node(6)).toThrow(
      new RangeError('node takes the ordinal of a node, from 0 to 5, as in node(0), got 6'),
    )
    expect(() => snapshot.edgesOf(-1)).toThrow(RangeError)
    expect(() => snapshot.retainersOf(1.5)).toThrow(RangeError)
    expect(() => snapshot.node('1' as never)).toThrow(RangeError)
    expect(() => snapshot.nodeById('@77' as never)).toThrow('nodeById(1), got string')
  })

  it('has the same sizes and dominators whichever are asked for first', () => {
    fc.assert(
      fc.property(snapshotTexts(12), ({ nodes, ...rest }) => {
        const [sizesFirst, dominatorsFirst] = [new Snapshot(graphOf(nodes, rest)), new Snapshot(graphOf(nodes, rest))]
        const shallow = [...sizesFirst.shallowSizes]
        const dominators = [...dominatorsFirst.dominators]
        expect([...dominatorsFirst.retainedSizes]).toEqual([...sizesFirst.retainedSizes])
        for (const one of [sizesFirst, dominatorsFirst]) {
          expect([...one.shallowSizes]).toEqual(shallow)
          expect([...one.dominators]).toEqual(dominators)
        }
      }),
    )
  })

  it('counts more than four gigabytes', () => {
    const large = new Snapshot(
      graphOf(heapOf([2], [{ selfSize: 3 * 2 ** 30, edges: [{ to: 3 }] }, { selfSize: 2 ** 31 }])),
    )
    expect(large.node(2).retainedSize).toBe(5 * 2 ** 30)
  })

  it('finishes on whatever can be read', () => {
    fc.assert(
      fc.property(snapshotTexts(12), ({ nodes, ...rest }) => {
        const types = ['concatenated string', ...nodes.map(({ type }) => type ?? 'object')]
        const twisted = nodes.map((node, i) => ({ ...node, type: types[(i * 5) % types.length] as string }))
        const any = new Snapshot(graphOf(twisted, rest))
        expect(any.classes().reduce((sum, { shallowSize }) => sum + shallowSize, 0)).toBe(any.retainedSizes[0])
        any.detached()
        for (let node = 0; node < any.nodeCount; node++) expect(typeof any.node(node).name).toBe('string')
      }),
    )
  })
})

describe('detached', () => {
  it('gives the topmost nodes of what is in no document, by class', () => {
    const native = { type: 'native', selfSize: 10 }
    const nodes = [
      { name: 'Window', edges: [{ to: 3 }, { to: 5 }, { to: 6 }] },
      { ...native, name: '<div id="a">', detachedness: 2, edges: [{ to: 4 }] },
      { ...native, name: '<p>', detachedness: 2 },
      { ...native, name: '<div class="b">', detachedness: 2 },
      { ...native, name: '<body>', detachedness: 1 },
    ]
    expect(new Snapshot(graphOf(heapOf([2], nodes))).detached()).toEqual([
      { className: 'Detached <div>', nodes: [3, 5], count: 2, retainedSize: 30 },
    ])
  })

  it('finds the parts of a page that were taken out of it', async () => {
    const page = await readSnapshot(fixtureUrl('chromium'))
    // detached-parts.mjs: two trees by their sections, one by an inner list, a canvas that never was in the page
    expect(page.detached().map(({ className, count }) => [className, count])).toEqual([
      ['Detached <section>', 2],
      ['Detached <ul>', 1],
      ['Detached <canvas>', 1],
    ])
    const [{ nodes: [section] = [] } = { nodes: [] }] = page.detached()
    expect(page.node(section as number).name).toMatch(/^Detached <section /)
    expect(page.node(section as number).detached).toBe(true)
  })
})
