// One measurement in a process of its own, as JSON; times are of the processor, in microseconds:
//   node turn.mjs profile <kind> <n>    a whole profile, and its parts
//   node turn.mjs bare <kind> <n>       V8's profiler alone for the same runs
//   node turn.mjs bare <kind> <n> <d>   the same below so many more frames
//   node turn.mjs speed <how>           how fast an optimised function is before and after a profile
//   node turn.mjs idle                  what group and mark take where no profile runs
import fs from 'node:fs'
import { Session } from 'node:inspector'
import { group, mark, profile } from '@carat/allocations'
import { cpu, interpreted, work } from './work.mjs'

/** Runs of a profile; and those of them that V8 samples, two of all that is allocated, and one of what stays alive. */
const RUNS = 13
const SAMPLED = [true, true, false]

const [, , what, ...given] = process.argv
console.log(JSON.stringify(await { profile: wholeProfile, bare, speed, idle }[what](...given)))

function wholeProfile(kind, size) {
  const fn = work[kind](Number(size))
  profile(() => [1])
  const files = timeOfFiles()
  const nothing = profiled(() => 1)
  const inFiles = files()
  const all = profiled(fn)
  const plain = plainTime(fn)
  const beyond = (part) => all[part] - nothing[part]
  const sampling = beyond('sampling') - SAMPLED.length * plain
  const total = beyond('total') - RUNS * plain
  return {
    count: all.count,
    fixed: nothing.total,
    inFiles,
    total,
    sampling,
    answers: beyond('answers'),
    own: total - sampling - beyond('answers'),
  }
}

/** A profile and what its parts take. */
function profiled(fn) {
  const sampler = watchSampler()
  let calls = 0
  let count
  const total = cpuOf(() => {
    count = profile(() => {
      calls++
      sampler.called()
      return fn()
    }).count
  })
  sampler.end()
  const { sampledCalls, sampling, answers } = sampler
  if (calls !== RUNS || sampledCalls !== SAMPLED.length) throw new Error(`${calls} runs, ${sampledCalls} sampled`)
  return { count, total, sampling, answers }
}

function bare(kind, size, depth = 0) {
  const fn = work[kind](Number(size))
  profile(() => [1])
  const session = new Session()
  session.connect()
  const sample = (fn, all, runs) => {
    session.post('HeapProfiler.startSampling', {
      samplingInterval: 1,
      includeObjectsCollectedByMajorGC: all,
      includeObjectsCollectedByMinorGC: all,
    })
    let last
    for (let i = 0; i < runs; i++) last = fn()
    session.post('HeapProfiler.stopSampling', () => last)
  }
  const sampled = (fn) =>
    interpreted(() => {
      fn()
      return cpuOf(() => {
        for (const all of [true, false]) {
          below(depth, () => sample(fn, all, SAMPLED.filter((each) => each === all).length))
        }
      })
    })
  const nothing = sampled(() => 1)
  return { total: sampled(fn) - nothing - SAMPLED.length * plainTime(fn) }
}

function below(depth, act) {
  return depth > 0 ? below(depth - 1, act) : act()
}

/** Of one run. */
function plainTime(fn) {
  return interpreted(() => {
    fn()
    const spent = cpuOf(() => {
      for (let i = 0; i < RUNS; i++) fn()
    })
    return spent / RUNS
  })
}

function cpuOf(act) {
  const before = cpu()
  act()
  return cpu() - before
}

/** Times what Carat asks of V8's sampling profiler, and what happens until that stops. */
function watchSampler() {
  const { post } = Session.prototype
  let startedAt
  const watched = {
    end() {
      Session.prototype.post = post
    },
    sampling: 0,
    answers: 0,
    sampledCalls: 0,
    called: () => startedAt !== undefined && watched.sampledCalls++,
  }
  Session.prototype.post = function (method, ...rest) {
    const before = cpu()
    const isEnd = method === 'HeapProfiler.stopSampling'
    post.call(this, method, ...rest)
    // V8 is also asked to sample a moment's work to see whether coverage is on
    if (isEnd && watched.sampledCalls > 0) {
      watched.sampling += before - startedAt
      watched.answers += cpu() - before
    }
    if (isEnd) startedAt = undefined
    if (method === 'HeapProfiler.startSampling') startedAt = cpu()
  }
  return watched
}

/** Times the calls with which threads' profiles know of each other. */
function timeOfFiles() {
  let spent = 0
  for (const name of ['openSync', 'writeSync', 'closeSync', 'readFileSync', 'statSync', 'fstatSync', 'rmSync']) {
    const real = fs[name]
    fs[name] = (...rest) => {
      const before = performance.now()
      try {
        return real(...rest)
      } finally {
        spent += (performance.now() - before) * 1000
      }
    }
  }
  return () => spent
}

/** The best of many runs, optimised, before and after. */
function speed(how) {
  const fn = work.garbage(20_000)
  const before = best(fn)
  try {
    profile(() => {
      fn()
      if (how === 'throws') throw new Error('own')
    })
  } catch (error) {
    if (error.message !== 'own') throw error
  }
  return { ratio: best(fn) / before }
}

function best(fn) {
  const end = performance.now() + 500
  let least = Number.POSITIVE_INFINITY
  while (performance.now() < end) {
    const start = performance.now()
    for (let i = 0; i < 10; i++) fn()
    least = Math.min(least, performance.now() - start)
  }
  return least
}

/** Nanoseconds of a call, above those of the same without it. */
function idle() {
  let sum = 0
  const add = () => {
    sum++
  }
  const loops = {
    plain: () => add(),
    group: () => group('add', add),
    mark: () => {
      add()
      mark('added')
    },
  }
  // a state that all copies of the package share is there from the first profile on
  profile(add)
  const ns = Object.fromEntries(
    Object.entries(loops).map(([name, once]) => {
      const loop = () => {
        for (let i = 0; i < 100_000; i++) once()
      }
      return [name, (best(loop) / 1e6) * 1e6]
    }),
  )
  return { group: ns.group - ns.plain, mark: ns.mark - ns.plain, sum }
}
