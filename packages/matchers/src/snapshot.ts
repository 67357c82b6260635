// The second entry, for adapters: the first one exports matchers and nothing else.

/** All matchers, too: so an adapter loads one file. */
export * as matchers from './index.js'
export { measurementSerializer, type SnapshotSerializer, SnapshotText } from './measurement-serializer.js'
export {
  type MemorySnapshotMatchers,
  memorySnapshotMatchers,
  type RunnerVerdict,
  type SnapshotMachinery,
  type SnapshotPlace,
  type SnapshotResult,
  type StoredSnapshot,
} from './memory-snapshot.js'
export { stripIndentation } from './strip-indentation.js'
