import { defineConfig } from 'vitest/config'

export default defineConfig({
  // a heap snapshot takes a while on a machine that has other work to do
  test: { setupFiles: ['@carat/vitest'], include: ['*.test.ts'], testTimeout: 60_000 },
})
