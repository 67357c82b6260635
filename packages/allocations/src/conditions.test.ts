import { Session } from 'node:inspector'
import { expect, it } from 'vitest'
import { profile } from './index.js'

const numbers = [1, 2, 3]
const spread = (): number[] => [...numbers, 4]

// What replaces the iterator stays for the thread: this file has one of its own, and the tests are in this order.

it('tells that a debugger is attached, and that it is no more', () => {
  const alone = profile(spread)
  expect(alone.conditions).toEqual([])
  const session = new Session()
  session.connect()
  session.post('Debugger.enable')
  const watched = profile(spread)
  expect(watched.conditions).toEqual(['debugger'])
  expect(watched.bytes).toBeGreaterThan(alone.bytes)
  session.disconnect()
  expect(profile(spread)).toMatchObject({ bytes: alone.bytes, conditions: [] })
})

it('tells that the iterator of arrays was replaced once, also after it was put back', () => {
  const make = (): Set<number> => new Set(numbers)
  const { bytes } = profile(make)
  const prototype = Object.getPrototypeOf([][Symbol.iterator]())
  const { next } = prototype
  prototype.next = function replaced(this: Iterator<unknown>) {
    return next.call(this)
  }
  prototype.next = next
  const slower = profile(make, { lines: true })
  expect(slower.conditions).toEqual(['replaced iterator'])
  expect(slower.bytes).toBeGreaterThan(bytes)
  expect(slower.sites.every(({ lines }) => lines === undefined)).toBe(true)
})
