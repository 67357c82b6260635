import type { Session } from 'node:inspector'
import { ask, connect, InspectorError } from './inspector-answers.js'
import type { CallFrame } from './sampling.js'
import type { CodePlace } from './source-maps.js'
import { type PlaceOf, placeText } from './summary.js'

interface Location {
  readonly scriptId: string
  readonly lineNumber: number
  readonly columnNumber?: number
  readonly type?: 'debuggerStatement' | 'call' | 'return'
}

interface Position {
  /** What to ask for. */
  readonly location: Location
  /** Which of the function's lines, or `RETURN`. */
  readonly line: number
}

/** A function with a breakpoint at each position where V8 can have one. */
export interface WatchedFunction {
  readonly positions: readonly Position[]
  /** In the order of the source, the first position of each. */
  readonly lines: readonly CodePlace[]
  /** Whether each end of a call has a breakpoint. */
  readonly isWhole: boolean
}

/** Stands for the end of a call among the lines of its function. */
export const RETURN = -1

/** Each can have one breakpoint at a position. */
const SESSIONS = 3
/** 240 lines of a function can be told apart. */
const MOST_RUNS = 5
/** Each takes 20 to 60 µs to set. */
const MOST_POSITIONS = 2000

export const functionKey = ({ scriptId, lineNumber, columnNumber }: CallFrame): string =>
  `${scriptId}:${lineNumber}:${columnNumber}`

/**
 * Breakpoints that never pause: sessions that skip all pauses set them, and no condition runs. What is left of a hit is one list of
 * the breakpoints there, which V8 allocates in the name of the function: 16 B and 8 B for each breakpoint.
 *
 * The number of breakpoints at a position changes from run to run, and no position keeps the same: so a list is what has another
 * size in each run, and the sizes in all of them, as digits of a word, tell the line.
 *
 * @see V8 11.3–14.6 `Debug::GetHitBreakpoints`, `V8DebuggerAgentImpl::acceptsPause`
 */
export class LineBreakpoints {
  /** By `functionKey`. */
  readonly functions: ReadonlyMap<string, WatchedFunction>
  /** Runs that it takes to tell all lines apart. */
  readonly runs: number
  readonly #sessions: Session[] = []
  readonly #words: readonly string[]
  /** Of each session, by position: the id of its breakpoint. */
  readonly #set: Map<Position, string>[] = []

  /** @param frames Of the functions to watch, the most important first. */
  constructor(purpose: string, frames: Iterable<CallFrame>, placeOf: PlaceOf) {
    try {
      for (let i = 0; i < SESSIONS; i++) {
        const session = connect(purpose)
        this.#sessions.push(session)
        this.#set.push(new Map())
        ask(session, 'Debugger.enable')
        ask(session, 'Debugger.setSkipAllPauses', { skip: true })
      }
      this.functions = watched(this.#sessions[0] as Session, frames, placeOf)
    } catch (error) {
      this.close()
      throw error
    }
    const most = Math.max(0, ...[...this.functions.values()].map(({ lines }) => lines.length))
    this.runs = runsFor(most)
    this.#words = wordsOf(this.runs)
  }

  /** Sets the breakpoints of a run, counted from 0. */
  setFor(run: number): void {
    for (const { positions } of this.functions.values()) {
      for (const position of positions) {
        const breakpoints = 1 + Number((this.#words[position.line + 1] as string)[run])
        this.#sessions.forEach((session, i) => {
          const set = this.#set[i] as Map<Position, string>
          const id = set.get(position)
          if (i < breakpoints && id === undefined) {
            set.set(position, setBreakpoint(session, position.location).breakpointId)
          } else if (i >= breakpoints && id !== undefined) {
            ask(session, 'Debugger.removeBreakpoint', { breakpointId: id })
            set.delete(position)
          }
        })
      }
    }
  }

  /** The line or `RETURN` of which samples are that have these sizes, run by run; undefined if they are none of a breakpoint. */
  lineOf(sizes: readonly number[]): number | undefined {
    const found = this.#words.indexOf(sizes.map((size) => (size - 24) / 8).join(''))
    return found < 0 ? undefined : found - 1
  }

  close(): void {
    for (const session of this.#sessions) {
      try {
        ask(session, 'Debugger.disable')
      } finally {
        session.disconnect()
      }
    }
  }
}

/** Of a word: how many breakpoints there are beside the first. */
const DIGITS = ['0', '1', '2']

/** Words of so many digits, with at least two different ones. */
function wordsOf(length: number): string[] {
  let words = ['']
  for (let i = 0; i < length; i++) words = words.flatMap((word) => DIGITS.map((digit) => word + digit))
  return words.filter((word) => new Set(word).size > 1)
}

const mostLines = (runs: number): number => SESSIONS ** runs - SESSIONS - 1

function runsFor(lines: number): number {
  let runs = 2
  while (mostLines(runs) < lines) runs++
  return runs
}

function watched(session: Session, frames: Iterable<CallFrame>, placeOf: PlaceOf): Map<string, WatchedFunction> {
  const found = new Map<string, { readonly frame: CallFrame; readonly locations: readonly Location[] }>()
  let positions = 0
  for (const frame of frames) {
    const key = functionKey(frame)
    if (found.has(key)) continue
    const locations = locationsOf(session, frame)
    positions += locations.length
    if (positions > MOST_POSITIONS) break
    found.set(key, { frame, locations })
  }
  // A function without code of its own, as the constructor that a class gets if it has none, is answered with what
  // follows in the function around it, which begins before.
  const inOrder = [...found].sort(([, { frame: a }], [, { frame: b }]) => isBefore(a, b))
  const taken = new Set<string>()
  const functions = new Map<string, WatchedFunction>()
  for (const [key, { frame, locations }] of inOrder) {
    const texts = locations.map(({ scriptId, lineNumber, columnNumber }) => `${scriptId}:${lineNumber}:${columnNumber}`)
    if (texts.some((text) => taken.has(text))) continue
    for (const text of texts) taken.add(text)
    const watchedFunction = withBreakpoints(session, frame, locations, placeOf)
    if (watchedFunction !== undefined) functions.set(key, watchedFunction)
  }
  return functions
}

function withBreakpoints(
  session: Session,
  frame: CallFrame,
  locations: readonly Location[],
  placeOf: PlaceOf,
): WatchedFunction | undefined {
  const lines = new Map<string, { readonly line: number; readonly place: CodePlace }>()
  const positions: Position[] = []
  let isWhole = true
  for (const at of locations) {
    const location = requestFor(session, at)
    if (location === undefined) {
      if (at.type !== 'return' || !hasPlainHead(session, frame, locations[0] as Location)) return undefined
      isWhole = false
    } else if (at.type === 'return') positions.push({ location, line: RETURN })
    else {
      const place = placeOf({ ...frame, columnNumber: 0, ...at }) as CodePlace
      const text = placeText({ ...place, column: 0 })
      const known = lines.get(text) ?? { line: lines.size, place }
      lines.set(text, known)
      positions.push({ location, line: known.line })
    }
  }
  if (lines.size > mostLines(MOST_RUNS)) return undefined
  return { positions, lines: [...lines.values()].map(({ place }) => place), isWhole }
}

/** Whether a function is an arrow function without defaults, which begins each call in the same way. */
function hasPlainHead(session: Session, { scriptId, lineNumber, columnNumber }: CallFrame, first: Location): boolean {
  const { scriptSource } = ask<{ readonly scriptSource: string }>(session, 'Debugger.getScriptSource', { scriptId })
  const lines = scriptSource.split(/\r\n|[\n\r\u2028\u2029]/).slice(Math.max(lineNumber, 0), first.lineNumber + 1)
  // the last one first: the function can begin on it
  lines.push((lines.pop() ?? '').slice(0, first.columnNumber))
  const head = lines.join('\n').slice(Math.max(columnNumber, 0))
  return /^[^=]*=>/.test(head)
}

function isBefore(a: CallFrame, b: CallFrame): number {
  return a.lineNumber - b.lineNumber || a.columnNumber - b.columnNumber
}

function locationsOf(session: Session, { scriptId, lineNumber, columnNumber }: CallFrame): readonly Location[] {
  // V8 13 and later count from where a script begins in its file, which can be before it
  const start = { scriptId, lineNumber: Math.max(lineNumber, 0), columnNumber: Math.max(columnNumber, 0) }
  const params = { start, restrictToFunction: true }
  return ask<{ readonly locations: readonly Location[] }>(session, 'Debugger.getPossibleBreakpoints', params).locations
}

/** What to ask for to get a breakpoint at a location, if that can be had at all. */
function requestFor(session: Session, { scriptId, lineNumber, columnNumber = 0 }: Location): Location | undefined {
  // An arrow function without braces returns behind its end, which V8 13 looks for in the function around: in vain once that has no
  // code any more. From the column before it finds the next position, if that isn't one itself.
  for (const column of [columnNumber, columnNumber - 1]) {
    const location = { scriptId, lineNumber, columnNumber: column }
    try {
      const { breakpointId, actualLocation: actual } = setBreakpoint(session, location)
      ask(session, 'Debugger.removeBreakpoint', { breakpointId })
      if (actual.lineNumber === lineNumber && actual.columnNumber === columnNumber) return location
    } catch (error) {
      if (!(error instanceof InspectorError)) throw error
    }
  }
  return undefined
}

function setBreakpoint(
  session: Session,
  location: Location,
): { readonly breakpointId: string; readonly actualLocation: Location } {
  return ask(session, 'Debugger.setBreakpoint', { location })
}
