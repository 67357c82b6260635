import { builtinModule } from './builtin-module.js'
import { realmState } from './realm-state.js'

/** Collects all garbage at once: what `node --expose-gc` has as `gc`, asked for without a flag on the command line. */
export function garbageCollector(purpose: string): () => void {
  const state = realmState(purpose)
  if (state.collectGarbage === undefined) {
    const { runInNewContext, runInThisContext } = builtinModule('node:vm', purpose)
    const exposed: unknown = runInThisContext('globalThis.gc')
    if (typeof exposed === 'function') state.collectGarbage = () => exposed()
    else {
      const { setFlagsFromString } = builtinModule('node:v8', purpose)
      setFlagsFromString('--expose-gc')
      const gc: () => void = runInNewContext('gc')
      setFlagsFromString('--no-expose-gc')
      state.collectGarbage = () => gc()
    }
  }
  return state.collectGarbage
}
