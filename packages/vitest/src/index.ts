import * as matchers from '@carat/matchers'
import { expect } from 'vitest'

expect.extend({ ...matchers })

// Vitest 3, 4 and 5 give `Matchers` different type parameters; these two interfaces are the same in all three.
declare global {
  namespace Chai {
    interface Assertion extends matchers.MemoryMatchers<void> {}
  }
}
declare module 'vitest' {
  interface AsymmetricMatchersContaining extends matchers.MemoryAsymmetricMatchers {}
}
