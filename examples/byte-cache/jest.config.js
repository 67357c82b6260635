module.exports = {
  setupFilesAfterEnv: ['@carat/jest'],
}
