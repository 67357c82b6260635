import { diff, formatExactBytes, layouts, measure } from '@carat/core'
import { alignedRows, differenceText, grouped, signed } from '@carat/report'
import { coloursOf, type MatcherContext } from './context.js'
import { joined, matcherHint } from './failure-text.js'
import type { GrowingValue } from './growing-value.js'
import { fallsThroughout, judged, type Line, type Octave, rateOf, riseOf, type Steps } from './growth.js'
import { nearestCurve } from './growth-curve.js'
import type { PerItemBounds } from './growth-options.js'
import type { GrowthSeries } from './growth-series.js'
import { findSteps, isDoubling } from './growth-steps.js'
import type { MatcherOptions } from './matcher-options.js'

/** All that is known of how a value grows, and what was asked for. */
export interface GrowthVerdict {
  readonly pass: boolean
  readonly bounds: PerItemBounds
  readonly fixed: number | undefined
  readonly value: GrowingValue
  readonly series: GrowthSeries
  readonly octaves: readonly Octave[]
  readonly line: Line
  readonly isLinear: boolean
  readonly sizeOptions: MatcherOptions
}

/** The text of a failure: the growth against the limits, the curve, the sizes and the steps. */
export function growthText(context: MatcherContext, verdict: GrowthVerdict): string {
  const { expected, received, dim } = coloursOf(context)
  const { layout } = measure(null, verdict.sizeOptions)
  return joined([
    [matcherHint(context, { matcher: 'toGrowBy', argument: 'perItem', negated: verdict.pass })],
    [
      `Expected: ${expected(verdict.pass ? unwanted(verdict) : wanted(verdict))}`,
      `Received: ${received(growth(verdict))}`,
      dim(`Layout:   ${layout}, ${layouts[layout].engines}`),
    ],
    [curve(verdict), ...disagreements(verdict.series)],
    sizes(verdict.series),
    steps(verdict),
    whatGrew(verdict),
  ])
}

function wanted({ bounds, fixed }: GrowthVerdict): string {
  const { atLeast, atMost } = bounds
  const range =
    atLeast === undefined ? 'at most ' : atMost === undefined ? 'at least ' : `${formatExactBytes(atLeast)} to `
  const perItem = `${range}${formatExactBytes((atMost ?? atLeast) as number)} per item`
  return listed([
    perItem,
    ...(fixed === undefined ? [] : [`a fixed part of at most ${formatExactBytes(fixed)}`]),
    'linear',
  ])
}

function unwanted({ bounds, fixed }: GrowthVerdict): string {
  const { atLeast, atMost } = bounds
  const below = atLeast === undefined ? [] : [`less than ${formatExactBytes(atLeast)}`]
  const above = atMost === undefined ? [] : [`more than ${formatExactBytes(atMost)}`]
  const part = fixed === undefined ? '' : `, or a fixed part of more than ${formatExactBytes(fixed)}`
  return `${[...below, ...above].join(' or ')} per item${part}, or more than linear`
}

function growth({ bounds, fixed, line, octaves, isLinear }: GrowthVerdict): string {
  const last = octaves.at(-1) as Octave
  if (!isLinear) {
    const rate = rounded(rateOf(last).perItem)
    return `${formatExactBytes(rate)} per item up to n = ${grouped(last.to.n)} and rising, more than linear`
  }
  const { atLeast, atMost } = bounds
  const missed = atMost !== undefined && line.perItem > atMost ? atMost : atLeast
  const perItem = rateText(line.perItem, missed ?? atMost)
  const part = fixed === undefined ? [] : [`a fixed part of ${limited(Math.round(line.fixed), fixed)}`]
  return listed([perItem, ...part, shape(octaves)])
}

function shape(octaves: readonly Octave[]): string {
  const late = judged(octaves)
  if (late.every(({ from, to }) => from.bytes === to.bytes))
    return `constant from n = ${grouped((late[0] as Octave).from.n)}`
  return fallsThroughout(octaves.map(rateOf)) ? 'less than linear' : 'linear'
}

function curve({ line, octaves, isLinear }: GrowthVerdict): string {
  if (isLinear) {
    const late = judged(octaves)
    const sizesThere = [(late[0] as Octave).from, ...late.map(({ to }) => to)]
    const isExact = sizesThere.every(({ n, bytes }) => bytes === line.fixed + line.perItem * n)
    return `size(n) ${isExact ? '=' : '≈'} ${sum([
      [Math.round(line.fixed), ''],
      [rounded(line.perItem), ' × n'],
    ])}`
  }
  const nearest = nearestCurve(octaves)
  if (nearest === undefined) return 'The size grows faster than n³.'
  const { name, term, fixed, perItem, factor } = nearest
  return `The size grows as ${name}: size(n) ≈ ${sum([
    [Math.round(fixed), ''],
    [significant(perItem), ' × n'],
    [significant(factor), ` × ${term}`],
  ])}`
}

function sizes({ sizes }: GrowthSeries): string[] {
  const rows = sizes.map(({ n, bytes }, i) => {
    const before = sizes[i - 1]
    const rate = before === undefined ? '' : formatExactBytes(rounded((bytes - before.bytes) / (n - before.n)))
    return [grouped(n), formatExactBytes(bytes), rate]
  })
  return alignedRows([['n', 'size', 'per item since'], ...rows], 3)
}

function disagreements({ disagreements }: GrowthSeries): string[] {
  return disagreements.map(
    ([one, other]) =>
      `Two calls with n = ${grouped(one.n)} made values of ${formatExactBytes(one.bytes)} and ${formatExactBytes(other.bytes)}: seed random numbers to get the same sizes in each run.`,
  )
}

const MOST_STEPS = 12

function steps({ value, octaves }: GrowthVerdict): string[] {
  // Steep growth is no matter of steps, and to look for them takes long where values are large.
  if (riseOf(octaves.map(rateOf)) === 'steep') return []
  let found: Steps
  try {
    found = findSteps(value, octaves)
  } catch {
    // The function did not take an n between: the sizes at the others say enough.
    return []
  }
  if (found.steps.length === 0) return []
  const shown = found.steps.slice(-MOST_STEPS)
  const rows = shown.map((step) => [
    `between n = ${grouped(step.n - 1)} and ${grouped(step.n)}:`,
    signed(step.bytes),
    isDoubling(step, found.steps) ? 'as a table that doubles' : '',
  ])
  const width = Math.max(...rows.map(([, bytes]) => (bytes as string).length))
  const places = Math.max(...rows.map(([place]) => (place as string).length))
  const lines = rows.map(([place = '', bytes = '', kind = '']) =>
    `  ${place.padEnd(places)}  ${bytes.padStart(width)}  ${kind}`.trimEnd(),
  )
  const last = (octaves.at(-1) as Octave).to.n
  const limit = found.searchedTo < last ? ` up to n = ${grouped(found.searchedTo)}` : ''
  return [`Steps${limit}, which are no trend:`, ...lines]
}

// What a breakdown is taken of in a moment.
const MOST_BYTES_BROKEN_DOWN = 2 ** 22
const MOST_PARTS = 6

/** The parts of the value that growth over one octave went into. */
function whatGrew({ value, octaves, sizeOptions }: GrowthVerdict): string[] {
  const octave = octaves.findLast(({ to }) => to.bytes <= MOST_BYTES_BROKEN_DOWN)
  if (octave === undefined || octave.from.bytes === octave.to.bytes) return []
  const [before, after] = [octave.from.n, octave.to.n]
  const names = [`n = ${grouped(before)}`, `n = ${grouped(after)}`] as const
  try {
    const difference = diff(measure(value.valueAt(before), sizeOptions), measure(value.valueAt(after), sizeOptions))
    return [`What grew from ${names[0]} to ${names[1]}:`, differenceText(difference, { names, rows: MOST_PARTS })]
  } catch {
    // A function that fails in a further call leaves the sizes of those before.
    return []
  }
}

function listed(clauses: readonly string[]): string {
  return clauses.join(', ')
}

/** `1,216 B + 83.2 B × n - 3 B × n²` */
function sum(terms: readonly (readonly [coefficient: number, term: string])[]): string {
  const present = terms.filter(([coefficient]) => coefficient !== 0)
  if (present.length === 0) return '0 B'
  return present
    .map(([coefficient, term], i) => {
      const sign = coefficient < 0 ? '- ' : i === 0 ? '' : '+ '
      return `${i === 0 ? sign.trim() : sign}${formatExactBytes(Math.abs(coefficient))}${term}`
    })
    .join(' ')
}

function rounded(rate: number): number {
  return Number(rate.toFixed(2))
}

function significant(coefficient: number): number {
  return Number(coefficient.toPrecision(3))
}

/** With as many digits as it takes to see on which side of the limit it is. */
function rateText(rate: number, limit: number | undefined): string {
  const short = rounded(rate)
  const exact = limit !== undefined && short === rounded(limit) ? rate : short
  return limit === undefined ? `${formatExactBytes(exact)} per item` : limited(exact, limit, ' per item')
}

function limited(bytes: number, limit: number, unit = ''): string {
  const difference = bytes === limit ? '' : ` (${signed(Number((bytes - limit).toPrecision(6)))})`
  return `${formatExactBytes(bytes)}${unit}${difference}`
}
