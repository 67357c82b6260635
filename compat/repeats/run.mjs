/**
 * The same numbers again and again, in fresh processes of each runner, with and without coverage. One that differs once is a failure.
 *
 * `heap`: the sums of `compat/conformance/heap.cjs`, in a process that has done little and after other work.
 * `allocations`: the workloads of `compat/conformance/allocations.cjs`, at once and after a thousand runs of each.
 *
 *   node compat/repeats/run.mjs heap                  some runners, 2 processes each
 *   node compat/repeats/run.mjs heap --sweep          each runner, pool and Node, 50 processes each
 *   node compat/repeats/run.mjs allocations --sweep   20 processes each
 *   node compat/repeats/run.mjs heap --times 10 --only jest30
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { nodeBinary } from '../../nodes/index.mjs'
import { readOutcome } from '../../scripts/test/reports.mjs'
import { run } from '../../scripts/test/run.mjs'
import { workloads } from '../conformance/allocations.cjs'

const TIMEOUT_MS = 300_000
/** The tests of each suite that compare all rows. */
const SUITES = {
  heap: { tests: 'a process that has done little|the same after other work', testsARun: 2, sweepTimes: 50 },
  // all but the one that takes as long as the others together, and one for all of them after a thousand runs
  allocations: {
    tests: 'what code allocates, to the byte(?! two hundred)',
    testsARun: workloads.length,
    sweepTimes: 20,
  },
}

const {
  values: options,
  positionals: [suite],
} = parseArgs({
  allowPositionals: true,
  options: { sweep: { type: 'boolean' }, times: { type: 'string' }, only: { type: 'string', default: '' } },
})
if (!Object.hasOwn(SUITES, suite)) {
  throw new RangeError(`the suites are ${Object.keys(SUITES).join(' and ')}, got ${suite}`)
}
const { tests, testsARun, sweepTimes } = SUITES[suite]
const times = Number(options.times ?? (options.sweep ? sweepTimes : 2))
if (!Number.isInteger(times) || times < 1) throw new RangeError(`--times must be 1 or more, got ${options.times}`)

const compat = join(dirname(fileURLToPath(import.meta.url)), '..')
const scratch = mkdtempSync(join(tmpdir(), 'carat-repeats-'))
const coverage = join(scratch, 'coverage')

const jestArgs = (report) => ['--ci', '--json', `--outputFile=${report}`, '-t', tests, `test/${suite}.test.ts`]
const jest = (project, major, coverageFlags = []) => ({
  name: `${project} on Node ${major}${coverageFlags.length > 0 ? `, coverage by ${coverageFlags[0]}` : ''}`,
  project,
  major,
  report: 'jest',
  args: (report) => [
    'node_modules/jest/bin/jest.js',
    ...coverageFlags.flatMap((provider) => [
      '--coverage',
      `--coverageProvider=${provider}`,
      `--coverageDirectory=${coverage}`,
    ]),
    ...jestArgs(report),
  ],
})
const vitest = (project, pool, major, env = {}) => ({
  name: `${project} ${pool} on Node ${major}${env.NODE_V8_COVERAGE ? ', coverage by V8' : ''}`,
  project,
  major,
  env,
  report: 'vitest',
  args: (report) => [
    ...['node_modules/vitest/vitest.mjs', 'run', `--pool=${pool}`, '--reporter=json', `--outputFile.json=${report}`],
    ...['-t', tests, `test/${suite}.test.ts`],
  ],
})
const nodeTest = (major, env = {}) => ({
  name: `node:test on Node ${major}${env.NODE_V8_COVERAGE ? ', coverage by V8' : ''}`,
  project: 'node-test',
  major,
  env,
  report: 'tap',
  args: (report) => [
    ...['--test-reporter=tap', `--test-reporter-destination=${report}`],
    ...[`--test-name-pattern=${tests}`, `test/${suite}.test.mjs`],
  ],
})

const byV8 = { NODE_V8_COVERAGE: coverage }
const everyRun = [
  jest('jest30', 20),
  jest('jest30', 26, ['babel']),
  vitest('vitest4', 'forks', 20, byV8),
  vitest('vitest5', 'vmThreads', 26),
  nodeTest(22, byV8),
]
const pools = ['forks', 'threads', 'vmThreads']
const sweeps = {
  heap: [
    ...[20, 22, 24, 26].map((major) => jest('jest30', major)),
    ...[20, 26].flatMap((major) => ['babel', 'v8'].map((provider) => jest('jest30', major, [provider]))),
    jest('jest29', 22),
    ...pools.flatMap((pool) => [
      vitest('vitest5', pool, 22),
      vitest('vitest5', pool, 24),
      vitest('vitest5', pool, 26),
      vitest('vitest5', pool, 26, byV8),
      vitest('vitest4', pool, 20),
      vitest('vitest4', pool, 20, byV8),
      vitest('vitest3', pool, 22),
    ]),
    ...[20, 22, 24, 26].map((major) => nodeTest(major)),
    ...[20, 26].map((major) => nodeTest(major, byV8)),
  ],
  // each process takes some ten seconds
  allocations: [
    jest('jest30', 26, ['v8']),
    jest('jest30', 20, ['babel']),
    jest('jest30', 22),
    vitest('vitest4', 'forks', 20, byV8),
    vitest('vitest4', 'threads', 20),
    vitest('vitest5', 'forks', 24),
    vitest('vitest5', 'threads', 26, byV8),
    vitest('vitest3', 'threads', 22),
    nodeTest(24, byV8),
    nodeTest(26),
  ],
}

const waiting = (options.sweep ? sweeps[suite] : everyRun).filter(({ name }) => name.startsWith(options.only))
const total = { passed: 0, failed: 0 }
const worker = async () => {
  for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) await repeat(cell)
}
await Promise.all([worker(), worker()])
rmSync(scratch, { recursive: true, force: true })
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

async function repeat({ name, project, major, args, env, report }) {
  const program = nodeBinary(major)
  if (program === undefined) {
    console.log(`skipped ${name}: no such binary for ${process.platform}-${process.arch}`)
    return
  }
  const counts = { passed: 0, failed: 0 }
  for (let time = 0; time < times; time++) {
    const finished = await run({ program, args, cwd: join(compat, project), env }, { timeoutMs: TIMEOUT_MS })
    const outcome = readOutcome(report, finished)
    const missing = Math.max(0, testsARun - outcome.passed - outcome.failed)
    counts.passed += outcome.passed
    counts.failed += outcome.failed + missing
    if (outcome.failed + missing === 0) continue
    console.log(`process ${time + 1} of ${name}: ${outcome.problem ?? ''}\n${finished.output}`.replace(/^/gm, '    '))
  }
  total.passed += counts.passed
  total.failed += counts.failed
  console.log(
    `${counts.failed === 0 ? 'ok     ' : 'FAILED '} ${name}, ${times} processes: ${counts.passed} passed, ${counts.failed} failed`,
  )
}
