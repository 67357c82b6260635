/**
 * Runs the judge: V8's own heap snapshots against core's sizes.
 *
 *   node judge/run.mjs            on this Node, some thousand generated values
 *   node judge/run.mjs --sweep    on Node 20, 22, 24 and 26, 20,000 generated values each, 50,000 for the bounds
 *   node judge/run.mjs --node 24  on that Node
 *
 * `JUDGE_SEED=42` replays a run: each failure prints its seed.
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { hostMajor, nodeBinary, supportedMajors } from '@carat/nodes'

const { values: options } = parseArgs({ options: { sweep: { type: 'boolean' }, node: { type: 'string' } } })
const majors = options.node !== undefined ? [Number(options.node)] : options.sweep ? supportedMajors : [hostMajor]
const seed = process.env.JUDGE_SEED ?? String(Date.now() & 0x7fffffff)
const environment = {
  ...process.env,
  JUDGE_SEED: seed,
  ...(options.sweep
    ? {
        JUDGE_VALUES: process.env.JUDGE_VALUES ?? '20000',
        JUDGE_BOUNDED_VALUES: process.env.JUDGE_BOUNDED_VALUES ?? process.env.JUDGE_VALUES ?? '50000',
        JUDGE_THOROUGH: '1',
      }
    : {}),
}
const dist = fileURLToPath(new URL('./dist/', import.meta.url))
// The longest first, so that two of them run side by side.
const longest = ['bounds.test.js', 'no-side-effects.test.js', 'as-built.test.js']
const found = readdirSync(dist).filter((name) => name.endsWith('.test.js'))
const tests = [...longest, ...found.filter((name) => !longest.includes(name)).sort()]

let passed = 0
let failed = 0
for (const major of majors) {
  const node = nodeBinary(major)
  if (node === undefined) {
    console.log(
      `no Node ${options.node ?? major} on this system; there are ${supportedMajors.filter(nodeBinary).join(', ')}`,
    )
    failed++
    continue
  }
  const waiting = [...tests]
  // Two processes at a time: a snapshot takes one core, and some tests a gigabyte.
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const result = await run(node, name)
      console.log(`Node ${major}  ${name.replace('.test.js', '')}: ${result.passed} passed, ${result.failed} failed`)
      for (const line of result.failures) console.log(line)
      passed += result.passed
      failed += result.failed
    }
  }
  await Promise.all([worker(), worker()])
}
console.log(`seed ${seed}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

/**
 * One test file in a process of its own, its results counted from TAP, the failed ones kept with what they say.
 * @param {string} node
 * @param {string} name
 * @returns {Promise<{ passed: number, failed: number, failures: string[] }>}
 */
async function run(node, name) {
  const child = spawn(node, ['--test-reporter=tap', '--test', dist + name], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = new Promise((resolve) => child.on('close', resolve))
  const failures = []
  const counts = new Map()
  let inFailure = false
  for await (const line of createInterface({ input: child.stdout })) {
    const result = /^(not )?ok \d+ - (.*)$/.exec(line)
    if (result !== null) {
      inFailure = result[1] !== undefined
      if (inFailure) failures.push(`  not ok: ${result[2]}`)
    } else if (inFailure && line.startsWith('  ')) {
      if (/^ {2}(duration_ms|location|failureType|code|name|operator|type):/.test(line)) continue
      if (/^ {2}stack:/.test(line)) inFailure = false
      else failures.push(`  ${line}`)
    }
    const count = /^# (tests|pass|fail|cancelled) (\d+)$/.exec(line)
    if (count !== null) counts.set(count[1], Number(count[2]))
  }
  const code = await closed
  const passes = counts.get('pass') ?? 0
  // A process that died before it could count is a failure too.
  const fails = (counts.get('fail') ?? 0) + (counts.get('cancelled') ?? 0)
  return { passed: passes, failed: fails === 0 && code !== 0 ? 1 : fails, failures }
}
