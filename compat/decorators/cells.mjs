import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hostMajor, nodeBinary } from '../../nodes/index.mjs'

export const folder = dirname(fileURLToPath(import.meta.url))

/**
 * One transpiler in one runner on one Node.
 *
 * @typedef {object} Cell
 * @property {string} name
 * @property {number} major
 * @property {boolean} isSwept Whether only a sweep runs it.
 * @property {(reportFile: string) => string[]} args
 * @property {Record<string, string>} env
 * @property {import('../../scripts/test/reports.mjs').ReportKind} report
 */

const jest = (transform, { bin = 'jest', major = hostMajor, env = {}, isSwept = false } = {}) => ({
  name: `${transform} in ${bin} on Node ${major}`,
  major,
  isSwept,
  report: 'jest',
  env: { CARAT_TRANSFORM: transform, ...env },
  args: (reportFile) => [
    `node_modules/${bin}/bin/jest.js`,
    '--ci',
    '--json',
    `--outputFile=${reportFile}`,
    // each transpiler compiles anew
    `--cacheDirectory=${reportFile}-cache`,
  ],
})

const vitest = (transform, { bin, major, pool = 'forks', env = {}, isSwept = false }) => ({
  name: `${transform} in ${bin} ${pool} on Node ${major}`,
  major,
  isSwept,
  report: 'vitest',
  env: { CARAT_TRANSFORM: transform, ...env },
  args: (reportFile) => [
    `node_modules/${bin}/vitest.mjs`,
    'run',
    `--pool=${pool}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  ],
})

const compiled = (compiler, { major, target = 'es2022', hasMetadata = false, env = {}, isSwept = false }) => ({
  name: `${compiler} ${target}${hasMetadata ? ' with Symbol.metadata' : ''} on Node ${major}`,
  major,
  isSwept,
  report: 'tap',
  env: { CARAT_CLASSES: outDir(compiler, target), ...env },
  args: (reportFile) => [
    ...(hasMetadata ? ['--import=./test/symbol-metadata.mjs'] : []),
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${reportFile}`,
    'test/compiled.mjs',
  ],
})

const moved = { CARAT_PRIVATES: 'moved' }
const swept = { isSwept: true }

/** @type {readonly Cell[]} */
const all = [
  jest('babel-2023-11', { major: hostMajor }),
  jest('swc', { major: 26 }),
  jest('esbuild', { env: moved }),
  vitest('babel', { bin: 'vitest', major: 22 }),
  vitest('swc', { bin: 'vitest-4', major: hostMajor }),
  vitest('esbuild', { bin: 'vitest-3', major: 22, env: moved }),
  compiled('typescript', { major: hostMajor }),
  compiled('typescript-7', { major: 20 }),
  compiled('typescript-7', { major: 22, hasMetadata: true }),
  compiled('typescript-7', { major: 24 }),
  compiled('typescript-7', { major: 26 }),

  jest('babel-2023-05', swept),
  jest('babel-2023-11-jest-29', { bin: 'jest-29', major: 22, ...swept }),
  jest('ts-jest', swept),
  jest('babel-2023-11', { major: 24, ...swept }),
  jest('swc', { major: 22, ...swept }),
  vitest('babel', { bin: 'vitest', major: 26, pool: 'vmThreads', ...swept }),
  vitest('swc', { bin: 'vitest', major: 24, pool: 'threads', ...swept }),
  vitest('babel', { bin: 'vitest-4', major: 24, pool: 'threads', ...swept }),
  vitest('esbuild', { bin: 'vitest-3', major: 22, pool: 'vmThreads', env: moved, ...swept }),
  compiled('typescript', { major: 26, hasMetadata: true, ...swept }),
  compiled('typescript-7', { major: 22, target: 'es2021', env: moved, ...swept }),
]

/** @param {{ sweep: boolean, only: string }} options */
export function cellsOf({ sweep, only }) {
  return all.filter(({ name, isSwept }) => (sweep || !isSwept) && name.startsWith(only))
}

/** The classes as each compiler that is asked for writes them. */
export function compilations({ sweep }) {
  const found = [
    { compiler: 'typescript', target: 'es2022' },
    { compiler: 'typescript-7', target: 'es2022' },
    ...(sweep ? [{ compiler: 'typescript-7', target: 'es2021' }] : []),
  ]
  return found.map(({ compiler, target }) => {
    const out = join(folder, outDir(compiler, target))
    rmSync(out, { recursive: true, force: true })
    const args = [`node_modules/${compiler}/bin/tsc`, '--project', 'tsconfig.json', '--target', target, '--outDir', out]
    return { name: `${compiler} compiles for ${target}`, args }
  })
}

function outDir(compiler, target) {
  return `dist/${compiler}-${target}`
}

/** @param {number} major */
export function nodeOf(major) {
  return major === hostMajor ? process.execPath : nodeBinary(major)
}
