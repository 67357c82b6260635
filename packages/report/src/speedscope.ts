import type { Measurement } from '@carat/core'
import { OptionReader, requireMeasurement } from './argument.js'
import { frameName } from './frame-name.js'
import { printable } from './printable.js'
import { stacks } from './stacks.js'

/** How a profile for speedscope is written. */
export interface SpeedscopeOptions {
  /** What speedscope calls the profile. Default: the type of the value. */
  readonly name?: string | undefined
}

/**
 * The breakdown as JSON that speedscope.app opens: a sampled profile in bytes, with a sample for each row of `foldedStacks`.
 *
 * @throws {TypeError} if `measurement` is not what `measure` returns, or `options.name` is no text.
 * @throws {RangeError} if there is an option that is not known.
 * @see https://www.speedscope.app/file-format-schema.json
 */
export function speedscope(measurement: Measurement, options?: SpeedscopeOptions): string {
  requireMeasurement('speedscope', measurement)
  const given = new OptionReader('speedscope', options, { name: `'sessions'` })
  const name = printable(given.text('name', frameName(measurement.root)))

  const indexes = new Map<string, number>()
  const samples: number[][] = []
  const weights: number[] = []
  const indexOf = (frame: string): number => {
    const known = indexes.get(frame)
    if (known !== undefined) return known
    indexes.set(frame, indexes.size)
    return indexes.size - 1
  }
  for (const { frames, part } of stacks(measurement.root, (part) => indexOf(frameName(part)))) {
    samples.push([...frames])
    weights.push(part.self)
  }
  return JSON.stringify({
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    shared: { frames: [...indexes.keys()].map((name) => ({ name })) },
    profiles: [
      {
        type: 'sampled',
        name,
        unit: 'bytes',
        startValue: 0,
        endValue: measurement.bytes,
        samples,
        weights,
      },
    ],
    name,
    activeProfileIndex: 0,
    exporter: '@carat/report',
  })
}
