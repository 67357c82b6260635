import { expect, it } from 'vitest'
import { growingIn, growthOf } from './growth.js'
import type { LiveSamples } from './live-samples.js'

function live(sites: Record<string, [objects: number, bytes: number]>): LiveSamples {
  const entries = Object.entries(sites).map(([key, [objects, bytes]]) => {
    return [key, { key, functionName: key, url: 'a.js', line: 1, column: 1, objects, bytes }] as const
  })
  return { sites: new Map(entries), planted: 0 }
}

const round = (runs: number, before: LiveSamples, after: LiveSamples) => ({ runs, before, after })

it('sees a site that keeps an object of each call', () => {
  const grown = growingIn(round(61, live({ add: [10, 320] }), live({ add: [71, 2272] })), 1, undefined)
  expect(grown.has('add')).toBe(true)
})

it('sees a store that grew, of which there is one', () => {
  const grown = growingIn(round(127, live({ push: [1, 1136] }), live({ push: [1, 1904] })), 1, undefined)
  expect(grown.has('push')).toBe(true)
})

it('takes a piece of code that was compiled for none', () => {
  expect(growingIn(round(509, live({ run: [3, 400] }), live({ run: [4, 1700] })), 1, undefined).size).toBe(0)
})

it('drops a site that stopped growing', () => {
  const grown = growingIn(round(127, live({ fill: [100, 3200] }), live({ fill: [100, 3200] })), 1, new Set(['fill']))
  expect(grown.size).toBe(0)
})

it('allows what each call may keep', () => {
  expect(growingIn(round(61, live({}), live({ add: [61, 61 * 32] })), 32, undefined).size).toBe(0)
  expect(growingIn(round(61, live({}), live({ add: [61, 61 * 33] })), 32, undefined).size).toBeGreaterThan(0)
})

it('says what a call keeps, over all rounds, the most bytes first', () => {
  const sites = growthOf([
    round(10, live({}), live({ a: [10, 320], b: [10, 800] })),
    round(20, live({ a: [10, 320], b: [10, 800] }), live({ a: [30, 960], b: [30, 2400], c: [1, 40] })),
  ])
  expect(
    sites.map(({ functionName, objectsPerRun, bytesPerRun }) => [functionName, objectsPerRun, bytesPerRun]),
  ).toEqual([
    ['b', 1, 80],
    ['a', 1, 32],
  ])
})
