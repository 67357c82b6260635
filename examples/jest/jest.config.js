module.exports = {
  setupFilesAfterEnv: ['<rootDir>/setup.js'],
  testMatch: ['<rootDir>/*.test.js'],
}
