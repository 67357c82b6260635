/**
 * One measurement of a cache, in all forms to look at: printed as a tree and as a table, and written as files.
 *
 *     node examples/report/write-reports.mjs [folder]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measure } from '@carat/core'
import lruCache from '@carat/example-structures/lru-cache.cjs'
import { flameGraph, foldedStacks, speedscope, tableText, treeText } from '@carat/report'

const measurement = measure(lruCache())
const folder = process.argv[2] ?? fileURLToPath(new URL('dist', import.meta.url))

console.log(treeText(measurement, { rows: 16 }))
console.log(`\n${tableText(measurement, { rows: 8 })}\n`)

mkdirSync(folder, { recursive: true })
for (const [name, text, reader] of [
  ['cache.svg', flameGraph(measurement, { title: 'Session cache' }), 'any browser'],
  ['cache.folded', foldedStacks(measurement), 'flamegraph.pl, inferno-flamegraph, speedscope'],
  ['cache.speedscope.json', speedscope(measurement, { name: 'Session cache' }), 'speedscope.app'],
]) {
  writeFileSync(join(folder, name), text)
  console.log(`${join(folder, name)}  for ${reader}`)
}
