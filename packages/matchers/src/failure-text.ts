import { formatBytes, formatExactBytes, type LayoutName, layouts } from '@carat/core'
import { grouped, printable, signed } from '@carat/report'
import { type Colours, coloursOf, type MatcherContext } from './context.js'

/** What a matcher asked for, in words round one count of bytes: `at most ` 2000 ` ± 5 %`. */
export interface Wanted {
  readonly before: string
  readonly bytes?: number | undefined
  readonly after?: string | undefined
}

/** What every failure text opens with. */
export interface Verdict {
  readonly matcher: string
  /** The name of the matcher's argument. */
  readonly argument: string
  /** Whether the matcher held, which fails a negated assertion. */
  readonly negated: boolean
  readonly wanted: Wanted
  readonly received: number
  /** What the difference is counted from, where there is one to show. */
  readonly reference: number | undefined
  readonly layout: LayoutName
  /** The name of the snapshot that the matcher compared with. */
  readonly snapshot?: string | undefined
}

/** The whole text of a failure: the verdict, then blocks of lines that explain it. */
export function failureText(
  context: MatcherContext,
  verdict: Verdict,
  explanation: readonly (readonly string[])[],
): string {
  const colours = coloursOf(context)
  const { snapshot } = verdict
  const name = snapshot === undefined ? [] : [snapshotName(snapshot)]
  return joined([[matcherHint(context, verdict)], name, sizes(colours, verdict), ...explanation])
}

/** Blocks of lines with an empty line between them; those without a line are left out. */
export function joined(blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')
}

/** The line of a failure that names the snapshot, as Jest has it. */
export function snapshotName(name: string): string {
  return `Snapshot name: \`${printable(name)}\``
}

/** The call that failed: `expect(received).not.toHaveMemoryUsage(expected)`. */
export function matcherHint(
  context: MatcherContext,
  verdict: Pick<Verdict, 'matcher' | 'argument' | 'negated'>,
): string {
  const { promise } = context
  const { dim, expected, received } = coloursOf(context)
  const unwrapped = promise === 'resolves' || promise === 'rejects' ? `${dim('.')}${promise}` : ''
  const not = verdict.negated ? `${dim('.')}not` : ''
  const call = `${dim('.')}${verdict.matcher}${dim('(')}${expected(verdict.argument)}${dim(')')}`
  return `${dim('expect(')}${received('received')}${dim(')')}${unwrapped}${not}${call}`
}

function sizes(colours: Colours, { layout, ...compared }: Verdict): string[] {
  return [...comparedLines(colours, compared, inBytes), colours.dim(`Layout:   ${layout}, ${layouts[layout].engines}`)]
}

/** What was asked for, what there is, and what the difference is counted from, where there is one to show. */
export type Compared = Pick<Verdict, 'wanted' | 'received' | 'reference'>

/** How a number is written. */
export interface Unit {
  exact(count: number): string
  /** What stands behind it: the same in short, or a word. */
  rounded(count: number): string
  signed(difference: number): string
}

const inBytes: Unit = { exact: formatExactBytes, rounded, signed }

/** Two lines, what was expected and what was received. */
export function comparedLines(colours: Colours, { wanted, received, reference }: Compared, unit: Unit): string[] {
  const { before, bytes, after = '' } = wanted
  // The two counts stand under each other, so that a digit more is seen at once.
  const width = Math.max(unit.exact(received).length, bytes === undefined ? 0 : unit.exact(bytes).length)
  const count = (exact: number): string => `${unit.exact(exact).padStart(width)}${unit.rounded(exact)}`
  const expected = bytes === undefined ? before : `${before}${count(bytes)}${after}`
  const indent = bytes === undefined ? '' : ' '.repeat(before.length)
  const difference = reference === undefined ? '' : `   (${differenceFrom(reference, received, unit)})`
  return [
    `Expected: ${colours.expected(expected)}`,
    `Received: ${colours.received(`${indent}${count(received)}`)}${difference}`,
  ]
}

/** Bytes as people say them, behind the exact count: ` (1.5 kB)`, but nothing below 1000. */
export function rounded(count: number): string {
  return Math.abs(count) < 1000 ? '' : ` (${formatBytes(count)})`
}

/** How far a size is from a reference: `+16 B, +16.7 %`. */
export function differenceFrom(reference: number, received: number, unit: Pick<Unit, 'signed'> = inBytes): string {
  const difference = received - reference
  if (difference === 0) return 'the same'
  if (reference === 0) return unit.signed(difference)
  return `${unit.signed(difference)}, ${share(received / reference)}`
}

function share(ratio: number): string {
  if (ratio >= 11) return `${grouped(Number(ratio.toFixed(1)))} times as much`
  const percent = (ratio - 1) * 100
  if (Math.abs(percent) < 0.1) return 'under 0.1 %'
  return `${percent < 0 ? '-' : '+'}${Number(Math.abs(percent).toFixed(1))} %`
}
