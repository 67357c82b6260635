export default {
  testTimeout: 120_000,
  testMatch: ['<rootDir>/test/*.test.js'],
  setupFilesAfterEnv: ['<rootDir>/setup.js'],
  collectCoverageFrom: ['<rootDir>/src/*.js'],
  coverageReporters: [],
  transform: { '\\.js$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
}
