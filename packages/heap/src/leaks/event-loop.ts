import type { NodeBuiltins } from './node-builtins.js'

/** Gives all that waits its turn, by a call that no fake clock stands in for. */
export function turnOfTheEventLoop({ fs }: NodeBuiltins): Promise<void> {
  return new Promise((resolve) => {
    fs.access('.', () => resolve())
  })
}
