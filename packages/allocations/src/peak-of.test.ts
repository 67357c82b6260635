import { expect, it } from 'vitest'
import { mark, peakOf } from './index.js'

const list = (length: number): object[] => Array.from({ length }, (_, item) => ({ item }))

it('bounds the peak from both sides, closer with each mark', () => {
  const inParts = (marks: boolean) => () => {
    let lengths = 0
    for (let i = 0; i < 10; i++) {
      lengths += list(1000).length
      if (marks) mark(`part ${i}`)
    }
    return lengths
  }
  const loose = peakOf(inParts(false))
  const close = peakOf(inParts(true))
  // one list: its objects, and the array that grows up to it
  const least = 1000 * 32
  expect(loose.points.map(({ name }) => name)).toEqual(['(start)', '(end)'])
  expect(loose.atMost).toBeGreaterThan(10 * least)
  expect(close.points).toHaveLength(12)
  expect(close.atMost).toBeLessThan(loose.atMost / 5)
  expect(close.atMost).toBeGreaterThan(least)
})

it('sees at a mark what is gone at the end', () => {
  const { atLeast, points } = peakOf(() => {
    let kept: object[] | undefined = list(1000)
    mark('kept')
    const { length } = kept
    kept = undefined
    return length
  })
  expect(atLeast).toBeGreaterThanOrEqual(1000 * 32 + 32 + 16 + 8 * 1000)
  expect(points.at(-1)).toMatchObject({ name: '(end)', allocated: 0 })
  expect(points.at(-1)?.live).toBeLessThan(1000)
})

it('takes functions that return a promise', async () => {
  const { atLeast } = await peakOf(async () => {
    const kept = list(1000)
    await null
    mark('kept')
    return kept.length
  })
  expect(atLeast).toBeGreaterThanOrEqual(1000 * 32)
})

it('refuses marks that change from run to run', () => {
  let calls = 0
  expect(() => peakOf(() => mark(`run ${calls++}`))).toThrow(
    /comes to the same marks in each run; it came to "run \d+", and/,
  )
})

it('refuses what is no function', () => {
  expect(() => peakOf(3 as never)).toThrow('peakOf takes a function, got 3; call it as peakOf(() => parse(text))')
})
