import inspector from 'node:inspector'
import vm from 'node:vm'
import { failureOf } from '../src/failure-of.js'

const nothing = () => {}

describe('toLeak', () => {
  test('lets through what the function throws', () => {
    const error = new Error('of the function')
    const thrown = caught(() =>
      expect(() => {
        throw error
      }).not.toLeak(),
    )
    expect(thrown).toBe(error)
  })

  test('lets through what an async function rejects with, also in a later call', async () => {
    let calls = 0
    const fn = async () => {
      if (++calls > 30) throw new Error('of the function')
    }
    expect(await failureOf(() => expect(fn).not.toLeak())).toBe('of the function')
    expectNothingLeftBehind()
  })

  test('fails for a function that does not leak, where one is expected', async () => {
    expect(await failureOf(() => expect(nothing).toLeak())).toMatch(/does not grow with the calls/)
  })

  test('refuses what is no function', async () => {
    expect(await failureOf(() => expect(7).not.toLeak())).toMatch(/toLeak: received must be a function/)
  })

  test('refuses unknown and impossible options, negated or not', async () => {
    expect(await failureOf(() => expect(nothing).not.toLeak({ times: 3 }))).toMatch(/unknown option "times"/)
    expect(await failureOf(() => expect(nothing).not.toLeak({ runs: 3 }))).toMatch(/runs must be a whole number/)
    expect(await failureOf(() => expect(nothing).toLeak({ atMost: '3 kb' }))).toMatch(/options\.atMost/)
  })

  test('keeps below what may be kept', () => {
    const kept = []
    expect(() => kept.push({ n: 1 })).not.toLeak({ runs: 100, atMost: '1 kB' })
    expect(() => kept.push({ n: 1 })).toLeak({ runs: 100 })
  })

  test('says that it can not tell, of work that a synchronous function leaves', async () => {
    const text = await failureOf(() =>
      expect(() => {
        Promise.resolve().then(() => ({}))
      }).not.toLeak(),
    )
    expect(text).toMatch(/microtask queue/)
    expect(text).toMatch(/make fn an async function/)
  })

  test('refuses to stand for a value', async () => {
    expect(await failureOf(() => expect({ fn: nothing }).toEqual({ fn: expect.toLeak() }))).toMatch(
      /stands for no value/,
    )
  })

  test('refuses while another sampling heap profiler runs, and leaves that one alone', async () => {
    const session = new inspector.Session()
    session.connect()
    session.post('HeapProfiler.startSampling', { samplingInterval: 1024 })
    expect(await failureOf(() => expect(nothing).not.toLeak())).toMatch(/sampling heap profiler runs already/)
    let samples
    session.post('HeapProfiler.stopSampling', (_, result) => {
      samples = result?.profile.samples.length
    })
    session.disconnect()
    expect(samples).toBeGreaterThan(0)
  })

  test('leaves nothing behind', () => {
    expect(nothing).not.toLeak()
    expectNothingLeftBehind()
  })
})

describe('toBeCollectable', () => {
  test('refuses what nothing holds', async () => {
    expect(await failureOf(() => expect(7).toBeCollectable())).toMatch(/received must be an object/)
    expect(await failureOf(() => expect(() => 'text').toBeCollectable())).toMatch(/must be an object/)
  })
})

describe('in a concurrent test', () => {
  test.concurrent('an async function is refused, and a synchronous one is not', async () => {
    const { expect: own } = globalThis
    const text = await failureOf(() => own(async () => {}).not.toLeak())
    if (!/test\.concurrent/.test(text)) throw new Error(`not refused: ${text}`)
    own(nothing).not.toLeak()
    const made = await failureOf(() => own(async () => ({})).toBeCollectable())
    if (!/test\.concurrent/.test(made)) throw new Error(`not refused: ${made}`)
    own(() => ({})).toBeCollectable()
  })
})

function caught(assert) {
  try {
    assert()
  } catch (error) {
    return error
  }
  return undefined
}

/** No flag of V8's, and no sampler. */
function expectNothingLeftBehind() {
  expect(vm.runInNewContext('typeof gc')).toBe('undefined')
  const session = new inspector.Session()
  session.connect()
  let refusal
  session.post('HeapProfiler.getSamplingProfile', (error) => {
    refusal = error?.message
  })
  session.disconnect()
  expect(refusal).toMatch(/was not started/)
}
