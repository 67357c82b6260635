import type { Runner } from './suite.cjs'

/** Bytes, pieces, and the bytes that stay alive. */
export type AllocatedNumbers = readonly [bytes: number, count: number, live: number]

export type Workload = {
  readonly name: string
  readonly run: () => unknown
  /** How to profile it, where that is not as usual. */
  readonly options?: { readonly warmUp: number; readonly repeats: number }
  /** Conditions under which it allocates more. */
  readonly changes?: readonly string[]
} & (
  | { readonly allocates: AllocatedNumbers }
  | { readonly byNode: Readonly<Record<20 | 22 | 24 | 26, AllocatedNumbers>>; readonly because: string }
)

/** What the suite takes from a runner, and from the allocations package that this runner loads. */
export interface AllocationRunner extends Pick<Runner, 'describe' | 'test' | 'expect'> {
  profile(
    fn: () => unknown,
    options?: { readonly warmUp?: number; readonly repeats?: number },
  ): MeasuredAllocations | Promise<MeasuredAllocations>
}

export interface MeasuredAllocations {
  readonly bytes: number
  readonly count: number
  readonly live: { readonly bytes: number }
  readonly conditions: readonly string[]
  readonly agreement: { readonly equal: boolean }
}

export declare const workloads: readonly Workload[]

/** What a workload allocates on this Node; on one that is not in the table, as on the newest that is. */
export declare function expectedOf(workload: Workload): AllocatedNumbers

/** Declares the tests of allocations that every runner passes. */
export declare function allocationConformance(runner: AllocationRunner): void
