import type { MemoryAsymmetricMatchers, MemoryMatchers } from '@carat/matchers'

export { expect } from 'expect'

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends MemoryMatchers<R> {}
  interface AsymmetricMatchers extends MemoryAsymmetricMatchers {}
}
