import { clean } from '../src/clean.js'
import { part } from '../src/part.js'

describe('no alarm for a function that', () => {
  const functions = Object.entries(clean)

  test('is one of a hundred and more', () => {
    expect(functions.length).toBeGreaterThanOrEqual(100)
  })

  for (const [name, run] of part(functions)) {
    test(name, async () => {
      await expect(run).not.toLeak()
    })
  }
})
