// The demo: what the examples weigh, in Jest and in Vitest, and what a developer reads when something gets heavier.
//
// Runs both example projects, then both again with a regression that was planted on purpose (`regression/`). Exits with 0
// only when all tests passed, both runners found the same bytes, and the regression failed for its own reason.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

const examples = fileURLToPath(new URL('../examples/', import.meta.url))
const projects = [
  {
    runner: 'jest',
    name: 'Jest',
    bin: 'bin/jest.js',
    args: (report) => ['--json', `--outputFile=${report}`],
    config: 'jest.config.js',
  },
  {
    runner: 'vitest',
    name: 'Vitest',
    bin: 'vitest.mjs',
    args: (report) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    config: 'vitest.config.ts',
  },
]
// The version that the examples have, and the one that `regression/` puts in its place.
const REGRESSION = { from: 'zod', to: 'zod-4.4' }
const WEIGHED = /^(?<what>.+) weighs (?<bytes>\d+) B$/

const reports = mkdtempSync(join(tmpdir(), 'carat-demo-'))
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))

const runs = projects.map((project) => run(project))
const titles = runs.map(({ title }) => title)
for (const each of runs) requireAllPassed(each)
const rows = weighedInBoth(...runs)
console.log(`Real libraries' structures, weighed in ${titles.join(' and in ')}\n`)
printTable(rows)
console.log(
  `\n${rows.length} values weigh the same in both, to the byte. ${runs[0].tests.length} tests passed in each.`,
)

const [before, after] = [REGRESSION.from, REGRESSION.to].map((name) => installed(join(examples, 'jest'), name).version)
console.log(`\nNow a regression on purpose: zod ${before} becomes ${after}. No line of the project changes.`)
const failures = projects.map((project) => caught(run(project, 'regression')))
printFailures(failures)
console.log(`\nAll went as it should: the regression was caught in ${titles.join(' and in ')}.`)

function run({ runner, name, bin, args, config }, folder = '.') {
  const root = join(examples, runner)
  const report = join(reports, `${runner}-${folder}.json`)
  const binary = join(root, 'node_modules', runner, bin)
  const { stdout, stderr } = spawnSync(process.execPath, [binary, ...args(report), '--config', join(folder, config)], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  const title = `${name} ${installed(root, runner).version}`
  const output = `${stdout}${stderr}`
  return { title, name, output, tests: testsIn(report) ?? stop(`${title} gave no report`, output) }
}

// Both runners' JSON reports have this form, which was Jest's first.
function testsIn(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
    // in the order of the files' names: each runner has its own, and it changes
    testResults.sort((one, other) => (one.name < other.name ? -1 : 1))
    return testResults.flatMap(({ assertionResults }) => assertionResults)
  } catch {
    return undefined
  }
}

function requireAllPassed({ title, tests, output }) {
  const failed = tests.filter(({ status }) => status !== 'passed')
  if (tests.length === 0) stop(`${title} ran no tests`, output)
  if (failed.length > 0) stop(`${failed.length} of ${tests.length} tests did not pass in ${title}`, output)
}

// The titles carry the bytes that the tests assert: both come from one row of the test's table.
function weighedInBoth(...both) {
  const [first, second] = both.map(({ tests }) =>
    tests.flatMap((test) => WEIGHED.exec(test.title)?.groups ?? []).map(({ what, bytes }) => [what, Number(bytes)]),
  )
  const inSecond = new Map(second)
  const agree = first.every(([what, bytes]) => inSecond.get(what) === bytes)
  if (first.length === 0 || first.length !== second.length || !agree) {
    stop(`${titles.join(' and ')} weighed different things`, JSON.stringify({ first, second }, undefined, 2))
  }
  return first
}

/** The failures of a run that has to fail: every test of it, for the bytes and for nothing else. */
function caught({ title, name, tests, output }) {
  const failed = tests.filter(({ status }) => status === 'failed')
  if (tests.length === 0 || failed.length < tests.length) stop(`${title} did not catch the regression`, output)
  const failures = failed.map(({ title, failureMessages }) => ({ test: title, text: withoutStack(failureMessages[0]) }))
  const heavier = /Expected: +[\d,]+ B[\s\S]*Received: +[\d,]+ B.*\(\+[\d,]+ B/
  if (!failures.every(({ text }) => heavier.test(text)))
    stop(`${title} failed for another reason than the bytes`, output)
  // One of each matcher: what its test is called, and what it says.
  const shown = ['toHaveMemoryUsage', 'toMatchMemorySnapshot'].map((matcher) => {
    const failure = failures.find(({ text }) => text.includes(`.${matcher}(`))
    return failure ?? stop(`${matcher} did not catch the regression in ${title}`, output)
  })
  return { title, name, failures: shown }
}

function printTable(weights) {
  const width = Math.max(...weights.map(([what]) => what.length))
  for (const [what, bytes] of weights) {
    console.log(`  ${what.padEnd(width)} ${`${bytes.toLocaleString('en')} B`.padStart(12)}`)
  }
}

// The matchers are the same in both runners, and so should be what they say, but for the runner's name.
function printFailures([first, second]) {
  const texts = ({ name, failures }) => failures.map(({ text }) => text.replaceAll(name, 'the runner')).join()
  const same = texts(first) === texts(second)
  const shown = same ? [{ ...first, title: `${first.title} and ${second.title} both fail` }] : [first, second]
  for (const { title, failures } of shown) {
    const indented = failures.map(({ test, text }) => `✗ ${test}\n\n${text}`.replace(/^(?=.)/gm, '  '))
    console.log(`${title}:\n\n${indented.join('\n\n')}`)
  }
}

function withoutStack(message) {
  return stripVTControlCharacters(message)
    .replace(/^Error: /, '')
    .replace(/\n+ +at [\s\S]*$/, '')
}

function installed(root, name) {
  return createRequire(join(root, 'package.json'))(`${name}/package.json`)
}

function stop(reason, output) {
  console.error(`The demo stopped: ${reason}.\n\n${output}`)
  process.exit(1)
}
