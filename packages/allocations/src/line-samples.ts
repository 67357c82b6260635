import { isCounted, MOST_FRAMES, type Place, placesOf, stepsOf, stretchFinder } from './attribution.js'
import { functionKey, type LineBreakpoints, RETURN, type WatchedFunction } from './line-breakpoints.js'
import type { Recording } from './sampling.js'
import { type CodePlace, isOfTheProgram } from './source-maps.js'
import { placesIn, siteOf } from './summary.js'

/** What a function of the program did: allocate, or come to a line. */
export interface Event {
  readonly by: Watched
  /** The `key` of the site. */
  readonly site: string
  /** Of the function, where the event is of a builtin that it called. */
  readonly place: Place
  readonly nodeId: number
  /** In each run. */
  readonly sizes: number[]
}

export interface Watched {
  readonly begin: CodePlace
  readonly in: WatchedFunction
  readonly events: Event[]
  /** Lines of calls that were left before they returned: at an `await` or `yield`, or by an exception. */
  readonly left: CodePlace[]
  /** What calls of it begin with, before the first line: the sizes, as a text. */
  readonly entries: Set<string>
  /** Whether its lines can be told. */
  isKnown: boolean
}

/** A sample of the first run, whether it counts or not. */
interface Sample {
  readonly place: Place
  readonly event: Event | undefined
}

/** Reads all runs side by side. A function that does not allocate the same in each isn't known. */
export function readSamples(
  recording: Recording,
  breakpoints: LineBreakpoints,
): { readonly samples: readonly Sample[]; readonly functions: readonly Watched[] } {
  const { profile } = recording
  const places = placesOf(profile)
  const stretchAt = stretchFinder(recording, places)
  const placeOf = placesIn(places.map((place) => ({ steps: stepsOf(place, undefined) })))
  const functions = new Map<string, Watched>()
  const known = new Map<string, Omit<Event, 'sizes'> | undefined>()
  const samples: Sample[] = []
  const done = new Map<Watched, number>()
  let run = 0
  for (const { nodeId, size, ordinal } of [...profile.samples].sort((a, b) => a.ordinal - b.ordinal)) {
    const stretch = stretchAt(ordinal)
    const place = places[nodeId]
    if (place === undefined || stretch === undefined || stretch.run < 1 || stretch.counts === 'nothing') continue
    if (stretch.run !== run) {
      run = stretch.run
      done.clear()
    }
    const group = stretch.group?.path ?? []
    const key = [nodeId, isCounted(place, stretch), ...group].join('\0')
    if (!known.has(key)) known.set(key, isCounted(place, stretch) ? described(place, group) : undefined)
    const found = known.get(key)
    if (run === 1) {
      const event = found && { ...found, sizes: [size] }
      if (event !== undefined) event.by.events.push(event)
      samples.push({ place, event })
    } else if (found !== undefined) {
      const index = done.get(found.by) ?? 0
      done.set(found.by, index + 1)
      const event = found.by.events[index]
      if (event?.nodeId === nodeId && event.sizes.length === run - 1) event.sizes.push(size)
      else found.by.isKnown = false
    }
  }
  for (const watched of functions.values()) {
    if (watched.events.some(({ sizes }) => sizes.length < breakpoints.runs)) watched.isKnown = false
  }
  return { samples, functions: [...functions.values()] }

  function described(place: Place, group: readonly string[]): Omit<Event, 'sizes'> | undefined {
    const { key: site, frame, place: begin } = siteOf(stepsOf(place, undefined), group, placeOf)
    if (frame === undefined || begin === undefined) return undefined
    const key = functionKey(frame)
    const watched = breakpoints.functions.get(key)
    if (watched === undefined) return undefined
    const by = functions.get(key) ?? { begin, in: watched, events: [], left: [], entries: new Set(), isKnown: true }
    functions.set(key, by)
    // calls at several depths look the same there
    if (place.depth >= MOST_FRAMES) by.isKnown = false
    let own = place
    while (own.node.callFrame !== frame && own.parent !== undefined) own = own.parent
    return { by, site, place: own, nodeId: place.node.id }
  }
}

/** A call that may be on the stack. */
interface Call {
  readonly place: Place
  readonly by: Watched
  /** What it allocated before it came to a line. */
  readonly early: Event[]
  /** Undefined until then. */
  line: CodePlace | undefined
}

/**
 * Follows the calls of a run, line by line. A place in the tree of calls is one call at a time, which has ended at the latest when
 * something else is on the stack.
 */
export function replay(
  samples: readonly Sample[],
  breakpoints: LineBreakpoints,
  count: (event: Event, line: CodePlace) => void,
): void {
  const calls: Call[] = []
  const seen = new Set<Watched>()
  for (const { place, event } of samples) {
    for (let call = calls.at(-1); call !== undefined && !isWithin(place, call.place); call = calls.at(-1)) {
      calls.pop()
      begin(call)
      call.by.left.push(call.line as CodePlace)
    }
    if (event === undefined) continue
    let call = calls.at(-1)
    if (call?.place !== event.place) {
      call = { place: event.place, by: event.by, early: [], line: undefined }
      calls.push(call)
    }
    const isMoment = event.sizes.some((size) => size !== event.sizes[0])
    if (isMoment) {
      const line = event.nodeId === event.place.node.id ? breakpoints.lineOf(event.sizes) : undefined
      begin(call)
      seen.add(event.by)
      if (line === RETURN) calls.pop()
      else if (line !== undefined && line < event.by.in.lines.length) call.line = event.by.in.lines[line]
      else event.by.isKnown = false
    } else if (call.line === undefined) call.early.push(event)
    else count(event, call.line)
  }
  while (calls.length > 0) begin(calls.pop() as Call)
  for (const { event } of samples) {
    if (event !== undefined && !(seen.has(event.by) && isTold(event.by))) event.by.isKnown = false
  }

  /** Before its first line a call has been entered, or goes on where one was left. */
  function begin(call: Call): void {
    if (call.line !== undefined) return
    const { by, early, place } = call
    const sizes = early.map(({ sizes: [size] }) => size).join(' ')
    const [first, ...others] = by.left
    if (first === undefined || !canGoOn(place) || (early.length > 0 && by.entries.has(sizes))) {
      by.entries.add(sizes)
      call.line = by.begin
    } else {
      const isSure = others.every((other) => isSameLine(other, first))
      if (isSure) by.left.pop()
      else if (early.length > 0) by.isKnown = false
      call.line = first
    }
    for (const event of early) count(event, call.line)
  }
}

/** Whether a call is told from the one before it: one that begins without allocating need not be. */
function isTold({ begin, entries, in: { isWhole, lines } }: Watched): boolean {
  if (isWhole || lines.every((line) => isSameLine(line, begin))) return true
  return [...entries].every((sizes) => sizes === '')
}

const isSameLine = (a: CodePlace, b: CodePlace): boolean => a.file === b.file && a.line === b.line

/** Whether a call can be one that goes on: what resumes it is a method of generators or V8's queue, and not a function of the program. */
function canGoOn({ parent }: Place): boolean {
  if (parent === undefined) return true
  const { callFrame } = parent.node
  return !isOfTheProgram(callFrame) && ['', '(root)', 'next', 'return', 'throw'].includes(callFrame.functionName)
}

function isWithin(place: Place, outer: Place): boolean {
  let at: Place | undefined = place
  while (at !== undefined && at.depth > outer.depth) at = at.parent
  return at === outer
}
