import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { MatcherResult } from './context.js'
import { toAllocate } from './to-allocate.js'
import { toAllocateAtMost } from './to-allocate-at-most.js'
import { toAllocateNothing } from './to-allocate-nothing.js'

/** 24 B and two slots, with the 16 B that V8 leaves behind a literal. */
const PAIR = 24 + 2 * 8 + 16
const pair = (): unknown => ({ cut: 2, facets: 58 })
const pairSoon = async (): Promise<unknown> => {
  await undefined
  return pair()
}
const unsaved = { profile: false } as const

const folder = mkdtempSync(join(tmpdir(), 'carat-allocate-'))
afterAll(() => rmSync(folder, { recursive: true }))

function check(received: unknown, expected: unknown, options: unknown = unsaved, self: object = {}): MatcherResult {
  return toAllocate.call(self, received, expected as never, options as never) as MatcherResult
}

it.each([
  { expected: PAIR, pass: true },
  { expected: PAIR - 1, pass: false },
  { expected: `${PAIR} B`, pass: true },
  { expected: { atMost: PAIR }, pass: true },
  { expected: { atLeast: PAIR + 1 }, pass: false },
  { expected: { bytes: 60, within: '10%' }, pass: true },
  { expected: { bytes: 60, within: 3 }, pass: false },
  { expected: { bytes: PAIR, count: 1 }, pass: true },
  { expected: { bytes: PAIR, count: 2 }, pass: false },
  { expected: { bytes: PAIR + 8, count: 1 }, pass: false },
  { expected: { count: { atMost: 1 } }, pass: true },
  { expected: { count: { atLeast: 2 } }, pass: false },
  { expected: { bytes: { atMost: 60 }, count: { atLeast: 1, atMost: 1 } }, pass: true },
  { expected: expect.any(Number), pass: true },
  { expected: { count: expect.closeTo(1) }, pass: true },
  { expected: { perCall: PAIR }, pass: true },
  { expected: { perCall: PAIR + 1 }, pass: false },
  { expected: { perCall: { atMost: '1 kB' } }, pass: true },
  { expected: { perCall: { bytes: PAIR, count: 1 } }, pass: true },
  { expected: { perCall: { bytes: PAIR, count: 0 } }, pass: false },
])('compares what a function allocates with $expected: $pass', ({ expected, pass }) => {
  expect(check(pair, expected).pass).toBe(pass)
})

it.each([
  { limit: PAIR, pass: true },
  { limit: PAIR - 1, pass: false },
  { limit: '1 kB', pass: true },
  { limit: { bytes: PAIR, count: 1 }, pass: true },
  { limit: { bytes: PAIR, count: 0 }, pass: false },
  { limit: { count: 1 }, pass: true },
  { limit: { perCall: PAIR }, pass: true },
  { limit: { perCall: PAIR - 1 }, pass: false },
  { limit: { perCall: { bytes: PAIR, count: 0 } }, pass: false },
])('takes $limit for a limit: $pass', ({ limit, pass }) => {
  expect((toAllocateAtMost.call({}, pair, limit as never, unsaved) as MatcherResult).pass).toBe(pass)
})

it('knows a function that allocates nothing', () => {
  let sum = 0
  const add = (): number => sum++ & 7
  const nothing = toAllocateNothing.call({}, add, unsaved) as MatcherResult
  expect(nothing.pass).toBe(true)
  expect(nothing.message()).toContain('Expected: something\nReceived: 0 B in 0 pieces\n')
  const something = toAllocateNothing.call({}, pair, unsaved) as MatcherResult
  expect(something.pass).toBe(false)
  expect(something.message()).toContain(`Expected: nothing\nReceived: ${PAIR} B in 1 piece\n`)
})

it('gives a promise for an async function', async () => {
  const result = toAllocate.call({}, pairSoon, { atLeast: PAIR }, unsaved)
  expect(result).toBeInstanceOf(Promise)
  expect((await result).pass).toBe(true)
  expect((await toAllocate.call({}, pairSoon, { perCall: { atLeast: PAIR } }, unsaved)).pass).toBe(true)
})

it('shows the numbers, who allocates and how it was counted', () => {
  const text = check(pair, { bytes: { atMost: 40 }, count: 0 }).message()
  const [hint, , ...lines] = text.split('\n')
  expect(hint).toBe('expect(received).toAllocate(expected)')
  expect(lines.slice(0, 4)).toEqual([
    'Expected: at most 40 B',
    'Received:         56 B   (+16 B, +40 %)',
    'Expected: 0 pieces',
    'Received: 1 piece   (+1)',
  ])
  expect(lines[4]).toBe(`Counted:  each of 2 runs in the interpreter, after 8 to warm up; V8 ${process.versions.v8}`)
  expect(text).toMatch(
    /Allocated by, most first:\n {2}56 B {2}in 1 {2}pair {2}packages\/matchers\/src\/to-allocate\.test\.ts:\d+/,
  )
})

it('shows what a call allocates', () => {
  const text = check(pair, { perCall: 40 }).message()
  expect(text).toContain('Expected: 40 B a call\nReceived: 56 B a call   (+16 B, +40 %)\nIn:       1 piece a call\n')
  expect(text).toContain('Counted:  the difference between runs of 32 and 64 calls, in the interpreter')
  expect(text).toContain('If 56 B is right, expect { perCall: 56 } instead of 40.')
})

it('says with .not what was not to be', () => {
  const { pass, message } = check(pair, { atMost: '1 kB' }, unsaved, { isNot: true })
  expect(pass).toBe(true)
  expect(message()).toContain('expect(received).not.toAllocate(expected)\n\nExpected: more than 1,000 B (1 kB)\n')
})

it('is undecided, and fails with and without .not, where runs disagree on it', () => {
  let runs = 0
  const growing = (): unknown => Array.from({ length: runs++ })
  for (const isNot of [false, true]) {
    const { pass, message } = check(growing, 200, { warmUp: 8, profile: false }, { isNot })
    // nothing of these runs is 200 B
    expect(pass).toBe(false)
    expect(message()).toContain('(the runs: ')
  }
  let calls = 0
  const alternating = (): unknown => (calls++ % 2 === 0 ? pair() : undefined)
  for (const isNot of [false, true]) {
    const { pass, message } = check(alternating, PAIR, unsaved, { isNot })
    expect(pass).toBe(isNot)
    expect(message()).toContain('Undecided: the runs do not agree.')
    expect(message()).toMatch(/\(the runs: (0 B, 56 B|56 B, 0 B)\)/)
  }
})

it.each([
  { ending: '.heapprofile', holds: '"head"' },
  { ending: '.speedscope.json', holds: '"$schema"' },
  { ending: '.folded', holds: 'pair' },
  { ending: '.dhat.json', holds: '"dhatFileVersion"' },
])('saves the profile as $ending where that is asked for, when a text is made', ({ ending, holds }) => {
  const file = join(folder, 'deep', `pair${ending}`)
  const { message } = check(pair, 40, { profile: file })
  expect(existsSync(file)).toBe(false)
  expect(message()).toContain(`Profile: ${file} (opens in `)
  expect(readFileSync(file, 'utf8')).toContain(holds)
})

it('keeps its text where the profile can not be saved', () => {
  const { message } = check(pair, 40, { profile: join(import.meta.filename, 'pair.folded') })
  expect(message()).toContain('Profile: not saved: ')
  expect(message()).toContain('Allocated by, most first:')
})

it('saves under the name of the test and its file, out of version control', () => {
  const before = process.cwd()
  process.chdir(folder)
  try {
    const self = { testPath: '/project/router.test.ts', currentTestName: 'routes > "/user/:id" \u0007' }
    const text = check(pair, 40, {}, self).message()
    const file = '.carat/allocations/router.test-routes-user-id.heapprofile'
    expect(text).toContain(`Profile: ${file} (opens in the Memory panel of DevTools, speedscope)`)
    expect(existsSync(file)).toBe(true)
    expect(readFileSync('.carat/.gitignore', 'utf8')).toBe('*\n')
  } finally {
    process.chdir(before)
  }
})

it.each([
  { self: { task: { concurrent: true } }, problem: 'test.concurrent' },
  { self: { equals: Object.is }, problem: 'in place of a value it takes no async function' },
])('refuses an async function where $problem, and no synchronous one', ({ self, problem }) => {
  expect(() => check(pairSoon, 40, unsaved, self)).toThrow(problem)
  expect(check(pair, PAIR, unsaved, self).pass).toBe(true)
})

it('lets through what the function throws, and what it rejects with', async () => {
  expect(() =>
    check(() => {
      throw new Error('no such route')
    }, 40),
  ).toThrow('no such route')
  await expect(check(async () => Promise.reject(new Error('no such page')), 40)).rejects.toThrow('no such page')
})

it.each([
  { received: 7, expected: 40, options: undefined, problem: 'toAllocate: received must be a function to call, got 7' },
  { received: pair, expected: undefined, options: undefined, problem: 'toAllocate: expected is missing' },
  { received: pair, expected: '40 b', options: undefined, problem: 'toAllocate: expected: ' },
  { received: pair, expected: { types: { Map: 1 } }, options: undefined, problem: "types can't be expected" },
  { received: pair, expected: { bytes: 40, pieces: 1 }, options: undefined, problem: 'unknown key "pieces"' },
  { received: pair, expected: { bytes: undefined }, options: undefined, problem: 'neither bytes nor count is given' },
  { received: pair, expected: { count: 1.5 }, options: undefined, problem: 'expected.count must be a whole number' },
  {
    received: pair,
    expected: { count: '1' },
    options: undefined,
    problem: 'expected.count must be a number of pieces',
  },
  { received: pair, expected: { count: {} }, options: undefined, problem: 'expected.count has no bound' },
  {
    received: pair,
    expected: { count: { atLeast: 2, atMost: 1 } },
    options: undefined,
    problem: 'so nothing can pass',
  },
  {
    received: pair,
    expected: { perCall: 40, bytes: 40 },
    options: undefined,
    problem: '"bytes" stands beside perCall',
  },
  { received: pair, expected: { perCall: undefined }, options: undefined, problem: 'perCall is undefined' },
  { received: pair, expected: 40, options: 7, problem: 'options must be an object, got 7' },
  { received: pair, expected: 40, options: { often: 7 }, problem: 'unknown option "often"' },
  { received: pair, expected: 40, options: { calls: 7 }, problem: 'options.calls goes with what is expected per call' },
  { received: pair, expected: { perCall: 40 }, options: { calls: 0 }, problem: 'calls must be a whole number' },
  { received: pair, expected: 40, options: { profile: 'a.png' }, problem: 'options.profile must be false or a file' },
  { received: pair, expected: 40, options: { tier: 'fast' }, problem: "tier must be 'interpreter' or 'optimized'" },
])('refuses $received with $expected and $options', ({ received, expected, options, problem }) => {
  for (const isNot of [false, true]) expect(() => check(received, expected, options ?? {}, { isNot })).toThrow(problem)
})

it.each([
  { limit: undefined, problem: 'toAllocateAtMost: limit must be' },
  { limit: -1, problem: 'toAllocateAtMost: limit must be a whole number' },
  { limit: { atMost: 7 }, problem: 'unknown key "atMost"; it takes bytes and count' },
  { limit: { perCall: 7, calls: 8 }, problem: '"calls" stands beside perCall' },
])('refuses the limit $limit', ({ limit, problem }) => {
  expect(() => toAllocateAtMost.call({}, pair, limit as never)).toThrow(problem)
})
