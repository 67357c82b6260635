/**
 * Writes into the README what scripts print: the demo, the targets of bench/RESULTS.md, a snapshot of the examples, how two
 * values differ, what a closure holds, and what a changed line allocates.
 *
 *     node scripts/readme.mjs            writes
 *     node scripts/readme.mjs --check    exits with 1 if the README says anything else
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from './test/suites.mjs'

const readme = join(root, 'README.md')

const demo = spawnSync(process.execPath, [join(root, 'scripts/demo.mjs')], { encoding: 'utf8' })
if (demo.status !== 0) {
  console.error(`${demo.stdout}${demo.stderr}`)
  process.exit(1)
}
const results = readFileSync(join(root, 'bench/RESULTS.md'), 'utf8')
const targets = /### Targets\n\n([\s\S]*?)\n\n/.exec(results)?.[1]
if (targets === undefined)
  throw new Error('bench/RESULTS.md has no table under "### Targets"; make it with `pnpm bench`')

const before = readFileSync(readme, 'utf8')
const blocks = {
  demo: fenced(demo.stdout.trim()),
  targets,
  snapshot: fenced(snapshotOf('graph')),
  difference: fenced(await exampleDifference()),
  heap: fenced(await exampleHeapUsage()),
  allocations: fenced(await exampleAllocations()),
}
const after = Object.entries(blocks).reduce((text, [name, content]) => replaceBetween(text, name, content), before)

if (!process.argv.includes('--check')) {
  writeFileSync(readme, after)
} else if (before !== after) {
  console.error('README.md does not show what the scripts print; write it with `node scripts/readme.mjs`')
  process.exit(1)
}

function fenced(text) {
  return `\`\`\`\n${text}\n\`\`\``
}

/** The breakdown of one of the examples, as its runner stored it. */
function snapshotOf(structure) {
  const file = readFileSync(join(root, 'examples/jest/__snapshots__/breakdown.test.js.snap'), 'utf8')
  const stored = new RegExp(`exports\\[\`[^\`]*\\b${structure}\\b[^\`]*\`\\] = \`\\n([^\`]*)\\n\`;`).exec(file)?.[1]
  if (stored === undefined) throw new Error(`the snapshots of the examples have none of a ${structure}`)
  return stored.replaceAll('\\\\', '\\')
}

/** What a test says when a cache got one entry too many, one text beyond Latin-1, fractions, and a field. */
async function exampleDifference() {
  const { diff, measure } = await import('../packages/core/dist/index.mjs')
  const { differenceText } = await import('../packages/report/dist/index.mjs')
  const cache = (size, fields) => ({
    title: fields.title ?? 'sessions',
    rates: fields.rates ?? [1, 2, 3],
    entries: new Map(Array.from({ length: size }, (_, i) => [i, { visits: i, ...fields.session }])),
  })
  const changed = { title: 'sessions, in €', rates: [1, 2.5, 3], session: { cart: [] } }
  return differenceText(diff(measure(cache(8, {})), measure(cache(9, changed))), { names: ['stored', 'received'] })
}

/** What a test says of an object whose closure holds more than it shows. The line with the engine is left out: it depends on the host. */
async function exampleHeapUsage() {
  const { toHaveHeapUsage } = await import('../packages/matchers/dist/index.mjs')
  const createApi = () => {
    const users = new Map(Array.from({ length: 100 }, (_, id) => [id, { id, visits: 0 }]))
    return { refresh: () => users }
  }
  const { message } = toHaveHeapUsage(createApi(), { atMost: '2 kB' })
  return message()
    .split('\n')
    .filter((line) => !line.startsWith('Layout:'))
    .join('\n')
}

/** What a test says of the router of the examples, after one line changed. The line with the engine is left out: it depends on the host. */
async function exampleAllocations() {
  const { toAllocate } = await import('../packages/matchers/dist/index.mjs')
  const { Router } = createRequire(import.meta.url)('../examples/allocations/changed-router.cjs')
  const router = new Router()
  router.add('/users/:id', () => 'a user')
  const { message } = toAllocate(() => router.match('/users/7'), { perCall: 144 }, { profile: false })
  return message()
    .split('\n')
    .filter((line) => !line.startsWith('Counted:'))
    .join('\n')
}

function replaceBetween(text, name, content) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from === -1 || to === -1) throw new Error(`README.md has no ${start} … ${end}`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}
