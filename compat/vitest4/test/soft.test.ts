import { failureOf } from '@carat/conformance/suite'
import { describe, expect, test, vi } from 'vitest'

describe('expect.soft', () => {
  test('passes', () => {
    expect.soft([1, 2, 3]).toHaveMemoryUsage(72)
    expect.soft([1, 2, 3]).toBeSmallerThan('73 B')
  })

  const reached: string[] = []
  test.fails('fails the test in the end', () => {
    expect.soft([1, 2, 3]).toHaveMemoryUsage(73)
    reached.push('the line after it')
  })
  test('goes on after a failure', () => {
    expect(reached).toEqual(['the line after it'])
  })
})

test('expect.poll waits for a size', async () => {
  const log: number[] = []
  const timer = setInterval(() => log.push(log.length), 5)
  await expect.poll(() => log).toHaveMemoryUsage({ atLeast: 32 + 16 + 3 * 8 })
  clearInterval(timer)
})

test('the expect of the test context has the matchers', ({ expect: local }) => {
  local([1, 2, 3]).toHaveMemoryUsage(72)
  expect(failureOf(() => local([1, 2, 3]).toHaveMemoryUsage(73))).toContain('72 B')
})

test('a mock is weighed', () => {
  expect(vi.fn()).toHaveMemoryUsage({ atLeast: 56 })
})
