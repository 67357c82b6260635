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
      let gc: unknown
      // another thread may be at the same, and have it hidden before it is taken here
      for (let tries = 0; typeof gc !== 'function' && tries < 1000; tries++) {
        setFlagsFromString('--expose-gc')
        gc = runInNewContext('globalThis.gc')
        setFlagsFromString('--no-expose-gc')
      }
      state.collectGarbage = gc as () => void
    }
  }
  return state.collectGarbage
}
