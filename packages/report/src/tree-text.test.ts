import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain, measurementOf, measurements } from '../test/part-trees.js'
import { treeText } from './tree-text.js'

const cache = measurementOf(
  {
    type: 'LRUCache',
    self: 232,
    parts: [
      {
        name: '.valList',
        type: 'Array',
        self: 840,
        forms: [{ kind: 'elements', count: 1, size: 100, isUniform: true }],
        parts: [
          {
            name: '[*]',
            type: 'Session',
            count: 100,
            self: 5600,
            spare: 180,
            parts: [{ name: '.id', type: 'string', count: 9, self: 400 }],
          },
        ],
      },
      { name: '.keyMap', type: 'Map', self: 1096, parts: [{ name: '[key]', type: 'string', count: 100, self: 3088 }] },
      { name: '.max', type: 'Limit', self: 16 },
    ],
  },
  {
    unseen: [
      { path: '', reason: 'private fields', count: 1 },
      { path: '.valList[*].on', reason: 'closure context', count: 48 },
    ],
  },
)

describe('treeText', () => {
  it('draws the rows, largest first, with what part of all they are', () => {
    expect(treeText(cache)).toBe(`\
11,272 B (11.3 kB) in 213 objects, 180 B of it spare
layout v8-14: Node.js 26 (V8 14.6), 64-bit

  share   total            self
100.0 %  11,272  11.3 kB    232  LRUCache
 60.7 %   6,840  6.84 kB    840  ├─ .valList Array, 100 elements
 53.2 %   6,000     6 kB  5,600  │  └─ [*] Session ×100, 180 spare
  3.5 %     400             400  │     └─ .id string ×9
 37.1 %   4,184  4.18 kB  1,096  ├─ .keyMap Map
 27.4 %   3,088  3.09 kB  3,088  │  └─ [key] string ×100
  0.1 %      16              16  └─ .max Limit

not seen:
  private fields
  closure context ×48 at .valList[*].on`)
  })

  it('counts what it does not list', () => {
    const lines = treeText(cache, { depth: 1, rows: 2 }).split('\n').slice(3, 8)
    expect(lines).toEqual([
      '  share   total           self',
      '100.0 %  11,272  11.3 kB   232  LRUCache',
      ' 60.7 %   6,840  6.84 kB   840  ├─ .valList Array, 100 elements, … 1 more',
      ' 37.3 %   4,200   4.2 kB        └─ … 2 more',
      '',
    ])
  })

  it('lists five unseen places, and counts the others', () => {
    const unseen = Array.from({ length: 8 }, (_, index) => ({
      path: `.f${index}`,
      reason: 'closure context' as const,
      count: 3,
    }))
    const text = treeText(measurementOf({ type: 'Object', self: 8 }, { unseen }))
    expect(text.split('\n').slice(-7)).toEqual([
      'not seen:',
      ...unseen.slice(0, 5).map(({ path }) => `  closure context ×3 at ${path}`),
      '  … 9 more in 3 other places',
    ])
  })

  it('lists bytes that add up to all, in lines of their own, whatever the names', () => {
    fc.assert(
      fc.property(
        measurements,
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 20 }),
        (measurement, depth, rows) => {
          const text = treeText(measurement, { depth, rows })
          expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
          const lines = linesOf(text)
          let sum = 0
          for (const [index, { total, self, guide }] of lines.entries()) {
            const isAbove = (lines[index + 1]?.guide.length ?? 0) > guide.length
            sum += isAbove ? (self ?? total) : total
          }
          expect(sum).toBe(measurement.bytes)
        },
      ),
    )
  })

  it('draws each row below its own with lines that meet, whatever the tree', () => {
    fc.assert(
      fc.property(measurements, (measurement) => {
        const text = treeText(measurement, { depth: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY })
        const guides = linesOf(text).map(({ guide }) => guide)
        for (const [index, guide] of guides.entries()) {
          for (let column = 0; column < guide.length; column += 3) {
            const step = guide.slice(column, column + 3)
            const goesDown = step === '│  ' || step === '├─ '
            const next = guides[index + 1]?.slice(column, column + 3) ?? ''
            expect(next === '│  ' || next === '├─ ' || next === '└─ ', guides.join('\n')).toBe(goesDown)
          }
        }
      }),
    )
  })

  it('draws a value that takes no bytes, and one that is 2,000 deep', () => {
    expect(treeText(measurementOf({ type: 'number', self: 0 }))).toContain('\n0.0 %      0       0  number')
    expect(treeText(chain(2000), { depth: 3 })).toContain('└─ .next Odd, … 1 more')
  })

  it('refuses what it can not use', () => {
    const example = 'for example treeText(measure(value), { depth: 4, rows: 20 })'
    expect(() => treeText(undefined as never)).toThrow(
      new TypeError('treeText takes what measure gives, got undefined instead; write treeText(measure(value))'),
    )
    expect(() => treeText(cache, { rows: 0 })).toThrow(
      new RangeError(`treeText: rows must be a whole number from 1 on, got 0; ${example}`),
    )
    expect(() => treeText(cache, { depth: 1.5 })).toThrow(
      new RangeError(`treeText: depth must be a whole number from 0 on, got 1.5; ${example}`),
    )
  })
})

/** The lines of rows, cut into columns where the line above them says. */
function linesOf(text: string): { total: number; self: number | undefined; guide: string }[] {
  const [head = '', ...lines] = text.split('\n\n')[1]?.split('\n') ?? []
  const totalEnd = head.indexOf('total') + 'total'.length
  return lines.map((line) => {
    const figures = /^ *[<>]?[\d.]+ % +(?<total>[\d,]+)$/.exec(line.slice(0, totalEnd))?.groups
    expect(figures, line).toBeDefined()
    const self = /(?<= )[\d,]+$/.exec(line.slice(totalEnd, head.length))?.[0]
    const guide = /^(?:│ {2}| {3})*(?:[├└]─ )?/.exec(line.slice(head.length + 2))?.[0] ?? ''
    return {
      total: numberIn(figures?.total),
      self: self === undefined ? undefined : numberIn(self),
      guide,
    }
  })
}

function numberIn(text: string | undefined): number {
  return Number((text ?? '0').replaceAll(',', ''))
}
