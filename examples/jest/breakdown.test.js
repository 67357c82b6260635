// A snapshot says where the bytes of a structure are. In review, its diff says what a change did to them.
// It has to hold still for that: neither the order of properties nor a copy of the data may move a line.
const { measure } = require('@carat/core')
const { memoryText } = require('@carat/report')
const builders = require('../structures/index.cjs')
const { cloneOf, withPropertiesReversed } = require('../structures/variants.cjs')

const structures = Object.entries(builders)
const textOf = (value) => memoryText(measure(value))

test.each(structures)('%s', (_name, build) => {
  expect(build()).toMatchMemorySnapshot()
})

test.each(structures)('%s: the same with its properties in another order', (_name, build) => {
  expect(textOf(withPropertiesReversed(build()))).toBe(textOf(build()))
})

test.each(structures)('%s: the same when cloned', (_name, build) => {
  const value = build()
  const text = textOf(value)
  expect(textOf(cloneOf(value))).toBe(text)
  expect(textOf(withPropertiesReversed(cloneOf(value)))).toBe(text)
})

test('what has no classes is the same after structuredClone', () => {
  const lockFile = builders['lock file']()
  expect(textOf(structuredClone(lockFile))).toBe(textOf(lockFile))
})
