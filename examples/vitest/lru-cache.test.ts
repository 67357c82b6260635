// An LRUCache makes its tables as long as its `max` at once: the room is paid for when the cache is still empty.
// They are #private, where no walk can look, so what is weighed is what the cache's own door shows of them.
import { LRUCache } from 'lru-cache'
import { expect, test } from 'vitest'

function sessions(max: number, count: number) {
  const cache = new LRUCache({ max })
  for (let id = 0; id < count; id++) cache.set(`session-${id}`, { user: id, cart: [] })
  const { keyMap, keyList, valList, next, prev, free } = LRUCache.unsafeExposeInternals(cache)
  return { keyMap, keyList, valList, next, prev, free }
}

test.each([
  ['LRUCache, max 100, empty', 2892, sessions(100, 0)],
  ['LRUCache, max 100, 100 sessions', 16_764, sessions(100, 100)],
])('%s weighs %i B', (_what, bytes, value) => {
  expect(value).toHaveMemoryUsage(bytes)
})

test('a cache with less room is lighter, although as empty', () => {
  expect(sessions(100, 0)).toBeSmallerThan(sessions(1000, 0))
})
