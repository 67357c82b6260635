import type * as matchers from '@carat/matchers'
import { measurementSerializer, matchers as sizeMatchers } from '@carat/matchers/snapshot'
import { expect } from '@jest/globals'
import { snapshotMatchers } from './snapshots.js'

expect.extend({ ...sizeMatchers, ...snapshotMatchers })
expect.addSnapshotSerializer(measurementSerializer)

declare module '@jest/expect' {
  // The names of the type parameters are those of @jest/expect, as merging asks for.
  interface Matchers<R extends void | Promise<void>, T = unknown> extends matchers.MemoryMatchers<R> {}
  interface AsymmetricMatchers extends matchers.MemoryAsymmetricMatchers {}
}
