// A lock file and an index of its packages by name: each package belongs to both.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const text = readFileSync(join(__dirname, '../fixtures/lockfile.json'), 'utf8')

module.exports = function lockFile() {
  const lock = JSON.parse(text)
  const byName = new Map()
  for (const [path, entry] of Object.entries(lock.packages)) byName.set(path.replace(/^.*node_modules\//, ''), entry)
  return { lock, byName }
}
