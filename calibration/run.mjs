import { parseArgs } from 'node:util'
import { check } from './dist/check.js'

const { values } = parseArgs({ options: { check: { type: 'boolean' }, sweep: { type: 'boolean' } } })
if (!values.check && !values.sweep) {
  console.error('usage: node calibration/run.mjs --check [--sweep]; to measure anew, run the calibrate script')
  process.exit(2)
}
const { passed, failures } = await check({ sweep: values.sweep ?? false })
for (const failure of failures) console.log(failure)
console.log(`${passed} passed, ${failures.length} failed`)
process.exitCode = failures.length > 0 ? 1 : 0
