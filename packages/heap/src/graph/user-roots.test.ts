import { expect, it } from 'vitest'
import { graphOf, heapOf } from './graphs.test-support.js'
import { pageObjects, userRoots } from './user-roots.js'

it('takes globals and the trees of documents for roots of the program', () => {
  const graph = graphOf(
    heapOf([2, 3, 4], [{}, { type: 'synthetic', name: '(Document DOM trees)' }, { type: 'synthetic' }]),
  )
  expect(userRoots(graph)).toEqual([2, 3])
})

it('takes what globals and documents reach without weak edges for the program’s', () => {
  const nodes = [
    { edges: [{ to: 3 }, { type: 'weak', to: 4 }] },
    { edges: [{ to: 2 }] },
    {},
    { type: 'synthetic', name: '(Document DOM trees)', edges: [{ to: 6 }] },
    { type: 'native' },
  ]
  const [root, ...others] = heapOf([2], nodes)
  const withTrees = { ...root, edges: [...(root?.edges ?? []), { type: 'element', to: 5 }] }
  expect([...pageObjects(graphOf([withTrees, ...others]))]).toEqual([0, 0, 1, 1, 0, 1, 1])
  expect([...pageObjects(graphOf(heapOf([2], nodes)))]).toEqual([0, 0, 1, 1, 0, 0, 0])
})
