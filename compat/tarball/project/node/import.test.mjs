import assert from 'node:assert/strict'
import test from 'node:test'
import { profile } from '@carat/allocations'
import { diff, measure, parseBytes, sizeOf } from '@carat/core'
import { findLeak, heapUsageOf, takeSnapshot } from '@carat/heap'
import { toAllocate, toHaveHeapUsage, toHaveMemoryUsage } from '@carat/matchers'
import { dhat, flameGraph, heapProfile, memoryText } from '@carat/report'

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

test('import gives the heap, which reads a snapshot that it took', () => {
  const kept = new Array(10).fill(0)
  // a function, a scope with one variable, an array of ten
  assert.equal(heapUsageOf(() => kept).bytes, 56 + 40 + (32 + 16 + 80))
  assert.equal(heapUsageOf([1, 2, 3]).bytes, 72)
  assert.ok(
    takeSnapshot()
      .classes()
      .some(({ name }) => name === 'Object'),
  )
  assert.equal(
    findLeak(() => ({})),
    undefined,
  )
  assert.equal(toHaveHeapUsage.call({}, [1, 2, 3], 72).pass, true)
})

test('import gives the presets', async () => {
  const url = new URL('https://carat.example/')
  const plain = sizeOf(url)
  const web = await import('@carat/core/presets/web')
  // a header of 16 B and 22 characters
  assert.equal(sizeOf(url) - plain, 16 + 24)
  const node = await import('@carat/core/presets/node')
  const dom = await import('@carat/core/presets/dom')
  assert.ok(web.types.includes('URL'))
  assert.ok(node.types.includes('Timeout'))
  assert.deepEqual(dom.types, [])
  web.unregister()
  assert.equal(sizeOf(url), plain)
})

test('import gives the allocations, to the byte', () => {
  const pair = () => ({ cut: 2, facets: 58 })
  const measured = profile(pair)
  // two slots, and what V8 leaves behind a literal
  assert.deepEqual([measured.bytes, measured.count, measured.agreement.equal], [24 + 16 + 16, 1, true])
  assert.match(dhat(measured), /"dhatFileVersion":2/)
  assert.match(heapProfile(measured), /"head"/)
  const { pass, message } = toAllocate.call({}, pair, 40, { profile: false })
  assert.equal(pass, false)
  assert.match(message(), /56 B {2}in 1 {2}pair .*import\.test\.mjs:\d+/)
})
