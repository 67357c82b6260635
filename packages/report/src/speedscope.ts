import type { Measurement } from '@carat/core'
import type { AllocationProfileLike } from './allocation-profile.js'
import { OptionReader, requireStacks } from './argument.js'
import { frameName, frameText } from './frame-name.js'
import { relativePath } from './place-text.js'
import { printable } from './printable.js'
import { type Frame, stackRoot, stacks } from './stacks.js'

/** How a profile for speedscope is written. */
export interface SpeedscopeOptions {
  /** What speedscope calls the profile. Default: the type of the value, or the name of the function. */
  readonly name?: string | undefined
  /** Bytes; or how many objects a measurement has, how many pieces a profile. Default `'bytes'`. */
  readonly weight?: 'bytes' | 'count' | undefined
}

/**
 * A breakdown or an allocation profile as JSON that speedscope.app opens: a sampled profile, with a sample for each line of
 * `foldedStacks`. Frames of functions have their place; paths are relative to where the process runs.
 *
 * @throws {TypeError} if `subject` is neither what `measure` nor what `profile` returns, or `options.name` is no text.
 * @throws {RangeError} if there is an option that is not known, or `weight` is neither `'bytes'` nor `'count'`.
 * @see https://www.speedscope.app/file-format-schema.json
 */
export function speedscope(subject: Measurement | AllocationProfileLike, options?: SpeedscopeOptions): string {
  requireStacks('speedscope', subject)
  const given = new OptionReader('speedscope', options, { name: `'sessions'`, weight: `'count'` })
  const name = printable(given.text('name', 'tree' in subject ? subject.name : frameName(subject.root)))
  const weight = given.oneOf('weight', 'bytes', ['bytes', 'count'])

  const indexes = new Map<string, number>()
  const written: object[] = []
  const samples: number[][] = []
  const weights: number[] = []
  const indexOf = (frame: Frame): number => {
    const text = frameText(frame)
    const known = indexes.get(text)
    if (known !== undefined) return known
    indexes.set(text, written.length)
    return written.push(writtenFrame(frame)) - 1
  }
  let total = 0
  for (const { frames, node } of stacks(stackRoot(subject), indexOf)) {
    if (node[weight] === 0) continue
    samples.push([...frames])
    weights.push(node[weight])
    total += node[weight]
  }
  return JSON.stringify({
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    shared: { frames: written },
    profiles: [
      {
        type: 'sampled',
        name,
        unit: weight === 'bytes' ? 'bytes' : 'none',
        startValue: 0,
        endValue: total,
        samples,
        weights,
      },
    ],
    name,
    activeProfileIndex: 0,
    exporter: '@carat/report',
  })
}

function writtenFrame({ name, place }: Frame): object {
  return place === undefined ? { name } : { name, file: relativePath(place.file), line: place.line, col: place.column }
}
