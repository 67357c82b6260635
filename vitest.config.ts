import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Unit tests run on the sources, so that they need no build and a failure points at a line that can be edited.
const sourceOf = (name: string): string => fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      '@carat/allocations': sourceOf('allocations'),
      '@carat/core': sourceOf('core'),
      '@carat/heap': sourceOf('heap'),
      '@carat/matchers': sourceOf('matchers'),
      '@carat/report': sourceOf('report'),
    },
  },
  test: {
    // some build a million objects; how long that takes says nothing here
    testTimeout: 120_000,
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.mjs'],
  },
})
