import type { Ephemerons } from './ephemerons.js'
import type { HeapGraph } from './heap-graph.js'
import { edgeTypeNumbers, nodeTypeNumbers } from './type-numbers.js'
import { userRoots } from './user-roots.js'

/** The distance of what is not reached without weak edges. */
export const NO_DISTANCE = -5

/** Distances from here on are of what the program does not reach, but V8's own roots do. */
export const SYSTEM_DISTANCE = 100_000_000

/**
 * The number of edges on the shortest way to each node, as DevTools counts them: from the program's globals, which are at 1;
 * of what they don't reach, from the root, which is at SYSTEM_DISTANCE.
 *
 * Weak edges are none. Edges are left out that would make ways look shorter than they are for the program: the sloppy
 * function's hidden class in the native context, hidden classes' links to descriptors that they share with others, and of
 * the two edges to a value in a WeakMap the one that is met first.
 */
export function distances(graph: HeapGraph, ephemerons: Ephemerons): Int32Array {
  const distance = new Int32Array(graph.nodeCount).fill(NO_DISTANCE)
  const roots = userRoots(graph)
  const search = new Search(graph, ephemerons, distance, roots.length)
  for (const node of roots) search.visit(node, 1)
  search.run()
  search.visit(0, roots.length > 0 ? SYSTEM_DISTANCE : 0)
  search.run()
  return distance
}

/** Breadth first. */
class Search {
  readonly #graph: HeapGraph
  readonly #ephemerons: Ephemerons
  readonly #distance: Int32Array
  readonly #queue: Uint32Array
  #head = 0
  #tail = 0
  /** The pairs of edges to values in WeakMaps of which one was met. */
  readonly #met = new Set<number>()

  /** @param repeated How many visits there are, at the most, of nodes that were visited before. */
  constructor(graph: HeapGraph, ephemerons: Ephemerons, distance: Int32Array, repeated: number) {
    this.#graph = graph
    this.#ephemerons = ephemerons
    this.#distance = distance
    this.#queue = new Uint32Array(graph.nodeCount + repeated + 1)
  }

  visit(node: number, distance: number): void {
    this.#distance[node] = distance
    this.#queue[this.#tail++] = node
  }

  run(): void {
    const distance = this.#distance
    const queue = this.#queue
    const { firstEdge, edgeTo, edgeTypes, edgeNames, nodeTypes, nodeNames, strings } = this.#graph
    const { internal, weak, element, hidden: hiddenEdge } = edgeTypeNumbers(this.#graph)
    const { hidden, array } = nodeTypeNumbers(this.#graph)
    const nativeContext = strings.indexOf('system / NativeContext')
    const sloppyFunctionMap = strings.indexOf('sloppy_function_map')
    const descriptors = strings.indexOf('(map descriptors)')
    while (this.#head < this.#tail) {
      const node = queue[this.#head++] as number
      const next = (distance[node] as number) + 1
      const end = firstEdge[node + 1] as number
      const isContext = nodeTypes[node] === hidden && nodeNames[node] === nativeContext
      const isDescriptors = nodeTypes[node] === array && nodeNames[node] === descriptors
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        const type = edgeTypes[edge]
        if (type === weak) continue
        const to = edgeTo[edge] as number
        if (distance[to] !== NO_DISTANCE) continue
        const name = edgeNames[edge] as number
        const isNumbered = type === element || type === hiddenEdge
        if (isContext && !isNumbered && name === sloppyFunctionMap) continue
        if (isDescriptors) {
          // after two more, each descriptor takes three places; the second of them leads to what others share
          const index = isNumbered ? name : Number.parseInt(strings.get(name), 10)
          if (index >= 2 && index % 3 === 1) continue
        } else if (type === internal && this.#isFirstOfPair(name)) continue
        distance[to] = next
        queue[this.#tail++] = to
      }
    }
  }

  #isFirstOfPair(name: number): boolean {
    const ephemeron = this.#ephemerons.named(name)
    if (ephemeron === undefined || this.#met.delete(ephemeron.pair)) return false
    this.#met.add(ephemeron.pair)
    return true
  }
}
