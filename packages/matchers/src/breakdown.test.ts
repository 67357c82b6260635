import { measure } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakdown } from './breakdown.js'

class Entry {
  key: string
  value: { n: number }
  constructor(index: number) {
    this.key = `key-${index}`
    this.value = { n: index }
  }
}

const linesOf = (value: unknown): string[] =>
  breakdown(measure(value))
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))

describe('breakdown', () => {
  it('lists the parts, largest first', () => {
    expect(linesOf({ id: 7, name: 'x'.repeat(100), list: [1, 2, 3] })).toEqual([
      [
        'Parts of received, largest first:',
        '  120 B  .name  string',
        '   72 B  .list  Array',
        '   48 B  (own)  Object',
      ].join('\n'),
    ])
  })

  it('lists the types too where a part holds more than itself', () => {
    expect(linesOf({ entries: [new Entry(1), new Entry(2)], size: 2 })).toEqual([
      ['Parts of received, largest first:', '  256 B  .entries  Array   7 objects', '   40 B  (own)     Object'].join(
        '\n',
      ),
      ['The same by type:', '  104 B  Object ×3', '   80 B  Entry ×2', '   64 B  Array', '   48 B  string ×2'].join(
        '\n',
      ),
    ])
  })

  it('has one row for many entries of one type', () => {
    const [parts, types] = linesOf(Array.from({ length: 1200 }, (_, index) => new Entry(index)))
    expect(parts).toBe(
      [
        'Parts of received, largest first:',
        '  115,200 B  [*] ×1,200  Entry  3,600 objects',
        '    9,648 B  (own)       Array',
      ].join('\n'),
    )
    expect(types).toContain('Entry ×1,200')
  })

  it('counts the parts and types that it has no room for', () => {
    const value = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key${index}`, { index }]))
    const [parts] = linesOf(value)
    expect(parts?.split('\n')).toHaveLength(1 + 8 + 1)
    expect(parts).toMatch(/\n {2}416 B {2}… 13 more$/)
  })

  it('lists a last row rather than counting it', () => {
    const value = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`key${index}`, [index]]))
    const [parts] = linesOf(value)
    expect(parts?.split('\n')).toHaveLength(1 + 9)
    expect(parts).not.toContain('more')
  })

  it('names what several parts reach', () => {
    const shared = { text: 'shared string' }
    const [parts] = linesOf({ a: { shared }, b: { shared } })
    expect(parts).toContain('(shared)  of several parts  2 objects')
  })

  it('lists what could not be seen, with path and reason', () => {
    const value = { onEvict: () => value, handlers: [() => 1, () => 2], weak: new WeakMap() }
    expect(linesOf(value).at(-1)).toBe(
      [
        "Not counted, since JavaScript can't see it:",
        '  received.handlers[*]  closure context ×2',
        '  received.onEvict      closure context',
        '  received.weak         weak collection entries',
      ].join('\n'),
    )
  })

  it('cuts a long list of what could not be seen', () => {
    const value = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`on${index}`, () => 0]))
    const block = linesOf(value).at(-1)
    expect(block?.split('\n')).toHaveLength(1 + 5 + 1)
    expect(block).toMatch(/\n {2}… 3 more$/)
  })

  it('says nothing of a value that weighs nothing', () => {
    expect(linesOf(undefined)).toEqual([])
  })

  it('lets no name break a line', () => {
    const value = { 'two\nlines': [1], ['\u001b[31m'.repeat(1000)]: [2], [Symbol('a\nb')]: [3] }
    const text = linesOf(value).join('\n')
    expect(text).not.toMatch(/[^\n\P{Cc}]/u)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(120)
  })

  it('has rows that add up to the size, whatever the value', () => {
    fc.assert(
      fc.property(fc.anything({ maxKeys: 20, withMap: true, withSet: true, withBigInt: true }), (value) => {
        const measurement = measure(value)
        for (const block of breakdown(measurement).slice(0, 2)) {
          if (block.length > 0) expect(bytesIn(block)).toBe(measurement.bytes)
        }
      }),
    )
  })
})

/** The sum of the first column. */
function bytesIn(block: readonly string[]): number {
  const counts = block.slice(1).map((line) => Number(/^ +([\d,]+) B/.exec(line)?.[1]?.replaceAll(',', '')))
  return counts.reduce((total, count) => total + count, 0)
}
