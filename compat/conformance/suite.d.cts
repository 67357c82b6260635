/** What the suite takes from a runner, and from the core that this runner loads. */
export interface Runner {
  describe(name: string, body: () => void): void
  /** An async body is awaited. */
  test(name: string, body: () => void): void
  /** Unknown, since the type of each runner's own differs. */
  readonly expect: unknown
  /** Runs the tests at the same time. */
  runConcurrently(tests: readonly NamedTest[]): void
  measure(value: unknown): {
    readonly bytes: number
    readonly exact: boolean
    readonly unseen: readonly { readonly reason: string }[]
    readonly root: BreakdownRow
  }
}

interface BreakdownRow {
  readonly self: number
  readonly parts: readonly BreakdownRow[]
}

export type NamedTest = readonly [name: string, body: () => Promise<void>]

/** Declares the tests that every runner passes. */
export declare function conformance(runner: Runner): void

/** The text that a failing assertion throws, without colours; throws if the assertion passes. */
export declare function failureOf(assertion: () => unknown): string
