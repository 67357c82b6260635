import { describe, expect, it } from 'vitest'
import { register, types, unregister } from './dom.js'

// The nodes of jsdom, happy-dom and Chromium are weighed in compat/dom.
describe('the preset for the DOM', () => {
  it('does nothing where there is no document', () => {
    expect(types).toEqual([])
    register()
    expect(types).toEqual([])
    unregister()
  })

  it.each([
    [{}, 'object'],
    ['document', 'string'],
    [() => {}, 'function'],
    [null, 'object'],
  ])('says that %o is no document', (wrong, type) => {
    expect(() => register(wrong as never)).toThrow(
      new TypeError(
        `document must be a document, got ${wrong === null ? 'null' : type}; for example register(new JSDOM(…).window.document)`,
      ),
    )
  })
})
