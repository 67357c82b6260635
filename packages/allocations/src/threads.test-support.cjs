/** Run by each Node in a process of its own, on the bundled package: profiles in several threads of it at once. */
const { once } = require('node:events')
const { readdirSync } = require('node:fs')
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads')

const { profile } = require(process.argv[2] ?? workerData.bundle)

/** Without compilers 2000 objects; with them next to nothing once it is optimised. */
function sums() {
  let sum = 0
  for (let i = 0; i < 2000; i++) {
    const point = { north: i, east: i }
    sum += point.north + point.east
  }
  return sum
}

const grows = () => {
  const grown = []
  for (let i = 0; i < 100; i++) grown.push(i)
  return grown
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const works = {
  /** A profile after the other, while other threads begin and end theirs. */
  async profiles() {
    const found = new Set()
    for (let i = 0; i < 16; i++) {
      // hot at times, so that V8 optimises as soon as it may
      if (i % 8 === 0) for (let k = 0; k < 300; k++) sums()
      const fn = i % 2 === 0 ? sums : grows
      const { bytes, count, live, agreement } = profile(fn)
      found.add(`${fn.name}: ${bytes} in ${count}, ${live.bytes} live, ${agreement.equal}`)
      await sleep(i % 3)
    }
    return [...found].sort()
  },

  /** Holds the compilers off for a while. */
  async long() {
    let calls = 0
    let last = 0
    const { bytes } = await profile(
      async function long() {
        if (++calls === 1) parentPort.postMessage('started')
        await sleep(150)
        last = Date.now()
        return sums()
      },
      { warmUp: 2, repeats: 1 },
    )
    return [bytes > 112_000, last]
  },

  async optimized() {
    const { bytes } = profile(sums, { tier: 'optimized' })
    return [bytes < 2000, Date.now()]
  },

  /** Never ends. */
  endless() {
    let calls = 0
    profile(() => {
      if (++calls < 10) return
      parentPort.postMessage('started')
      for (;;);
    })
  },
}

function start(work) {
  const worker = new Worker(__filename, { workerData: { work, bundle: process.argv[2] }, env: {} })
  return { worker, first: once(worker, 'message').then(([message]) => message) }
}

/** What a worker says when it is done. */
async function result({ worker, first }) {
  const said = await first
  return said === 'started' ? (await once(worker, 'message'))[0] : said
}

async function main() {
  const many = await Promise.all(Array.from({ length: 4 }, () => start('profiles')).map(result))
  const afterMany = profile(sums, { tier: 'optimized' }).bytes < 2000

  const long = start('long')
  await long.first
  const [[isInterpreted, lastCall], [isOptimized, optimizedEnd]] = await Promise.all(
    [long, start('optimized')].map(result),
  )

  const endless = start('endless')
  await endless.first
  await endless.worker.terminate()
  const afterEnded = [profile(sums, { tier: 'optimized' }).bytes < 2000, profile(grows).bytes]

  const left = readdirSync('/tmp').filter((name) => name.startsWith('carat-') && name.includes(`-${process.pid}`))
  console.log(
    JSON.stringify({
      found: [...new Set(many.flat())].sort(),
      afterMany,
      beside: { isInterpreted, isOptimized, waited: optimizedEnd > lastCall },
      afterEnded,
      left,
    }),
  )
}

if (isMainThread) main()
else Promise.resolve(works[workerData.work]()).then((done) => parentPort.postMessage(done))
