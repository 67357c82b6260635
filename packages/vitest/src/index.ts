import type * as matchers from '@carat/matchers'
import { measurementSerializer, matchers as sizeMatchers } from '@carat/matchers/snapshot'
import { expect } from 'vitest'
import { snapshotMatchers } from './snapshots.js'

expect.extend({ ...sizeMatchers, ...snapshotMatchers })
expect.addSnapshotSerializer(measurementSerializer)

// Vitest 3, 4 and 5 give `Matchers` different type parameters; these two interfaces are the same in all three.
declare global {
  namespace Chai {
    interface Assertion extends matchers.MemoryMatchers<void> {}
  }
}
declare module 'vitest' {
  interface AsymmetricMatchersContaining extends matchers.MemoryAsymmetricMatchers {}
}
