// A regression on purpose: zod is resolved to 4.4.3 again, as by a stale lock file. No line of the project has changed.
module.exports = {
  ...require('../jest.config.js'),
  rootDir: '..',
  testMatch: ['<rootDir>/zod.test.js'],
  moduleNameMapper: { '^zod$': 'zod-4.4' },
}
