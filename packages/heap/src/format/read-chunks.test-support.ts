import type { HeapGraph } from '../graph/heap-graph.js'
import { SnapshotReader } from './snapshot-reader.js'

/**
 * Reads the text of a heap snapshot that comes in chunks, cut anywhere.
 *
 * @throws {SnapshotFormatError} if it is no heap snapshot, corrupt, or cut off.
 */
export function readChunks(chunks: Iterable<Uint8Array>): HeapGraph {
  const reader = new SnapshotReader()
  for (const chunk of chunks) reader.push(chunk)
  return reader.end()
}
