// `isLargerThan(value, '1 kB')` on records of each count given: microseconds a call. Arguments: the counts.
import { isLargerThan } from '@carat/core'
import { shapes } from '../shapes.mjs'
import { bestOf } from '../timing.mjs'

const values = process.argv.slice(2).map((count) => [count, shapes.records.build(Number(count))])
for (const [count, value] of values) {
  if (!isLargerThan(value, '1 kB')) throw new Error(`isLargerThan says that ${count} records are not larger than 1 kB`)
}
const results = bestOf(
  9,
  values.map(([name, value]) => ({ name, run: () => isLargerThan(value, '1 kB') })),
)
console.log(JSON.stringify(Object.fromEntries([...results].map(([count, { ms }]) => [count, ms * 1000]))))
