import { describe, expect, it } from 'vitest'
import { keyOf, LeftOutProperty, underSymbol } from './left-out.js'

describe('keyOf', () => {
  it('finds a property by what its symbol says', () => {
    const symbol = Symbol('kHandle')
    expect(keyOf({ [Symbol('kOther')]: {}, [symbol]: {} }, underSymbol('kHandle'))).toBe(symbol)
    expect(keyOf({ kHandle: {} }, 'kHandle')).toBe('kHandle')
    expect(keyOf({ [symbol]: noop }, underSymbol('kHandle'))).toBe(symbol)
  })

  it('finds nothing that holds no object', () => {
    for (const held of [undefined, null, 0, 'text', true, 5n]) {
      expect(keyOf({ [Symbol('kHandle')]: held }, underSymbol('kHandle'))).toBeUndefined()
      expect(keyOf({ kHandle: held }, 'kHandle')).toBeUndefined()
    }
    expect(keyOf(Object.create({ kHandle: {} }), 'kHandle')).toBeUndefined()
  })

  it('runs no getter and no trap', () => {
    const fail = () => {
      throw new Error('it ran')
    }
    expect(keyOf(Object.defineProperty({}, 'kHandle', { get: fail }), 'kHandle')).toBeUndefined()
    expect(keyOf(new Proxy({}, { ownKeys: fail, getOwnPropertyDescriptor: fail }), 'kHandle')).toBeUndefined()
    expect(keyOf(new Proxy({}, { ownKeys: fail }), underSymbol('kHandle'))).toBeUndefined()
  })
})

describe('LeftOutProperty', () => {
  it('names the property of the object that it was asked of last', () => {
    const property = new LeftOutProperty({ name: underSymbol('kHandle'), reason: 'a handle' })
    const [first, second] = [Symbol('kHandle'), Symbol('kHandle')]
    expect(property.has({ [first]: {} })).toBe(true)
    expect(property.name).toBe(first)
    const held = {}
    expect(property.has({ [second]: held })).toBe(true)
    expect(property.name).toBe(second)
    expect(property.read({ [second]: held })).toBe(held)
    expect(property.has({})).toBe(false)
  })
})

function noop(): void {}
