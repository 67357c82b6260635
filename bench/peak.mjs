import { GCProfiler, getHeapStatistics } from 'node:v8'

/**
 * The peak of memory while `run` works, over what was there before, in bytes. Wants `--expose-gc` and
 * `--max-semi-space-size=1`, lest the peak be that of the young generation's size.
 *
 * Between two collections the heap only grows, so its peak is at the start of one of them, or at the end: V8 tells the used
 * heap, and the stores of array buffers beside it, at each. Uncollected garbage is in it, as it is in what the process takes
 * from the system.
 */
export function peakOf(run) {
  globalThis.gc()
  globalThis.gc()
  const profiler = new GCProfiler()
  profiler.start()
  const before = usedBytes(getHeapStatistics())
  const answer = run()
  const after = usedBytes(getHeapStatistics())
  const { statistics } = profiler.stop()
  const peak = Math.max(after, ...statistics.map((collection) => usedBytes(collection.beforeGC.heapStatistics)))
  return { answer, collections: statistics.length, bytes: peak - before }
}

// The two sources spell the same two numbers differently.
function usedBytes(statistics) {
  return (
    (statistics.usedHeapSize ?? statistics.used_heap_size) + (statistics.externalMemory ?? statistics.external_memory)
  )
}
