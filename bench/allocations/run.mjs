// Profiles allocations with Carat and with V8's profiler alone, and writes the tables to RESULTS.md beside this file:
//
//   node bench/allocations/run.mjs                  on the Node that runs, which wants the packages built
//   node bench/allocations/run.mjs --node 20,26     on these majors
//   node bench/allocations/run.mjs --turns 3        fewer turns, for a quick look
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { hostMajor, nodeBinary } from '@carat/nodes'

const WORK = [
  { kind: 'garbage', n: 1000 },
  { kind: 'garbage', n: 10_000 },
  { kind: 'garbage', n: 100_000 },
  { kind: 'garbage', n: 1_000_000 },
  { kind: 'kept', n: 100_000 },
]
/** Runs of one profile that V8 samples. */
const SAMPLED = 3

const { values: options } = parseArgs({
  options: { node: { type: 'string', default: String(hostMajor) }, turns: { type: 'string', default: '5' } },
})
const turns = Number(options.turns)
const sections = options.node.split(',').map((major) => section(requireNode(Number(major))))
const markdown = `${[
  '# Allocation profiles',
  '',
  'Made by `node bench/allocations/run.mjs`. A profile runs its function 13 times, and V8 samples each allocation of 3 of these',
  'runs: two of all that is allocated, one of what stays alive. *An allocation sampled* is one of these: `count` of the profile',
  `times 3. Times are of the processor, with all threads of the process; medians of ${turns} turns (five times as many for 10,000 and fewer), each in a process of its own. What the`,
  '13 runs take without a profiler, in the interpreter too, is not in them, nor is what a profile of a function takes that does nothing.',
  '',
  '- **sampling**: what the sampled runs take more, which V8 needs to walk the stack and to note the sample;',
  '- **answer**: what V8 needs to give the samples, and Node to read their JSON;',
  '- **Carat**: all else, which is to tell what counts, of which run, function and group it is;',
  '- **V8 alone**: `startSampling`, the same runs, `stopSampling`, for nothing. The ratio is that of the sum to this.',
  '',
  'V8 walks the stack for each sample. Here the function lies below a dozen frames, of which Carat has four.',
  ...sections.flat(),
].join('\n')}\n`
writeFileSync(new URL('RESULTS.md', import.meta.url), markdown)
console.log(markdown)

function section(node) {
  const version = execFileSync(node, ['-p', 'process.versions.node + ", V8 " + process.versions.v8'], {
    encoding: 'utf8',
  })
  const fixed = []
  const inFiles = []
  const rows = WORK.map(({ kind, n }) => {
    const whole = []
    const bare = []
    // what a profile takes in any case varies by some milliseconds, which few samples have to share
    const all = n > 10_000 ? turns : 5 * turns
    for (let turn = 0; turn < all; turn++) {
      whole.push(runJson(node, ['profile', kind, n]))
      bare.push(runJson(node, ['bare', kind, n]).total)
      process.stderr.write(`${kind} ${n}: turn ${turn + 1} of ${all}\n`)
    }
    fixed.push(...whole.map((each) => each.fixed))
    inFiles.push(...whole.map((each) => each.inFiles))
    const sampled = whole[0].count * SAMPLED
    const part = (name) => micro(median(whole.map((each) => each[name])) / sampled)
    return [
      `${n.toLocaleString('en')} objects, ${kind}`,
      sampled.toLocaleString('en'),
      ...['sampling', 'answers', 'own', 'total'].map(part),
      micro(median(bare) / sampled),
      (median(whole.map(({ total }) => total)) / median(bare)).toFixed(2),
    ]
  })
  return [
    '',
    `## Node.js ${version.trim().replace(/-node.*/, '')}, ${process.platform} ${process.arch}, ${availableParallelism()} CPUs`,
    '',
    ...table(['each run makes', 'sampled', 'sampling', 'answer', 'Carat', 'sum', 'V8 alone', 'ratio'], rows),
    '',
    `A profile of a function that does nothing takes ${(median(fixed) / 1000).toFixed(0)} ms: collections of garbage, and V8's dropping of`,
    `optimised code. ${(median(inFiles) / 1000).toFixed(1)} ms of these are for the file by which threads know of each other.`,
    '',
    `V8 alone takes ${nanosecondsOfAFrame(node).toFixed(0)} ns more a sample for each frame that the stack is deeper.`,
    '',
    ...speedAfter(node),
    '',
    ...whereNoProfileRuns(node),
  ]
}

function nanosecondsOfAFrame(node) {
  const [n, frames] = [20_000, 50]
  const times = (depth) => Array.from({ length: turns }, () => runJson(node, ['bare', 'garbage', n, depth]).total)
  return ((median(times(frames)) - median(times(0))) / (n * SAMPLED) / frames) * 1000
}

function speedAfter(node) {
  const ratios = (how) => Array.from({ length: turns }, () => runJson(node, ['speed', how]).ratio)
  const words = (all) => `${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)}`
  return [
    `An optimised function takes after a profile what it took before: ${words(ratios('returns'))} times that in ${turns} processes, and`,
    `${words(ratios('throws'))} times after a profile whose function threw.`,
  ]
}

function whereNoProfileRuns(node) {
  const all = Array.from({ length: turns }, () => runJson(node, ['idle']))
  const ns = (name) => median(all.map((each) => each[name])).toFixed(0)
  return [
    `Where no profile runs, \`group\` takes ${ns('group')} ns more than the call of its function, and \`mark\` ${ns('mark')} ns.`,
  ]
}

function runJson(node, args) {
  const file = fileURLToPath(new URL('turn.mjs', import.meta.url))
  return JSON.parse(execFileSync(node, [file, ...args.map(String)], { encoding: 'utf8' }))
}

function requireNode(major) {
  const binary = nodeBinary(major)
  if (binary === undefined) throw new Error(`no Node.js ${major} on this system; --node takes majors such as 20,26`)
  return binary
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]
}

function micro(microseconds) {
  return `${microseconds.toFixed(2)} µs`
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)]
}
