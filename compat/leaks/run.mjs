/**
 * Leaks of every usual kind are found and named, and a hundred clean functions give no alarm, in the runners that people use.
 *
 *   node compat/leaks/run.mjs             Jest and Vitest once, which share the clean functions
 *   node compat/leaks/run.mjs --sweep     all runners, pools, Nodes, and with coverage
 *   node compat/leaks/run.mjs --only jest the cells whose name starts so
 */
import { parseArgs } from 'node:util'
import { readOutcome } from '../../scripts/test/reports.mjs'
import { run } from '../../scripts/test/run.mjs'
import { cellsOf, folder, nodeOf } from './cells.mjs'

const TIMEOUT_MS = 900_000

const { values: options } = parseArgs({ options: { sweep: { type: 'boolean' }, only: { type: 'string' } } })
const total = { passed: 0, failed: 0 }

const waiting = cellsOf({ sweep: options.sweep === true, only: options.only ?? '' })
const worker = async () => {
  for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
    const program = nodeOf(cell.major)
    if (program === undefined) {
      console.log(`skipped ${cell.name}: no such binary for ${process.platform}-${process.arch}`)
      continue
    }
    const started = performance.now()
    const command = { program, args: cell.args, env: cell.env, cwd: folder }
    const finished = await run(command, { timeoutMs: TIMEOUT_MS })
    const { passed, failed, problem } = readOutcome(cell.report, finished)
    total.passed += passed
    total.failed += failed
    const seconds = Math.round((performance.now() - started) / 1000)
    console.log(
      `${failed === 0 ? 'ok     ' : 'FAILED '} ${cell.name}: ${passed} passed, ${failed} failed, ${seconds} s`,
    )
    if (failed > 0) console.log([problem, finished.output].filter(Boolean).join('\n').replace(/^/gm, '    '))
  }
}
await Promise.all([worker(), worker()])
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
