import type { Runner } from './suite.cjs'

/** What the suite takes from a runner, and from the heap package that this runner loads. */
export interface HeapRunner extends Omit<Runner, 'runConcurrently'> {
  measureHeap(values: Record<string, unknown>): Record<string, HeapNumbers>
  heapUsageOf(value: unknown): HeapNumbers
  unseenBy(measurement: never): {
    readonly walk: number
    readonly heap: number
    readonly rows: readonly { readonly cause: string; readonly bytes: number }[]
  }
}

interface HeapNumbers {
  readonly bytes: number
  readonly spare: number
  readonly slack: number
}

/** Declares the tests of heap usage that every runner passes. */
export declare function heapConformance(runner: HeapRunner): void
