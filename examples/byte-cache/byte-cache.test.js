const { sizeOf } = require('@carat/core')
const fc = require('fast-check')
const { ByteCache } = require('./byte-cache.js')

const seed = Number(process.env.EXAMPLES_SEED ?? Date.now() & 0x7fffffff)

/** What entries share: objects, one of them with a cycle, and bytes that several views show. */
const users = Array.from({ length: 8 }, (_, id) => ({ id, name: `user ${id} of this shop`, carts: [] }))
users[0].self = users[0]
const buffer = new ArrayBuffer(48)
const large = Array.from({ length: 5000 }, () => ({ large: true }))
// A machine that has other work to do may take a while.
const PATIENCE_MS = 240_000

const value = (cache) =>
  fc.oneof(
    fc.record({ user: fc.constantFrom(...users), note: fc.constantFrom('paid', 'not paid yet', 'wide €') }),
    fc.record({ users: fc.subarray(users), total: fc.double({ noNaN: true }), big: fc.bigInt() }),
    fc.constantFrom(...users),
    fc.string({ maxLength: 40 }),
    fc.nat(500).map((length) => new Uint8Array(length)),
    fc.nat(40).map((start) => ({ view: new Uint8Array(buffer, start) })),
    fc.dictionary(fc.string(), fc.array(fc.integer())).map((all) => new Map(Object.entries(all))),
    fc.nat(9).map((at) => ({ cache, at })),
    fc.nat(5000).map((length) => ({ part: large.slice(0, length) })),
  )

const operation = (cache) => {
  const key = fc.nat(60).map((at) => `session ${at}`)
  return fc.oneof(
    { weight: 60, arbitrary: fc.record({ does: fc.constant('set'), key, value: value(cache) }) },
    { weight: 30, arbitrary: fc.record({ does: fc.constant('get'), key }) },
    { weight: 10, arbitrary: fc.record({ does: fc.constant('delete'), key }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('clear') }) },
  )
}

test(
  `the account is what sizeOf says, after 100,000 operations (seed ${seed})`,
  () => {
    const cache = new ByteCache(8000)
    /** The keys that may be in the cache, the one used last at the end. */
    let order = []
    let [evicted, refused, fullest] = [0, 0, 0]
    const check = () => {
      expect(cache).toHaveMemoryUsage(cache.bytes)
      fullest = Math.max(fullest, cache.bytes)
    }
    for (let round = 0; round < 100; round++) {
      for (const { does, key, value } of fc.sample(operation(cache), { numRuns: 1000, seed: seed + round })) {
        const isIn = cache.entries.has(key)
        const result = cache[does](key, value)
        if (does === 'set' || does === 'delete' || isIn) order = order.filter((other) => other !== key)
        if (does === 'clear') order = []
        if ((does === 'set' && result) || (does === 'get' && isIn)) order.push(key)
        if (does === 'set' && !result) refused++
        // what is there was used after all that is not
        const keys = [...cache.entries.keys()]
        const last = order.slice(order.length - keys.length)
        if (keys.join() !== last.join()) throw new Error(`${keys} are in the cache, and ${last} were used last`)
        evicted += order.length - keys.length
        order = keys
        if (cache.bytes > cache.budget)
          throw new Error(`${cache.bytes} B are more than the budget, after ${does} ${key}`)
      }
      check()
    }
    // what was to be tried was
    expect(evicted).toBeGreaterThan(1000)
    expect(refused).toBeGreaterThan(100)
    expect(fullest).toBeGreaterThan(7000)
    cache.clear()
    check()
    expect(cache.bytes).toBe(sizeOf(new ByteCache(8000)))
  },
  PATIENCE_MS,
)

test('entries share an object and a string: it goes with the last of them', () => {
  const cache = new ByteCache(10_000)
  const empty = cache.bytes
  const shared = { text: 'a text that both have' }
  cache.set('first key', { shared })
  cache.set('other key', { shared, text: 'a text that both have' })
  expect(cache).toHaveMemoryUsage(cache.bytes)
  cache.delete('first key')
  expect(cache).toHaveMemoryUsage(cache.bytes)
  // the key, the value of two properties, and what it alone holds now
  expect(cache.bytes - empty).toBe(sizeOf('other key') + 24 + 2 * 8 + sizeOf(shared))
  cache.delete('other key')
  expect(cache.bytes).toBe(empty)
})

test('what was used longest ago goes first', () => {
  const cache = new ByteCache(1200)
  const value = () => new ArrayBuffer(100)
  for (const key of ['one', 'two', 'three']) cache.set(key, value())
  cache.get('one')
  cache.set('four', new ArrayBuffer(200))
  expect([...cache.entries.keys()]).toEqual(['three', 'one', 'four'])
})

test('an entry that is larger than the budget is refused, and the others stay', () => {
  const cache = new ByteCache(1000)
  cache.set('small', { at: 1 })
  expect(cache.set('large', new Uint8Array(2000))).toBe(false)
  expect([...cache.entries.keys()]).toEqual(['small'])
  expect(() => new ByteCache(10)).toThrow('budget must be at least the')
})
