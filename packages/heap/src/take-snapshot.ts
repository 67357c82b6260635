import { heapGraphOfProcess } from './heap-graph-of-process.js'
import { Snapshot } from './snapshot.js'

/**
 * A heap snapshot of this process, taken at once; all garbage is collected first. Boxed numbers are in it.
 *
 * @throws {Error} outside Node.js.
 */
export function takeSnapshot(): Snapshot {
  return new Snapshot(heapGraphOfProcess('takeSnapshot()', { numbers: true }))
}
