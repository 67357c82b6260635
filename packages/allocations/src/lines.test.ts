import { Session } from 'node:inspector'
import { runInNewContext } from 'node:vm'
import { expect, it, onTestFinished } from 'vitest'
import { type AllocationProfile, profile } from './index.js'

/** The line of this file, which is TypeScript, on which it is called. */
const here = (): number => Number(/lines\.test\.ts:(\d+)/.exec(new Error('here').stack?.split('\n')[2] ?? '')?.[1])

/** What each site allocated by line, counted from a line of this file. */
function linesOf({ sites }: AllocationProfile, from: number): Record<string, Record<number, number> | undefined> {
  return Object.fromEntries(
    sites.map(({ name, via, lines }) => [
      via === undefined ? name : `${name} > ${via}`,
      lines && Object.fromEntries(lines.map(({ place, bytes }) => [place.line - from, bytes])),
    ]),
  )
}

const use = (...given: unknown[]): number => given.length

// V8's own sizes, in bytes: as in by-hand.test.ts, literals with the note that V8 leaves behind them.
const literal = (properties: number): number => 24 + 8 * properties + 16
const array = (elements: number): number => 32 + 16 + (elements === 0 ? 0 : 16 + 8 * elements)
/** Without the note. */
const rest = (elements: number): number => 32 + 16 + 8 * elements
const closure = 56

it('tells statements, calls, loops and closures of a function apart, in the lines of the TypeScript file', () => {
  // these lines are not those of the script
  type Dropped = { readonly weight: number; readonly cut: string }
  const from = here()
  const route = function route(path: string) {
    const made: Partial<Dropped> = { weight: 1 }
    for (let i = 0; i < 3; i++) {
      const extra = { at: i, path }
      use(
        extra,
        // V8 can't stop within an argument: what is made for a call belongs to the position before it
        { made },
      )
    }
    const kept = [1, 2, 3]
      // as long as this
      .filter((n) => n > 1)
      .map((n) => [n])
    return { kept }
  }
  expect(
    linesOf(
      profile(() => route('/a'), { lines: true }),
      from,
    ),
  ).toMatchObject({
    route: { 2: literal(1), 4: 3 * literal(2), 5: 3 * literal(1), 11: 48 + closure, 13: closure, 15: literal(1) },
    'route > map': { 14: 64 },
    '(anonymous)': { 14: 2 * array(1) },
  })
})

it('keeps calls of a recursive function apart', () => {
  const from = here()
  const walk = function walk(depth: number): unknown {
    if (depth === 0) return { leaf: true }
    return [walk(depth - 1), walk(depth - 1)]
  }
  const { walk: lines } = linesOf(
    profile(() => walk(2), { lines: true }),
    from,
  )
  expect(lines).toEqual({ 2: 4 * literal(1), 3: 3 * array(2) })
})

it('gives what a function begins with to its own line, also after a call that threw', () => {
  const from = here()
  const fails = function fails(...given: unknown[]) {
    if (given.length > 1) throw { given }
    return { given }
  }
  const all = function all() {
    for (let i = 0; i < 3; i++) {
      try {
        fails(1)
        fails(1, 2)
      } catch {}
    }
  }
  const { fails: lines } = linesOf(profile(all, { lines: true }), from)
  expect(lines).toEqual({ 1: 3 * (rest(1) + rest(2)), 2: 3 * literal(1), 3: 3 * literal(1) })
})

it('follows a generator over its yields', () => {
  const from = here()
  const count = function* count(to: number) {
    for (let i = 0; i < to; i++) {
      yield { i }
    }
    yield [to]
  }
  const all = function all() {
    let sum = 0
    for (const one of count(3)) sum += use(one)
    return sum
  }
  const result = 40
  const { count: lines } = linesOf(profile(all, { lines: true }), from)
  expect(lines).toMatchObject({ 3: 3 * (literal(1) + result), 5: array(1) + result })
})

it('tells no lines where it is not sure which of two generators goes on', () => {
  const two = function* two(): Generator<unknown, void, unknown> {
    yield [yield 1, { after: 1 }]
    yield [yield 2, { after: 2 }]
  }
  const mixed = () => {
    const [a, b] = [two(), two()]
    return [a.next(), a.next(), a.next(), b.next(), a.next(), b.next()]
  }
  const site = profile(mixed, { lines: true }).sites.find(({ name }) => name === 'two')
  expect(site).toMatchObject({ lines: undefined })
})

it('tells fields of a class, its constructor and its getters apart', () => {
  const from = here()
  class Stone {
    #cuts = [1]
    label = { text: 'onyx' }
    readonly weight: number
    constructor(weight: number) {
      this.weight = weight
      use(this.#cuts)
    }
    get both() {
      return [this.weight, this.label]
    }
  }
  const make = function make() {
    return new Stone(1).both
  }
  const lines = linesOf(profile(make, { lines: true }), from)
  const fields = lines['<instance_members_initializer>'] ?? lines.Stone
  expect(fields).toMatchObject({ 2: 48, 3: literal(1) })
  expect(lines['get both']).toEqual({ 10: array(2) })
})

it('goes into functions of other realms, where globals are shadowed', () => {
  const script = `
    (function strict() {
      'use strict'
      const [globalThis, Array, Function, undefined] = 'abcd'
      return { globalThis }
    })`
  const run: () => unknown = runInNewContext(script, { escape }, { filename: '/app/strict.js' })
  const site = profile(run, { lines: true }).sites.find(({ name, via }) => name === 'strict' && via === undefined)
  expect(site?.lines).toContainEqual({
    place: { file: '/app/strict.js', line: 5, column: 7 },
    bytes: literal(1),
    count: 1,
  })
})

it('has all of an asynchronous function in its lines, or none', async () => {
  const twice = async function twice(n: number) {
    const doubled = { n: 2 * n }
    return [doubled]
  }
  const measured = await profile(async () => [await twice(1), await twice(2)], { lines: true })
  expect(measured.sites.length).toBeGreaterThan(1)
  for (const { lines, bytes } of measured.sites) {
    if (lines !== undefined) expect(lines.reduce((sum, line) => sum + line.bytes, 0)).toBe(bytes)
  }
})

it('never pauses, and has no lines while another debugger is attached', () => {
  const pairs = () => [[1], [2]]
  const alone = profile(pairs, { lines: true })
  expect(alone.sites[0]?.lines).toBeDefined()
  const stops = () => {
    // biome-ignore lint/suspicious/noDebugger: this is what should not stop
    debugger
    return pairs()
  }
  expect(profile(stops, { lines: true }).sites[0]?.lines).toEqual(alone.sites[0]?.lines)
  const session = new Session()
  session.connect()
  onTestFinished(() => session.disconnect())
  let pauses = 0
  session.on('Debugger.paused', () => pauses++)
  session.post('Debugger.enable')
  session.post('Debugger.setSkipAllPauses', { skip: false })
  const beside = profile(pairs, { lines: true })
  expect(beside.bytes).toBe(alone.bytes)
  expect(beside.sites[0]).toHaveProperty('lines', undefined)
  expect(pauses).toBe(0)
})

it('takes its breakpoints away, also if the function throws', () => {
  let calls = 0
  // 8 runs to warm up, 3 and 2 for what is measured, one that is timed, 2 before the breakpoints
  const throwsAt = (call: number) => () => {
    if (++calls === call) throw new Error('own')
    return [calls]
  }
  for (const call of [14, 15, 16, 17, 18]) {
    calls = 0
    expect(() => profile(throwsAt(call), { lines: true })).toThrow('own')
    expect(profile(() => [calls])).toMatchObject({ bytes: array(1), conditions: [] })
  }
  calls = 0
  profile(throwsAt(-1), { lines: true })
  expect(calls).toBe(8 + 3 + 2 + 1 + 2 + 2)
})

it('gives up on a function that runs long', () => {
  const long = () => {
    const until = performance.now() + 5
    let sum = 0
    while (performance.now() < until) sum++
    return { sum: Math.min(sum, 1) }
  }
  expect(profile(long, { lines: true }).sites.find(({ via }) => via === undefined)).toHaveProperty('lines', undefined)
})

it('asks for lines only on demand', () => {
  expect(profile(() => [[1]]).sites[0]).toHaveProperty('lines', undefined)
})

// V8 puts the code that it has optimised in place while others run, as Carat's own, which reads many samples for lines.
it('measures what was just made in the same way, whatever V8 optimises meanwhile', () => {
  const seen = new Set<string>()
  for (let i = 0; i < 25; i++) {
    const fresh: () => unknown = runInNewContext(`() => [{ cut: ${i} }, { cut: 1 }]`, {}, { filename: '/app/fresh.js' })
    const { bytes, agreement, sites } = profile(fresh, { lines: true })
    seen.add(`${bytes} ${agreement.equal} ${sites.map(({ lines }) => lines?.length)}`)
  }
  expect([...seen]).toEqual([`${array(2) + 2 * literal(1)} true 1`])
})
