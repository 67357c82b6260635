/**
 * What the account of a tracker takes itself: bytes an object that it counted, and the time that `added` and `removed` take.
 *
 *     node --expose-gc bench/tracker.mjs
 */
import { createTracker } from '@carat/core'

const COUNT = 1_000_000
const tables = []

measure('one array of plain objects', () => [Array.from({ length: COUNT }, (_, at) => ({ at }))])
measure('plain objects, each added', () => Array.from({ length: COUNT }, (_, at) => ({ at })))
measure('users of three objects, each added', () =>
  Array.from({ length: COUNT / 3 }, (_, at) => ({ name: `user number ${at}`, tags: [at, at + 1] })),
)
measure('objects that share one, each added', () => {
  const shared = { shared: true }
  return Array.from({ length: COUNT }, (_, at) => ({ at, shared }))
})
measure('one doubly linked list', () => {
  const first = { before: undefined, after: undefined }
  let last = first
  for (let at = 1; at < COUNT; at++) {
    const node = { before: last, after: undefined }
    last.after = node
    last = node
  }
  return [first]
})
console.table(tables)

function measure(what, make) {
  const values = make()
  const before = usedBytes()
  const tracker = createTracker()
  const addMs = timeOf(() => {
    for (const value of values) tracker.added(value)
  })
  const { count } = tracker
  const used = usedBytes() - before
  const { bytes } = tracker
  // with all that in the account
  const one = { at: 1, of: ['few'] }
  const oneMs = timeOf(() => {
    for (let i = 0; i < 10_000; i++) {
      tracker.added(one)
      tracker.removed(one)
    }
  })
  if (tracker.bytes !== bytes) throw new Error(`${what}: ${bytes} B became ${tracker.bytes} B`)
  const removeMs = timeOf(() => {
    for (const value of values) tracker.removed(value)
  })
  if (tracker.bytes !== 0 || tracker.count !== 0) throw new Error(`${what}: ${tracker.bytes} B are left`)
  tables.push({
    what,
    objects: count,
    'B an object': Math.round(used / count),
    'added, µs an object': micros(addMs / count),
    'removed, µs an object': micros(removeMs / count),
    'added and removed again, µs a small value': micros(oneMs / 10_000),
    'B left': usedBytes() - before,
  })
}

function usedBytes() {
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function timeOf(work) {
  // the processor's time: others may be at work, too
  const start = process.cpuUsage()
  work()
  return process.cpuUsage(start).user / 1000
}

function micros(ms) {
  return Number((ms * 1000).toFixed(2))
}
