/**
 * Runs the examples in every way in which a runner may run them, and holds their snapshots to the byte.
 *
 *   node examples/run.mjs            on this Node
 *   node examples/run.mjs --sweep    on Node 20, 22, 24 and 26, and in each pool of Vitest
 *   node examples/run.mjs --node 24  on that Node
 *
 * `EXAMPLES_SEED=42` shuffles the same way again. The last line is `N passed, N failed`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, stripVTControlCharacters } from 'node:util'
import { hostMajor, nodeBinary, supportedMajors } from '../nodes/index.mjs'
import { run } from '../scripts/test/run.mjs'

const { values: options } = parseArgs({ options: { sweep: { type: 'boolean' }, node: { type: 'string' } } })
const majors = options.node !== undefined ? [Number(options.node)] : options.sweep ? supportedMajors : [hostMajor]
const seed = process.env.EXAMPLES_SEED ?? String(Date.now() & 0x7fffffff)
const here = fileURLToPath(new URL('.', import.meta.url))
const TIMEOUT_MS = 300_000
// A machine that has other work to do may take a while.
const PATIENCE = '--testTimeout=60000'
process.env.EXAMPLES_SEED = seed
// A snapshot that is missing then fails, and is not written.
process.env.CI = '1'

const projects = [
  {
    name: 'Jest',
    cwd: join(here, 'jest'),
    args: ['node_modules/jest/bin/jest.js', '--ci', '--json', PATIENCE],
    reportTo: (file) => [`--outputFile=${file}`],
    regression: ['--config', 'regression/jest.config.js'],
    ways: {
      'a second time, without its cache': ['--no-cache'],
      'in one process': ['--runInBand'],
      [`shuffled with seed ${seed}`]: ['--randomize', `--seed=${seed}`],
    },
    sweepWays: { 'in worker threads': ['--workerThreads', '--maxWorkers=2'] },
  },
  {
    name: 'Vitest',
    cwd: join(here, 'vitest'),
    args: ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', PATIENCE],
    reportTo: (file) => [`--outputFile.json=${file}`],
    regression: ['--config', 'regression/vitest.config.ts'],
    ways: {
      'a second time': [],
      'in one process': ['--no-isolate', '--maxWorkers=1'],
      [`shuffled with seed ${seed}`]: ['--sequence.shuffle', `--sequence.seed=${seed}`],
    },
    sweepWays: { 'in threads': ['--pool=threads'], 'in vm threads': ['--pool=vmThreads'] },
  },
]
/** One idea each, without snapshots: run once on each Node. `EXAMPLES_SEED` is the seed of their random operations, too. */
const small = [
  { ...projects[0], name: 'byte cache', cwd: join(here, 'byte-cache') },
  { ...projects[1], name: 'request queue', cwd: join(here, 'request-queue') },
  ...['heap-usage', 'leaks', 'allocations'].flatMap((folder) =>
    projects.map((project) => ({ ...project, name: `${folder} in ${project.name}`, cwd: join(here, folder) })),
  ),
]
const REGRESSION_TEXT = [
  /Expected: +8,696 B/,
  /Received: +22,024 B .*\(\+13,328 B/,
  /\+4,512 B +\.name\.\* +function ×81/,
  /\+2,184 B +\.tags\.element\.\* +function ×39/,
  /new properties on ZodString/,
]
const SHARDS = ['1/2', '2/2']

let passed = 0
let failed = 0
const committed = snapshotFiles()
check('both runners keep the same breakdowns', differencesOf(projects.map(textsOf)))
for (const major of majors) {
  const node = major === hostMajor ? process.execPath : nodeBinary(major)
  if (node === undefined) check(`Node ${major}`, ['is not on this system'])
  else {
    await Promise.all(projects.map((project) => runProject(project, node, `${project.name} on Node ${major}`)))
    for (const project of small) await runSmall(project, node, `${project.name} on Node ${major}`)
  }
}
console.log(`seed ${seed}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

async function runProject(project, node, title) {
  const whole = await outcomeOf(project, node, [])
  const kept = Object.keys(textsOf(project)).length
  check(`${title}, whole`, [...problemsOf(whole), ...amountProblems(whole, whole.tests, kept)])
  const compare = (way, outcome, tests = whole.tests) => {
    check(`${title}, ${way}`, [...problemsOf(outcome), ...amountProblems(outcome, tests, kept)])
  }
  for (const [way, args] of Object.entries({ ...project.ways, ...(options.sweep ? project.sweepWays : {}) })) {
    compare(way, await outcomeOf(project, node, args))
  }
  const files = snapshotNames(project).map((name) => name.replace(/\.snap$/, ''))
  const alone = await inTurn(files, (file) => outcomeOf(project, node, [file]))
  const ofFiles = whole.tests.filter((test) => files.some((file) => test.startsWith(`${file}: `)))
  compare('each file with snapshots alone', summed(alone), ofFiles)
  compare('in shards', summed(await inTurn(SHARDS, (shard) => outcomeOf(project, node, [`--shard=${shard}`]))))
  check(`${title}, with zod 4.4 again`, regressionProblems(await outcomeOf(project, node, project.regression)))
}

async function runSmall(project, node, title) {
  const outcome = await outcomeOf(project, node, [])
  check(`${title}, ${outcome.tests.length} tests`, [
    ...problemsOf(outcome),
    ...(outcome.tests.length > 0 ? [] : ['ran no test']),
  ])
}

async function outcomeOf({ args, reportTo, cwd }, node, more) {
  const command = { program: node, args: (file) => [...args, ...reportTo(file), ...more], cwd }
  const { exitCode, output, report } = await run(command, { timeoutMs: TIMEOUT_MS })
  const { testResults = [], snapshot } = report === undefined ? {} : JSON.parse(report)
  const results = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((result) => ({ ...result, title: `${basename(name)}: ${result.fullName}` })),
  )
  return {
    exitCode,
    output,
    tests: results.map(({ title }) => title),
    broken: results.filter(({ status }) => status !== 'passed'),
    snapshots: snapshot?.matched ?? 0,
    changed: Object.entries(snapshotFiles()).flatMap(([file, text]) => (committed[file] === text ? [] : [file])),
  }
}

async function inTurn(items, work) {
  const done = []
  for (const item of items) done.push(await work(item))
  return done
}

function summed(outcomes) {
  return {
    exitCode: Math.max(...outcomes.map(({ exitCode }) => exitCode ?? 1)),
    output: outcomes.map(({ output }) => output).join(''),
    tests: outcomes.flatMap(({ tests }) => tests),
    broken: outcomes.flatMap(({ broken }) => broken),
    snapshots: outcomes.reduce((sum, { snapshots }) => sum + snapshots, 0),
    changed: [...new Set(outcomes.flatMap(({ changed }) => changed))],
  }
}

function problemsOf({ exitCode, output, broken, changed }) {
  return [
    ...changed.map((file) => `changed ${file}`),
    ...broken.map(({ title, failureMessages = [] }) => `${title}\n${failureMessages.join('\n')}`),
    ...(exitCode === 0 || broken.length > 0 ? [] : [`ended with exit code ${exitCode}\n${output}`]),
  ]
}

/** A run is only as good as what it looked at. */
function amountProblems({ tests, snapshots }, wantedTests, wantedSnapshots) {
  const isSame = [...tests].sort().join('\n') === [...wantedTests].sort().join('\n')
  return [
    ...(isSame && tests.length > 0
      ? []
      : [`ran ${tests.length} tests, and not the ${wantedTests.length} of the whole`]),
    ...(snapshots === wantedSnapshots && snapshots > 0
      ? []
      : [`compared ${snapshots} snapshots of ${wantedSnapshots}`]),
  ]
}

/** What a reader has to find in the failure: both sizes, and the rows where the functions of zod 4.4 are. */
function regressionProblems({ broken, output }) {
  const messages = broken.flatMap(({ failureMessages }) => failureMessages)
  const text = messages.map(stripVTControlCharacters).find((message) => message.includes('toMatchMemorySnapshot('))
  if (text === undefined) return [`no snapshot failed\n${output}`]
  const lacking = REGRESSION_TEXT.filter((needed) => !needed.test(text))
  return lacking.map((needed) => `the failure does not say ${needed}\n${text}`)
}

function snapshotNames({ cwd }) {
  return readdirSync(join(cwd, '__snapshots__'))
}

function snapshotFiles() {
  const files = projects.flatMap((project) =>
    snapshotNames(project).map((name) => join(project.cwd, '__snapshots__', name)),
  )
  return Object.fromEntries(files.map((file) => [file.slice(here.length), readFileSync(file, 'utf8')]))
}

/** The snapshots of a project by their names, such as `zod › account 1`, without what each runner adds to a file's name. */
function textsOf(project) {
  const texts = {}
  for (const name of snapshotNames(project)) {
    const kept = {}
    // A file of snapshots is a script that fills `exports`; it is one of this repository.
    new Function('exports', readFileSync(join(project.cwd, '__snapshots__', name), 'utf8'))(kept)
    for (const [title, text] of Object.entries(kept))
      texts[`${name.replace(/\.test\..*/, '')} › ${title}`] = text.trim()
  }
  return texts
}

function differencesOf([one, other]) {
  const titles = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  const different = titles.filter((title) => one[title] !== other[title])
  return [
    ...different.map((title) => `${title}\n${one[title]}\n\n${other[title]}`),
    ...(titles.length === 0 ? ['there are none'] : []),
  ]
}

function check(what, problems) {
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${what}`)
  for (const problem of problems) console.log(stripVTControlCharacters(problem).replace(/^/gm, '    '))
  if (problems.length === 0) passed++
  else failed++
}
