import type { Measurement } from '@carat/core'
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

  it('says first what is declared wrongly, and last what is skipped, and why', () => {
    const ring = measurementOf(
      {
        type: 'Ring',
        self: 64,
        spare: 16,
        parts: [
          { name: '.#pixels', type: 'native', self: 4096, spare: 1024 },
          { name: '.#größe', type: 'Map', self: 184 },
        ],
      },
      {
        unseen: [
          { path: '.#größe[value].log', reason: 'skipped', note: "the logger is the app's", count: 40 },
          { path: '.log', reason: 'skipped', count: 1 },
          { path: '.on', reason: 'closure context', count: 1 },
        ],
        warnings: [
          { path: '', message: 'Ring declares -1 bytes for "more"; it is left out', count: 1 },
          { path: '.#größe[value]', message: 'two\nlines', count: 3 },
        ],
      },
    )
    expect(treeText(ring)).toBe(`\
4,344 B (4.34 kB) in 3 objects, 1,040 B of it spare
warning: Ring declares -1 bytes for "more"; it is left out
warning at .#größe[value] ×3: two\\nlines
layout v8-14: Node.js 26 (V8 14.6), 64-bit

  share  total            self
100.0 %  4,344  4.34 kB     64  Ring, 16 spare
 94.3 %  4,096   4.1 kB  4,096  ├─ .#pixels native, 1,024 spare
  4.2 %    184             184  └─ .#größe Map

not seen:
  closure context at .on

skipped:
  .#größe[value].log ×40: the logger is the app's
  .log`)
  })

  it('lists five warnings, and counts the others', () => {
    const warnings = Array.from({ length: 8 }, (_, index) => ({
      path: `.f${index}`,
      message: 'x'.repeat(999),
      count: 1,
    }))
    const lines = treeText(measurementOf({ type: 'Object', self: 8 }, { warnings })).split('\n')
    expect(lines.slice(1, 6).map((line) => line.slice(0, 20))).toEqual(
      warnings.slice(0, 5).map(({ path }) => `warning at ${path}: xxxx`),
    )
    expect(lines[6]).toBe('… 3 more warnings')
    expect(Math.max(...lines.map(({ length }) => length))).toBe('warning at .f0: '.length + 240)
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
          expectRemarks(text, measurement)
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

/** A line for each warning and each place, up to some, and a block of each kind where there is any. */
function expectRemarks(text: string, { warnings, unseen }: Measurement): void {
  const [head = '', , ...below] = text.split('\n\n').map((block) => block.split('\n'))
  const listed = (count: number): number => Math.min(count, 6)
  expect(head).toHaveLength(2 + listed(warnings.length))
  const skipped = unseen.filter(({ reason }) => reason === 'skipped').length
  const kinds = [unseen.length - skipped, skipped].filter((count) => count > 0)
  expect(below.map((block) => block.length)).toEqual(kinds.map((count) => 1 + listed(count)))
}

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
