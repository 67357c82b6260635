import { expect, it } from 'vitest'
import { pathText } from '../retainers/path-text.js'
import { findLeak } from './find-leak.js'

class Session {
  readonly id: number
  constructor(id: number) {
    this.id = id
  }
}

const sessions = new Map<string, Session>()
let calls = 0

it('finds what a function keeps, where it is allocated and what holds it', () => {
  const leak = findLeak(function open() {
    sessions.set(`user:${++calls}`, new Session(calls))
  })
  expect(leak).toMatchObject({ runs: expect.any(Number), holders: expect.any(Array) })
  const found = leak as Exclude<typeof leak, undefined | Promise<unknown>>
  // The constructor's objects count for the function that it was inlined in, if it was.
  expect(found.sites.map(({ functionName }) => functionName)).toContain('open')
  expect(pathText(found.holders[0]?.path ?? [])).toMatch(/sessions → Map\[entry "user:\d+"\] \(Session\)$/)
  expect(found.holders[0]?.shownPerRun).toBeCloseTo(1, 1)
})

it('awaits what an async function does', async () => {
  const kept: object[] = []
  const keep = async () => {
    await null
    kept.push({ n: ++calls })
  }
  expect(await findLeak(keep)).toBeDefined()
  expect(await findLeak(async () => ({ n: ++calls }))).toBeUndefined()
})

it('finds none where a cache is bounded', () => {
  const bounded = new Map<number, object>()
  const fill = () => {
    bounded.set(++calls, { calls })
    if (bounded.size > 30) bounded.delete(bounded.keys().next().value as number)
  }
  expect(findLeak(fill)).toBeUndefined()
})

it('stops its sampler where the function throws', () => {
  const failing = () => {
    if (++calls % 50 === 0) throw new Error('of the function')
  }
  expect(() => findLeak(failing)).toThrow('of the function')
  expect(findLeak(() => {})).toBeUndefined()
})

it('refuses what is no function', () => {
  expect(() => findLeak('fn' as never)).toThrow('fn must be a function to call again and again, got string')
})

it('refuses a function that returns a promise now and then', () => {
  const mixed = () => (++calls % 40 === 0 ? Promise.resolve() : undefined)
  calls = 0
  expect(() => findLeak(mixed)).toThrow('make it an async function')
})
