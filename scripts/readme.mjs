/**
 * Writes into the README what scripts print: the demo, and the targets of bench/RESULTS.md.
 *
 *     node scripts/readme.mjs            writes
 *     node scripts/readme.mjs --check    exits with 1 if the README says anything else
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
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
const after = replaceBetween(
  replaceBetween(before, 'demo', `\`\`\`\n${demo.stdout.trim()}\n\`\`\``),
  'targets',
  targets,
)

if (!process.argv.includes('--check')) {
  writeFileSync(readme, after)
} else if (before !== after) {
  console.error('README.md does not show what the scripts print; write it with `node scripts/readme.mjs`')
  process.exit(1)
}

function replaceBetween(text, name, content) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from === -1 || to === -1) throw new Error(`README.md has no ${start} … ${end}`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}
