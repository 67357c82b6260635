import type { Context } from 'node:vm'
import type { NodeBuiltins } from './node-builtins.js'

const MOST_TRIES = 1000

/** V8's garbage collector, without `--expose-gc` on the command line. */
export interface Collector {
  /** Ends what a WeakRef's making or reading does for the running job: to keep alive what it points at. */
  letGo(): void
  /** Lets go, and collects all that nothing holds. */
  collect(): void
}

/**
 * Sets V8's flag for as long as it takes to get hold of `gc`, and leaves it as it was.
 */
export function collectorOf({ v8, vm }: NodeBuiltins): Collector {
  const wasExposed = vm.runInNewContext('typeof gc') === 'function'
  const take = (mustBeSet: boolean): { readonly context: Context; readonly collect: unknown } => {
    if (mustBeSet) v8.setFlagsFromString('--expose-gc')
    // A context whose microtasks run as soon as a script of it ends: the end of a checkpoint is when V8 lets go of what
    // WeakRefs keep alive for the running job, `Isolate::ClearKeptObjects`, and the runner's own microtasks stay where they are.
    const context = vm.createContext({}, { microtaskMode: 'afterEvaluate' })
    const collect: unknown = vm.runInContext('globalThis.gc', context)
    if (mustBeSet) v8.setFlagsFromString('--no-expose-gc')
    return { context, collect }
  }
  let { context, collect } = take(!wasExposed)
  // Flags are the process's: another thread may be at the same, and have it hidden before it is taken here.
  for (let tries = 0; typeof collect !== 'function' && tries < MOST_TRIES; tries++) ({ context, collect } = take(true))
  if (typeof collect !== 'function')
    throw new Error('this V8 has no garbage collector to call: --expose-gc gave no gc()')
  const letGo = (): void => {
    vm.runInContext('0', context)
  }
  return {
    letGo,
    collect: () => {
      letGo()
      collect()
    },
  }
}
