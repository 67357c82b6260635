import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measure, sizeOf } from '../index.js'
import { layouts } from '../layout/layouts.js'
import { SettledSizes } from '../size/settled-sizes.js'
import { register, types, unregister } from './web.js'

const host = { layout: 'v8-14' } as const
const sizes = new SettledSizes(layouts[host.layout])

/** Distinct strings, as the walk counts them: those of one Latin-1 character are V8's own. */
function bytesOf(texts: readonly string[]): number {
  let sum = 0
  for (const text of new Set(texts)) {
    const isWide = [...text].some((character) => (character.codePointAt(0) as number) > 0xff)
    if (text.length > 1 || isWide) sum += sizes.string(text.length, isWide)
  }
  return sum
}

beforeAll(register)
afterAll(unregister)

describe('the preset for the web', () => {
  it('teaches what this host hides', () => {
    for (const name of ['URL', 'URLSearchParams', 'Headers', 'Event', 'Blob']) expect(types).toContain(name)
    expect(Object.isFrozen(types)).toBe(true)
  })

  it('shows the text of a URL', () => {
    const href = 'https://carat.example/weigh?stone=diamond'
    const url = new URL(href)
    const plain = without(() => sizeOf(url))
    expect(sizeOf(url) - plain).toBe(bytesOf([href]))
    expect(measure(url).root.parts.map(({ path }) => path)).toEqual(['.href'])
    expect(measure(url).unseen).toEqual([{ path: '', reason: 'private fields', count: 1 }])
  })

  it('brings the text of a URL up to date, as any reading does', () => {
    const url = new URL('https://carat.example/?a=1')
    url.searchParams.set('a', 'x'.repeat(100))
    const short = sizeOf(new URL('https://carat.example/?a=1'))
    expect(sizeOf(url) - short).toBe(bytesOf([url.href]) - bytesOf(['https://carat.example/?a=1']))
  })

  it('law: URLSearchParams weigh their distinct texts more than without it', () => {
    const empty = sizeOf(new URLSearchParams())
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'grapheme' }))), (entries) => {
        const params = new URLSearchParams(entries)
        expect(sizeOf(params) - empty).toBe(bytesOf([...params].flat()))
        expect([...params].length).toBe(entries.length)
        expect(measure(params).warnings ?? []).toEqual([])
      }),
    )
  })

  it('law: Headers weigh their distinct texts more than without it, and can still be changed', () => {
    const empty = sizeOf(new Headers())
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
    const value = fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (entries) => {
        const headers = new Headers(entries)
        const expected = bytesOf([...new Headers(entries)].flat())
        expect(sizeOf(headers) - empty).toBe(expected)
        headers.set('carat', 'measured since')
        expect(headers.get('carat')).toBe('measured since')
      }),
    )
  })

  it('counts what a Blob holds outside the heap, and not what a slice shares', () => {
    const blob = new Blob(['0123456789'])
    const plain = without(() => sizeOf(blob))
    expect(sizeOf(blob) - plain).toBe(10)
    const slice = blob.slice(2, 8)
    expect(sizeOf(slice)).toBeLessThanOrEqual(without(() => sizeOf(slice)))
    expect(measure(slice).unseen.some(({ reason }) => reason === 'native memory')).toBe(true)
  })

  it('shows all that an Event hides, and leaves out what it was sent to', () => {
    const event = new Event('weighed')
    expect(measure(event).exact).toBe(true)
    const target = Object.assign(new EventTarget(), { heavy: 'x'.repeat(1000) })
    target.dispatchEvent(event)
    expect(sizeOf(event)).toBeLessThan(1000)
    expect(measure(event).unseen.map(({ note }) => note)).toEqual([
      'what an event was sent to holds its events, not they it',
    ])
  })

  it('is the same for objects that inherit from a class and are none', () => {
    for (const type of [URL, URLSearchParams, Headers, Event, Blob]) {
      const fake: object = Object.assign(Object.create(type.prototype), { own: 1.5 })
      expect(sizeOf(fake)).toBe(without(() => sizeOf(fake)))
      expect(measure(fake).warnings ?? []).toEqual([])
    }
  })
})

function without<T>(run: () => T): T {
  unregister()
  try {
    return run()
  } finally {
    register()
  }
}
