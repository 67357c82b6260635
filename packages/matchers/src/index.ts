import type { HeapOptions } from '@carat/heap'
import type { AllocationMatcherOptions } from './allocation-options.js'
import type { AllocationLimit, ExpectedAllocations } from './expected-allocations.js'
import type { ExpectedSize, SettledSize } from './expected-size.js'
import type { GrowthOptions, PerItem } from './growth-options.js'
import type { MatcherOptions } from './matcher-options.js'
import type { InlineMemorySnapshotArguments, MemorySnapshotArguments } from './memory-snapshot-options.js'
import type { ExplainedOptions } from './to-have-memory-usage.js'
import type { ExpectedSpare } from './to-have-spare-capacity.js'
import type { LeakMatcherOptions } from './to-leak.js'

export type { AllocationMatcherOptions } from './allocation-options.js'
export type { ByteAmount, ByteText, ByteUnit } from './byte-amount.js'
export type { MatcherContext, MatcherResult } from './context.js'
export type {
  AllocatedNumbers,
  AllocationLimit,
  AllocationLimits,
  ExpectedAllocations,
  ExpectedCount,
} from './expected-allocations.js'
export type { AsymmetricMatcher, ExpectedSize, SettledSize, SizeRange, SizeWithin, Sureness } from './expected-size.js'
export type { GrowthOptions, PerItem } from './growth-options.js'
export type { MarginAmount } from './margin.js'
export type { MatcherOptions } from './matcher-options.js'
export type {
  InlineMemorySnapshotArguments,
  MemorySnapshotArguments,
  MemorySnapshotOptions,
} from './memory-snapshot-options.js'
export { toAllocate } from './to-allocate.js'
export { toAllocateAtMost } from './to-allocate-at-most.js'
export { toAllocateNothing } from './to-allocate-nothing.js'
export { toBeCollectable } from './to-be-collectable.js'
export { toBeLargerThan } from './to-be-larger-than.js'
export { toBeSmallerThan } from './to-be-smaller-than.js'
export { toGrowBy } from './to-grow-by.js'
export { toHaveHeapUsage } from './to-have-heap-usage.js'
export { type ExplainedOptions, toHaveMemoryUsage } from './to-have-memory-usage.js'
export { type ExpectedSpare, toHaveSpareCapacity } from './to-have-spare-capacity.js'
export { type LeakMatcherOptions, toLeak } from './to-leak.js'
export { toMatchInlineMemorySnapshot, toMatchMemorySnapshot } from './to-match-memory-snapshot.js'

/** The matchers as a runner's assertion has them; `R` is what an assertion of that runner gives back. */
export interface MemoryMatchers<R> {
  /**
   * Passes when the settled size of the value is what `expected` says.
   *
   * @example
   * expect([1, 2, 3]).toHaveMemoryUsage(72)
   * expect(cache).toHaveMemoryUsage({ atMost: '2 kB' })
   * expect(cache).toHaveMemoryUsage({ bytes: '1.5 kB', within: '5%' })
   * expect(cache).toHaveMemoryUsage({ atMost: '10 kB', sure: true }) // by V8's bounds: passes, fails or is undecided
   * expect(api).toHaveMemoryUsage({ atMost: '2 kB' }, { heap: true }) // a failure says what V8 holds beyond that
   */
  toHaveMemoryUsage(expected: ExpectedSize, options?: ExplainedOptions): R
  /**
   * Passes when the bytes that V8 holds for the value now, as it was built, are what `expected` says: closures' variables,
   * private fields, entries of weak collections and spare capacity included, in-object slack apart. Of Node.js alone; takes a
   * heap snapshot, which is 50 to 750 ms.
   *
   * @example
   * expect(api).toHaveHeapUsage({ atMost: '20 kB' })
   * expect(new Session()).toHaveHeapUsage(184)
   */
  toHaveHeapUsage(expected: SettledSize, options?: HeapOptions): R
  /**
   * Passes when what growth left unused in what V8 holds for the value is what `expected` says: bytes exactly, or a share of
   * the heap usage at most. Of Node.js alone; takes a heap snapshot.
   *
   * @example
   * expect(index).toHaveSpareCapacity(0)
   * expect(queue).toHaveSpareCapacity('10%')
   * expect(queue).toHaveSpareCapacity({ atMost: '1 kB' })
   */
  toHaveSpareCapacity(expected: ExpectedSpare, options?: HeapOptions): R
  /**
   * Passes when the settled size of the value is below that of `other`; a number or a byte text is a limit.
   *
   * @example
   * expect(nextCache).toBeSmallerThan(previousCache)
   * expect(cache).toBeSmallerThan('2 kB')
   */
  toBeSmallerThan(other: unknown, options?: MatcherOptions): R
  /**
   * Passes when the settled size of the value is above that of `other`; a number or a byte text is a limit.
   *
   * @example
   * expect(uncompressed).toBeLargerThan(compressed)
   */
  toBeLargerThan(other: unknown, options?: MatcherOptions): R
  /**
   * Passes when the value that a function makes of n items grows linearly with n or less, by no more than `perItem` bytes
   * for each. The function is called with 1, 2, 4, … 1,024, or with `options.at`, and with some n between where the sizes
   * rise unevenly, to tell the steps of a hash table from a trend. It has to be synchronous.
   *
   * @example
   * expect((n: number) => new Set(keys(n))).toGrowBy(48)
   * expect((n: number) => makeCache(n)).toGrowBy(120, { fixed: '1 kB' })
   * expect((n: number) => makeCache(n)).toGrowBy({ atLeast: 100, atMost: 120 }, { at: [1000, 10_000] })
   */
  toGrowBy(perItem: PerItem, options?: GrowthOptions): R
  /**
   * Passes when the breakdown of the value, or of a measurement of one, is the stored one. Obeys `-u` and `--ci`.
   *
   * @example
   * expect(cache).toMatchMemorySnapshot()
   * expect(cache).toMatchMemorySnapshot('after warm-up', { within: '2%' })
   * expect(cache).toMatchMemorySnapshot({ ratchet: true })
   */
  toMatchMemorySnapshot(...given: MemorySnapshotArguments): R
  /**
   * Passes when the breakdown of the value, or of a measurement of one, is the text in the call, which the runner writes.
   * Options come before the text, written out as an object in the call.
   *
   * @example
   * expect(cache).toMatchInlineMemorySnapshot()
   * expect(cache).toMatchInlineMemorySnapshot({ within: '2%' })
   */
  toMatchInlineMemorySnapshot(...given: InlineMemorySnapshotArguments): R
  /**
   * Passes when what the function allocates while it runs, garbage included, is what `expected` says, to the byte: of a run, or
   * of one further call. It runs some 13 times, with V8's optimising compilers off. Of Node.js alone. Where the function returns
   * a promise, so does the matcher: await it.
   *
   * @example
   * expect(() => parse(text)).toAllocate(1248)
   * expect(() => parse(text)).toAllocate({ bytes: 1248, count: 31 })
   * expect(() => route('/user/7')).toAllocate({ perCall: 104 })
   */
  toAllocate(expected: ExpectedAllocations, options?: AllocationMatcherOptions): R
  /**
   * Passes when what the function allocates while it runs is not above the limit. Else as `toAllocate`.
   *
   * @example
   * expect(() => parse(text)).toAllocateAtMost('12 kB')
   * expect(() => parse(text)).toAllocateAtMost({ bytes: '12 kB', count: 100 })
   * await expect(() => fetchPage()).toAllocateAtMost({ perCall: '40 kB' })
   */
  toAllocateAtMost(limit: AllocationLimit, options?: AllocationMatcherOptions): R
  /**
   * Passes when the function asks V8's heap for no memory while it runs. Else as `toAllocate`.
   *
   * @example
   * expect(() => hash(bytes)).toAllocateNothing()
   */
  toAllocateNothing(options?: Omit<AllocationMatcherOptions, 'calls'>): R
  /**
   * Passes when the function keeps more after each further call; used with `.not`. It is called 120 times, and more often if
   * what is alive grows; a failure names where it is allocated and what holds it. Where the function returns a promise, so
   * does the matcher: await it.
   *
   * @example
   * expect(() => openSession().close()).not.toLeak()
   * await expect(async () => (await connect()).end()).not.toLeak()
   * expect(handleRequest).not.toLeak({ warmup: 1000 }) // a cache of a thousand entries fills up first
   */
  toLeak(options?: LeakMatcherOptions): R
  /**
   * Passes when nothing holds the object but the variables of the test; a failure prints the path of what does. Of a
   * function, what it returns is judged, of a WeakRef what it points at. Where the function returns a promise, so does the
   * matcher: await it.
   *
   * @example
   * expect(session).toBeCollectable()
   * expect(() => { const session = openSession(); session.close(); return session }).toBeCollectable()
   */
  toBeCollectable(): R
}

/** The matchers as `expect.toHaveMemoryUsage(…)`, which stands for a value inside `toEqual` and the like; a snapshot and a leak do not. */
export interface MemoryAsymmetricMatchers
  extends Omit<
    // biome-ignore lint/suspicious/noExplicitAny: it takes the place of a value of any type, as `expect.any` does
    MemoryMatchers<any>,
    'toMatchMemorySnapshot' | 'toMatchInlineMemorySnapshot' | 'toLeak' | 'toBeCollectable'
  > {}
