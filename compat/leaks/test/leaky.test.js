import { failureOf } from '../src/failure-of.js'
import { leaky } from '../src/leaky.js'
import { isPart, part } from '../src/part.js'

describe('a planted leak', () => {
  for (const { name, run, names } of isPart ? part(leaky.filter(({ isUsual }) => isUsual)) : leaky) {
    test(`is found and named: ${name}`, async () => {
      const text = await failureOf(() => expect(run).not.toLeak())
      for (const expected of names) expect(text).toMatch(expected)
    })
  }
})
