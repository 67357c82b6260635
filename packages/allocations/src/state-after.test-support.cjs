/** Run by each Node in a process of its own, on the bundled package: says how the process is before and after profiles. */
const { Session } = require('node:inspector')
const { workloads } = require('../../../compat/conformance/allocations.cjs')

const { profile } = require(process.argv[2])

/** What all workloads allocate here; on demand after thousands of runs, which V8 optimises. */
async function numbers(isHot) {
  const found = {}
  for (const { name, run } of workloads) {
    if (isHot) for (let i = 0; i < (name.includes('thousand') ? 5 : 2000); i++) await run()
    const { bytes, count, live, agreement } = await profile(run)
    found[name] = [bytes, count, live.bytes, agreement.equal]
  }
  return found
}

/** How many sites of all workloads have lines, and those whose lines have another sum. */
async function lines() {
  let sites = 0
  let known = 0
  const wrong = []
  for (const { name, run } of workloads) {
    if (name.includes('two hundred thousand')) continue
    for (const site of (await profile(run, { lines: true })).sites) {
      sites++
      if (site.lines === undefined) continue
      known++
      const sum = (key) => site.lines.reduce((all, line) => all + line[key], 0)
      if (sum('bytes') !== site.bytes || sum('count') !== site.count) wrong.push([name, site])
    }
  }
  return { sites, known, wrong }
}

/** What coverage that was on before has counted: calls of a function around two profiles; and what these count, before and after the function was optimised. */
function coverageAround() {
  const session = new Session()
  session.connect()
  let answer
  const ask = (method, params) =>
    session.post(method, params, (_error, result) => {
      answer = result
    })
  ask('Profiler.enable')
  ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  function counted() {
    return 1
  }
  const grows = () => {
    const grown = []
    for (let i = 0; i < 100; i++) grown.push(i)
    return grown
  }
  for (let i = 0; i < 8; i++) counted()
  const cold = profile(grows, { lines: true }).bytes
  for (let i = 0; i < 3000; i++) grows()
  const hot = profile(grows).bytes
  for (let i = 0; i < 3; i++) counted()
  ask('Profiler.takePreciseCoverage')
  const count = answer.result
    .flatMap(({ functions }) => functions)
    .find(({ functionName }) => functionName === 'counted')
  ask('Profiler.stopPreciseCoverage')
  return [count?.ranges[0].count, cold, hot]
}

/** Whether coverage is off: without it V8 counts no calls beyond the first. */
function isCoverageOff() {
  const session = new Session()
  session.connect()
  let answer
  const ask = (method, params) =>
    session.post(method, params, (_error, result) => {
      answer = result
    })
  function watched() {
    return 1
  }
  for (let i = 0; i < 8; i++) watched()
  ask('Profiler.enable')
  ask('Profiler.getBestEffortCoverage')
  const found = answer.result
    .flatMap(({ functions }) => functions)
    .find(({ functionName }) => functionName === 'watched')
  session.disconnect()
  return (found?.ranges[0].count ?? 0) <= 1
}

/** Whether V8 optimises: what it leaves out then is not allocated. */
function leavesOut() {
  const sums = () => {
    let sum = 0
    for (let i = 0; i < 20_000; i++) {
      const point = { north: i, east: i }
      sum += point.north + point.east
    }
    return sum
  }
  return profile(sums, { tier: 'optimized' }).bytes < 20_000
}

function throwing() {
  try {
    profile(() => {
      throw new Error('own')
    })
  } catch {}
}

async function main() {
  const before = leavesOut()
  throwing()
  const { sites, known, wrong } = await lines()
  const found = await numbers(process.argv[3] === 'hot')
  const coverageWasOff = isCoverageOff()
  const counted = coverageAround()
  console.log(
    JSON.stringify({
      found,
      wrong,
      mostHaveLines: known / sites > 0.75,
      before,
      after: leavesOut(),
      coverageWasOff,
      counted,
      coverageIsOff: isCoverageOff(),
    }),
  )
}

main()
