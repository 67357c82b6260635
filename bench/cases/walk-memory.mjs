// The peak of memory while `sizeOf` walks, over what was there before, a byte count per object. Arguments: shape, count.
//
// Between two collections the heap only grows, so its peak is at the start of one of them, or at the end of the walk:
// V8 tells the used heap (and the stores of array buffers beside it) at each. Uncollected garbage is in it, as it is in what
// the process takes from the system. The young generation is kept at 1 MB by a flag, lest the peak be that of its size.
//
// Resident memory was tried and says less: the walk reuses pages that the building of the value left behind, so that one
// walk over the same graph took 4 B an object by it, and another 78 B.
import { GCProfiler, getHeapStatistics } from 'node:v8'
import { sizeOf } from '@carat/core'
import { shapes } from '../shapes.mjs'
import { stringWalk } from '../walks.mjs'

const [name, count] = [process.argv[2], Number(process.argv[3])]
const value = shapes[name].build(count)
for (let i = 0; i < 20; i++) sizeOf(shapes[name].build(1000))
gc()
gc()

const profiler = new GCProfiler()
profiler.start()
const before = usedBytes(getHeapStatistics())
const bytes = sizeOf(value)
const after = usedBytes(getHeapStatistics())
const { statistics } = profiler.stop()

const peak = Math.max(after, ...statistics.map((collection) => usedBytes(collection.beforeGC.heapStatistics)))
console.log(
  JSON.stringify({
    bytes,
    collections: statistics.length,
    bytesPerObject: (peak - before) / count,
    bytesPerVisit: (peak - before) / stringWalk(value),
  }),
)

// The two sources spell the same two numbers differently.
function usedBytes(statistics) {
  return (
    (statistics.usedHeapSize ?? statistics.used_heap_size) + (statistics.externalMemory ?? statistics.external_memory)
  )
}
