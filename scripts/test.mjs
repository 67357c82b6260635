/**
 * Runs every suite of Carat and counts their tests.
 *
 *     node scripts/test.mjs                 what `pnpm test` runs
 *     node scripts/test.mjs --sweep         each runner on each Node
 *     node scripts/test.mjs --only vitest5  the suites whose name starts so; may be given several times
 *     node scripts/test.mjs --list          their names
 *
 * The last line is `N passed, N failed`; the exit code is 1 if any test failed or a suite ran none.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { readOutcome } from './test/reports.mjs'
import { run } from './test/run.mjs'
import { suites } from './test/suites.mjs'

const MINUTE_MS = 60_000

const { values: options } = parseArgs({
  options: {
    sweep: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    list: { type: 'boolean', default: false },
  },
})

// Ending by `exit` ends the suites that run: each is a process group of its own, which Ctrl+C does not reach.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))

const chosen = choose(suites(options), options.only)
if (options.list) {
  for (const { name } of chosen) console.log(name)
} else {
  process.exitCode = (await runAll(chosen)) ? 0 : 1
}

function choose(all, only) {
  if (only === undefined) return all
  for (const prefix of only) {
    if (all.some(({ name }) => name.startsWith(prefix))) continue
    const names = all.map(({ name }) => name).join(', ')
    console.error(`no suite's name starts with '${prefix}'; the suites are ${names}`)
    process.exit(1)
  }
  return all.filter(({ name }) => only.some((prefix) => name.startsWith(prefix)))
}

async function runAll(chosen) {
  const startMs = Date.now()
  const total = { passed: 0, failed: 0, skipped: 0 }
  const failures = []
  const unavailable = chosen.filter((suite) => suite.command === undefined)
  const waiting = chosen.filter((suite) => suite.command !== undefined)
  const nameWidth = Math.max(...chosen.map(({ name }) => name.length))

  console.log(`${'suite'.padEnd(nameWidth)}  passed  failed    time`)
  const work = async () => {
    for (let suite = waiting.shift(); suite !== undefined; suite = waiting.shift()) {
      const { name, command, report } = suite
      const suiteStartMs = Date.now()
      const finished = await run(command, { timeoutMs: (options.sweep ? 60 : 20) * MINUTE_MS })
      const outcome = readOutcome(report, finished)
      for (const key of ['passed', 'failed', 'skipped']) total[key] += outcome[key]
      console.log(row(name.padEnd(nameWidth), outcome, Date.now() - suiteStartMs))
      if (outcome.failed > 0) {
        failures.push({ name, outcome })
        console.log(indent(`${finished.output.trim()}\n${outcome.problem ?? ''}`))
      }
    }
  }
  // Two at a time: more would only slow each other down on the two cores of a small machine.
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))

  console.log(`\n${chosen.length - unavailable.length} suites in ${seconds(Date.now() - startMs)}`)
  for (const { name, reason } of unavailable) console.log(`not run: ${name} (${reason})`)
  if (total.skipped > 0) console.log(`${total.skipped} tests were skipped`)
  for (const { name, outcome } of failures)
    console.log(`failed: ${name}${outcome.problem ? ` (${outcome.problem})` : ''}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 && total.passed > 0
}

function row(name, { passed, failed, skipped }, durationMs) {
  const counts = `${String(passed).padStart(6)}  ${String(failed).padStart(6)}`
  return `${name}  ${counts}  ${seconds(durationMs).padStart(6)}${skipped > 0 ? `  ${skipped} skipped` : ''}`
}

function seconds(durationMs) {
  return `${(durationMs / 1000).toFixed(1)} s`
}

function indent(text) {
  return text.trimEnd().replace(/^/gm, '    | ')
}
