import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '../test/allocation-trees.js'
import { chain, measurementOf, measurements } from '../test/part-trees.js'
import { foldedStacks } from './folded-stacks.js'
import { speedscope } from './speedscope.js'

const schemaFile = createRequire(import.meta.url).resolve('speedscope/dist/release/file-format-schema.json')
const isValid = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')))

const cache = measurementOf({
  type: 'Cache',
  self: 24,
  parts: [
    { name: '.b', type: 'Node', self: 40, parts: [{ name: '.a', type: 'Map', self: 8 }] },
    { name: '.a', type: 'Map', self: 16 },
  ],
})

describe('speedscope', () => {
  it('writes a sampled profile in bytes', () => {
    expect(JSON.parse(speedscope(cache, { name: 'sessions' }))).toEqual({
      $schema: 'https://www.speedscope.app/file-format-schema.json',
      shared: { frames: [{ name: 'Cache' }, { name: '.a Map' }, { name: '.b Node' }] },
      profiles: [
        {
          type: 'sampled',
          name: 'sessions',
          unit: 'bytes',
          startValue: 0,
          endValue: 88,
          samples: [[0], [0, 1], [0, 2], [0, 2, 1]],
          weights: [24, 16, 40, 8],
        },
      ],
      name: 'sessions',
      activeProfileIndex: 0,
      exporter: '@carat/report',
    })
  })

  it('is called as the type of the value, unless it is given a name', () => {
    expect(JSON.parse(speedscope(cache)).name).toBe('Cache')
    expect(JSON.parse(speedscope(cache, {})).name).toBe('Cache')
    expect(JSON.parse(speedscope(cache, { name: undefined })).name).toBe('Cache')
    expect(JSON.parse(speedscope(cache, { name: 'a\nb' })).name).toBe('a\\nb')
  })

  it('counts objects where it is told to', () => {
    const [profile] = JSON.parse(speedscope(cache, { weight: 'count' })).profiles
    expect(profile).toMatchObject({ unit: 'none', endValue: 4, weights: [1, 1, 1, 1] })
  })

  it('has the functions of an allocation profile with their places', () => {
    const place = { file: `${process.cwd()}/src/load.ts`, line: 7, column: 14 }
    const load = profileOf('load', {
      calls: [
        { name: 'load', place, bytes: 152, count: 3, calls: [{ name: 'push', bytes: 104, count: 1 }] },
        { kind: 'group', name: 'parse', bytes: 8, count: 2 },
      ],
    })
    const { name, shared, profiles } = JSON.parse(speedscope(load))
    expect(name).toBe('load')
    expect(shared.frames).toEqual([
      { name: '(root)' },
      { name: 'load', file: 'src/load.ts', line: 7, col: 14 },
      { name: 'push' },
      { name: '(group parse)' },
    ])
    expect(profiles[0]).toMatchObject({
      unit: 'bytes',
      endValue: 264,
      samples: [
        [0, 1],
        [0, 1, 2],
        [0, 3],
      ],
    })
    expect(JSON.parse(speedscope(load, { weight: 'count' })).profiles[0].weights).toEqual([3, 1, 2])
  })

  it.each(['bytes', 'count'] as const)('holds what the folded stacks of a profile hold, in %s', (weight) => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const file = JSON.parse(speedscope(profile, { weight }))
        expect(isValid(file), JSON.stringify(isValid.errors)).toBe(true)
        const [{ samples, weights, endValue }] = file.profiles
        const lines = foldedStacks(profile, { weight }).split('\n').slice(0, -1)
        expect(weights).toEqual(lines.map((line) => Number(/\d+$/.exec(line)?.[0])))
        expect(samples.map((sample: number[]) => sample.length)).toEqual(lines.map((line) => line.split(';').length))
        expect(endValue).toBe(profile[weight])
        for (const [at, sample] of samples.entries()) {
          const { name } = file.shared.frames[sample.at(-1)]
          expect(lines[at]?.split(';').at(-1)?.startsWith(name)).toBe(true)
        }
      }),
    )
  })

  it("is valid by speedscope's own schema and holds what the folded stacks hold, whatever the names", () => {
    fc.assert(
      fc.property(measurements, (measurement) => {
        const file = JSON.parse(speedscope(measurement))
        expect(isValid(file), JSON.stringify(isValid.errors)).toBe(true)
        const [profile] = file.profiles
        const lines = profile.samples.map(
          (sample: number[], index: number) =>
            `${sample.map((frame) => file.shared.frames[frame].name).join(';')} ${profile.weights[index]}\n`,
        )
        expect(lines.join('')).toBe(foldedStacks(measurement))
        expect(profile.endValue).toBe(measurement.bytes)
        const names = file.shared.frames.map(({ name }: { name: string }) => name)
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })

  it('would be told if it were not valid', () => {
    const file = JSON.parse(speedscope(cache))
    expect(isValid({ ...file, profiles: [{ ...file.profiles[0], unit: 'slots' }] })).toBe(false)
  })

  it('writes rows that lie 2,000 deep', () => {
    expect(JSON.parse(speedscope(chain(2000))).profiles[0].samples.at(-1)).toHaveLength(2001)
  })

  it('refuses what it can not use', () => {
    const example = `for example speedscope(measure(value), { name: 'sessions', weight: 'count' })`
    expect(() => speedscope([1] as never)).toThrow(
      new TypeError(
        'speedscope takes what measure or profile gives, got an array instead; write speedscope(measure(value)) or speedscope(profile(fn))',
      ),
    )
    expect(() => speedscope(cache, 'sessions' as never)).toThrow(
      new TypeError(`speedscope: options must be an object, got "sessions"; ${example}`),
    )
    expect(() => speedscope(cache, { name: 7 as never })).toThrow(
      new TypeError(`speedscope: name must be a text, got 7; ${example}`),
    )
    expect(() => speedscope(cache, { title: 'sessions' } as never)).toThrow(
      new RangeError(`speedscope: unknown option title; the options are name, weight; ${example}`),
    )
  })
})
