import { measure } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparison } from './comparison.js'

const linesOf = (received: unknown, other: unknown): string[] =>
  comparison(measure(received), measure(other))
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))

describe('comparison', () => {
  it('lists the parts that differ, the largest difference first, and why', () => {
    const received = { same: { a: 1 }, list: [1, 2, 3], text: 'x'.repeat(100), type: new Set([1]) }
    const other = { same: { a: 1 }, list: [1, 2], map: {}, type: [1] }
    expect(linesOf(received, other)).toEqual([
      [
        'Parts that differ, most first:',
        '  other  received  difference',
        '    new     152 B      +152 B  .type  Set',
        '    new     120 B      +120 B  .text  string',
        '   56 B   removed       -56 B  .map   Object',
        '   56 B   removed       -56 B  .type  Array',
        '   64 B      72 B        +8 B  .list  Array',
        '                                 2 → 3 elements',
      ].join('\n'),
    ])
  })

  it('compares many entries with few', () => {
    const entries = (length: number) => Array.from({ length }, (_, index) => ({ index }))
    expect(linesOf(entries(1200), entries(10))).toEqual([
      [
        'Parts that differ, most first:',
        '  other  received  difference',
        '  320 B  38,400 B   +38,080 B  [*]      Object ×1,200',
        '                                 10 → 1,200 objects',
        '  128 B   9,648 B    +9,520 B  (value)  Array',
        '                                 10 → 1,200 elements',
      ].join('\n'),
    ])
  })

  it('says where nothing differs', () => {
    expect(linesOf([1], [2])).toEqual(['No part differs.'])
  })

  it('lists what could not be seen in either', () => {
    const [, inReceived, inOther] = linesOf({ go: () => 1 }, [new WeakSet()])
    expect(inReceived).toContain('received.go  closure context')
    expect(inOther).toContain('other[*]  weak collection entries')
  })

  it('says first what is declared wrongly in either', () => {
    const warned = (message: string) => ({ ...measure([1]), warnings: [{ path: '[*]', message, count: 1 }] })
    expect(comparison(warned('one'), warned('other'))[0]).toEqual([
      'warning at received[*]: one',
      'warning at other[*]: other',
    ])
  })

  it('has differences that add up to the whole, whatever the values', () => {
    const value = fc.anything({ maxKeys: 20, withMap: true, withSet: true })
    fc.assert(
      fc.property(value, value, (one, two) => {
        const [received, other] = [measure(one), measure(two)]
        const [, block = []] = comparison(received, other)
        const [rows = ''] = block.join('\n').split('\n\nBy type:')
        const differences = [...rows.matchAll(/ ([+-]?[\d,]+) B {2}(?! )/g)].map(([, figure = '']) =>
          Number(figure.replaceAll(',', '')),
        )
        expect(differences.reduce((total, difference) => total + difference, 0)).toBe(received.bytes - other.bytes)
      }),
    )
  })
})
