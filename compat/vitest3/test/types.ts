import { expect } from 'vitest'

expect.soft([1, 2, 3]).toHaveMemoryUsage(72)
expect.poll(() => [1, 2, 3]).not.toHaveMemoryUsage({ atMost: '71 B' })
// @ts-expect-error a boolean is no size
expect.soft([1, 2, 3]).toHaveMemoryUsage(true)
