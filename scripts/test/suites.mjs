import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hostMajor, nodeBinary, supportedMajors } from '../../nodes/index.mjs'

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {import('./run.mjs').Command} command
 * @property {import('./reports.mjs').ReportKind} report
 */

/**
 * @typedef {object} Unavailable
 * @property {string} name
 * @property {string} reason Why it can't run on this system.
 */

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

const VITEST_POOLS = ['forks', 'threads', 'vmThreads']

/** A developer's own Node counts too, whichever it is. */
const majorsHere = [...new Set([...supportedMajors, hostMajor])]

/**
 * Which Node majors each runner supports; those of `everyRun` are asked for in each run, the others in a sweep. So are allocations
 * in the older runners and in vm threads, since they take as long as all else there.
 */
const matrix = [
  { project: 'jest30', runner: jest, cells: majorsHere, everyRun: [hostMajor, 20, 26] },
  { project: 'jest29', runner: jest, cells: [22], everyRun: [22], sweepOnly: 'allocations' },
  ...vitestRows('vitest5', [22, 24, 26], { forks: 22, threads: 24, vmThreads: 26 }),
  ...vitestRows('vitest4', [20, 26], { forks: 20, threads: 26, vmThreads: 20 }),
  ...vitestRows('vitest3', [22], { forks: 22, threads: 22, vmThreads: 22 }, 'allocations'),
  { project: 'node-test', runner: nodeTest, cells: majorsHere, everyRun: [hostMajor, 20, 26] },
]

/** Projects with type tests, each with its tsconfig files. */
const typeTests = [
  { project: 'jest30', configs: ['tsconfig.json', 'tsconfig.globals.json'] },
  { project: 'jest29', configs: ['tsconfig.json', 'tsconfig.globals.json'] },
  { project: 'vitest5', configs: ['tsconfig.json'] },
  { project: 'vitest4', configs: ['tsconfig.json'] },
  { project: 'vitest3', configs: ['tsconfig.json'] },
  { project: 'node-test', configs: ['tsconfig.json'] },
]

/**
 * All suites, in the order in which they start: the longest first, so that two at a time end together.
 *
 * @param {{ sweep: boolean }} options
 * @returns {(Suite | Unavailable)[]}
 */
export function suites({ sweep }) {
  const sweepFlag = sweep ? ['--sweep'] : []
  return [
    program('judge', ['judge/run.mjs', ...sweepFlag]),
    program('calibration', ['calibration/run.mjs', '--check', ...sweepFlag]),
    program('tarballs', ['scripts/tarballs.mjs']),
    // runs the demo, too
    program('demo as in the README', ['scripts/readme.mjs', '--check'], 'exit code'),
    program('examples in every way', ['examples/run.mjs', ...sweepFlag]),
    program('memory snapshots', ['compat/snapshots/run.mjs', ...sweepFlag]),
    program('planted leaks', ['compat/leaks/run.mjs', ...sweepFlag]),
    program('heap usage in fresh processes', ['compat/repeats/run.mjs', 'heap', ...sweepFlag]),
    // each runner counts them once anyway
    ...(sweep ? [program('allocations in fresh processes', ['compat/repeats/run.mjs', 'allocations', '--sweep'])] : []),
    program('decorated private fields', ['compat/decorators/run.mjs', ...sweepFlag]),
    viewers(),
    program('nodes of each DOM', ['compat/dom/run.mjs']),
    liveServer(),
    ...measuresInNodeTest({ sweep }),
    program('report example', ['examples/report/write-reports.mjs'], 'exit code'),
    program('packages', ['scripts/packages.mjs']),
    tool('lint', 'biome', ['check', '.']),
    unitTests({ sweep }),
    ...typeTests.flatMap(({ project, configs }) => configs.map((config) => typeTest(project, config))),
    ...conformance({ sweep }),
  ]
}

// compiled by the build, which comes first, and not there when somebody only asks for the names
const { chromiumPath } = await import('../../calibration/dist/chromium.js').catch(() => ({}))

/** The example that measures the roots of a server while it answers. */
function liveServer() {
  const cwd = join(root, 'examples/live-server')
  return { name: 'live server example', ...nodeTest(process.execPath, cwd, 'live-server.test.mjs') }
}

/** What V8 holds and what code allocates, under a runner that adds nothing of its own. */
function measuresInNodeTest({ sweep }) {
  return (sweep ? majorsHere : [20, 26]).flatMap((major) => {
    const node = major === hostMajor ? process.execPath : nodeBinary(major)
    if (node === undefined) return []
    return ['heap', 'allocations'].map((measure) => ({
      name: `${measure} in node-test on Node ${major}`,
      ...nodeTest(node, join(root, 'compat/node-test'), `test/${measure}.test.mjs`),
    }))
  })
}

/** Profiles and flame graphs in the programs that they are written for. */
function viewers() {
  const name = 'reports in their viewers'
  return chromiumPath?.() === undefined
    ? { name, reason: 'no Chromium on PATH' }
    : program(name, ['compat/viewers/run.mjs'])
}

function conformance({ sweep }) {
  const found = []
  for (const { project, runner, pool, cells, everyRun, sweepOnly } of matrix) {
    const majors = sweep ? cells : cells.filter((major) => everyRun.includes(major))
    for (const major of majors) {
      const name = [project, ...(pool === undefined ? [] : [pool]), `on Node ${major}`].join(' ')
      const node = major === hostMajor ? process.execPath : nodeBinary(major)
      found.push(
        node === undefined
          ? { name, reason: `no Node ${major} binary for ${process.platform}-${process.arch}` }
          : { name, ...runner(node, join(root, 'compat', project), pool, sweep ? undefined : sweepOnly) },
      )
    }
  }
  return found
}

function vitestRows(project, cells, everyRun, sweepOnly) {
  return VITEST_POOLS.map((pool) => ({
    project,
    runner: vitest,
    pool,
    cells,
    everyRun: [everyRun[pool]],
    sweepOnly: pool === 'vmThreads' ? 'allocations' : sweepOnly,
  }))
}

/** @param {string} [without] The test file to leave out. */
function jest(node, cwd, _pool, without) {
  const args = (reportFile) => [
    ...['node_modules/jest/bin/jest.js', '--ci', '--json', `--outputFile=${reportFile}`],
    ...(without === undefined ? [] : [`--testPathIgnorePatterns=/test/${without}\\.test`]),
  ]
  return { command: { program: node, args, cwd }, report: 'jest' }
}

/** @param {string} [without] The test file to leave out. */
function vitest(node, cwd, pool, without) {
  const args = (reportFile) => [
    'node_modules/vitest/vitest.mjs',
    'run',
    `--pool=${pool}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...(without === undefined ? [] : [`--exclude=**/${without}.test.ts`]),
  ]
  return { command: { program: node, args, cwd }, report: 'vitest' }
}

function nodeTest(node, cwd, file = 'test/conformance.test.mjs') {
  const args = (reportFile) => [
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${reportFile}`,
    file,
  ]
  return { command: { program: node, args, cwd }, report: 'tap' }
}

function unitTests({ sweep }) {
  const { command, report } = vitest(process.execPath, root, 'forks')
  const env = sweep ? { CARAT_EVERY_NODE: '1', CARAT_PROGRAMS: '80' } : {}
  return { name: 'unit tests', command: { ...command, env }, report }
}

function typeTest(project, config) {
  const { command, report } = tool('', 'tsc', ['--project', join('compat', project, config)])
  return {
    name: `types of ${project}${config === 'tsconfig.globals.json' ? ' with imported globals' : ''}`,
    command,
    report,
  }
}

function tool(name, bin, args) {
  const program = join(root, 'node_modules/.bin', bin)
  return { name, command: { program, args: () => args, cwd: root }, report: 'exit code' }
}

function program(name, args, report = 'closing line') {
  return { name, command: { program: process.execPath, args: () => args, cwd: root }, report }
}
