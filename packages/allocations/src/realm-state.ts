import { builtinModule } from './builtin-module.js'
import type { GroupHooks } from './group.js'
import type { ScriptMap } from './source-maps.js'
import type { Timeline } from './timeline.js'

/** What all copies of this package in one thread share: both module forms, and those in the vm contexts of a test runner. */
export interface RealmState {
  /** What runs, as a message says it. */
  running: string | undefined
  timeline: Timeline | undefined
  /** Looked up before, by V8's script id. */
  readonly scriptMaps: Map<string, ScriptMap | null>
  readonly groupHooks: Set<GroupHooks>
  collectGarbage: (() => void) | undefined
}

const KEY = Symbol.for('carat.profiling')

let known: RealmState | undefined

/** The one of this thread. `globalThis` itself would be the vm context's, of which Jest makes one for each test file. */
export function realmState(purpose: string): RealmState {
  if (known !== undefined) return known
  const { runInThisContext } = builtinModule('node:vm', purpose)
  const global: Record<symbol, RealmState | undefined> = runInThisContext('globalThis')
  let state = global[KEY]
  if (state === undefined) {
    state = {
      running: undefined,
      timeline: undefined,
      scriptMaps: new Map(),
      groupHooks: new Set(),
      collectGarbage: undefined,
    }
    Object.defineProperty(global, KEY, { value: state, configurable: true })
  }
  known = state
  return state
}

/** The one of this thread, if a profile ever ran in it; outside of Node.js there is none. */
export function realmStateIfAny(): RealmState | undefined {
  if (known === undefined && typeof globalThis.process?.getBuiltinModule === 'function') return realmState('a group')
  return known
}
