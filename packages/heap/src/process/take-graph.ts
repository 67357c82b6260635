import { readChunks } from '../format/read-chunks.js'
import type { HeapGraph } from '../graph/heap-graph.js'

export function takeGraph(): HeapGraph {
  const v8 = process.getBuiltinModule('node:v8')
  const stream = v8.getHeapSnapshot({ exposeNumericValues: true })
  const chunks: Uint8Array[] = []
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) chunks.push(chunk)
  return readChunks(chunks)
}
