import { expect, it, onTestFinished } from 'vitest'
import { group, onGroup, perCallOf, profile } from './index.js'

// V8's own sizes, in bytes: an object literal without the note that the interpreter leaves behind it.
const OBJECT = 24 + 8
const ARRAY = 32 + 16 + 2 * 8

/** `fn`, and what its result needs at least: V8 can leave out what nobody sees, but not what is returned. */
const pair = (): unknown => [{ cut: 2 }, { cut: 3 }]
const PAIR = ARRAY + 2 * OBJECT
/** As interpreted, with notes behind the array and both objects. */
const MOST = PAIR + 3 * 16

it('counts what production allocates, in each of many profiles', () => {
  // V8 inlines what is called often, Carat's own functions, too
  for (let i = 0; i < 15; i++) {
    const { bytes, live, sites, agreement } = profile(pair, { tier: 'optimized', warmUp: 300, repeats: 2 })
    expect(bytes).toBeGreaterThanOrEqual(PAIR)
    expect(bytes).toBeLessThanOrEqual(MOST)
    expect(live.bytes).toBeGreaterThanOrEqual(PAIR)
    expect(sites.map(({ name }) => name)).toEqual(['pair'])
    expect(agreement.equal).toBe(true)
  }
})

it('counts each call of many, and keeps the name of the function', () => {
  for (let i = 0; i < 10; i++) {
    const { bytes, sites } = perCallOf(pair, { tier: 'optimized', warmUp: 300, repeats: 2 })
    // a few calls of one of the two runs may come before V8 has optimised, which it does beside
    expect(bytes).toBeGreaterThan(0.9 * PAIR)
    expect(bytes).toBeLessThan(1.1 * MOST)
    expect(sites.map(({ name }) => name)).toEqual(['pair'])
  }
})

it('counts what groups allocate as that of what called them, with hooks and without', () => {
  const grouped = (): unknown => group('cut', pair)
  const both = (): void => {
    const { bytes, groups, tree } = profile(grouped, { tier: 'optimized', warmUp: 2000, repeats: 2 })
    expect(bytes).toBeGreaterThanOrEqual(PAIR)
    expect(bytes).toBeLessThanOrEqual(MOST)
    expect(groups).toEqual([])
    expect(JSON.stringify(tree)).not.toContain('carat')
  }
  both()
  let started = 0
  onTestFinished(onGroup({ start: () => started++ }))
  both()
  expect(started).toBeGreaterThan(2000)
})

it('counts an async function, in each of many profiles', async () => {
  const later = async (): Promise<unknown> => {
    await undefined
    return pair()
  }
  for (let i = 0; i < 10; i++) {
    const { bytes } = await profile(later, { tier: 'optimized', warmUp: 300, repeats: 3 })
    expect(bytes).toBeGreaterThanOrEqual(PAIR)
  }
})
