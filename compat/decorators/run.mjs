/**
 * Private fields and decorators, compiled by each transpiler that people use, in the runner they use it with: each object
 * weighs what the table says, and what V8 holds for it.
 *
 *   node compat/decorators/run.mjs               each transpiler once
 *   node compat/decorators/run.mjs --sweep       older runners, other pools and Nodes, too
 *   node compat/decorators/run.mjs --only babel  the cells whose name starts so
 */
import { parseArgs } from 'node:util'
import { hostMajor } from '../../nodes/index.mjs'
import { readOutcome } from '../../scripts/test/reports.mjs'
import { run } from '../../scripts/test/run.mjs'
import { cellsOf, compilations, folder, nodeOf } from './cells.mjs'

const TIMEOUT_MS = 300_000

const { values: options } = parseArgs({ options: { sweep: { type: 'boolean' }, only: { type: 'string' } } })
const sweep = options.sweep === true
const total = { passed: 0, failed: 0 }

function report(name, { passed, failed, problem }, output) {
  total.passed += passed
  total.failed += failed
  console.log(`${failed === 0 ? 'ok     ' : 'FAILED '} ${name}: ${passed} passed, ${failed} failed`)
  if (failed > 0) console.log([problem, output].filter(Boolean).join('\n').replace(/^/gm, '    '))
}

async function runHere(name, command, kind) {
  const finished = await run({ cwd: folder, ...command }, { timeoutMs: TIMEOUT_MS })
  report(name, readOutcome(kind, finished), finished.output)
}

for (const { name, args } of compilations({ sweep })) {
  await runHere(name, { program: process.execPath, args: () => args }, 'exit code')
}

const waiting = cellsOf({ sweep, only: options.only ?? '' })
waiting.push({ name: 'what the transpilers leave', major: hostMajor, args: leftovers, env: {}, report: 'tap' })
const worker = async () => {
  for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
    const program = nodeOf(cell.major)
    if (program === undefined)
      console.log(`skipped ${cell.name}: no such binary for ${process.platform}-${process.arch}`)
    else await runHere(cell.name, { program, args: cell.args, env: cell.env }, cell.report)
  }
}
await Promise.all([worker(), worker()])
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

function leftovers(reportFile) {
  return ['--test-reporter=tap', `--test-reporter-destination=${reportFile}`, 'test/transpilers.mjs']
}
