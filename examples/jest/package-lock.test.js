// Parsed, a lock file can be lighter than its text: equal strings are counted once, and property names not at all.
// The index adds its table and the names, now values: the packages themselves belong to both, and are there already.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const text = readFileSync(join(__dirname, '../fixtures/lockfile.json'), 'utf8')
const lock = JSON.parse(text)
const index = new Map(Object.entries(lock.packages))

test.each([
  ['package-lock of 18 packages', 5752, lock],
  ['package-lock with an index by name', 7528, { lock, index }],
])('%s weighs %i B', (_what, bytes, value) => {
  expect(value).toHaveMemoryUsage(bytes)
})

test('the text of the lock file is heavier than what it says', () => {
  expect(text).toBeLargerThan(lock)
})
