import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measurementOf, measurements, rowsOf } from '../test/part-trees.js'
import { tableText } from './table-text.js'

const cache = measurementOf({
  type: 'LRUCache',
  self: 232,
  parts: [
    { name: '.valList', type: 'Array', self: 840, parts: [{ name: '[*]', type: 'Session', count: 100, self: 5600 }] },
    {
      name: '.keyMap',
      type: '索引',
      self: 1096,
      parts: [{ name: '[key]', type: 'string', count: 100, self: 3088 }],
    },
    { name: '.spare', type: 'Array', self: 16 },
  ],
})

describe('tableText', () => {
  it('has a row for each type, largest first', () => {
    expect(tableText(cache)).toBe(`\
10,872 B (10.9 kB) in 204 objects
layout v8-14: Node.js 26 (V8 14.6), 64-bit

 share    bytes           count  type
51.5 %  5,600 B   5.6 kB    100  Session
28.4 %  3,088 B  3.09 kB    100  string
10.1 %  1,096 B   1.1 kB      1  索引
 7.9 %    856 B               2  Array
 2.1 %    232 B               1  LRUCache`)
  })

  it('has a row for each path, and one for those that it does not list', () => {
    const table = tableText(cache, { by: 'path', rows: 4 })
    expect(table.split('\n').slice(3)).toEqual([
      ' share    bytes           count  type      path',
      '51.5 %  5,600 B   5.6 kB    100  Session   .valList[*]',
      '28.4 %  3,088 B  3.09 kB    100  string    .keyMap[key]',
      '10.1 %  1,096 B   1.1 kB      1  索引      .keyMap',
      ' 7.7 %    840 B               1  Array     .valList',
      ' 2.3 %    248 B               2  … 2 more',
    ])
  })

  it('says first what is declared wrongly, and last what is skipped', () => {
    const spec = { type: 'Ring', self: 8, parts: [{ name: '.#pixels', type: 'native', self: 24 }] }
    const unseen = [{ path: '.#log', reason: 'skipped' as const, note: 'shared', count: 2 }]
    const warnings = [{ path: '.#pixels', message: 'wrong', count: 1 }]
    expect(tableText(measurementOf(spec, { unseen, warnings }), { by: 'path' })).toBe(`\
32 B in 2 objects
warning at .#pixels: wrong
layout v8-14: Node.js 26 (V8 14.6), 64-bit

 share  bytes    count  type    path
75.0 %   24 B        1  native  .#pixels
25.0 %    8 B        1  Ring    (the value itself)

skipped:
  .#log ×2: shared`)
  })

  it('adds up to all bytes and objects, whatever the names', () => {
    fc.assert(
      fc.property(
        measurements,
        fc.constantFrom('type' as const, 'path' as const),
        fc.integer({ min: 1, max: 12 }),
        (measurement, by, rows) => {
          const table = tableText(measurement, { by, rows })
          expect(table.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
          const lines = table.split('\n\n')[1]?.split('\n').slice(1) ?? []
          const cells = lines.map((line) => {
            const groups = LINE.exec(line)?.groups
            expect(groups, line).toBeDefined()
            return { bytes: numberIn(groups?.bytes), count: numberIn(groups?.count), words: groups?.words ?? '' }
          })
          expect(cells.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(measurement.bytes)
          expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(measurement.objects)
          const all = by === 'type' ? measurement.types.length : rowsOf(measurement.root).length
          const hidden = /^… (\d+) more$/.exec(cells.at(-1)?.words ?? '')
          const listed = hidden === null ? cells.length : cells.length - 1
          expect(listed + Number(hidden?.[1] ?? 0)).toBe(all)
          expect(listed).toBeLessThanOrEqual(rows + 1)
          const sizes = cells.slice(0, listed).map(({ bytes }) => bytes)
          expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
        },
      ),
    )
  })

  it('refuses what it can not use', () => {
    const example = `for example tableText(measure(value), { by: 'path', rows: 20 })`
    expect(() => tableText('cache' as never)).toThrow(
      new TypeError('tableText takes what measure gives, got "cache" instead; write tableText(measure(value))'),
    )
    expect(() => tableText(cache, { by: 'size' as never })).toThrow(
      new RangeError(`tableText: by must be 'type' or 'path', got "size"; ${example}`),
    )
    expect(() => tableText(cache, { rows: 0 })).toThrow(
      new RangeError(`tableText: rows must be a whole number from 1 on, got 0; ${example}`),
    )
  })
})

const LINE = /^ *[<>]?[\d.]+ % +(?<bytes>[\d,]+) B(?: +[\d.]+ [kMGT]B)? +(?<count>[\d,]+) {2}(?<words>.*)$/

function numberIn(text: string | undefined): number {
  return Number((text ?? '0').replaceAll(',', ''))
}
