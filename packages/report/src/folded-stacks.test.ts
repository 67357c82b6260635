import type { Measurement } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callsOf, profileOf, profiles, recursion } from '../test/allocation-trees.js'
import { chain, measurementOf, measurements, rowsOf } from '../test/part-trees.js'
import { foldedStacks } from './folded-stacks.js'

const cache = measurementOf({
  type: 'LRUCache',
  self: 232,
  parts: [
    { name: '.valList', type: 'Array', self: 840, parts: [{ name: '[*]', type: 'Session', count: 100, self: 5600 }] },
    { name: '.keyMap', type: 'Map', self: 1096, parts: [{ name: '[key]', type: 'string', count: 100, self: 3088 }] },
    { name: '.max', type: 'number', self: 0 },
  ],
})

describe('foldedStacks', () => {
  it('writes a line for each row with bytes of its own, in the order of names', () => {
    expect(foldedStacks(cache)).toBe(
      [
        'LRUCache 232',
        'LRUCache;.keyMap Map 1096',
        'LRUCache;.keyMap Map;[key] string 3088',
        'LRUCache;.valList Array 840',
        'LRUCache;.valList Array;[*] Session 5600',
        '',
      ].join('\n'),
    )
  })

  it.each([
    { name: '.a;b', type: 'X', frame: '".a\\u003bb" X' },
    { name: '.two\nlines', type: 'X', frame: '".two\\nlines" X' },
    { name: '.with space', type: 'X', frame: '".with space" X' },
    { name: '[*]', type: '12', frame: '[*] "12"' },
    { name: '[*]', type: 'X 3.5', frame: '[*] "X 3.5"' },
    { name: '[*]', type: 'X_[k]', frame: '[*] "X_[k]"' },
    { name: '[*]', type: 'Array Iterator', frame: '[*] Array Iterator' },
    { name: '.größe', type: '名前', frame: '.größe 名前' },
    { name: '.#pixels', type: 'native', frame: '.#pixels native' },
    { name: '.#a;b', type: 'X', frame: '".#a\\u003bb" X' },
  ])('writes $frame', ({ name, type, frame }) => {
    expect(foldedStacks(measurementOf({ type: 'Object', self: 8, parts: [{ name, type, self: 16 }] }))).toBe(
      `Object 8\nObject;${frame} 16\n`,
    )
  })

  it('leaves no frame empty', () => {
    expect(foldedStacks(measurementOf({ type: '', self: 24 }))).toBe('"" 24\n')
  })

  it('is empty for a value that takes no bytes', () => {
    expect(foldedStacks(measurementOf({ type: 'number', self: 0 }))).toBe('')
  })

  it('gives readers all bytes and each row in its place, whatever the names', () => {
    fc.assert(
      fc.property(measurements, (measurement) => {
        const text = foldedStacks(measurement)
        const samples = [readAsFlamegraphPl(text), readAsSpeedscope(text)]
        const rows = rowsOf(measurement.root).filter(({ self }) => self > 0)
        for (const read of samples) {
          expect(read).toHaveLength(rows.length)
          expect(read.reduce((sum, { number }) => sum + number, 0)).toBe(measurement.bytes)
          expect(read.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
            rows.map(({ self }) => self).sort((a, b) => a - b),
          )
          expect(read.map(({ frames }) => frames.length).sort()).toEqual(depths(measurement).sort())
        }
        expect(samples[0]).toEqual(samples[1])
      }),
    )
  })

  it('does not depend on the order in which rows of one size come', () => {
    fc.assert(
      fc.property(measurements, (measurement) => {
        const reversed = (part: Measurement['root']): Measurement['root'] => ({
          ...part,
          parts: [...part.parts].reverse().map(reversed),
        })
        expect(foldedStacks({ ...measurement, root: reversed(measurement.root) })).toBe(foldedStacks(measurement))
      }),
    )
  })

  it('counts objects where it is told to', () => {
    expect(foldedStacks(cache, { weight: 'count' }).split('\n')).toEqual([
      'LRUCache 1',
      'LRUCache;.keyMap Map 1',
      'LRUCache;.keyMap Map;[key] string 100',
      'LRUCache;.max number 1',
      'LRUCache;.valList Array 1',
      'LRUCache;.valList Array;[*] Session 100',
      '',
    ])
    fc.assert(
      fc.property(measurements, (measurement) => {
        const read = readAsFlamegraphPl(foldedStacks(measurement, { weight: 'count' }))
        expect(read.reduce((sum, { number }) => sum + number, 0)).toBe(measurement.objects)
      }),
    )
  })

  it('writes rows that lie 2,000 deep', () => {
    const lines = foldedStacks(chain(2000)).trimEnd().split('\n')
    expect(lines).toHaveLength(2001)
    expect(lines.at(-1)?.split(';')).toHaveLength(2001)
  })

  it.each([[undefined], [null], [72], ['72'], [[1, 2]], [new Map()], [{ bytes: 72 }], [() => 1], [Symbol('x')]])(
    'refuses %s',
    (argument) => {
      expect(() => foldedStacks(argument as never)).toThrow(TypeError)
      expect(() => foldedStacks(argument as never)).toThrow(
        /got .* instead; write foldedStacks\(measure\(value\)\) or foldedStacks\(profile\(fn\)\)$/,
      )
    },
  )

  it('refuses options that it does not have', () => {
    const example = `for example foldedStacks(measure(value), { weight: 'count' })`
    expect(() => foldedStacks(cache, { weight: 'objects' as never })).toThrow(
      new RangeError(`foldedStacks: weight must be 'bytes' or 'count', got "objects"; ${example}`),
    )
    expect(() => foldedStacks(cache, 'count' as never)).toThrow(
      new TypeError(`foldedStacks: options must be an object, got "count"; ${example}`),
    )
  })
})

describe('foldedStacks of an allocation profile', () => {
  const at = (file: string, line: number) => ({ file: `${process.cwd()}/${file}`, line, column: 14 })
  const load = profileOf('load', {
    calls: [
      {
        name: 'load',
        place: at('src/load.ts', 7),
        bytes: 152,
        count: 3,
        calls: [
          { kind: 'group', name: 'parse', calls: [{ name: 'parse', bytes: 144, count: 3 }] },
          { name: '(anonymous)', place: at('src/a;b.ts', 2), bytes: 104, count: 1 },
        ],
      },
    ],
  })

  it('has a line for each function that allocated, in bytes or in pieces', () => {
    expect(foldedStacks(load)).toBe(
      [
        '(root);load (src/load.ts:7:14) 152',
        '(root);load (src/load.ts:7:14);(anonymous) (src/a\\u003bb.ts:2:14) 104',
        '(root);load (src/load.ts:7:14);(group parse);parse 144',
        '',
      ].join('\n'),
    )
    expect(foldedStacks(load, { weight: 'count' }).match(/\d+$/gm)).toEqual(['3', '1', '3'])
  })

  it.each([
    { kind: 'function', name: 'get size', frame: 'get size' },
    { kind: 'function', name: '[Symbol.iterator]', frame: '[Symbol.iterator]' },
    { kind: 'function', name: '<static_initializer>', frame: '<static_initializer>' },
    { kind: 'function', name: '(GC)', frame: '(GC)' },
    { kind: 'function', name: 'a;b', frame: '"a\\u003bb"' },
    { kind: 'function', name: '12', frame: '"12"' },
    { kind: 'function', name: 'X_[k]', frame: '"X_[k]"' },
    { kind: 'function', name: '(root)', frame: '"(root)"' },
    { kind: 'function', name: '(group parse)', frame: '"(group parse)"' },
    { kind: 'function', name: '__proto__', frame: '__proto__' },
    { kind: 'function', name: '\ud800', frame: '"\\ud800"' },
    { kind: 'group', name: 'part 1', frame: '(group part 1)' },
    { kind: 'group', name: 'GET /users', frame: '(group GET /users)' },
    { kind: 'group', name: 'two\nlines; "1"', frame: '(group "two\\nlines\\u003b \\"1\\"")' },
  ] as const)('writes $frame', ({ kind, name, frame }) => {
    expect(foldedStacks(profileOf('f', { calls: [{ kind, name, bytes: 8, count: 1 }] }))).toBe(`(root);${frame} 8\n`)
  })

  it.each(['bytes', 'count'] as const)('gives readers all %s, each at its depth, whatever the names', (weight) => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const text = foldedStacks(profile, { weight })
        const read = readAsFlamegraphPl(text)
        expect(readAsSpeedscope(text)).toEqual(read)
        expect(read.reduce((sum, { number }) => sum + number, 0)).toBe(profile[weight])
        const allocated = callsOf(profile.tree).filter(({ node }) => node.self[weight] > 0)
        expect(sorted(read.map(({ frames, number }) => [frames.length, number]))).toEqual(
          sorted(allocated.map(({ node, above }) => [above.length + 1, node.self[weight]])),
        )
      }),
    )
  })

  it('writes what is called 2,000 deep', () => {
    expect(foldedStacks(recursion(2000)).trimEnd().split('\n').at(-1)?.split(';')).toHaveLength(2001)
  })
})

function sorted(pairs: number[][]): string[] {
  return pairs.map((pair) => pair.join()).sort()
}

function depths(measurement: Measurement): number[] {
  const found: number[] = []
  const visit = (part: Measurement['root'], depth: number): void => {
    if (part.self > 0) found.push(depth)
    for (const child of part.parts) visit(child, depth + 1)
  }
  visit(measurement.root, 1)
  return found
}

interface Sample {
  readonly frames: string[]
  readonly number: number
}

/** As flamegraph.pl does it: a second number at the end would be the count before, and an annotation is dropped. */
function readAsFlamegraphPl(text: string): Sample[] {
  const number = /^(.*)\s+?(\d+(?:\.\d*)?)$/
  return linesOf(text).map((line) => {
    const [, stack = '', own] = number.exec(line) ?? []
    expect(stack).not.toMatch(number)
    const frames = stack.split(';').map((frame) => frame.replace(/_\[[kwij]\]$/, ''))
    return { frames, number: Number(own) }
  })
}

function readAsSpeedscope(text: string): Sample[] {
  return linesOf(text).map((line) => {
    const [, stack = '', own] = /^(.*) (\d+)$/.exec(line) ?? []
    return { frames: stack.split(';'), number: Number(own) }
  })
}

/** Any line break of Unicode would do for some reader. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/)
  expect(lines.pop()).toBe('')
  return lines
}
