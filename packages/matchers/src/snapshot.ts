// The second entry, for adapters: the first one exports matchers and nothing else.
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
