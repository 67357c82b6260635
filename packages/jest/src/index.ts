import type * as matchers from '@carat/matchers'
import { measurementSerializer, type SnapshotSerializer, matchers as sizeMatchers } from '@carat/matchers/snapshot'
import { snapshotMatchers } from './snapshots.js'

type Expect = {
  extend(matchers: Record<string, unknown>): void
  /** The `expect` package by itself has no snapshots. */
  addSnapshotSerializer?(serializer: SnapshotSerializer): void
}
const { expect } = globalThis as { expect?: Expect }
if (expect === undefined) {
  throw new Error(
    "@carat/jest found no global expect: list it in Jest's setupFilesAfterEnv, not in setupFiles, or import '@carat/jest/globals' where injectGlobals is false",
  )
}
expect.extend({ ...sizeMatchers, ...snapshotMatchers })
expect.addSnapshotSerializer?.(measurementSerializer)

declare global {
  namespace jest {
    // The names of the type parameters are those of @types/jest, as merging asks for.
    // biome-ignore lint/complexity/noBannedTypes: see above
    interface Matchers<R, T = {}> extends matchers.MemoryMatchers<R> {}
    interface Expect extends matchers.MemoryAsymmetricMatchers {}
    interface InverseAsymmetricMatchers extends matchers.MemoryAsymmetricMatchers {}
  }
}
declare module '@jest/expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends matchers.MemoryMatchers<R> {}
  interface AsymmetricMatchers extends matchers.MemoryAsymmetricMatchers {}
}
