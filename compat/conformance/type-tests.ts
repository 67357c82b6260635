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
expect(cache).toHaveMemoryUsage({ bytes: 72, within: '5%' })
expect(cache).toHaveMemoryUsage({ bytes: '1 kB', within: 64 })
expect(cache).toHaveMemoryUsage(expect.any(Number))
expect(cache).toHaveMemoryUsage(72, { layout: 'v8-11' })
expect(cache).toHaveMemoryUsage(72, { layout: 'host', exclude: [cache] })
expect(cache).toBeSmallerThan(new Map())
expect(cache).toBeSmallerThan('2 kB', { layout: 'v8-14-compressed' })
expect(cache).toBeLargerThan(72)

// Negated, of a promise, and in place of a value
expect(cache).not.toHaveMemoryUsage(72)
expect(cache).not.toBeSmallerThan(72)
const resolved: Promise<void> = expect(Promise.resolve(cache)).resolves.toHaveMemoryUsage(72)
const rejected: Promise<void> = expect(Promise.reject(cache)).rejects.not.toBeLargerThan(72)
export const promises: readonly Promise<void>[] = [resolved, rejected]
expect({ cache }).toEqual({ cache: expect.toHaveMemoryUsage({ atMost: '2 kB' }) })
expect({ cache }).toEqual({ cache: expect.not.toHaveMemoryUsage(72) })
expect({ cache }).toEqual(expect.objectContaining({ cache: expect.toBeSmallerThan('2 kB') }))

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
