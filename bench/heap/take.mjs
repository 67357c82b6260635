// Takes snapshots of a process that holds so many objects, by V8 alone and by Carat in turn: node take.mjs <objects> <turns>.
import { performance } from 'node:perf_hooks'
import v8 from 'node:v8'
import { takeSnapshot } from '@carat/heap'

class Item {
  constructor(place) {
    this.place = place
    this.name = `item ${place}`
  }
}

const [, , objects, turns] = process.argv
globalThis.held = Array.from({ length: Number(objects) }, (_, place) => new Item(place))

const times = { v8: [], carat: [] }
let bytes = 0
for (let turn = 0; turn < Number(turns); turn++) {
  times.v8.push(timed(drain))
  times.carat.push(timed(takeSnapshot))
}
console.log(JSON.stringify({ times, bytes }))

/** What V8 needs by itself: the text is read and forgotten. */
function drain() {
  bytes = 0
  const stream = v8.getHeapSnapshot({ exposeNumericValues: true })
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) bytes += chunk.length
}

function timed(run) {
  const start = performance.now()
  run()
  return performance.now() - start
}
