expect([1, 2, 3]).toHaveMemoryUsage({ atMost: '2 kB' })
expect([1, 2, 3]).not.toBeSmallerThan([1, 2])
expect({ list: [1, 2, 3] }).toEqual({ list: expect.toHaveMemoryUsage(72) })
// @ts-expect-error a boolean is no size
expect([1, 2, 3]).toHaveMemoryUsage(true)
