import { type Measurement, measure } from '@carat/core'
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
  it('lists the parts, largest first, each below the one that holds it', () => {
    expect(linesOf({ id: 7, name: 'x'.repeat(100), list: [1, 2, 3], entries: new Map([['a', [1.5]]]) })).toEqual([
      [
        'Parts of received, largest first:',
        '  total  self',
        '    488    56  Object, 4 properties',
        '    240   184    .entries Map, table of 4',
        '     56    56      [value] Array, 1 double',
        '    120   120    .name string',
        '     72    72    .list Array, 3 elements',
      ].join('\n'),
    ])
  })

  it('lists the types too where one of them is in several rows and not each object has its own', () => {
    expect(linesOf({ entries: [new Entry(1), new Entry(2)], size: 2 })).toEqual([
      [
        'Parts of received, largest first:',
        '  total  self',
        '    296    40  Object, 2 properties',
        '    256    64    .entries Array, 2 elements',
        '    192    80      [*] Entry ×2, 2 properties each',
        '     64    64        .value Object ×2, 1 property each',
        '     48    48        .key string ×2',
      ].join('\n'),
      ['The same by type:', '  104 B  Object ×3', '   80 B  Entry ×2', '   64 B  Array', '   48 B  string ×2'].join(
        '\n',
      ),
    ])
    expect(linesOf([new Entry(1), new Entry(2)])).toHaveLength(1)
  })

  it('has one row for many entries of one type, with all that they hold below it', () => {
    const [parts] = linesOf(Array.from({ length: 1200 }, (_, index) => new Entry(index)))
    expect(parts).toBe(
      [
        'Parts of received, largest first:',
        '    total    self',
        '  124,848   9,648  Array, 1,200 elements',
        '  115,200  48,000    [*] Entry ×1,200, 2 properties each',
        '   38,400  38,400      .value Object ×1,200, 1 property each',
        '   28,800  28,800      .key string ×1,200',
      ].join('\n'),
    )
  })

  it('counts the parts and types that it has no room for', () => {
    const arrays = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`key${index}`, [index]]))
    const others = { typed: new Uint8Array(9), set: new Set(), map: new Map(), big: 2n ** 99n, date: new Date(0) }
    const [parts, types] = linesOf({ ...arrays, ...others })
    expect(parts?.split('\n')).toHaveLength(2 + 10 + 1)
    expect(parts).toMatch(/\n +[\d,]+ +… 11 more$/)
    expect(types?.split('\n')).toHaveLength(1 + 5 + 1)
    expect(types).toMatch(/\n +[\d,]+ B {2}… 3 more$/)
  })

  it('lists a last row rather than counting it', () => {
    const value = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`key${index}`, [index]]))
    const [parts] = linesOf(value)
    expect(parts?.split('\n')).toHaveLength(2 + 11)
    expect(parts).not.toContain('more')
  })

  it('goes down three levels, and counts what lies deeper', () => {
    const [parts] = linesOf({ a: { b: { c: { d: { e: 'deep' } } } } })
    expect(parts?.split('\n').slice(-2)).toEqual([
      '    120    32      .b Object, 1 property',
      '     88    32        .c Object, 1 property, … 1 more',
    ])
  })

  it('names the paths that lead to what is shared', () => {
    const shared = { text: 'shared string' }
    const [parts] = linesOf({ a: { shared }, b: { shared } })
    expect(parts).toMatch(/ {4}\.a\.shared Object, 1 property, also \.b\.shared\n.* {6}\.text string$/m)
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

  it('says first what is declared wrongly, and in the end what is skipped and why', () => {
    const measurement: Measurement = {
      ...measure({ log: 1.5 }),
      unseen: [
        { path: '.log', reason: 'skipped', note: 'shared;\n"by all" \u200b\u001b[31m', count: 1 },
        { path: '.on', reason: 'closure context', count: 1 },
        { path: '[*].#log', reason: 'skipped', note: "the app's", count: 40 },
      ],
      warnings: [
        { path: '', message: 'Ring declares NaN bytes', count: 1 },
        { path: '[*].#log', message: 'two\nlines', count: 2 },
      ],
    }
    const blocks = breakdown(measurement).filter((block) => block.length > 0)
    expect(blocks[0]).toEqual([
      'warning at received: Ring declares NaN bytes',
      'warning at received[*].#log ×2: two\\nlines',
    ])
    expect(blocks.slice(-2)).toEqual([
      ["Not counted, since JavaScript can't see it:", '  received.on  closure context'],
      [
        'Not counted, since it is skipped:',
        '  received.log          shared;\\n"by all" \\u{200b}\\u{1b}[31m',
        "  received[*].#log ×40  the app's",
      ],
    ])
    const { warnings: _none, ...older } = measurement
    expect(breakdown(older as Measurement)[0]).toEqual([])
  })

  it('warns, too, where nothing is counted', () => {
    const warnings = [{ path: '', message: 'wrong', count: 1 }]
    const blocks = breakdown({ ...measure(5), warnings })
    expect(blocks.filter((block) => block.length > 0)).toEqual([['warning at received: wrong']])
  })

  it('says nothing of a value that weighs nothing', () => {
    expect(linesOf(undefined)).toEqual([])
    expect(linesOf(5)).toEqual([])
  })

  it('lets no name break a line, and none be long', () => {
    const long = '\u001b[31m'.repeat(1000)
    const named = Object.defineProperty(class {}, 'name', { value: `two\nlines${long}` })
    const value = { 'two\nlines': [1], [long]: [2], [Symbol('a\nb')]: [3], named: new named() }
    const text = linesOf({ value, [`again ${long}`]: value.named }).join('\n')
    expect(text).not.toMatch(/[^\n\P{Cc}]/u)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(300)
  })

  it('has rows that add up to the size, whatever the value', () => {
    fc.assert(
      fc.property(fc.anything({ maxKeys: 20, withMap: true, withSet: true, withBigInt: true }), (value) => {
        const measurement = measure(value)
        const [, parts = [], types = []] = breakdown(measurement)
        if (measurement.bytes === 0) expect([...parts, ...types]).toEqual([])
        else expect(selfIn(parts)).toBe(measurement.bytes)
        if (types.length > 0) expect(bytesIn(types)).toBe(measurement.bytes)
      }),
    )
  })

  it('has no row larger than the row above it or than the one before it below the same', () => {
    fc.assert(
      fc.property(fc.anything({ maxKeys: 20, withMap: true, withSet: true }), (value) => {
        const [, parts = []] = breakdown(measure(value))
        // The bytes of the rows that the next one may stand below or beside, by depth.
        const open: number[] = []
        for (const line of parts.slice(2)) {
          const [, total, indent, words] = /^ +([\d,]+) +(?:[\d,]+ {2})?( *)(.*)$/.exec(line) ?? []
          if (words?.startsWith('…')) continue
          const depth = (indent?.length ?? 0) / 2
          const bytes = count(total)
          expect(bytes).toBeLessThanOrEqual(Math.min(open[depth] ?? bytes, open[depth - 1] ?? bytes))
          open.splice(depth, open.length, bytes)
        }
      }),
    )
  })
})

/** The sum of the second column, or of the first where there is none. */
function selfIn(block: readonly string[]): number {
  const widths = /^( +total)( +self)$/.exec(block[1] ?? '')
  const [totalEnd, selfEnd] = [widths?.[1]?.length ?? 0, widths?.[0].length ?? 0]
  const lines = block.slice(2)
  const depthOf = (line = ''): number => line.slice(selfEnd).search(/\S|$/)
  const selfs = lines.map((line, i) => {
    // where none of the rows below is listed, the total is all that is said of them
    const isAbove = depthOf(lines[i + 1]) > depthOf(line)
    return count((isAbove && line.slice(totalEnd, selfEnd).trim()) || line.slice(0, totalEnd))
  })
  return selfs.reduce((total, bytes) => total + bytes, 0)
}

/** The sum of the first column. */
function bytesIn(block: readonly string[]): number {
  const counts = block.slice(1).map((line) => count(/^ +([\d,]+) B/.exec(line)?.[1]))
  return counts.reduce((total, bytes) => total + bytes, 0)
}

function count(text: string | undefined): number {
  return Number(text?.replaceAll(',', ''))
}
