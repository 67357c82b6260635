import { Session } from 'node:inspector'
import { expect, it, onTestFinished } from 'vitest'
import { type AllocationNode, profile } from './index.js'

interface Kept {
  readonly index: number
  readonly list: readonly number[]
}

function fillsList(): Kept[] {
  const kept: Kept[] = []
  for (let i = 0; i < 1000; i++) kept.push({ index: i, list: [i] })
  return kept
}

const file = import.meta.filename ?? new URL(import.meta.url).pathname

it('counts what lies under the call, to the byte, with its sites largest first', () => {
  const measured = profile(fillsList)
  expect(measured).toMatchObject({
    name: 'fillsList',
    bytes: 156_656,
    count: 3010,
    tier: 'interpreter',
    types: undefined,
  })
  expect(measured.attribution).toBe('stack')
  expect(measured.sites.map(({ name, via, bytes, count }) => ({ name, via, bytes, count }))).toEqual([
    { name: 'fillsList', via: undefined, bytes: 1000 * (56 + 72) + 48, count: 3001 },
    { name: 'fillsList', via: 'push', bytes: 28_608, count: 9 },
  ])
})

it('names the lines of the TypeScript file, which are those of the function', () => {
  // a type, a line and a comment that the runner's transform drops or moves
  type Dropped = { readonly a: number; readonly b: string }
  const makesOne = function makesOne(): Partial<Dropped> {
    return { a: 1 }
  }
  const lines = String(new Error('here').stack)
  expect(lines).toContain('profile.test.ts')
  const [site] = profile(makesOne).sites
  expect(site).toMatchObject({ name: 'makesOne', place: { file, line: 37 } })
})

it('says what stays alive, with what the function returned', () => {
  expect(profile(fillsList).live).toMatchObject({ bytes: 138_376, count: 3002 })
  expect(profile(() => fillsList().length).live).toMatchObject({ bytes: 0, count: 0, sites: [] })
})

it('gives the tree of calls, in which each total is the sum of its parts', () => {
  const inner = (n: number): number[] => [n]
  const outer = () => [inner(1), inner(2)]
  const { tree, bytes } = profile(outer)
  const sum = (node: AllocationNode): number =>
    node.self.bytes + node.children.reduce((all, child) => all + sum(child), 0)
  expect(sum(tree)).toBe(bytes)
  expect(tree).toMatchObject({ kind: 'profile', name: 'outer', total: { bytes } })
  expect(tree.children).toMatchObject([
    { name: 'outer', place: { file }, children: [{ name: 'inner', total: { bytes: 2 * 72, count: 4 } }] },
  ])
})

it('counts below stacks that are deeper than V8 captures', () => {
  const dive = (depth: number): object => (depth === 0 ? { bottom: true } : dive(depth - 1))
  const shallow = profile(() => dive(3))
  expect(profile(() => dive(1000)).bytes).toBe(shallow.bytes)
  expect(shallow.bytes).toBe(48)
})

it('says how many runs there were, and that they agree', () => {
  const { runs, agreement } = profile(() => [1, 2], { warmUp: 10, repeats: 3 })
  expect(runs).toEqual({ warmUp: 10, measured: 3, attempts: 1 })
  const total = { bytes: 48, count: 1 }
  expect(agreement).toEqual({ equal: true, totals: [total, total, total] })
})

it('says so if runs disagree, with the total of each, and gives the lowest', () => {
  let calls = 0
  const grows = () => new Array(100 + calls++).fill(0)
  const { bytes, agreement } = profile(grows, { warmUp: 8, repeats: 3 })
  expect(agreement.equal).toBe(false)
  const [first, second, third] = agreement.totals.map((total) => total.bytes) as [number, number, number]
  expect([second - first, third - second]).toEqual([8, 8])
  expect(bytes).toBe(first)
  expect(agreement).toMatchObject({ spread: { bytes: 16, count: 0 } })
})

it('measures an optimised function as production has it: what V8 leaves out is not there', () => {
  const sums = () => {
    let sum = 0
    for (let i = 0; i < 20_000; i++) {
      const point = { left: i, top: i }
      sum += point.left + point.top
    }
    return sum
  }
  expect(profile(sums).bytes).toBeGreaterThanOrEqual(20_000 * 56)
  const optimized = profile(sums, { tier: 'optimized' })
  // also shows that V8 optimises again after an interpreted profile
  expect(optimized.bytes).toBeLessThan(20_000)
  expect(optimized).toMatchObject({ tier: 'optimized', groups: [], phases: [], runs: { measured: 5 } })
  expect(profile(sums).bytes).toBeGreaterThanOrEqual(20_000 * 56)
})

it('lets an exception through as it is, and is ready again', () => {
  const mine = new RangeError('mine')
  let thrown: unknown
  try {
    profile(() => {
      throw mine
    })
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBe(mine)
  let calls = 0
  const throwsLater = () => {
    if (++calls > 9) throw mine
  }
  expect(() => profile(throwsLater)).toThrow(mine)
  expect(profile(() => ({ ready: 1 })).bytes).toBe(48)
})

it('measures through to the end of a promise', async () => {
  const work = async () => {
    const before = [1]
    await null
    const after = { late: 1 }
    await new Promise((resolve) => setImmediate(resolve))
    return [before, after]
  }
  const measured = await profile(work)
  expect(measured.attribution).toBe('thread')
  expect(measured.agreement.equal).toBe(true)
  expect(measured.live.bytes).toBeGreaterThanOrEqual(48 + 48)
  expect(measured.tree.name).toBe('work')
})

it('rejects with what the promise rejects with, and is ready again', async () => {
  const mine = new Error('mine')
  await expect(
    profile(async () => {
      await null
      throw mine
    }),
  ).rejects.toBe(mine)
  expect(profile(() => ({ ready: 1 })).bytes).toBe(48)
})

it('leaves out what the caller does before it waits', async () => {
  const measured = profile(async function quick() {
    await null
  })
  const meanwhile = Array.from({ length: 1000 }, (_, i) => ({ i }))
  const { bytes } = await measured
  expect(meanwhile.length).toBe(1000)
  expect(bytes).toBeLessThan(1000)
})

it('refuses a profile within a profile, and one beside another', async () => {
  expect(() =>
    profile(function outer() {
      profile(function inner() {})
    }),
  ).toThrow(
    'profile of "inner" (interpreter) can\'t start: profile of "outer" (interpreter) is still running in this thread',
  )
  const first = profile(async function first() {})
  expect(() => profile(function second() {})).toThrow('profile of "first" (interpreter) is still running')
  await first
  expect(profile(() => ({ ready: 1 })).bytes).toBe(48)
})

it('refuses to take the samples of another profiler', () => {
  const session = new Session()
  session.connect()
  onTestFinished(() => session.disconnect())
  session.post('HeapProfiler.startSampling')
  expect(() => profile(() => {})).toThrow('a sampling heap profiler runs already')
  session.post('HeapProfiler.stopSampling')
  expect(profile(() => {}).bytes).toBe(0)
})

it.each([
  [() => profile(1 as never), 'profile takes a function, got 1; call it as profile(() => parse(text))'],
  [() => profile(() => {}, 3 as never), 'profile takes its options as an object, got 3; call it as profile('],
  [() => profile(() => {}, { teir: 'x' } as never), 'profile has no option "teir", only tier, warmUp, repeats'],
  [
    () => profile(() => {}, { tier: 'jit' as never }),
    `tier must be 'interpreter' or 'optimized', got "jit"; call it as`,
  ],
  [() => profile(() => {}, { repeats: '2' as never }), 'repeats must be a number of runs, got "2"; call it as'],
  [() => profile(() => {}, { repeats: 0 }), 'repeats must be a whole number, 1 or more, got 0; call it as'],
  [() => profile(() => {}, { warmUp: Number.NaN }), 'warmUp must be a whole number, 0 or more, got NaN; call it as'],
])('refuses a wrong call with its way out: %s', (call, message) => {
  expect(call).toThrow(message)
})
