import { argumentText } from './argument-text.js'
import { callersIn } from './frames.js'
import { isThenable } from './promises.js'
import { type RealmState, realmStateIfAny } from './realm-state.js'
import type { GroupCall } from './timeline.js'

/** What hooks get to know of a group. */
export interface GroupEvent {
  readonly name: string
  /** Names, from the outermost group to this one; just the name where no profile runs. */
  readonly path: readonly string[]
}

export interface GroupHooks {
  /** Before the group's function is called. */
  readonly start?: (group: GroupEvent) => void
  /** After it returned or threw; for one that returns a promise, after that settled. */
  readonly end?: (group: GroupEvent) => void
}

/**
 * Calls `fn`, and gives what it allocates a name in the profile that runs. Without one it just calls it.
 *
 * Groups nest. Of a function that returns a promise all counts until that settles: what it does before its first `await` exactly,
 * what runs afterwards where no other group is open that isn't around it (see `overlap` in the result).
 *
 * @returns What `fn` returns, or throws what it throws.
 * @throws {TypeError} if `name` is no text or `fn` no function.
 */
export const group: <T>(name: string, fn: () => T) => T = caratUngrouped

/**
 * Names this moment in the profile that runs; without one it does nothing. The result has a phase from each mark to the next, and
 * what was allocated from each mark to the end.
 *
 * @throws {TypeError} if `name` is no text.
 */
export const mark: (name: string) => void = caratMark

function caratUngrouped<T>(name: string, fn: () => T): T {
  checkName('group', "group('parse', () => parse(text))", name)
  if (typeof fn !== 'function') {
    throw new TypeError(`group takes a function, got ${argumentText(fn)}; call it as group('parse', () => parse(text))`)
  }
  const state = realmStateIfAny()
  if (state === undefined || (state.timeline === undefined && state.groupHooks.size === 0)) return fn()
  return caratGroup(state, name, fn)
}

function caratGroup<T>({ timeline, groupHooks }: RealmState, name: string, fn: () => T): T {
  const call: GroupCall = timeline?.enter(name) ?? { name, parent: undefined, path: [name] }
  let goesOn = false
  try {
    for (const { start } of groupHooks) start?.(call)
    // without a timeline nothing keeps V8 from optimising this
    const result = callersIn(timeline === undefined ? 'optimized' : 'interpreter').group(fn)
    goesOn = isThenable(result)
    if (goesOn) (result as PromiseLike<unknown>).then(caratSettled, caratSettled)
    return result
  } finally {
    timeline?.leave(call, goesOn)
    if (!goesOn) for (const { end } of groupHooks) end?.(call)
  }

  function caratSettled(): void {
    timeline?.settle(call)
    for (const { end } of groupHooks) end?.(call)
  }
}

function caratMark(name: string): void {
  checkName('mark', "mark('parsed')", name)
  realmStateIfAny()?.timeline?.mark(name)
}

function checkName(what: string, call: string, name: unknown): void {
  if (typeof name === 'string' && name !== '') return
  throw new TypeError(`${what} takes a name, got ${argumentText(name)}; call it as ${call}`)
}

/**
 * Calls hooks at the start and end of each group from now on, also where no profile runs. What they allocate isn't counted.
 *
 * @returns Takes them away again.
 * @throws {TypeError} if `start` or `end` is there and no function.
 */
export function onGroup(hooks: GroupHooks): () => void {
  for (const which of ['start', 'end'] as const) {
    const hook: unknown = hooks?.[which]
    if (hook !== undefined && typeof hook !== 'function') {
      throw new TypeError(
        `onGroup takes functions, got ${argumentText(hook)} as ${which}; call it as onGroup({ start: (group) => … })`,
      )
    }
  }
  if (typeof hooks !== 'object' || hooks === null) {
    throw new TypeError(
      `onGroup takes an object, got ${argumentText(hooks)}; call it as onGroup({ start: (group) => … })`,
    )
  }
  const all = realmStateIfAny()?.groupHooks
  const own = { ...hooks }
  all?.add(own)
  return () => {
    all?.delete(own)
  }
}
