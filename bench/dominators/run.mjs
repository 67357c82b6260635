import { runCase } from '../child.mjs'
import { graphs } from './graphs.mjs'

const ROUNDS = 5

/** Each algorithm on each graph, a process a graph: times in milliseconds and peaks of memory in bytes. */
export function runDominators(node, names = Object.keys(graphs)) {
  return names.map((graph) => {
    const flags = ['--expose-gc', '--max-semi-space-size=1']
    return { graph, ...runCase(node, 'dominators', { flags, args: [graph, ROUNDS] }) }
  })
}
