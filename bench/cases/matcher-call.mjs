// One call of a matcher on a small object, straight and through `expect`: microseconds a call.
import { sizeOf } from '@carat/core'
import { toHaveMemoryUsage } from '@carat/matchers'
import { loadExpect } from '../runners.mjs'
import { bestOf } from '../timing.mjs'

const expect = loadExpect()
expect.extend({ toHaveMemoryUsage })

const value = { id: 7, name: 'Ada Lovelace', tags: ['a', 'b'], address: { street: '12 Long Street', zip: 10_115 } }
const expected = sizeOf(value)
const context = { isNot: false, equals: Object.is }
if (!toHaveMemoryUsage.call(context, value, expected).pass) throw new Error('the matcher fails on the size itself')

const results = bestOf(15, [
  { name: 'sizeOf', run: () => sizeOf(value) },
  { name: 'matcher', run: () => toHaveMemoryUsage.call(context, value, expected) },
  { name: 'expect', run: () => expect(value).toHaveMemoryUsage(expected) },
  { name: 'toBe', run: () => expect(expected).toBe(expected) },
])
console.log(JSON.stringify(Object.fromEntries([...results].map(([name, { ms }]) => [name, ms * 1000]))))
