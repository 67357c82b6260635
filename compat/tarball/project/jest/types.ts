import { heapUsageOf, type Snapshot, takeSnapshot } from '@carat/heap'

expect([1, 2, 3]).toHaveMemoryUsage({ atMost: '2 kB' })
expect([1, 2, 3]).not.toBeSmallerThan([1, 2])
expect({ list: [1, 2, 3] }).toEqual({ list: expect.toHaveMemoryUsage(72) })
// @ts-expect-error a boolean is no size
expect([1, 2, 3]).toHaveMemoryUsage(true)

expect([1, 2, 3]).toHaveHeapUsage({ atMost: '2 kB' })
expect({ list: [1, 2, 3] }).toEqual({ list: expect.toHaveSpareCapacity('10%') })
expect(() => ({})).not.toLeak({ warmup: 100, atMost: '16 B' })
expect(() => ({})).toAllocate({ bytes: { atMost: '2 kB' }, count: 1 }, { profile: 'made.heapprofile' })
expect({}).toBeCollectable()
// @ts-expect-error what V8 holds has one layout
expect([1, 2, 3]).toHaveHeapUsage(72, { layout: 'v8-14' })

const snapshot: Snapshot = takeSnapshot()
const bytes: number = heapUsageOf(snapshot).bytes + snapshot.totalSize
// @ts-expect-error it is a number
bytes.trim()
