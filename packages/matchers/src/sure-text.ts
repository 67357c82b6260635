import { type Bounds, formatExactBytes, layouts, measure, type Unbounded } from '@carat/core'
import { alignedRows, moreText, printable, split, times } from '@carat/report'
import { adviceOn } from './advice.js'
import { breakdown } from './breakdown.js'
import { type Colours, coloursOf, type MatcherContext } from './context.js'
import { differenceFrom, joined, matcherHint, rounded } from './failure-text.js'
import type { MatcherOptions } from './matcher-options.js'
import { unwantedRange, wantedRange } from './range-text.js'
import { unseenBlocks, warningsBlock } from './rows.js'
import { judgeLimits, limitsThatHold, limitThatBreaks, type SureLimits, type SureVerdict } from './sure-limit.js'

/** All that is known where an assertion with `sure` has failed. */
export interface SureFailure {
  readonly verdict: SureVerdict
  /** Whether the assertion is negated, so that limits which hold or leave it undecided fail it. */
  readonly isNegated: boolean
  readonly limits: SureLimits
  readonly bounds: Bounds
  readonly received: unknown
  readonly options: MatcherOptions
}

/** One line of figures: a label, words, and a count or what stands in its place. */
interface Figure {
  readonly label: string
  readonly words: string
  readonly bytes?: number | undefined
  /** What the difference is counted from, where there is one to show. */
  readonly reference?: number | undefined
}

const MOST_UNBOUNDED = 5
const WIDEST_LINE = 110

/**
 * The text of a failure with `sure`: the limits, the bounds and the settled size, and then either where the bytes are, or
 * why it is undecided and what would decide it.
 */
export function sureText(context: MatcherContext, failure: SureFailure): string {
  const { verdict, isNegated, limits, bounds } = failure
  const colours = coloursOf(context)
  const measurement = measure(failure.received, failure.options)
  const settled = measurement.bytes
  const hint = matcherHint(context, { matcher: 'toHaveMemoryUsage', argument: 'expected', negated: isNegated })
  const advice = adviceOn(measurement)
  if (verdict === 'undecided') {
    const skipped = measurement.unseen.filter(({ reason }) => reason === 'skipped')
    return joined([
      [hint],
      [headline(failure)],
      figureLines(colours, failure, [...bothBounds(bounds, limits), settledFigure(settled)]),
      roomBlock(bounds),
      unboundedBlock(bounds),
      assumptionsBlock(bounds),
      warningsBlock(measurement.warnings, 'received'),
      ...unseenBlocks(skipped, 'received'),
      decisionBlock(failure, settled, advice),
    ])
  }
  const deciding = decidingBounds(failure)
  const isShown = deciding.some(({ bytes }) => bytes === settled)
  return joined([
    [hint],
    figureLines(colours, failure, isShown ? deciding : [...deciding, settledFigure(settled)]),
    ...breakdown(measurement),
    deciding.some(({ words }) => words === AT_MOST) ? assumptionsBlock(bounds) : [],
    advice,
  ])
}

function headline({ limits: { atLeast, atMost }, bounds }: SureFailure): string {
  const limit = atLeast === undefined || atMost === undefined ? 'the limit' : 'a limit'
  const reason =
    bounds.upper === undefined
      ? `there is no upper bound, and ${limit} is not below the lower one`
      : `${limit} is between the least and the most that V8 may hold`
  return `Undecided: ${reason}. This fails with and without .not.`
}

const AT_LEAST = 'at least '
const AT_MOST = 'at most '

function bothBounds({ lower, upper }: Bounds, { atLeast, atMost }: SureLimits): Figure[] {
  // Of two limits, each bound is compared with the one that it may break.
  const [low, high] = [atLeast ?? atMost ?? 0, atMost ?? atLeast ?? 0]
  const isOfTwo = atLeast !== undefined && atMost !== undefined
  const most = { label: '', words: upper === undefined ? 'no upper bound' : AT_MOST, bytes: upper }
  return [
    { label: 'Received:', words: AT_LEAST, bytes: lower, reference: isOfTwo && lower >= low ? undefined : low },
    { ...most, reference: isOfTwo && upper !== undefined && upper <= high ? undefined : high },
  ]
}

/** The bounds that the verdict rests on. */
function decidingBounds({ verdict, limits: { atLeast, atMost }, bounds: { lower, upper } }: SureFailure): Figure[] {
  const label = 'Received:'
  if (lower === upper) {
    const missed = atMost !== undefined && lower > atMost ? atMost : atLeast
    return [{ label, words: '', bytes: lower, reference: verdict === 'broken' ? missed : undefined }]
  }
  if (verdict === 'broken') {
    return atMost !== undefined && lower > atMost
      ? [{ label, words: AT_LEAST, bytes: lower, reference: atMost }]
      : [{ label, words: AT_MOST, bytes: upper, reference: atLeast }]
  }
  const least = atLeast === undefined ? [] : [{ label, words: AT_LEAST, bytes: lower }]
  return atMost === undefined
    ? least
    : [...least, { label: least.length > 0 ? '' : label, words: AT_MOST, bytes: upper }]
}

function settledFigure(settled: number): Figure {
  return { label: 'Settled:', words: '', bytes: settled }
}

/** What was asked for, above the figures, with all counts in line so that a digit more is seen at once. */
function figureLines(colours: Colours, { isNegated, limits, bounds }: SureFailure, figures: Figure[]): string[] {
  const { before, bytes } = isNegated ? unwantedRange(limits) : wantedRange(limits)
  const all = [{ label: 'Expected:', words: `surely ${before}`, bytes }, ...figures]
  const widestWords = Math.max(...all.map(({ words, bytes }) => (bytes === undefined ? 0 : words.length)))
  const widestCount = Math.max(...all.map(({ bytes }) => (bytes === undefined ? 0 : formatExactBytes(bytes).length)))
  const lines = all.map(({ label, words, bytes, reference }: Figure, i) => {
    const paint = i === 0 ? colours.expected : colours.received
    const start = label.padEnd('Expected: '.length)
    if (bytes === undefined) return `${start}${paint(words)}`
    const count = `${words.padEnd(widestWords)}${formatExactBytes(bytes).padStart(widestCount)}${rounded(bytes)}`
    return `${start}${paint(count)}${reference === undefined ? '' : `   (${differenceFrom(reference, bytes)})`}`
  })
  const { layout } = bounds
  return [...lines, colours.dim(`Layout:   ${layout}, ${layouts[layout].engines}`)]
}

function roomBlock({ room }: Bounds): string[] {
  if (room.length === 0) return []
  const rows = room.map(({ cause, bytes }) => [formatExactBytes(bytes), cause])
  return ['What V8 may hold beyond the least, by cause:', ...alignedRows(rows, 1)]
}

function unboundedBlock({ unbounded }: Bounds): string[] {
  if (unbounded.length === 0) return []
  const { shown, hidden } = split(unbounded, MOST_UNBOUNDED)
  const rows = shown.map(({ path, reason, count }) => [printable(`received${path}`), `${reason}${times(count)}`])
  if (hidden.length > 0) rows.push([moreText(hidden.length)])
  return ["There is no upper bound, since JavaScript can't see how much is behind:", ...alignedRows(rows, 0)]
}

function assumptionsBlock({ assumptions }: Bounds): string[] {
  if (assumptions.length === 0) return []
  return ['The upper bound takes for granted that:', ...assumptions.flatMap(wrapped)]
}

/** A sentence as a row of a block, and what is beyond its width in further lines. */
function wrapped(sentence: string): string[] {
  const lines = ['']
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1) as string
    if (line.length + word.length < WIDEST_LINE) lines[lines.length - 1] = line === '' ? `  ${word}` : `${line} ${word}`
    else lines.push(`    ${word}`)
  }
  return lines
}

function decisionBlock(failure: SureFailure, settled: number, advice: readonly string[]): string[] {
  const { limits, isNegated } = failure
  const wouldPass = (judgeLimits({ lower: settled, upper: settled }, limits) === 'holds') !== isNegated
  const lines = [
    ...decidingLimits(failure),
    `Without sure the settled size decides: ${formatExactBytes(settled)}, with which this ${wouldPass ? 'passes' : 'fails'}.`,
    ...(advice.length > 0 ? advice : waysOut(failure)),
    'A heap snapshot has the bytes that V8 holds for it as it was built.',
  ]
  return ['What would decide it:', ...lines.map((line) => `  ${line}`)]
}

/** Limits near those given that are decided; first those with which the assertion passes. */
function decidingLimits({ bounds, limits, isNegated }: SureFailure): string[] {
  const held = limitsThatHold(bounds, limits)
  const broken = limitThatBreaks(bounds, limits)
  const holds = held === undefined ? [] : [`${written(held)} surely holds`]
  const breaks = broken === undefined ? [] : [`${written(broken)} surely does not hold`]
  const clauses = isNegated ? [...breaks, ...holds] : [...holds, ...breaks]
  if (held === undefined && !isNegated) clauses.unshift('Without an upper bound no atMost surely holds')
  return clauses.length === 0 ? [] : [`${clauses.join('; ')}.`]
}

function written({ atLeast, atMost, strict }: SureLimits): string {
  const limits = [
    ...(atLeast === undefined ? [] : [`atLeast: ${atLeast}`]),
    ...(atMost === undefined ? [] : [`atMost: ${atMost}`]),
  ]
  return `{ ${limits.join(', ')}, sure: true${strict ? ', strict: true' : ''} }`
}

const ONLY_STRICT: readonly Unbounded['reason'][] = [
  'string that may be a slice',
  'array that may have been longer',
  'set that may have been larger',
]

function waysOut({ bounds: { unbounded } }: SureFailure): string[] {
  const lines: string[] = []
  if (unbounded.some(({ reason }) => reason === 'private fields')) {
    lines.push(
      'Private fields count where @measured marks them, or where the class has a [measurable](visitor) method.',
    )
  }
  if (unbounded.some(({ reason }) => ONLY_STRICT.includes(reason))) {
    lines.push('Without strict it is taken for granted that nothing was cut, made shorter or deleted.')
  }
  const excludable = unbounded.filter(
    ({ path, reason }) => path !== '' && reason !== 'private fields' && !ONLY_STRICT.includes(reason),
  )
  if (excludable.length > 0) {
    const name = excludable.map(({ path }) => path).find((path) => isWritten(path))
    const object = name === undefined ? 'object' : `received${name}`
    lines.push(`What is not meant can be left out: toHaveMemoryUsage(expected, { exclude: [${object}] }).`)
  }
  return lines
}

/** Whether a path is what one writes in a program: `[*]` stands for many, and `.get` may be the getter of an accessor. */
function isWritten(path: string): boolean {
  return /^(?:\.[A-Za-z_$][\w$]*)+$/.test(path) && !/\.[gs]et$/.test(path) && path.length <= 60
}
