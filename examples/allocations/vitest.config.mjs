import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['@carat/vitest'],
    include: ['*.test.mjs'],
  },
})
