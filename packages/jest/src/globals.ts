import * as matchers from '@carat/matchers'
import { expect } from '@jest/globals'

expect.extend({ ...matchers })

declare module '@jest/expect' {
  // The names of the type parameters are those of @jest/expect, as merging asks for.
  interface Matchers<R extends void | Promise<void>, T = unknown> extends matchers.MemoryMatchers<R> {}
  interface AsymmetricMatchers extends matchers.MemoryAsymmetricMatchers {}
}
