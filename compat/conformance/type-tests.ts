/**
 * What compiles with the matchers and what does not, the same for each runner: every project compiles this file with
 * its own `expect`, which its tsconfig.json calls `expect-under-test`. A line marked `@ts-expect-error` that compiles is an error.
 */
import { expect } from 'expect-under-test'

const cache: ReadonlyMap<string, object> = new Map()

// Every form of an expected size
expect(cache).toHaveMemoryUsage(72)
expect(cache).toHaveMemoryUsage('72 B')
expect(cache).toHaveMemoryUsage('1.5kB')
expect(cache).toHaveMemoryUsage({ atMost: '2 kB' })
expect(cache).toHaveMemoryUsage({ atLeast: 10, atMost: '2 KiB' })
expect(cache).toHaveMemoryUsage({ atMost: '2 kB', sure: true })
expect(cache).toHaveMemoryUsage({ atLeast: 10, sure: true })
expect(cache).not.toHaveMemoryUsage({ atLeast: 10, atMost: '2 KiB', sure: true, strict: true })
expect(cache).toHaveMemoryUsage({ atMost: 72, sure: cache.size > 1 })
expect(cache).toHaveMemoryUsage({ atMost: 72, sure: true }, { exclude: [cache] })
expect(cache).toHaveMemoryUsage({ bytes: 72, within: '5%' })
expect(cache).toHaveMemoryUsage({ bytes: '1 kB', within: 64 })
expect(cache).toHaveMemoryUsage(expect.any(Number))
expect(cache).toHaveMemoryUsage(72, { layout: 'v8-11' })
expect(cache).toHaveMemoryUsage(72, { layout: 'host', exclude: [cache] })
expect(cache).toBeSmallerThan(new Map())
expect(cache).toBeSmallerThan('2 kB', { layout: 'v8-14-compressed' })
expect(cache).toBeLargerThan(72)
expect((n: number) => new Array(n)).toGrowBy(8)
expect((n: number) => new Array(n)).toGrowBy('8 B', { fixed: '1 kB', at: [100, 1000], layout: 'v8-11' })
expect((n: number) => new Array(n)).not.toGrowBy({ atLeast: 7.5, atMost: '8 B' })
expect({ make: Array }).toEqual({ make: expect.toGrowBy(8) })
// @ts-expect-error an unknown unit
expect((n: number) => new Array(n)).toGrowBy('8 b')
// @ts-expect-error an option with a spelling mistake
expect((n: number) => new Array(n)).toGrowBy(8, { fixd: 1 })

// Negated, of a promise, and in place of a value
expect(cache).not.toHaveMemoryUsage(72)
expect(cache).not.toBeSmallerThan(72)
const resolved: Promise<void> = expect(Promise.resolve(cache)).resolves.toHaveMemoryUsage(72)
const rejected: Promise<void> = expect(Promise.reject(cache)).rejects.not.toBeLargerThan(72)
export const promises: readonly Promise<void>[] = [resolved, rejected]
expect({ cache }).toEqual({ cache: expect.toHaveMemoryUsage({ atMost: '2 kB' }) })
expect({ cache }).toEqual({ cache: expect.not.toHaveMemoryUsage(72) })
expect({ cache }).toEqual({ cache: expect.toHaveMemoryUsage({ atMost: '2 kB', sure: true }) })
expect({ cache }).toEqual({ cache: expect.not.toHaveMemoryUsage({ atLeast: 10, sure: true, strict: true }) })
expect({ cache }).toEqual(expect.objectContaining({ cache: expect.toBeSmallerThan('2 kB') }))

// Snapshots, which are no asymmetric matchers
expect(cache).toMatchMemorySnapshot()
expect(cache).toMatchMemorySnapshot('after warm-up')
expect(cache).toMatchMemorySnapshot({ within: '2%', rows: 10, depth: 3 })
expect(cache).toMatchMemorySnapshot('after warm-up', { within: '64 B', ratchet: true, layout: 'v8-11' })
expect(cache).toMatchMemorySnapshot(undefined, { within: 64 })
expect(cache).toMatchInlineMemorySnapshot()
expect(cache).toMatchInlineMemorySnapshot(`72 B`)
expect(cache).toMatchInlineMemorySnapshot({ ratchet: true })
expect(cache).toMatchInlineMemorySnapshot({ ratchet: true }, `72 B`)
export const snapshots: readonly Promise<void>[] = [
  expect(Promise.resolve(cache)).resolves.toMatchMemorySnapshot('after warm-up', { within: '2%' }),
  expect(Promise.resolve(cache)).resolves.toMatchMemorySnapshot({ within: '2%' }),
  expect(Promise.reject(cache)).rejects.toMatchInlineMemorySnapshot({ within: '2%' }, `72 B`),
  expect(Promise.reject(cache)).rejects.toMatchInlineMemorySnapshot(`72 B`),
]
// @ts-expect-error a snapshot stands in place of no value
expect({ cache }).toEqual({ cache: expect.toMatchMemorySnapshot() })
// @ts-expect-error a snapshot stands in place of no value, negated
expect({ cache }).toEqual({ cache: expect.not.toMatchInlineMemorySnapshot() })
// @ts-expect-error a number is no hint
expect(cache).toMatchMemorySnapshot(72)
// @ts-expect-error the hint comes before the options
expect(cache).toMatchMemorySnapshot({ within: 64 }, 'after warm-up')
// @ts-expect-error an option with a spelling mistake
expect(cache).toMatchMemorySnapshot({ whithin: 64 })
// @ts-expect-error a margin with an unknown unit
expect(cache).toMatchMemorySnapshot({ within: '64 kb' })
// @ts-expect-error a ratchet of a wrong kind
expect(cache).toMatchMemorySnapshot({ ratchet: 'yes' })
// @ts-expect-error a tracker changes with each call
expect(cache).toMatchMemorySnapshot({ tracker: undefined })
// @ts-expect-error the options come before the text
expect(cache).toMatchInlineMemorySnapshot(`72 B`, { within: 64 })
// @ts-expect-error an unknown layout
expect(cache).toMatchInlineMemorySnapshot({ layout: 'v8-9' })

// An argument of a wrong kind
// @ts-expect-error the expected size is missing
expect(cache).toHaveMemoryUsage()
// @ts-expect-error a boolean is no size
expect(cache).toHaveMemoryUsage(true)
// @ts-expect-error a Date is no size
expect(cache).toHaveMemoryUsage(new Date())
// @ts-expect-error null is no size
expect(cache).toHaveMemoryUsage(null)
// @ts-expect-error a text without a unit
expect(cache).toHaveMemoryUsage('72')
// @ts-expect-error a text with an unknown unit
expect(cache).toHaveMemoryUsage({ atMost: '72 kb' })
// @ts-expect-error a range without a bound
expect(cache).toHaveMemoryUsage({})
// @ts-expect-error a bound with a spelling mistake
expect(cache).toHaveMemoryUsage({ atmost: 1 })
// @ts-expect-error a bound of a wrong kind
expect(cache).toHaveMemoryUsage({ atMost: true })
// @ts-expect-error to be sure of no limit
expect(cache).toHaveMemoryUsage({ sure: true })
// @ts-expect-error to be sure of an exact size
expect(cache).toHaveMemoryUsage({ bytes: 72, sure: true })
// @ts-expect-error to be sure of an exact size give or take some
expect(cache).toHaveMemoryUsage({ bytes: 72, within: 8, sure: true })
// @ts-expect-error to be sure in words
expect(cache).toHaveMemoryUsage({ atMost: 72, sure: 'strict' })
// @ts-expect-error strict without being sure
expect(cache).toHaveMemoryUsage({ atMost: 72, strict: true })
// @ts-expect-error strict and not sure
expect(cache).toHaveMemoryUsage({ atMost: 72, sure: false, strict: true })
// @ts-expect-error sure among the options
expect(cache).toHaveMemoryUsage({ atMost: 72 }, { sure: true })
// @ts-expect-error a margin without what it surrounds
expect(cache).toHaveMemoryUsage({ within: '5%' })
// @ts-expect-error what a margin surrounds, without the margin
expect(cache).toHaveMemoryUsage({ bytes: 72 })
// @ts-expect-error an unknown layout
expect(cache).toHaveMemoryUsage(72, { layout: 'v8-9' })
// @ts-expect-error an unknown option
expect(cache).toHaveMemoryUsage(72, { layuot: 'v8-14' })
// @ts-expect-error nothing to compare with
expect(cache).toBeSmallerThan()
// @ts-expect-error the expected size is missing, negated
expect(cache).not.toHaveMemoryUsage()
// @ts-expect-error a boolean is no size, in place of a value
expect({ cache }).toEqual({ cache: expect.toHaveMemoryUsage(true) })

// What a function allocates
const parse = (): object => JSON.parse('{}')
const parseLater = async (): Promise<object> => parse()
expect(parse).toAllocate(72)
expect(parse).toAllocate('72 B')
expect(parse).toAllocate({ atLeast: 10, atMost: '2 KiB' })
expect(parse).toAllocate({ bytes: 72, within: '5%' })
expect(parse).toAllocate({ bytes: 72, count: 3 })
expect(parse).toAllocate({ bytes: { atMost: '2 kB' }, count: { atMost: 3 } })
expect(parse).toAllocate({ count: expect.any(Number) })
expect(parse).toAllocate({ perCall: 48 })
expect(parse).toAllocate({ perCall: { bytes: 48, count: 1 } }, { calls: 100 })
expect(parse).toAllocate(72, { tier: 'optimized', warmUp: 100, repeats: 5, profile: 'parse.heapprofile' })
expect(parse).toAllocateAtMost('12 kB')
expect(parse).toAllocateAtMost({ bytes: '12 kB', count: 100 }, { profile: false })
expect(parse).toAllocateAtMost({ perCall: 48 })
expect(parse).not.toAllocateAtMost({ perCall: { count: 1 } }, { calls: 100 })
expect(parse).toAllocateNothing()
expect(parse).toAllocateNothing({ tier: 'interpreter' })
expect({ parse }).toEqual({ parse: expect.toAllocateAtMost('12 kB') })
export const allocating: readonly Promise<void>[] = [
  expect(Promise.resolve(parse)).resolves.toAllocate(72),
  expect(Promise.resolve(parseLater)).resolves.not.toAllocateAtMost({ perCall: 48 }),
]
// @ts-expect-error the expected bytes are missing
expect(parse).toAllocate()
// @ts-expect-error an unknown unit
expect(parse).toAllocateAtMost('12 kb')
// @ts-expect-error a limit has no lower one
expect(parse).toAllocateAtMost({ atLeast: 12 })
// @ts-expect-error a count is a number
expect(parse).toAllocate({ bytes: 72, count: '3' })
// @ts-expect-error V8 does not tell types
expect(parse).toAllocate({ bytes: 72, types: { Map: 1 } })
// @ts-expect-error neither bytes nor count
expect(parse).toAllocate({ perCall: {} })
// @ts-expect-error an option with a spelling mistake
expect(parse).toAllocate(72, { warmup: 8 })
// @ts-expect-error an unknown tier
expect(parse).toAllocate(72, { tier: 'maglev' })

// What a function leaves behind
expect(parse).not.toLeak()
expect(parse).not.toLeak({ warmup: 100, runs: 200, atMost: '16 B' })
expect(cache).toBeCollectable()
// @ts-expect-error an option with a spelling mistake
expect(parse).not.toLeak({ warmUp: 100 })
// @ts-expect-error nothing is expected of what is collectable
expect(cache).toBeCollectable(72)
// @ts-expect-error a leak stands in place of no value
expect({ parse }).toEqual({ parse: expect.toLeak() })
