// A syntax tree is many times heavier than its source: each name and each bracket becomes an object.
// With `locations` each node gets three objects more and the tree twice the weight: worth a test before someone asks for it.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { parse } = require('acorn')

const source = readFileSync(join(__dirname, '../fixtures/queue.js'), 'utf8')
const options = { ecmaVersion: 2022, sourceType: 'module' }
const tree = parse(source, options)

test.each([
  ['acorn tree of queue.js', 13_976, tree],
  ['acorn tree with locations', 31_048, parse(source, { ...options, locations: true })],
])('%s weighs %i B', (_what, bytes, value) => {
  expect(value).toHaveMemoryUsage(bytes)
})

test('the source is lighter than its tree', () => {
  expect(source).toBeSmallerThan(tree)
})
