// No variable of this module is used by a function of it, so that V8 makes no scope for the module.
test('the scope of a test is no module’s, although none lies around it', () => {
  const kept = new Array(30).fill(0)
  expect({ read: () => kept }).toHaveHeapUsage(24 + 8 + 56 + (16 + 3 * 8) + (32 + 16 + 30 * 8))
})

test('nor is that of a function in it', () => {
  const make = () => {
    const kept = new Array(30).fill(0)
    return () => kept
  }
  expect({ read: make() }).toHaveHeapUsage(24 + 8 + 56 + (16 + 3 * 8) + (32 + 16 + 30 * 8))
})
