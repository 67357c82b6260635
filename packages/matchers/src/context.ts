/** What a matcher hands back to the runner. */
export interface MatcherResult {
  readonly pass: boolean
  /** Computed when asked for, which runners do for failures only. */
  readonly message: () => string
}

/** The runner's colours, or none. */
export interface Colours {
  readonly expected: Paint
  readonly received: Paint
  readonly dim: Paint
}
type Paint = (text: string) => string

/**
 * What the matchers use of the runner's `this`.
 *
 * All of it may be absent: `expect` with node:test, Bun and Playwright each give less than Jest, and a matcher is also
 * a plain function that can be called without a runner. What is there is called as a method, since Bun checks `this`.
 */
export interface MatcherContext {
  /** `'resolves'` or `'rejects'` where the value came out of a promise. */
  readonly promise?: unknown
  /** `true` under `.not`, also where the matcher stands in place of a value: `expect.not.toHaveMemoryUsage(…)`. */
  readonly isNot?: unknown
  /** The test that asserts, with those around it, and its file. */
  readonly currentTestName?: unknown
  readonly testPath?: unknown
  equals?(a: unknown, b: unknown): boolean
  readonly utils?: {
    EXPECTED_COLOR?(text: string): string
    RECEIVED_COLOR?(text: string): string
    DIM_COLOR?(text: string): string
    stringify?(value: unknown): string
  }
}

/** The runner's `this` as far as the matchers know it. */
export function contextOf(self: unknown): MatcherContext {
  return typeof self === 'object' && self !== null ? self : {}
}

/** The colours that the runner paints its own failures with. */
export function coloursOf({ utils }: MatcherContext): Colours {
  return {
    expected: (text) => colouredOnly(text, utils?.EXPECTED_COLOR?.(text)),
    received: (text) => colouredOnly(text, utils?.RECEIVED_COLOR?.(text)),
    dim: (text) => colouredOnly(text, utils?.DIM_COLOR?.(text)),
  }
}

// Bun's helpers put the text in quotes.
function colouredOnly(text: string, painted: string | undefined): string {
  return painted === undefined || painted.includes(`"${text}"`) ? text : painted
}

/** Whether the matcher stands in place of a value, inside `toEqual`: runners give one in an assertion the promise modifier. */
export function standsForValue({ equals, promise }: MatcherContext): boolean {
  return typeof equals === 'function' && promise === undefined
}
