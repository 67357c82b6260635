import { formatExactBytes, isLargerThan, measure, sizeOf } from '@carat/core'
import type { MatcherOptions } from './matcher-options.js'
import { misuse } from './misuse.js'

/** The size of what the function makes of `n` items. */
export interface SizeAt {
  readonly n: number
  readonly bytes: number
}

/** A function of n as the user wrote it. */
export type MakeValue = (n: number) => unknown

const MATCHER = 'toGrowBy'
const RIGHT_CALL = `expect((n) => makeCache(n)).${MATCHER}(48)`

// Random numbers move a size by little, and a value kept from call to call by far more: what is called first at n = 1 and
// last at n = 1, after 1,024 items were added to it, is a hundred times as large.
const DISAGREEMENT = 0.1

/** The sizes that a user's function grows through: each n is built once, weighed, and let go. */
export class GrowingValue {
  readonly #make: MakeValue
  readonly #options: MatcherOptions
  readonly #bytes = new Map<number, number>()

  /** @throws {TypeError} if `make` is no function. */
  constructor(make: unknown, options: MatcherOptions) {
    if (typeof make !== 'function') {
      const kind = make === null ? 'null' : typeof make
      throw misuse(
        TypeError,
        MATCHER,
        `received must be a function that makes a value of n items, got ${kind}`,
        RIGHT_CALL,
      )
    }
    this.#make = make as MakeValue
    this.#options = options
  }

  /** Whether the size at `n` is known without a call. */
  has(n: number): boolean {
    return this.#bytes.has(n)
  }

  /**
   * @throws {Error} if the function throws, which is its cause.
   * @throws {TypeError} if the function returns nothing, or a promise.
   */
  sizeAt(n: number): SizeAt {
    let bytes = this.#bytes.get(n)
    if (bytes === undefined) {
      bytes = sizeOf(this.valueAt(n), this.#options)
      this.#bytes.set(n, bytes)
    }
    return { n, bytes }
  }

  /** The value itself, made anew. */
  valueAt(n: number): unknown {
    const value = this.#call(n)
    if (value === undefined) {
      throw misuse(
        TypeError,
        MATCHER,
        `the function returned undefined for n = ${n}; return the value to weigh`,
        RIGHT_CALL,
      )
    }
    if (isPromise(value)) {
      abandon(value)
      const problem = `the function returned a promise for n = ${n}, and sizes are taken synchronously; await what it needs before, and build the value in a plain function`
      const rightCall = `const rows = await load(1024); expect((n) => makeCache(rows.slice(0, n))).${MATCHER}(48)`
      throw misuse(TypeError, MATCHER, problem, rightCall)
    }
    return value
  }

  /**
   * Calls the function once more for `n`.
   *
   * @returns The other size, where it is not the same as before, but near.
   * @throws {Error} if it is not near, so that the growth is not that of one value.
   */
  disagreementAt(n: number): SizeAt | undefined {
    const { bytes } = this.sizeAt(n)
    const again = sizeOf(this.valueAt(n), this.#options)
    if (again === bytes) return undefined
    if (Math.abs(again - bytes) > DISAGREEMENT * Math.max(again, bytes)) {
      throw new Error(
        `${MATCHER}: two calls with n = ${n} made values of ${formatExactBytes(bytes)} and ${formatExactBytes(again)}, so there is no one growth to judge; build a new value in each call, and seed random numbers; for example ${RIGHT_CALL}`,
      )
    }
    return { n, bytes: again }
  }

  #call(n: number): unknown {
    try {
      return this.#make(n)
    } catch (cause) {
      throw new Error(`${MATCHER}: the function threw for n = ${n}${messageOf(cause)}`, { cause })
    }
  }
}

// A promise is small, whatever it resolves to. That a value is one is known to the walk, without running code of the value.
const LARGEST_PROMISE = 1000

function isPromise(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || isLargerThan(value, LARGEST_PROMISE)) return false
  return measure(value).unseen.some(({ path, reason }) => path === '' && reason === 'promise result')
}

/** Nobody awaits it, and its rejection should fail nothing but the assertion that it was handed to. */
function abandon(promise: unknown): void {
  try {
    Promise.prototype.then.call(promise, ignore, ignore)
  } catch {}
}

function ignore(): void {}

// What was thrown may be anything, also an object that throws when it is read.
function messageOf(cause: unknown): string {
  try {
    const { message } = cause as { message?: unknown }
    return typeof message === 'string' && message !== '' ? `: ${message}` : ''
  } catch {
    return ''
  }
}
