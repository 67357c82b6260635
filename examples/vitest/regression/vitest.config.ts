// A regression on purpose: zod is resolved to 4.4.3 again, as by a stale lock file. No line of the project has changed.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  resolve: { alias: { zod: 'zod-4.4' } },
  test: {
    setupFiles: ['setup.ts'],
    include: ['zod.test.ts'],
  },
})
