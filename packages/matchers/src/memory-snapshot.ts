import { formatExactBytes, isMeasurement, type Measurement, measure } from '@carat/core'
import { memoryText, parseMemoryText, printable, remarksIn } from '@carat/report'
import { contextOf, type MatcherContext, type MatcherResult } from './context.js'
import { SnapshotText } from './measurement-serializer.js'
import { mismatchText, notWrittenText, runnersText } from './memory-snapshot-failure.js'
import {
  FILE_MATCHER,
  INLINE_MATCHER,
  type InlineMemorySnapshotArguments,
  type MemorySnapshotArguments,
  parseFileArguments,
  parseInlineArguments,
  type SnapshotRequest,
} from './memory-snapshot-options.js'
import { misuse } from './misuse.js'

/** Where a snapshot is kept: in a file under the test's name and the hint, or as a text in the call. */
export interface SnapshotPlace {
  readonly matcher: string
  readonly hint: string | undefined
  readonly isInline: boolean
  readonly inlineText: string | undefined
}

/** What is stored for the next snapshot of a test. */
export interface StoredSnapshot {
  /** The name of the snapshot. */
  readonly name: string
  /** The text as the runner keeps it, which may have a line break round it. */
  readonly text: string | undefined
  /** Whether the runner writes all snapshots anew (`-u`). */
  readonly isUpdated: boolean
}

/** What the runner's own snapshot matcher says. */
export interface RunnerVerdict {
  readonly pass: boolean
  message(): string
  /** The name of the snapshot. */
  readonly name?: string | undefined
  readonly actual?: unknown
  /** The stored text; `undefined` where there is none. */
  readonly expected?: unknown
  /** What else the runner's matcher hands back, for its reporters. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined
}

/** The snapshots of a runner, as its adapter reaches them. `self` is the `this` of a matcher. */
export interface SnapshotMachinery {
  /** The runner's name in texts: `Jest`. */
  readonly runner: string
  /** Why the runner can't keep this snapshot, and what to do; `undefined` where it can. */
  obstacle(self: object, place: SnapshotPlace): string | undefined
  /** What is stored, without counting it as looked up; `undefined` where this version of the runner doesn't tell. */
  stored(self: object, place: SnapshotPlace): StoredSnapshot | undefined
  /** Compares with what is stored or stores it, as the runner's flags say. */
  match(self: object, received: SnapshotText, place: SnapshotPlace): RunnerVerdict
}

/** What a snapshot matcher hands back: both texts, too, where the runner is to show how they differ. */
export interface SnapshotResult extends MatcherResult {
  readonly actual?: unknown
  readonly expected?: unknown
}

/** The two snapshot matchers, for `expect.extend`. */
export interface MemorySnapshotMatchers {
  toMatchMemorySnapshot(this: unknown, received: unknown, ...given: MemorySnapshotArguments): SnapshotResult
  toMatchInlineMemorySnapshot(this: unknown, received: unknown, ...given: InlineMemorySnapshotArguments): SnapshotResult
}

/** The snapshot matchers on a runner's snapshots. */
export function memorySnapshotMatchers(machinery: SnapshotMachinery): MemorySnapshotMatchers {
  return {
    toMatchMemorySnapshot(received, ...given) {
      refuseMisplaced(this, FILE_MATCHER)
      return matchSnapshot(machinery, this as object, received, parseFileArguments(given))
    },
    toMatchInlineMemorySnapshot(received, ...given) {
      refuseMisplaced(this, INLINE_MATCHER)
      return matchSnapshot(machinery, this as object, received, parseInlineArguments(given))
    },
  }
}

function refuseMisplaced(self: unknown, matcher: string): void {
  const rightCall = `expect(value).${matcher}()`
  if (typeof self !== 'object' || self === null || !('isNot' in self)) {
    throw misuse(TypeError, matcher, 'it must be called on an expectation', rightCall)
  }
  // Both runners say what promise an assertion is on, if only that it is none; in place of a value they don't.
  if (!('promise' in self)) {
    const problem = 'a snapshot belongs to an assertion, and can not stand in place of a value'
    throw misuse(TypeError, matcher, problem, rightCall)
  }
  if (self.isNot === true) {
    throw misuse(TypeError, matcher, 'a snapshot can not be used with not', rightCall)
  }
}

function matchSnapshot(
  machinery: SnapshotMachinery,
  self: object,
  received: unknown,
  request: SnapshotRequest,
): SnapshotResult {
  const obstacle = machinery.obstacle(self, request)
  if (obstacle !== undefined) throw new Error(`${request.matcher}: ${obstacle}`)
  const measurement = measurementOf(received, request)
  const text = memoryText(measurement, { depth: request.depth, rows: request.rows })
  const tolerated = toleratedSnapshot(machinery, self, measurement, text, request)
  const verdict =
    tolerated === undefined || tolerated.text === text
      ? machinery.match(self, new SnapshotText(text), request)
      : machinery.match(self, new SnapshotText(tolerated.text), { ...request, inlineText: framed(tolerated.text) })
  if (!verdict.pass) return failure(machinery, contextOf(self), measurement, text, verdict, request)
  if (tolerated?.gain !== undefined) announce(machinery, request.matcher, measurement.bytes, tolerated.gain)
  return { pass: true, message: () => '' }
}

function measurementOf(received: unknown, { matcher, size, measuresItsWay }: SnapshotRequest): Measurement {
  if (!isMeasurement(received)) return measure(received, size)
  if (measuresItsWay) {
    const problem = 'received is measured already, so layout, exclude and include come too late'
    throw misuse(TypeError, matcher, problem, `expect(measure(value, { layout: 'host' })).${matcher}()`)
  }
  return received
}

/** What is stored, and is more than the value needs. */
interface Gain {
  readonly name: string
  readonly stored: number
}

interface Tolerated {
  /** The stored text, which stays. */
  readonly text: string
  /** Where the value needs less by more than the tolerance. */
  readonly gain: Gain | undefined
}

/**
 * The stored text where the options let it stand for the value: what warns of its size where the stored one did not, they
 * don't, since the bytes may be less just because of what is declared wrongly.
 */
function toleratedSnapshot(
  machinery: SnapshotMachinery,
  self: object,
  { bytes, layout }: Measurement,
  received: string,
  request: SnapshotRequest,
): Tolerated | undefined {
  const { matcher, within, ratchet } = request
  if (within === undefined && !ratchet) return undefined
  const stored = machinery.stored(self, request)
  if (stored === undefined) {
    const problem = `this version of ${machinery.runner} does not tell what is stored, which within and ratchet need`
    throw new Error(`${matcher}: ${problem}; leave them out, or use a newer one`)
  }
  if (stored.text === undefined || stored.isUpdated) return undefined
  const text = unframed(stored.text)
  const breakdown = parseMemoryText(text)
  if (breakdown === undefined || breakdown.layout !== layout) return undefined
  if (warnsAnew(text, received)) return undefined
  const difference = bytes - breakdown.bytes
  const margin = within?.of(breakdown.bytes) ?? 0
  const isGain = ratchet && difference < -margin
  if (isGain) return { text, gain: { name: stored.name, stored: breakdown.bytes } }
  // With a ratchet alone a total that is equal stands, whatever it is made of.
  return Math.abs(difference) <= margin ? { text, gain: undefined } : undefined
}

/** Whether one text warns of a place of which the other did not. How often and in which words may change with a size. */
function warnsAnew(stored: string, received: string): boolean {
  const known = new Set(remarksIn(stored).warned)
  return remarksIn(received).warned.some((path) => !known.has(path))
}

/** The text without the line breaks that runners put round one of several lines. */
function unframed(text: string): string {
  return text.startsWith('\n') ? text.slice(1).trimEnd() : text.trimEnd()
}

function framed(text: string): string {
  return text.includes('\n') ? `\n${text}\n` : text
}

function announce({ runner }: SnapshotMachinery, matcher: string, bytes: number, { name, stored }: Gain): void {
  const { console } = globalThis as { console?: { info(text: string): void } }
  const gain = `${formatExactBytes(bytes)} instead of ${formatExactBytes(stored)}, ${formatExactBytes(stored - bytes)} less`
  console?.info(`${matcher}: \`${printable(name)}\` needs ${gain}. Run ${runner} with -u to keep the gain.`)
}

function failure(
  { runner }: SnapshotMachinery,
  context: MatcherContext,
  measurement: Measurement,
  text: string,
  verdict: RunnerVerdict,
  request: SnapshotRequest,
): SnapshotResult {
  const { actual, expected, extra } = verdict
  const failed = { context, runner, request, name: verdict.name, measurement, text }
  if (typeof expected !== 'string') return { ...extra, pass: false, message: () => notWrittenText(failed) }
  const storedText = unframed(expected)
  const breakdown = parseMemoryText(storedText)
  const stored = breakdown && { breakdown, text: storedText }
  // The text read back, and not the measurement: a text has not all rows, and both sides must lack the same.
  const present = parseMemoryText(text)
  const mismatch = stored && present && mismatchText(failed, stored, present)
  if (mismatch !== undefined) return { ...extra, pass: false, message: () => mismatch }
  return { ...extra, actual, expected, pass: false, message: () => runnersText(failed, verdict.message(), stored) }
}
