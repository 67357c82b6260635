module.exports = {
  setupFilesAfterEnv: ['@carat/jest'],
  testMatch: ['<rootDir>/*.test.cjs'],
}
