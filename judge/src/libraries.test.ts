import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measure, sizeOf } from '@carat/core'
import { lowerBoundOf } from '../../packages/core/dist/esm/lower-bound.js'
import { heldBytes } from './held.js'
import { libraryValues } from './library-values.js'

const values = libraryValues.map(({ make }) => make())
const held = heldBytes(values)

for (const [index, { name, canonical }] of libraryValues.entries()) {
  const value = values[index]
  const v8 = held.bytesOf(index)
  if (canonical) {
    test(`${name} takes the ${v8} bytes that V8 holds for it`, () => {
      assert.equal(sizeOf(value, { layout: 'host' }), v8)
    })
  }
  test(`${name} holds no less than its lower bound`, () => {
    const lower = lowerBoundOf(value, { layout: 'host' })
    assert.ok(lower <= v8, `lower bound ${lower} B, V8 ${v8} B`)
  })
  test(`what can't be seen of ${name} is listed`, () => {
    const listed = new Set<string>(measure(value).unseen.map(({ reason }) => reason))
    const missing = held.unseenOf(index).filter((reason) => !listed.has(reason))
    assert.deepEqual(missing, [], `listed are only: ${[...listed].join(', ') || 'none'}`)
  })
}
