import { takeHeapGraph } from './heap-graph.js'
import { intrinsics } from './intrinsics.js'
import { type Edge, programRules, unseenRules } from './rules.js'

/**
 * What V8 holds for each of several values, what lies in private fields and behind promises included: the most that a
 * preset could show. The variables of closures are left out, by which a value of Node.js reaches all of Node.js.
 */
export interface PrivateParts {
  /** The self sizes of all nodes, each once. */
  bytesOf(index: number): number
  /** The texts of all strings. */
  stringsOf(index: number): ReadonlySet<string>
  /**
   * Type, name and bytes of each node, sorted: the same as long as nothing is made or changed. Strings left out: that V8
   * makes two that were joined into one of one piece is no change.
   */
  listOf(index: number): readonly string[]
}

/** Finds its own kind in a snapshot. */
class HolderOfPrivateParts {
  readonly values: readonly unknown[]
  readonly program: readonly object[]

  constructor(values: readonly unknown[]) {
    this.values = [...values, {}]
    this.program = intrinsics()
  }
}

// What is no part of a value by any account. The list of all timers hangs on each of them.
const timerLinks = new Set<string | number>(['_idleNext', '_idlePrev'])
const context = unseenRules.find(({ name }) => name === 'closure context')

/** Takes one snapshot of this process. */
export function privateParts(values: readonly unknown[]): PrivateParts {
  const holder = new HolderOfPrivateParts(values)
  const graph = takeHeapGraph()
  if (holder.values.length !== values.length + 1) throw new Error('the judge lost its values')
  const edgesOf = function* (node: number): Generator<number> {
    const end = graph.firstEdge[node + 1] as number
    for (let edge = graph.firstEdge[node] as number; edge < end; edge++) yield edge
  }
  const child = (node: number, name: string): number => {
    for (const edge of edgesOf(node)) {
      if (graph.edgeTypeOf(edge) === 'property' && graph.edgeNameOf(edge) === name) return graph.edgeTo[edge] as number
    }
    return -1
  }
  const elements = (array: number): number[] => {
    const found: number[] = []
    for (const edge of edgesOf(array)) {
      if (graph.edgeTypeOf(edge) === 'element') found[graph.edgeNameOf(edge) as number] = graph.edgeTo[edge] as number
    }
    return found
  }
  let own = -1
  for (let node = 0; node < graph.nodeCount && own < 0; node++) {
    const isOne = graph.typeOf(node) === 'object' && graph.nameOf(node) === HolderOfPrivateParts.name
    if (isOne && child(node, 'program') >= 0) own = node
  }
  const program = new Set(elements(child(own, 'program')))
  const roots = elements(child(own, 'values'))

  const reached = (index: number): readonly number[] => {
    const root = roots[index]
    if (root === undefined) throw new RangeError(`the judge holds ${roots.length} values, there is none at ${index}`)
    const seen = new Set([root])
    const stack = [root]
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      for (const edge of edgesOf(node)) {
        const to = graph.edgeTo[edge] as number
        if (seen.has(to) || program.has(to) || timerLinks.has(graph.edgeNameOf(edge))) continue
        const view: Edge = {
          fromType: graph.typeOf(node),
          fromName: graph.nameOf(node),
          type: graph.edgeTypeOf(edge),
          name: graph.edgeNameOf(edge),
          toType: graph.typeOf(to),
          toName: graph.nameOf(to),
          toPointsAt: (name) => [...edgesOf(to)].some((next) => graph.nameOf(graph.edgeTo[next] as number) === name),
        }
        // variables of closures, and the mark of instances with private methods, which is their class's scope
        if (context?.applies(view) || view.toName === 'system / Context') continue
        if (programRules.some((rule) => rule.applies(view))) continue
        seen.add(to)
        stack.push(to)
      }
    }
    return [...seen]
  }

  const size = (node: number): number => {
    const bytes = graph.selfSize[node] as number
    // strings in V8's read-only memory show as 0 B
    return bytes > 0 || graph.typeOf(node) !== 'string' ? bytes : 16 + Math.ceil(graph.nameOf(node).length / 8) * 8
  }
  return {
    bytesOf: (index) => reached(index).reduce((sum, node) => sum + size(node), 0),
    stringsOf: (index) => new Set(reached(index).map((node) => graph.nameOf(node))),
    listOf: (index) =>
      reached(index)
        .filter((node) => !graph.typeOf(node).endsWith('string'))
        .map((node) => `${graph.typeOf(node)} ${graph.nameOf(node)} ${size(node)}`)
        .sort(),
  }
}
