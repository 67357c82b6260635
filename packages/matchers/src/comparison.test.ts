import { measure } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparison } from './comparison.js'

const linesOf = (received: unknown, other: unknown): string[] =>
  comparison(measure(received), measure(other))
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))

describe('comparison', () => {
  it('lists the parts that differ, the largest difference first', () => {
    const received = { same: { a: 1 }, list: [1, 2, 3], text: 'x'.repeat(100), type: new Set([1]) }
    const other = { same: { a: 1 }, list: [1, 2], map: {}, type: [1] }
    expect(linesOf(received, other)).toEqual([
      [
        'Parts that differ, most first:',
        '  received  other  difference',
        '     152 B      -      +152 B  .type  Set',
        '     120 B      -      +120 B  .text  string',
        '         -   56 B       -56 B  .map   Object',
        '         -   56 B       -56 B  .type  Array',
        '      72 B   64 B        +8 B  .list  Array',
      ].join('\n'),
    ])
  })

  it('compares many entries with few', () => {
    const entries = (length: number) => Array.from({ length }, (_, index) => ({ index }))
    expect(linesOf(entries(1200), entries(10))).toEqual([
      [
        'Parts that differ, most first:',
        '  received  other  difference',
        '  38,400 B  320 B   +38,080 B  [*] ×1,200 against 10  Object',
        '   9,648 B  128 B    +9,520 B  (own)                  Array',
      ].join('\n'),
    ])
  })

  it('says where nothing differs', () => {
    expect(linesOf([1], [2])).toEqual(['No part differs.'])
  })

  it('lists what could not be seen in either', () => {
    const [, inReceived, inOther] = linesOf({ go: () => 1 }, [new WeakSet()])
    expect(inReceived).toContain('received.go  closure context')
    expect(inOther).toContain('other[0]  weak collection entries')
  })

  it('has differences that add up to the whole, whatever the values', () => {
    const value = fc.anything({ maxKeys: 20, withMap: true, withSet: true })
    fc.assert(
      fc.property(value, value, (one, two) => {
        const [received, other] = [measure(one), measure(two)]
        const [block = []] = comparison(received, other)
        const differences = block
          .slice(2)
          .map((line) => Number(/([+-][\d,]+|\b0) B {2}/.exec(line)?.[1]?.replaceAll(',', '')))
        expect(differences.reduce((total, difference) => total + difference, 0)).toBe(received.bytes - other.bytes)
      }),
    )
  })
})
