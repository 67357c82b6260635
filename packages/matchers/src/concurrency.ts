import { misuse } from './misuse.js'

/** What runners tell of the test that runs; each tells something else. */
interface RunningTest {
  /** Jest from 30.5: the test itself. */
  currentTestIdentity?(): unknown
  /** Jest before: the name of the test if it is a concurrent one. Later ones give that of any test. */
  currentConcurrentTestName?(): string | undefined
  /** Vitest 4 and 5. */
  readonly task?: { readonly concurrent?: unknown }
}

/** Where Vitest 3 has the test that runs: the last that started, and its like if it is a concurrent one. */
interface VitestWorker {
  readonly __vitest_worker__?: { readonly current?: { readonly concurrent?: unknown } }
}

/** Whether the test that asserts runs at the same time as others of its file. */
export function isConcurrent(self: unknown): boolean {
  const running: RunningTest = typeof self === 'object' && self !== null ? self : {}
  if (typeof running.currentTestIdentity === 'function') return saysConcurrent(running.currentTestIdentity())
  if (typeof running.currentConcurrentTestName === 'function') {
    return running.currentConcurrentTestName() !== undefined
  }
  return saysConcurrent(running.task ?? (globalThis as VitestWorker).__vitest_worker__?.current)
}

function saysConcurrent(test: unknown): boolean {
  return (test as { readonly concurrent?: unknown } | null | undefined)?.concurrent === true
}

/** The error for an assertion that other tests would be counted in: they go on while this one waits. */
export function concurrencyMisuse(matcher: string, what: string, rightCall: string): Error {
  return misuse(
    TypeError,
    matcher,
    `${what} lets other tests of this file run in between, under test.concurrent, and what they allocate can't be told from what it keeps; write test instead, or test.sequential`,
    rightCall,
  )
}

/**
 * Runs a function that has to be synchronous: it runs while no other test does, and one that waits does not.
 *
 * @throws {TypeError} `refused`, if it returns a promise; what becomes of that is left to it.
 */
export function synchronously(fn: () => unknown, refused: () => Error): unknown {
  const result = fn()
  if (typeof (result as { then?: unknown } | null | undefined)?.then !== 'function') return result
  ;(result as PromiseLike<unknown>).then(undefined, () => {})
  throw refused()
}
