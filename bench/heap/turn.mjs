// One turn of a contender in a process of its own: node turn.mjs <contender> <file>. `idle` only starts.
import { performance } from 'node:perf_hooks'
import { contenders } from './contenders.mjs'

const [, , name, file] = process.argv
const steps = {}
let answer
if (name === 'idle') {
  steps.idle = { peak: peakBytes() }
} else {
  const contender = await contenders[name]()
  const start = performance.now()
  const snapshot = await contender.read(file)
  record('read')
  for (const step of ['dominators', 'retained']) {
    if (contender[step] === undefined) continue
    contender[step](snapshot)
    record(step)
  }
  answer = contender.answer?.(snapshot)

  function record(step) {
    steps[step] = { ms: performance.now() - start, peak: peakBytes() }
  }
}
console.log(JSON.stringify({ steps, answer }))

/** The most memory that the process has taken from the system so far. */
function peakBytes() {
  return process.resourceUsage().maxRSS * 1024
}
