// A source as a parser gives it: each node with its place in the text.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { parse } = require('acorn')

const source = readFileSync(join(__dirname, '../fixtures/queue.js'), 'utf8')

module.exports = function syntaxTree() {
  return parse(source, { ecmaVersion: 2022, sourceType: 'module', locations: true })
}
