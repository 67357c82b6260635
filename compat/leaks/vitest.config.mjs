export default {
  test: {
    globals: true,
    testTimeout: 120_000,
    include: ['test/*.test.js'],
    setupFiles: ['setup.js'],
    coverage: { provider: 'v8', include: ['src/*.js'], reporter: [] },
  },
}
