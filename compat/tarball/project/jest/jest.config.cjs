module.exports = { testMatch: ['<rootDir>/*.test.{cjs,mjs}'], setupFilesAfterEnv: ['@carat/jest'] }
