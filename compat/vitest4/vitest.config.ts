import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['./setup.ts'],
    testTimeout: 300_000,
    include: ['test/**/*.test.ts'],
  },
})
