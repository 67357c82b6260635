import { getHeapSnapshot } from 'node:v8'
import { measureSnapshot } from './measured.js'
import { holdSpecimens } from './specimens/all.js'

// The only work of this process, so that nothing else has shaped the hidden classes that the specimens get.
const names = holdSpecimens()
const { node, v8 } = process.versions
process.stdout.write(JSON.stringify(measureSnapshot(takeSnapshot(), names, { engine: `Node.js ${node}`, v8 })))

function takeSnapshot(): string {
  // Without numeric values V8 leaves boxed numbers out of the snapshot.
  const stream = getHeapSnapshot({ exposeInternals: false, exposeNumericValues: true } as Parameters<
    typeof getHeapSnapshot
  >[0])
  const chunks: Uint8Array[] = []
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
