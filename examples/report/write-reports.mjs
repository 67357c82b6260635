/**
 * One measurement of a cache, and one profile of what a function allocates, in all forms to look at: printed as trees and tables,
 * and written as files.
 *
 *     node examples/report/write-reports.mjs [folder]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { profile } from '@carat/allocations'
import { measure } from '@carat/core'
import lruCache from '@carat/example-structures/lru-cache.cjs'
import {
  allocationText,
  dhat,
  flameGraph,
  foldedStacks,
  heapProfile,
  speedscope,
  tableText,
  treeText,
} from '@carat/report'
import { load } from './catalogue.mjs'

const measurement = measure(lruCache())
const allocations = profile(load)
const folder = process.argv[2] ?? fileURLToPath(new URL('dist', import.meta.url))

console.log(treeText(measurement, { rows: 16 }))
console.log(`\n${tableText(measurement, { rows: 8 })}`)
console.log(`\n${allocationText(allocations)}\n`)

mkdirSync(folder, { recursive: true })
for (const [name, text, reader] of [
  ['cache.svg', flameGraph(measurement, { title: 'Session cache' }), 'any browser'],
  ['cache.folded', foldedStacks(measurement), 'flamegraph.pl, inferno-flamegraph, speedscope'],
  ['cache.speedscope.json', speedscope(measurement, { name: 'Session cache' }), 'speedscope.app'],
  ['load.svg', flameGraph(allocations, { title: 'Loading a catalogue' }), 'any browser'],
  ['load.folded', foldedStacks(allocations, { weight: 'count' }), 'flamegraph.pl, inferno-flamegraph, speedscope'],
  ['load.speedscope.json', speedscope(allocations), 'speedscope.app'],
  ['load.heapprofile', heapProfile(allocations), 'the Memory panel of Chrome DevTools, speedscope.app'],
  ['load.dhat.json', dhat(allocations), 'dh_view.html of Valgrind'],
]) {
  writeFileSync(join(folder, name), text)
  console.log(`${join(folder, name)}  for ${reader}`)
}
