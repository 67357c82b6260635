/**
 * Functions that V8's profiler shows under these names. A stack tells by them what Carat calls, what it does for itself, and when.
 *
 * They must stay functions of their own: no name may change, and none may be joined with another.
 */

/** Calls what is measured. */
export function caratMeasuredCall<T>(fn: () => T): T {
  return fn()
}

/** Calls what is called several times in a run. */
export function caratRepeatedCall<T>(fn: () => T): T {
  return fn()
}

/** Calls what belongs to a group. */
export function caratGroupCall<T>(fn: () => T): T {
  return fn()
}

/**
 * A moment that can be found in a profile: samples are numbered in their order, and this allocates exactly one.
 *
 * A symbol is made by a builtin, which allocates the same in each tier and on its first call.
 */
export function caratMoment(): symbol {
  return Symbol()
}

/** What these call is counted, whatever called them. */
export const CALLERS: ReadonlySet<string> = new Set(['caratMeasuredCall', 'caratRepeatedCall', 'caratGroupCall'])
export const GROUP_CALLER = 'caratGroupCall'
export const MOMENT = 'caratMoment'
/** What these and their callees allocate isn't counted; those that are not here lie next to what they do. */
export const OWN: ReadonlySet<string> = new Set([
  'caratMoment',
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
