const assert = require('node:assert/strict')
const test = require('node:test')
const { diff, measure, parseBytes, sizeOf } = require('@carat/core')
const { profile } = require('@carat/allocations')
const { findLeak, heapUsageOf, takeSnapshot } = require('@carat/heap')
const { toAllocate, toHaveHeapUsage, toHaveMemoryUsage } = require('@carat/matchers')
const { flameGraph, memoryText } = require('@carat/report')

test('require gives the core', () => {
  assert.equal(sizeOf([1, 2, 3]), 72)
  assert.equal(measure({ list: [1, 2, 3] }).bytes, 104)
  assert.equal(parseBytes('1.5 kB'), 1500)
})

test('require gives the matchers, which need no runner', () => {
  assert.equal(toHaveMemoryUsage.call({}, [1, 2, 3], 72).pass, true)
  assert.match(toHaveMemoryUsage.call({}, [1, 2, 3], 73).message(), /72 B/)
})

test('both forms give the same numbers', async () => {
  const imported = await import('@carat/core')
  assert.deepEqual(imported.layouts, require('@carat/core').layouts)
  assert.equal(imported.sizeOf(new Map([['key', 1]])), sizeOf(new Map([['key', 1]])))
})

test('require gives the reports', () => {
  const measurement = measure({ list: [1, 2, 3] })
  assert.match(memoryText(measurement), /^104 B in 2 objects/)
  assert.match(flameGraph(measurement), /^<svg|^<\?xml/)
  assert.equal(diff(measurement, measure({ list: [1, 2, 3, 4] })).bytes, 8)
})

test('require gives the heap, which reads a snapshot that it took', () => {
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

test('require gives the presets', () => {
  const url = new URL('https://carat.example/')
  const plain = sizeOf(url)
  const web = require('@carat/core/presets/web')
  // a header of 16 B and 22 characters
  assert.equal(sizeOf(url) - plain, 16 + 24)
  assert.ok(web.types.includes('URL'))
  assert.ok(require('@carat/core/presets/node').types.includes('Timeout'))
  assert.deepEqual(require('@carat/core/presets/dom').types, [])
})

test('both forms share what a preset teaches', async () => {
  const { unregister } = require('@carat/core/presets/node')
  const timer = setTimeout(() => {}, 1000)
  const once = measure(timer).unseen
  assert.ok(once.some(({ path }) => path === '._idleNext'))
  const imported = await import('@carat/core/presets/node')
  assert.deepEqual(measure(timer).unseen, once)
  imported.unregister()
  unregister()
  clearTimeout(timer)
})

test('require gives the allocations, to the byte', () => {
  const pair = () => ({ cut: 2, facets: 58 })
  const measured = profile(pair)
  // two slots, and what V8 leaves behind a literal
  assert.deepEqual([measured.bytes, measured.count, measured.agreement.equal], [24 + 16 + 16, 1, true])
  const { pass, message } = toAllocate.call({}, pair, 40, { profile: false })
  assert.equal(pass, false)
  assert.match(message(), /56 B {2}in 1 {2}pair .*require\.test\.cjs:\d+/)
})
