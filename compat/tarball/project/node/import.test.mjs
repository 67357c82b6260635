import assert from 'node:assert/strict'
import test from 'node:test'
import { diff, measure, parseBytes, sizeOf } from '@carat/core'
import { toHaveMemoryUsage } from '@carat/matchers'
import { flameGraph, memoryText } from '@carat/report'

test('import gives the core', () => {
  assert.equal(sizeOf([1, 2, 3]), 72)
  assert.equal(measure({ list: [1, 2, 3] }).bytes, 104)
  assert.equal(parseBytes('1.5 kB'), 1500)
})

test('import gives the matchers, which need no runner', () => {
  assert.equal(toHaveMemoryUsage.call({}, [1, 2, 3], 72).pass, true)
  assert.match(toHaveMemoryUsage.call({}, [1, 2, 3], 73).message(), /72 B/)
})

test('import gives the reports', () => {
  const measurement = measure({ list: [1, 2, 3] })
  assert.match(memoryText(measurement), /^104 B in 2 objects/)
  assert.match(flameGraph(measurement), /^<svg|^<\?xml/)
  assert.equal(diff(measurement, measure({ list: [1, 2, 3, 4] })).bytes, 8)
})
