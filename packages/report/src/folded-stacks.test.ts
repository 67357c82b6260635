import type { Measurement } from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
          expect(read.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(measurement.bytes)
          expect(read.map(({ bytes }) => bytes).sort((a, b) => a - b)).toEqual(
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

  it('writes rows that lie 2,000 deep', () => {
    const lines = foldedStacks(chain(2000)).trimEnd().split('\n')
    expect(lines).toHaveLength(2001)
    expect(lines.at(-1)?.split(';')).toHaveLength(2001)
  })

  it.each([[undefined], [null], [72], ['72'], [[1, 2]], [new Map()], [{ bytes: 72 }], [() => 1], [Symbol('x')]])(
    'refuses %s',
    (argument) => {
      expect(() => foldedStacks(argument as never)).toThrow(TypeError)
      expect(() => foldedStacks(argument as never)).toThrow(/got .* instead; write foldedStacks\(measure\(value\)\)$/)
    },
  )
})

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
  readonly bytes: number
}

/** As flamegraph.pl does it: a second number at the end would be the count before, and an annotation is dropped. */
function readAsFlamegraphPl(text: string): Sample[] {
  const number = /^(.*)\s+?(\d+(?:\.\d*)?)$/
  return linesOf(text).map((line) => {
    const [, stack = '', bytes] = number.exec(line) ?? []
    expect(stack).not.toMatch(number)
    const frames = stack.split(';').map((frame) => frame.replace(/_\[[kwij]\]$/, ''))
    return { frames, bytes: Number(bytes) }
  })
}

function readAsSpeedscope(text: string): Sample[] {
  return linesOf(text).map((line) => {
    const [, stack = '', bytes] = /^(.*) (\d+)$/.exec(line) ?? []
    return { frames: stack.split(';'), bytes: Number(bytes) }
  })
}

/** Any line break of Unicode would do for some reader. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/)
  expect(lines.pop()).toBe('')
  return lines
}
