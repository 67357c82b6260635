import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '../test/allocation-trees.js'
import { allocationText } from './allocation-text.js'

const at = (file: string, line: number) => ({ file: `${process.cwd()}/${file}`, line, column: 14 })
const load = profileOf(
  'load',
  {
    calls: [
      {
        name: 'load',
        place: at('src/load.ts', 7),
        bytes: 152,
        count: 3,
        calls: [
          {
            kind: 'group',
            name: 'read',
            calls: [
              {
                kind: 'group',
                name: 'parse > 1',
                calls: [
                  { name: '索引', place: at('src/索引.ts', 2), calls: [{ name: 'push', bytes: 1440, count: 1200 }] },
                ],
              },
            ],
          },
        ],
      },
      { name: 'load', bytes: 8, count: 1 },
    ],
  },
  { live: { bytes: 1440, count: 1 }, conditions: ['debugger', 'async hooks'] },
)

describe('allocationText', () => {
  it('has the sites, largest first, with their groups', () => {
    expect(allocationText(load)).toBe(`\
1,600 B (1.6 kB) in 1,204 pieces, 1,440 B in 1 piece alive after it
V8 14.6.202.33-node.21, interpreter, debugger, async hooks

 share    bytes           count  function       place          group
90.0 %  1,440 B  1.44 kB  1,200  索引 via push  src/索引.ts:2  read > "parse > 1"
 9.5 %    152 B               3  load           src/load.ts:7
 0.5 %      8 B               1  load`)
  })

  it('counts what it does not list, and has no column for groups where there are none', () => {
    const sites = Array.from({ length: 5 }, (_, at) => ({ name: `f${at}`, bytes: 50 - at * 10, count: 1 }))
    expect(
      allocationText(profileOf('f', { calls: sites }), { rows: 2 })
        .split('\n')
        .slice(3),
    ).toEqual([
      ' share  bytes    count  function  place',
      '33.3 %   50 B        1  f0',
      '26.7 %   40 B        1  f1',
      '40.0 %   60 B        3  … 3 more',
    ])
  })

  it('warns of runs that disagree', () => {
    const text = allocationText(profileOf('f', { bytes: 8, count: 1 }, { agreement: { equal: false } }))
    expect(text.split('\n')[2]).toBe('warning: the measured runs disagree; these are the numbers of the lowest')
  })

  it('is two lines of a function that allocates nothing', () => {
    expect(allocationText(profileOf('f', {}))).toBe(
      '0 B in 0 pieces, 0 B in 0 pieces alive after it\nV8 14.6.202.33-node.21, interpreter',
    )
  })

  it('adds up to all bytes and pieces, in lines of their own, whatever the names', () => {
    fc.assert(
      fc.property(profiles, fc.integer({ min: 1, max: 12 }), (profile, rows) => {
        const text = allocationText(profile, { rows })
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        expect(text).not.toContain(process.cwd())
        const lines = text.split('\n\n')[1]?.split('\n').slice(1) ?? []
        const cells = lines.map((line) => {
          const groups = LINE.exec(line)?.groups
          expect(groups, line).toBeDefined()
          return { bytes: numberIn(groups?.bytes), count: numberIn(groups?.count), words: groups?.words ?? '' }
        })
        expect(cells.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(profile.bytes)
        expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(profile.count)
        const hidden = /^… (\d+) more$/.exec(cells.at(-1)?.words ?? '')
        const listed = hidden === null ? cells.length : cells.length - 1
        expect(listed + Number(hidden?.[1] ?? 0)).toBe(profile.sites.length)
        expect(listed).toBeLessThanOrEqual(rows + 1)
      }),
    )
  })

  it('refuses what it can not use', () => {
    const example = 'for example allocationText(profile(fn), { rows: 20 })'
    expect(() => allocationText(undefined as never)).toThrow(
      new TypeError(
        'allocationText takes what profile gives, got undefined instead; write allocationText(profile(fn)), or allocationText(await profile(fn)) where fn is async',
      ),
    )
    expect(() => allocationText(load, { rows: 0 })).toThrow(
      new RangeError(`allocationText: rows must be a whole number from 1 on, got 0; ${example}`),
    )
    expect(() => allocationText(load, { by: 'path' } as never)).toThrow(
      new RangeError(`allocationText: unknown option by; the options are rows; ${example}`),
    )
  })
})

const LINE = /^ *[<>]?[\d.]+ % +(?<bytes>[\d,]+) B(?: +[\d.]+ [kMGT]B)? +(?<count>[\d,]+) {2}(?<words>.*)$/

function numberIn(text: string | undefined): number {
  return Number((text ?? '0').replaceAll(',', ''))
}
