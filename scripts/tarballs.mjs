/**
 * Installs the packages as they would be published into a project of a user, with npm, and runs that project's tests:
 * CommonJS and ESM, Jest and Vitest, and the types that each brings.
 *
 *     node scripts/tarballs.mjs
 *
 * The project is `compat/tarball/project`, copied to a temporary folder, where nothing of the workspace can be found.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packAll } from './packaging/pack.mjs'
import { readOutcome } from './test/reports.mjs'
import { run } from './test/run.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const TIMEOUT_MS = 4 * 60_000

const folder = mkdtempSync(join(tmpdir(), 'carat-consumer-'))
try {
  const failed = (await install(folder)) ? await testAll(folder) : undefined
  if (failed === undefined) console.log('0 passed, 1 failed')
  process.exitCode = failed === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Whether npm could install the project with the tarballs in it. */
async function install(folder) {
  cpSync(join(root, 'compat/tarball/project'), folder, { recursive: true })
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const dependencies = Object.fromEntries(packAll(root, folder).map(({ name, tarball }) => [name, `file:${tarball}`]))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, dependencies }, null, 2))
  const args = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
  const { exitCode, output } = await run({ program: 'npm', args: () => args, cwd: folder }, { timeoutMs: TIMEOUT_MS })
  if (exitCode !== 0) console.log(`npm could not install the project\n${output}`)
  return exitCode === 0
}

/** How many of the project's tests failed. */
async function testAll(folder) {
  const total = { passed: 0, failed: 0 }
  for (const { name, args, cwd, report } of runs()) {
    const command = { program: process.execPath, args, cwd: join(folder, cwd) }
    const finished = await run(command, { timeoutMs: TIMEOUT_MS })
    const { passed, failed, problem } = readOutcome(report, finished)
    total.passed += passed
    total.failed += failed
    console.log(`${failed === 0 ? 'ok    ' : 'FAILED'}  ${name}: ${passed} passed, ${failed} failed`)
    if (failed > 0) console.log(`${finished.output}\n${problem ?? ''}`)
  }
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed
}

function runs() {
  const jest = (test, ...nodeFlags) => {
    const flags = [...nodeFlags, '../node_modules/jest/bin/jest.js', test, '--ci', '--json']
    return { args: (report) => [...flags, `--outputFile=${report}`], cwd: 'jest', report: 'jest' }
  }
  const nodeTest = (test) => {
    const flags = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap']
    return { args: (report) => [...flags, `--test-reporter-destination=${report}`, test], cwd: 'node', report: 'tap' }
  }
  const vitestFlags = ['../node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json']
  const types = { args: () => ['../node_modules/typescript/bin/tsc', '--project', '.'], report: 'exit code' }
  return [
    { name: 'import in Node', ...nodeTest('import.test.mjs') },
    { name: 'require in Node', ...nodeTest('require.test.cjs') },
    { name: 'Jest, CommonJS', ...jest('weigh.test.cjs') },
    { name: 'Jest, ESM', ...jest('weigh.test.mjs', '--experimental-vm-modules') },
    {
      name: 'Vitest',
      args: (report) => [...vitestFlags, `--outputFile.json=${report}`],
      cwd: 'vitest',
      report: 'vitest',
    },
    { name: 'types in Jest', ...types, cwd: 'jest' },
    { name: 'types in Vitest', ...types, cwd: 'vitest' },
  ]
}
