/**
 * Checks every package as it would be published: its tarball, with publint and with Are The Types Wrong.
 *
 *     node scripts/packages.mjs
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packAll } from './packaging/pack.mjs'
import { run } from './test/run.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const TIMEOUT_MS = 2 * 60_000

const folder = mkdtempSync(join(tmpdir(), 'carat-packages-'))
try {
  const total = { passed: 0, failed: 0 }
  for (const packed of packAll(root, folder)) {
    for (const [check, problem] of await problemsOf(packed)) {
      total[problem === undefined ? 'passed' : 'failed']++
      console.log(`${problem === undefined ? 'ok    ' : 'FAILED'}  ${packed.name}: ${check}`)
      if (problem !== undefined) console.log(problem)
    }
  }
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Each check with its problem, if it has one. */
async function problemsOf({ name, tarball, files, manifest }) {
  // Jest can load CommonJS alone, Vitest ESM alone; the profile says what must resolve.
  const profile = 'require' in manifest.exports['.'] ? 'node16' : 'esm-only'
  return [
    ['its files', filesProblem(name, files, manifest)],
    ['publint --strict', await toolProblem('publint', ['--strict', tarball])],
    [`attw --profile ${profile}`, await toolProblem('attw', [tarball, '--profile', profile, '--no-color'])],
  ]
}

function filesProblem(name, files, manifest) {
  const missing = ['README.md', 'LICENSE', ...exportedFiles(manifest)].filter((file) => !files.includes(file))
  if (missing.length > 0) return `${name} lacks ${missing.join(', ')}`
  const needless = files.filter((file) => /\.test\.|\.tsbuildinfo$|^node_modules\//.test(file))
  if (needless.length > 0) return `${name} should not hold ${needless.join(', ')}`
  // A map is of use only with the source it points at.
  const unmapped = files
    .filter((file) => file.endsWith('.js.map'))
    .map((file) => file.replace(/^dist\/(esm|cjs)\//, 'src/').replace(/\.js\.map$/, '.ts'))
    .filter((source) => !files.includes(source))
  return unmapped.length > 0 ? `${name} maps to ${unmapped.join(', ')}, which it does not hold` : undefined
}

function exportedFiles({ exports }) {
  const found = []
  const collect = (target) => {
    if (typeof target === 'string') found.push(target.replace('./', ''))
    else for (const nested of Object.values(target)) collect(nested)
  }
  collect(exports)
  return found
}

async function toolProblem(bin, args) {
  const command = { program: join(root, 'node_modules/.bin', bin), args: () => args, cwd: root }
  const { exitCode, output } = await run(command, { timeoutMs: TIMEOUT_MS })
  return exitCode === 0 ? undefined : output
}
