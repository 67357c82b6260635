import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hostMajor, nodeBinary } from '../../nodes/index.mjs'

export const folder = dirname(fileURLToPath(import.meta.url))

/**
 * One runner on one Node.
 *
 * @typedef {object} Cell
 * @property {string} name
 * @property {number} major
 * @property {boolean} isSwept Whether only a sweep runs it.
 * @property {(reportFile: string) => string[]} args
 * @property {Record<string, string>} env
 * @property {import('../../scripts/test/reports.mjs').ReportKind} report
 */

const jest = ({ bin = 'jest', major = hostMajor, flags = [], part, isSwept = false }) => ({
  name: [bin, ...flags, `on Node ${major}`].join(' '),
  major,
  isSwept,
  report: 'jest',
  env: part === undefined ? {} : { CARAT_PART: part },
  args: (reportFile) => [
    `node_modules/${bin}/bin/jest.js`,
    '--ci',
    '--json',
    `--outputFile=${reportFile}`,
    `--cacheDirectory=${reportFile}-cache`,
    `--coverageDirectory=${reportFile}-coverage`,
    ...flags,
  ],
})

const vitest = ({ bin = 'vitest', major = hostMajor, pool = 'forks', flags = [], part, isSwept = false }) => ({
  name: [bin, pool, ...flags, `on Node ${major}`].join(' '),
  major,
  isSwept,
  report: 'vitest',
  env: part === undefined ? {} : { CARAT_PART: part },
  args: (reportFile) => [
    `node_modules/${bin}/vitest.mjs`,
    'run',
    `--pool=${pool}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    `--coverage.reportsDirectory=${reportFile}-coverage`,
    ...flags,
  ],
})

const POOLS = ['forks', 'threads', 'vmThreads']
const swept = { isSwept: true }

/** In a short run the two share the clean functions and the usual kinds of leaks, and leave out the others. */
const everyRun = [jest({ part: '1/2' }), vitest({ part: '2/2' })]

const sweep = [
  ...[20, 22, 24, 26].map((major) => jest({ major, ...swept })),
  jest({ major: 22, flags: ['--coverage'], ...swept }),
  jest({ major: 24, flags: ['--coverage', '--coverageProvider=v8'], ...swept }),
  jest({ major: 22, flags: ['--workerThreads', '--maxWorkers=2'], ...swept }),
  jest({ bin: 'jest-29', major: 22, ...swept }),
  ...[20, 22, 24, 26].map((major) => vitest({ major, ...swept })),
  ...[20, 26].flatMap((major) => POOLS.slice(1).map((pool) => vitest({ major, pool, ...swept }))),
  vitest({ major: 22, flags: ['--coverage'], ...swept }),
  ...POOLS.map((pool) => vitest({ bin: 'vitest-3', major: 22, pool, ...swept })),
  ...POOLS.map((pool) => vitest({ bin: 'vitest-5', major: 22, pool, ...swept })),
  vitest({ bin: 'vitest-5', major: 26, ...swept }),
]

/** @param {{ sweep: boolean, only: string }} options */
export function cellsOf({ sweep: isSweep, only }) {
  return (isSweep ? sweep : everyRun).filter(({ name }) => name.startsWith(only))
}

/** @param {number} major */
export function nodeOf(major) {
  return major === hostMajor ? process.execPath : nodeBinary(major)
}
