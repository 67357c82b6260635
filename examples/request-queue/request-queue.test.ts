import { measurable, sizeOf } from '@carat/core'
import '@carat/vitest'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RequestQueue } from './request-queue.js'

const seed = Number(process.env.EXAMPLES_SEED ?? Date.now() & 0x7fffffff)

// A machine that has other work to do may take a while.
const PATIENCE_MS = 240_000

interface Request {
  readonly route: string
  readonly session: object
  readonly body: unknown
  answer?: unknown
}

const sessions = Array.from({ length: 5 }, (_, id) => ({ id, user: `user ${id} of this shop`, roles: ['buyer'] }))

const request: fc.Arbitrary<Request> = fc.record({
  route: fc.constantFrom('POST /cart', 'POST /order', 'GET /products'),
  session: fc.constantFrom(...sessions),
  body: fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.array(fc.record({ product: fc.string(), price: fc.double() }), { maxLength: 10 }),
    fc.integer({ min: 65, max: 2000 }).map((length) => new Uint8Array(length)),
    fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
  ),
})

/** What requests take together, without the list of them. */
function sizeOfAll(requests: readonly Request[]): number {
  return sizeOf(requests) - sizeOf(requests.map(() => 1))
}

test(
  `the account is what sizeOf says, after 100,000 operations (seed ${seed})`,
  () => {
    const queue = new RequestQueue<Request>(20_000)
    const model: Request[] = []
    let offered = 0
    for (let round = 0; round < 100; round++) {
      const steps = fc.record({ isOffer: fc.constantFrom(true, true, false), request })
      for (const [step, { isOffer, request }] of fc.sample(steps, { numRuns: 1000, seed: seed + round }).entries()) {
        if (!isOffer) {
          const taken = queue.take()
          if (taken !== model.shift()) throw new Error(`not the one that came first, in step ${step} of round ${round}`)
          continue
        }
        offered++
        const isIn = queue.offer(request)
        // dropped if there is no room, and only then
        if (step % 100 === 0) expect(isIn).toBe(sizeOfAll([...model, request]) <= queue.budget)
        if (isIn) model.push(request)
        if (queue.bytes > queue.budget) throw new Error(`${queue.bytes} B are more than the budget`)
      }
      expect(queue.bytes).toBe(sizeOfAll(model))
      expect(queue.length).toBe(model.length)
    }
    // both happened
    expect(queue.dropped).toBeGreaterThan(1000)
    expect(queue.dropped).toBeLessThan(offered - 1000)
    while (queue.length > 0) queue.take()
    expect(queue.bytes).toBe(0)
  },
  PATIENCE_MS,
)

test('a request that changes while it waits leaves nothing in the account', () => {
  const queue = new RequestQueue<Request>(20_000)
  const [first, second] = fc.sample(request, { numRuns: 2, seed }) as [Request, Request]
  queue.offer(first)
  queue.offer(second)
  const asOffered = sizeOf(second)
  first.answer = { of: second, text: 'x'.repeat(1000) }
  for (const text of ['answered', 'not answered']) second.answer = { text }
  queue.take()
  expect(queue.bytes).toBe(asOffered)
  queue.take()
  expect(queue.bytes).toBe(0)
})

test('a request of a million parts is dropped after a look at a few of them', () => {
  let looked = 0
  class Part {
    [measurable](): void {
      looked++
    }
  }
  const parts = Array.from({ length: 1_000_000 }, () => new Part())
  const queue = new RequestQueue<object>(10_000)
  expect(queue.offer({ parts })).toBe(false)
  expect(looked).toBeGreaterThan(0)
  expect(looked).toBeLessThan(1000)
  expect(queue).toMatchObject({ bytes: 0, length: 0, dropped: 1 })
  // nothing of it was counted: what is left is for others
  expect(queue.offer({ parts: parts.slice(0, 10) })).toBe(true)
  expect(queue.bytes).toBe(sizeOf({ parts: parts.slice(0, 10) }))
})

test('what waits takes what the queue says', () => {
  const queue = new RequestQueue<Request>(20_000)
  const both = fc.sample(request, { numRuns: 2, seed }) as [Request, Request]
  for (const one of both) queue.offer(one)
  expect({ one: both[0], other: both[1] }).toHaveMemoryUsage(queue.bytes + 24 + 2 * 8)
})
