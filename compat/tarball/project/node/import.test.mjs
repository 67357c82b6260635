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
