import { readChunks } from '../format/read-chunks.js'
import type { HeapGraph } from '../graph/heap-graph.js'
import type { NodeBuiltins } from './node-builtins.js'

/** A snapshot of this process; V8 collects garbage before it takes one. */
export function heapGraphOfProcess({ v8 }: NodeBuiltins): HeapGraph {
  const stream = v8.getHeapSnapshot({ exposeInternals: false, exposeNumericValues: false })
  return readChunks(chunksOf(stream))
}

function* chunksOf(stream: NodeJS.ReadableStream): Generator<Uint8Array> {
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) {
    yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
  }
}
