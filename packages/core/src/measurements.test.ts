import { expect, it } from 'vitest'
import { isMeasurement, measure } from './index.js'

it('knows what measure gave, and nothing that only looks like it', () => {
  const measurement = measure([1, 2, 3])
  expect(isMeasurement(measurement)).toBe(true)
  expect(isMeasurement({ ...measurement })).toBe(false)
  expect(isMeasurement(Object.create(measurement))).toBe(false)
  expect(isMeasurement(structuredClone(measurement))).toBe(false)
  for (const value of [undefined, null, 1, 'text', Symbol('s'), [], new WeakSet(), () => measurement]) {
    expect(isMeasurement(value)).toBe(false)
  }
})

it('asks nothing of a value', () => {
  const asked: PropertyKey[] = []
  const trap = new Proxy({}, { get: (_, trapName) => asked.push(trapName) })
  expect(isMeasurement(new Proxy(measure(1), trap as ProxyHandler<object>))).toBe(false)
  expect(asked).toEqual([])
})

it('shares what it knows with the other module format, whose code is loaded apart', () => {
  const shared: unknown = Reflect.get(globalThis, Symbol.for('carat.measurements'))
  const measurement = measure('text')
  expect(WeakSet.prototype.has.call(shared as WeakSet<object>, measurement)).toBe(true)
})
