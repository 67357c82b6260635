import type { Bytes } from '@carat/core'
import { retainerPath } from '../retainers/retainer-path.js'
import type { RetainerStep } from '../retainers/retainer-step.js'
import { Snapshot } from '../snapshot.js'
import { holdInSnapshot } from './hold.js'

/**
 * What would be freed if a value went away: the self sizes of all that only it keeps alive, as DevTools' _Retained Size_ has
 * them. 0 for what is no heap object, such as a small integer.
 *
 * No function of the value alone: the only object of its shape is charged with its hidden class, and what anybody else
 * holds as well is left out. So it belongs in no stored baseline; `heapUsageOf` does.
 *
 * @throws {Error} where there is no V8 of Node.js to ask.
 */
export function retainedSizeOf(value: unknown): Bytes {
  if (isOfTheEngine(value)) return 0 as Bytes
  const { graph, nodes } = holdInSnapshot([value])
  const node = nodes[0] as number
  return node < 0 ? (0 as Bytes) : new Snapshot(graph).node(node).retainedSize
}

/**
 * What keeps a value alive: the shortest path to it from a root, in steps with the names that people gave.
 *
 * Paths that don't begin at variables of running code come first: those end with the functions that run.
 *
 * @returns `undefined` where nothing does: for what is no heap object.
 * @throws {Error} where there is no V8 of Node.js to ask.
 *
 * @example
 * pathText(retainersOf(session) ?? []) // 'module scope of app.js → sessions → Map[entry "user:1"]'
 */
export function retainersOf(value: unknown): readonly RetainerStep[] | undefined {
  if (isOfTheEngine(value)) return undefined
  const { graph, holder, nodes } = holdInSnapshot([value])
  const node = nodes[0] as number
  return node < 0 ? undefined : retainerPath(graph, node, { without: [holder] })
}

/** `undefined` and its like are heap objects of V8's, and everybody's. */
function isOfTheEngine(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'boolean'
}
