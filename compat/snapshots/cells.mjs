import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hostMajor, nodeBinary, supportedMajors } from '../../nodes/index.mjs'
import { jest, vitest } from './runners.mjs'

/**
 * @typedef {object} Cell
 * @property {string} name
 * @property {string} project
 * @property {string} folder The compat project's.
 * @property {string} node
 * @property {import('./runners.mjs').Runner} runner
 * @property {string} [pool] How Vitest runs the files.
 * @property {boolean} losesHints Jest 29 calls a snapshot with a hint obsolete where its test is skipped, its own ones, too.
 * @property {boolean} writesInline Vitest 3 gives a matcher no way to.
 */

const compat = join(dirname(fileURLToPath(import.meta.url)), '..')

const majorsHere = [...new Set([...supportedMajors, hostMajor])]

/** Which Node majors each runner supports, and which of them each run asks for. */
const matrix = [
  {
    project: 'vitest5',
    runner: vitest,
    cells: [22, 24, 26],
    everyRun: [22],
    pools: { 24: 'threads', 26: 'vmThreads' },
  },
  { project: 'vitest4', runner: vitest, cells: majorsHere, everyRun: [hostMajor] },
  { project: 'jest30', runner: jest, cells: majorsHere, everyRun: [hostMajor] },
  { project: 'jest29', runner: jest, cells: [22], everyRun: [], losesHints: true },
  { project: 'vitest3', runner: vitest, cells: [22], everyRun: [22], writesInline: false },
]

/**
 * @param {{ sweep: boolean }} options
 * @returns {{ cells: Cell[], missing: string[] }} `missing` are the cells that this system has no Node for.
 */
export function cellsOf({ sweep }) {
  const cells = []
  const missing = []
  for (const {
    project,
    runner,
    cells: majors,
    everyRun,
    pools = {},
    losesHints = false,
    writesInline = true,
  } of matrix) {
    for (const major of sweep ? majors : everyRun) {
      const node = major === hostMajor ? process.execPath : nodeBinary(major)
      const name = `${project} on Node ${major}`
      if (node === undefined) missing.push(name)
      else
        cells.push({
          name,
          project,
          folder: join(compat, project),
          node,
          runner,
          pool: pools[major],
          losesHints,
          writesInline,
        })
    }
  }
  return { cells, missing }
}
