/**
 * Proves that the memory snapshot matchers obey the snapshot machinery of real runners: each check looks at the files,
 * the exit code and the text of a run of Jest or Vitest in a project of its own.
 *
 *   node compat/snapshots/run.mjs                 Jest 30, Vitest 4 and Vitest 5, each on one Node
 *   node compat/snapshots/run.mjs --sweep         every supported runner on every Node that it supports
 *   node compat/snapshots/run.mjs --only jest30   the runners whose name starts so
 */
import { parseArgs } from 'node:util'
import { cellsOf } from './cells.mjs'
import { chaptersOf } from './chapters.mjs'

const { values: options } = parseArgs({ options: { sweep: { type: 'boolean' }, only: { type: 'string' } } })
const { cells, missing } = cellsOf({ sweep: options.sweep === true })
const chosen = cells.filter(({ name }) => name.startsWith(options.only ?? ''))

const total = { passed: 0, failed: 0 }
for (const name of missing) console.log(`skipped ${name}: no such binary for ${process.platform}-${process.arch}`)

// A runner with one worker keeps one core busy.
const waiting = chosen.flatMap((cell) => chaptersOf(cell).map((chapter) => ({ cell, chapter })))
const worker = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const { name, problem } of await next.chapter()) {
      total[problem === undefined ? 'passed' : 'failed']++
      console.log(`${problem === undefined ? 'ok     ' : 'FAILED '} ${next.cell.name}: ${name}`)
      if (problem !== undefined) console.log(problem.replace(/^/gm, '    '))
    }
  }
}
await Promise.all([worker(), worker()])
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
