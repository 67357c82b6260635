import { group, profile } from '@carat/allocations'
import { describe, expect, it } from 'vitest'
import { inAllFormats, inAllFormatsLater, refused } from '../test/profile-types.js'
import { allocationText, dhat, flameGraph, foldedStacks, heapProfile, speedscope } from './index.js'

function load(): object {
  const text = group('read', () => JSON.stringify({ carats: [1, 2, 3] }))
  return group('parse; 1', () => JSON.parse(text))
}

async function loadLater(): Promise<object> {
  await group('wait', async () => [await Promise.resolve(1)])
  return load()
}

const profiled = [
  { name: 'a function', allocations: profile(load) },
  { name: 'an async function', allocations: await profile(loadLater) },
]

describe.each(profiled)('a profile of $name', ({ allocations }) => {
  it('has all its bytes in each format', () => {
    const { bytes, count } = allocations
    expect(bytes).toBeGreaterThan(300)
    expect(sum(foldedStacks(allocations).match(/\d+$/gm))).toBe(bytes)
    expect(sum(foldedStacks(allocations, { weight: 'count' }).match(/\d+$/gm))).toBe(count)
    expect(sum(JSON.parse(speedscope(allocations)).profiles[0].weights)).toBe(bytes)
    expect(sum(JSON.parse(heapProfile(allocations)).samples.map(({ size }: { size: number }) => size))).toBe(bytes)
    const { pps } = JSON.parse(dhat(allocations))
    expect(sum(pps.map(({ tb }: { tb: number }) => tb))).toBe(bytes)
    expect(sum(pps.map(({ tbk }: { tbk: number }) => tbk))).toBe(count)
    const rows = allocationText(allocations, { rows: Number.POSITIVE_INFINITY }).split('\n\n')[1]?.split('\n').slice(1)
    expect(sum(rows?.map((row) => /%\s+([\d,]+) B/.exec(row)?.[1]?.replaceAll(',', '') ?? ''))).toBe(bytes)
  })

  it('has its places in each format', () => {
    const place = /src\/allocation-formats\.test\.ts:\d+/
    expect(foldedStacks(allocations)).toMatch(place)
    expect(dhat(allocations)).toMatch(place)
    expect(allocationText(allocations)).toMatch(place)
    expect(speedscope(allocations)).toMatch(/"file":"[^"]*src\/allocation-formats\.test\.ts","line":\d+/)
    expect(heapProfile(allocations)).toMatch(/"url":"file:\/\/[^"]*src\/allocation-formats\.test\.ts"/)
  })

  it('can be stored as JSON and written then', () => {
    const stored = JSON.parse(JSON.stringify(allocations))
    for (const write of [allocationText, dhat, flameGraph, foldedStacks, heapProfile, speedscope]) {
      expect(write(stored)).toBe(write(allocations))
    }
  })
})

it('is what all formats take, and the compiler knows', async () => {
  expect(inAllFormats(load)).toHaveLength(6)
  expect(await inAllFormatsLater(loadLater)).toHaveLength(6)
  for (const wrong of refused) expect(wrong).toThrow(TypeError)
})

function sum(numbers: readonly (number | string)[] | null | undefined): number {
  return (numbers ?? []).reduce((total: number, number) => total + Number(number), 0)
}
