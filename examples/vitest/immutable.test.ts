// Two versions of an immutable list share all that did not change, and what is shared is counted once.
// So `[before, after]` weighs what keeping both really costs: some 800 bytes for the second, and not a list again.
import { Map as ImmutableMap, List, Range } from 'immutable'
import { expect, test } from 'vitest'

const before = List(Range(0, 1000))
const after = before.set(500, -1)
const prices = ImmutableMap(Range(0, 100).map((id) => [`item-${id}`, id * 100]))

test.each([
  ['immutable List of 1000 integers', 11_272, before],
  ['immutable List, before and after a change', 12_112, [before, after]],
  ['immutable Map of 100 prices', 16_984, prices],
])('%s weighs %i B', (_what, bytes, value) => {
  expect(value).toHaveMemoryUsage(bytes)
})

test('a plain array is lighter, as long as there is one version', () => {
  expect(before.toArray()).toBeSmallerThan(before)
})
