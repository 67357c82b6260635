// Runs every benchmark and writes the tables of the README to RESULTS.md, and those of heap snapshots to heap/RESULTS.md:
// `pnpm bench`, or with options
//
//   pnpm bench --node 20,26        on these Node majors, default the one that runs
//   pnpm bench --sizes 1e4,1e5     fewer objects, for a quick look; the targets at 10⁶ are left out then
//   pnpm bench --shapes records    fewer shapes
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { hostMajor, nodeBinary } from '@carat/nodes'
import { runCase } from './child.mjs'
import { runDominators } from './dominators/run.mjs'
import { report } from './report.mjs'
import { shapes, sizes } from './shapes.mjs'

const LIMIT_SIZES = [1e3, 1e4, 1e5, 1e6]
const IMPORTS = ['jest (CommonJS)', 'vitest (ESM)', 'matchers (ESM)', 'nothing (ESM)']
const IMPORT_PROCESSES = 15

const { values: options } = parseArgs({
  options: {
    node: { type: 'string', default: String(hostMajor) },
    sizes: { type: 'string', default: sizes.join() },
    shapes: { type: 'string', default: Object.keys(shapes).join() },
  },
})

const runs = options.node.split(',').map((major) => benchmark(requireNode(Number(major))))
const markdown = report(runs)
const complete = options.sizes === sizes.join() && options.shapes === Object.keys(shapes).join()
if (complete) writeFileSync(new URL('RESULTS.md', import.meta.url), markdown)
console.log(markdown)
if (complete) {
  const heap = fileURLToPath(new URL('heap/run.mjs', import.meta.url))
  execFileSync(process.execPath, [heap, '--node', options.node], { stdio: 'inherit' })
}

function benchmark(node) {
  const host = runCase(node, 'host')
  const chosenSizes = options.sizes.split(',').map(Number)
  const speed = options.shapes.split(',').flatMap((shape) =>
    chosenSizes.map((count) => {
      progress(`Node.js ${host.node}: ${shape}, ${count.toLocaleString('en')} objects`)
      const results = runCase(node, 'speed', { flags: ['--expose-gc'], args: [shape, count, roundsFor(count)] })
      return { shape, count, results }
    }),
  )
  const memory = options.shapes.split(',').map((shape) => {
    const count = Math.max(...chosenSizes)
    progress(`Node.js ${host.node}: memory of the walk, ${shape}`)
    const flags = ['--expose-gc', '--max-semi-space-size=1']
    const [ofSizeOf, ofMeasure] = ['sizeOf', 'measure'].map((walk) =>
      runCase(node, 'walk-memory', { flags, args: [shape, count, walk] }),
    )
    return { shape, count, ...ofSizeOf, measureBytesPerObject: ofMeasure.bytesPerObject }
  })
  progress(`Node.js ${host.node}: dominators`)
  const dominators = runDominators(node)
  progress(`Node.js ${host.node}: isLargerThan, one matcher call, imports`)
  return {
    host: { ...host, cpus: availableParallelism() },
    speed,
    memory,
    dominators,
    limit: runCase(node, 'limit', { args: LIMIT_SIZES }),
    matcher: runCase(node, 'matcher-call'),
    imports: importTimes(node),
  }
}

// More rounds where one is cheap: the short samples are the ones that a busy machine disturbs.
function roundsFor(count) {
  return count >= 1e6 ? 3 : count >= 1e5 ? 7 : 11
}

function importTimes(node) {
  const samples = new Map(IMPORTS.map((name) => [name, []]))
  for (let i = 0; i < IMPORT_PROCESSES; i++) {
    for (const name of IMPORTS) samples.get(name).push(runCase(node, 'import-time', { args: [name] }).ms)
  }
  return Object.fromEntries([...samples].map(([name, times]) => [name, Math.min(...times)]))
}

function requireNode(major) {
  const binary = nodeBinary(major)
  if (binary === undefined) throw new Error(`no Node.js ${major} on this system; --node takes majors such as 20,26`)
  return binary
}

function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`${text}\n`)
}
