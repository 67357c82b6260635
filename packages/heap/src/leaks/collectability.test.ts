import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { pathText } from '../retainers/path-text.js'
import { type Collectability, collectability } from './collectability.js'

const held = new Map<string, object>()

const textOf = (found: Collectability): string => (found.isCollectable ? 'collectable' : pathText(found.path))

it('finds an object that only variables hold collectable', () => {
  const value = { n: 1 }
  const read = () => value
  expect(textOf(collectability(value) as Collectability)).toBe('collectable')
  expect(read()).toBe(value)
})

it('names what else holds it', () => {
  const value = { n: 1 }
  held.set('a', value)
  expect(textOf(collectability(value) as Collectability)).toMatch(/held → Map\[entry "a"\]$/)
  held.clear()
})

it('counts what a variable of the test holds', () => {
  const bus = new EventEmitter()
  const value = { n: 1 }
  bus.on('data', function onData() {
    return value
  })
  expect(textOf(collectability(value) as Collectability)).toMatch(
    /_events\.data → \(closure\) onData → context → value$/,
  )
})

it('judges what a function makes, and what a promise gives', async () => {
  expect(textOf(collectability(() => ({})) as Collectability)).toBe('collectable')
  expect(textOf(await collectability(async () => ({})))).toBe('collectable')
})

it('refuses what nothing holds', () => {
  expect(() => collectability(7)).toThrow('subject must be an object, which something can hold; got number')
  expect(() => collectability(() => null)).toThrow('what the function returned must be an object')
})
