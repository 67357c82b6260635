import type { Tier } from './allocation-profile.js'

/**
 * Functions that V8's profiler shows under these names. A stack tells by them what Carat calls, what it does for itself, and when.
 *
 * No name may change, and none may be joined with another, which is what V8's optimising compilers do with small functions.
 */

/** Calls what Carat was given, in a frame that a stack shows. */
export type Caller = <T>(fn: () => T) => T

/** What each calls is counted, whatever called them. */
export interface Callers {
  /** Calls what is measured. */
  readonly measured: Caller
  /** Calls what is called several times in a run. */
  readonly repeated: Caller
  /** Calls what belongs to a group. */
  readonly group: Caller
}

/** As each call costs a frame more, which V8 walks for each sample, the interpreter has those that no compiler could join. */
export function callersIn(tier: Tier): Callers {
  return tier === 'interpreter' ? plainly : apart
}

const plainly: Callers = { measured: caratMeasuredCall, repeated: caratRepeatedCall, group: caratGroupCall }

function caratMeasuredCall<T>(fn: () => T): T {
  return fn()
}

function caratRepeatedCall<T>(fn: () => T): T {
  return fn()
}

function caratGroupCall<T>(fn: () => T): T {
  return fn()
}

/** Called back for its one element by a builtin, into which V8 (11.3 to 14.6) inlines nothing; it allocates nothing itself. */
const once: ReadonlySet<undefined> = new Set([undefined])

/** What such a call takes and gives: to write an element allocates nothing either. */
const passed: unknown[] = [undefined]

const apart: Callers = {
  measured: calledBack(caratMeasuredApart),
  repeated: calledBack(caratRepeatedApart),
  group: calledBack(caratGroupApart),
}

function caratMeasuredApart(): void {
  passed[0] = taken()()
}

function caratRepeatedApart(): void {
  passed[0] = taken()()
}

function caratGroupApart(): void {
  passed[0] = taken()()
}

function calledBack(caller: () => void): Caller {
  return <T>(fn: () => T): T => {
    passed[0] = fn
    once.forEach(caller)
    const result = passed[0] as T
    passed[0] = undefined
    return result
  }
}

function taken(): () => unknown {
  const fn = passed[0] as () => unknown
  passed[0] = undefined
  return fn
}

/** More calls than V8 needs to note which functions a call has had. */
const NOTED_AFTER = 1000

/** Shows each caller's call two functions, so that V8 doesn't inline the one that is measured: it would lose its name. */
export function warmCallers(tier: Tier): void {
  if (tier === 'interpreter') return
  const one = (): void => {}
  const other = (): void => {}
  for (const call of Object.values(apart)) {
    for (let i = 0; i < NOTED_AFTER; i++) call(i % 2 === 0 ? one : other)
  }
}

/** The realm's own, whatever a test puts in their place. */
const makeSymbol = Symbol
const makeObject = Object

/**
 * A moment that can be found in a profile: samples are numbered in their order, and the builtin `Object` allocates exactly one, in
 * each tier and on its first call. V8 shows its frame, so that what V8 allocates for the function that calls it is told apart.
 */
export function momentNow(): unknown {
  once.forEach(caratMoment)
  return passed[0]
}

function caratMoment(): void {
  passed[0] = makeObject()
}

/** Shows that what is allocated in the old generation is sampled, too: that is where `Symbol` allocates. */
export function witness(): unknown {
  once.forEach(caratWitness)
  return passed[0]
}

function caratWitness(): void {
  passed[0] = makeSymbol()
}

/** What these call is counted, whatever called them. */
export const CALLERS: ReadonlySet<string> = new Set([
  'caratMeasuredCall',
  'caratMeasuredApart',
  'caratRepeatedCall',
  'caratRepeatedApart',
  'caratGroupCall',
  'caratGroupApart',
])
export const GROUP_CALLERS: ReadonlySet<string> = new Set(['caratGroupCall', 'caratGroupApart'])
/** The builtin allocates for this function, and nothing else. */
export const MOMENT = { caller: 'caratMoment', builtin: 'Object' }
export const WITNESS = 'caratWitness'
/** A frame that counts as its caller's. */
export const UNGROUPED = 'caratUngrouped'
/** What these and their callees allocate isn't counted; those that are not here lie next to what they do. */
export const OWN: ReadonlySet<string> = new Set([
  'caratMoment',
  'caratWitness',
  'caratRun',
  'caratCalls',
  'caratFurtherCalls',
  'caratGroup',
  'caratMark',
  'caratEndJob',
  'caratSettled',
  'caratFailed',
  'caratSpread',
  'caratSet',
  'caratPromise',
])
