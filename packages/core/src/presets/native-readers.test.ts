import { describe, expect, it } from 'vitest'
import { methodOf, readEntries, readerOf } from './native-readers.js'

describe('readerOf', () => {
  it('reads by the getter of the class, whatever the object says', () => {
    const read = readerOf(URL.prototype, 'href')
    const url = Object.defineProperty(new URL('https://carat.example/'), 'href', { value: 'a lie' })
    expect(read?.(url)).toBe('https://carat.example/')
  })

  it('answers undefined for what is none of the class', () => {
    const read = readerOf(URL.prototype, 'href')
    for (const value of [{}, Object.create(URL.prototype), new Proxy(new URL('https://carat.example/'), {})]) {
      expect(read?.(value)).toBeUndefined()
    }
    expect(readerOf(URL.prototype, 'nothing')).toBeUndefined()
    expect(readerOf(URL.prototype, 'toString')).toBeUndefined()
  })
})

describe('readEntries', () => {
  const forEach = methodOf(URLSearchParams.prototype, 'forEach')

  it('lists names and values, in order', () => {
    expect([...(list(new URLSearchParams('b=1&a=2&b=3')) ?? [])]).toEqual([
      { name: 'b', value: '1' },
      { name: 'a', value: '2' },
      { name: 'b', value: '3' },
    ])
    expect(list({})).toBeUndefined()
  })

  it('is called by no function that a test has replaced', () => {
    const { call } = Function.prototype
    let calls = 0
    Function.prototype.call = function (this: unknown): void {
      calls++
    } as never
    try {
      expect(list(new URLSearchParams('a=1'))?.length).toBe(1)
    } finally {
      Function.prototype.call = call
    }
    expect(calls).toBe(0)
  })

  function list(object: object) {
    const entries = readEntries(forEach as never, object)
    return entries && Array.from(entries)
  }
})
