import { expect, it, onTestFinished } from 'vitest'
import { attempts } from './attempts.js'
import { attribute, MissingSamples } from './attribution.js'
import { callersIn } from './frames.js'
import { profile } from './index.js'
import { ask, connect } from './inspector-answers.js'
import { inSteps } from './promises.js'
import { type Recording, record, runOf, type SamplingProfile } from './sampling.js'
import { Timeline } from './timeline.js'

function recorded(): Recording {
  const session = connect('a test')
  const timeline = new Timeline()
  const run = runOf(() => [1], callersIn('interpreter').measured, timeline)
  try {
    return inSteps(record(session, run, { kept: 'all', runs: 3 }, timeline)) as Recording
  } finally {
    session.disconnect()
  }
}

/** The nodes of what Carat allocates for a check of its own. */
function nodesUnder(name: string, { head }: SamplingProfile): number[] {
  const found: number[] = []
  const waiting = [{ node: head, isUnder: false }]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const isUnder = at.isUnder || at.node.callFrame.functionName === name
    if (isUnder) found.push(at.node.id)
    for (const node of at.node.children) waiting.push({ node, isUnder })
  }
  return found
}

it.each(['caratMoment', 'caratWitness'])('sees that V8 left out what %s allocates', (name) => {
  const { profile, ...rest } = recorded()
  const nodes = new Set(nodesUnder(name, profile))
  const samples = profile.samples.filter(({ nodeId }) => !nodes.has(nodeId))
  // one at the beginning and one at the end of each run
  expect(profile.samples.length - samples.length).toBeGreaterThanOrEqual(6)
  expect(new Set(attribute({ profile, ...rest }).map(({ run }) => run))).toEqual(new Set([0, 1, 2]))
  expect(() => attribute({ profile: { ...profile, samples }, ...rest })).toThrow(MissingSamples)
})

it('measures anew where another session has restarted the sampling', () => {
  const session = connect('a test')
  onTestFinished(() => session.disconnect())
  const restarted = (isRestarting: (call: number) => boolean) => {
    let calls = 0
    return profile(() => {
      if (isRestarting(++calls)) {
        ask(session, 'HeapProfiler.startSampling')
        ask(session, 'HeapProfiler.stopSampling')
        ask(session, 'HeapProfiler.startSampling', { samplingInterval: 1 })
      }
      return [calls]
    })
  }
  const alone = restarted(() => false)
  expect(alone.runs.attempts).toBe(1)
  // the second that is measured, after 8 to warm up and one more
  const once = restarted((call) => call === 11)
  expect(once).toMatchObject({ runs: { attempts: 2 }, bytes: alone.bytes, agreement: { equal: true } })
  expect(() => restarted((call) => call > 8)).toThrow("V8's sampling profiler left out allocations")
  expect(restarted(() => false)).toMatchObject({ runs: { attempts: 1 }, bytes: alone.bytes })
})

it('measures anew what V8 left out, and gives up after four times', () => {
  const missing = new MissingSamples('some')
  const numbers: number[] = []
  const missesUntil = (good: number) =>
    inSteps(
      attempts(function* (attempt) {
        yield () => numbers.push(attempt)
        if (attempt < good) throw missing
        return attempt
      }),
    )
  expect(missesUntil(4)).toBe(4)
  expect(numbers).toEqual([1, 2, 3, 4])
  expect(() => missesUntil(5)).toThrow(missing)
  expect(numbers.length).toBe(8)
})

it('does not call again what throws by itself', () => {
  let calls = 0
  expect(() =>
    profile(() => {
      calls++
      throw new RangeError('mine')
    }),
  ).toThrow('mine')
  expect(calls).toBe(1)
})

/** What a runner does beside a test: some work in a turn of the event loop of its own. */
const report = (): unknown => Array.from({ length: 100 }, (_, i) => ({ i }))

function waits(isReporting: (call: number) => boolean): () => Promise<unknown> {
  let calls = 0
  return async () => {
    if (isReporting(++calls)) setImmediate(report)
    await new Promise((resolve) => setImmediate(resolve))
    return { calls }
  }
}

it('measures a promise anew where something else ran in one of its runs', async () => {
  const alone = await profile(waits(() => false))
  expect(alone.agreement.equal).toBe(true)
  // after 8 calls and one more the second measured one
  const beside = await profile(waits((call) => call === 11))
  expect(beside.runs.attempts).toBeGreaterThanOrEqual(2)
  expect(beside).toMatchObject({ agreement: { equal: true }, bytes: alone.bytes })
})

it('measures a promise anew where something else left something', async () => {
  const alone = await profile(waits(() => false))
  const left: unknown[] = []
  const leaves = (call: number): boolean => {
    // after both measured ones and one more, the one for what stays alive
    if (call === 13) setImmediate(() => left.push(report()))
    return false
  }
  const beside = await profile(waits(leaves))
  expect(left.length).toBe(1)
  expect(beside.runs.attempts).toBeGreaterThanOrEqual(2)
  expect(beside.bytes).toBe(alone.bytes)
  expect(beside.live.bytes).toBe(alone.live.bytes)
})

it('says that runs of a promise disagree each time', async () => {
  const { runs, agreement } = await profile(waits((call) => call % 2 === 0))
  expect(runs.attempts).toBe(4)
  expect(agreement.equal).toBe(false)
})
