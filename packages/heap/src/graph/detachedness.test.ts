import { expect, it } from 'vitest'
import { propagateDetachedness } from './detachedness.js'
import { graphOf } from './graphs.test-support.js'

it('passes from the embedder’s nodes to those they reach, attached before detached, and not through JavaScript', () => {
  const native = { type: 'native' }
  const nodes = [
    { type: 'synthetic', detachedness: 0 },
    { ...native, detachedness: 1, edges: [{ to: 3 }, { type: 'weak', to: 4 }] },
    { ...native, detachedness: 2, edges: [{ to: 3 }, { to: 4 }, { to: 5 }, { type: 'hidden', to: 6 }] },
    native,
    native,
    { edges: [{ to: 6 }] },
    native,
  ]
  expect([...(propagateDetachedness(graphOf(nodes)) ?? [])]).toEqual([0, 1, 2, 1, 2, 0, 0])
})

it('is unknown where the snapshot says nothing of it', () => {
  const nodeFields = ['type', 'name', 'id', 'self_size', 'edge_count']
  expect(propagateDetachedness(graphOf([{}], { nodeFields }))).toBeUndefined()
})
