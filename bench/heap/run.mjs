// Reads two snapshots with Carat and with the other readers, and writes the tables to RESULTS.md beside this file:
//
//   node bench/heap/run.mjs                  on the Node that runs, which wants the packages built
//   node bench/heap/run.mjs --node 20,26     on these majors
//   node bench/heap/run.mjs --turns 3        fewer turns, for a quick look
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { hostMajor, nodeBinary } from '@carat/nodes'
import { contenders } from './contenders.mjs'

const FILES = [
  { name: '17 MB', objects: 100_000 },
  { name: '160 MB', objects: 1_170_000 },
]
// DevTools' and memlab's heaps want more than the default for the large file
const FLAGS = ['--max-old-space-size=8192']

const { values: options } = parseArgs({
  options: { node: { type: 'string', default: String(hostMajor) }, turns: { type: 'string', default: '7' } },
})
const turns = Number(options.turns)
const cache = new URL('.carat/', import.meta.url)
mkdirSync(cache, { recursive: true })
// all read the same files, so that only the reader's Node differs
const files = FILES.map((file) => ({ ...file, path: madeFile(file) }))

const sections = options.node.split(',').map((major) => section(requireNode(Number(major))))
const markdown = `${[
  '# Reading heap snapshots',
  '',
  `Made by \`node bench/heap/run.mjs\`. Each turn of a reader is a process of its own, and the readers take turns: the`,
  `medians of ${turns} turns each. Time is from the call that reads the file, which the system has in memory, to its nodes, to`,
  `their dominators, to their retained sizes; the readers that have no such step do all at once. Memory is the most that the`,
  `process took from the system (peak RSS), over that of a process that only starts; the percentage is of the file's size.`,
  `The readers that give the retained size of the root give the same.`,
  ...sections.flat(),
].join('\n')}\n`
writeFileSync(new URL('RESULTS.md', import.meta.url), markdown)
console.log(markdown)

function section(node) {
  const version = execFileSync(node, ['-p', 'process.versions.node + ", V8 " + process.versions.v8'], {
    encoding: 'utf8',
  })
  return [
    '',
    `## Node.js ${version.trim().replace(/-node.*/, '')}, ${process.platform} ${process.arch}, ${availableParallelism()} CPUs`,
    ...files.flatMap((file) => readingTable(node, file)),
    ...takingTable(node),
  ]
}

function readingTable(node, { name, objects, path }) {
  const names = Object.keys(contenders)
  const results = new Map(names.map((contender) => [contender, []]))
  const idle = []
  for (let turn = 0; turn < turns; turn++) {
    idle.push(runJson(node, 'turn.mjs', ['idle']).steps.idle.peak)
    for (const contender of names) results.get(contender).push(runJson(node, 'turn.mjs', [contender, path]))
    process.stderr.write(`${name}: turn ${turn + 1} of ${turns}\n`)
  }
  checkAnswers(results)
  const size = statSync(path).size
  const rows = names.map((contender) => {
    const all = results.get(contender)
    const cell = (step, part) =>
      all[0].steps[step] === undefined ? undefined : median(all.map(({ steps }) => steps[step][part]))
    const time = (step) => (cell(step, 'ms') === undefined ? '' : `${cell(step, 'ms').toFixed(0)} ms`)
    const memory = (step) => {
      const peak = cell(step, 'peak')
      if (peak === undefined) return ''
      const bytes = peak - median(idle)
      return `${(bytes / 1e6).toFixed(0)} MB, ${((100 * bytes) / size).toFixed(0)} %`
    }
    // where a reader does all at once, it is in the last column
    const isOne = all[0].steps.retained === undefined
    const cells = ['read', 'dominators', 'retained'].map((step) => [time(step), memory(step)])
    return [
      contender,
      ...(isOne ? [[], [], cells[0]] : cells).map(([ms = '', bytes = '']) => [ms, bytes].filter(Boolean).join(', ')),
    ]
  })
  return [
    '',
    `### ${(size / 1e6).toFixed(0)} MB, ${objects.toLocaleString('en')} objects`,
    '',
    ...table(['reader', 'nodes and edges', 'and dominators', 'and retained sizes'], rows),
  ]
}

function checkAnswers(results) {
  const answers = new Set(
    [...results.values()]
      .flat()
      .map(({ answer }) => answer)
      .filter((answer) => answer !== undefined),
  )
  if (answers.size !== 1)
    throw new Error(`the readers differ in the retained size of the root: ${[...answers].join(', ')}`)
}

function takingTable(node) {
  const rows = [0, 100_000, 1_000_000].map((objects) => {
    const { times, bytes } = runJson(node, 'take.mjs', [objects, objects > 500_000 ? Math.ceil(turns / 2) : turns])
    const [alone, carat] = [median(times.v8), median(times.carat)]
    const cells = [
      objects.toLocaleString('en'),
      `${(bytes / 1e6).toFixed(0)} MB`,
      `${alone.toFixed(0)} ms`,
      `${carat.toFixed(0)} ms`,
    ]
    return [...cells, (carat / alone).toFixed(2)]
  })
  return [
    '',
    '### Taking one: `takeSnapshot()`',
    '',
    ...table(['objects', 'text', 'V8 alone', 'with reading', 'ratio'], rows),
  ]
}

function madeFile({ objects }) {
  const path = fileURLToPath(new URL(`${objects}.heapsnapshot`, cache))
  if (existsSync(path)) return path
  const node = nodeBinary(24) ?? process.execPath
  const made = `${path}.part`
  execFileSync(node, [...FLAGS, fileURLToPath(new URL('make-file.mjs', import.meta.url)), String(objects), made])
  renameSync(made, path)
  return path
}

function runJson(node, script, args) {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const output = execFileSync(node, [...FLAGS, file, ...args.map(String)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // memlab prints as well
  return JSON.parse(output.trim().split('\n').at(-1))
}

function requireNode(major) {
  const binary = nodeBinary(major)
  if (binary === undefined) throw new Error(`no Node.js ${major} on this system; --node takes majors such as 20,26`)
  return binary
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1]
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)]
}
