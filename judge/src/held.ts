import { type HeapGraph, takeHeapGraph } from './heap-graph.js'
import { intrinsics } from './intrinsics.js'
import { type Edge, programRules, type Rule, unseenRules } from './rules.js'

/** One heap object that a value holds. */
export interface HeldNode {
  readonly type: string
  readonly name: string
  readonly bytes: number
  /** The edges from the value to the node, the names joined. */
  readonly path: string
}

/** What V8 holds for each of several values, out of one snapshot. */
export interface Held {
  /** Bytes of the value at a place in the list: the self sizes of all nodes that belong to it, each once. */
  bytesOf(index: number): number
  /** The nodes behind `bytesOf`. */
  nodesOf(index: number): HeldNode[]
  /** The same as text, for a failure: one line a node. */
  describe(index: number): string
  /** The names of the unseen rules that cut something off, each once. */
  unseenOf(index: number): string[]
}

/** Finds its own kind in a snapshot: nothing else in the process has a class of this name. */
class HeldByTheJudgeOfCarat {
  readonly values: readonly unknown[]
  readonly program: readonly object[]
  readonly specimens: readonly unknown[]

  constructor(values: readonly unknown[]) {
    // An object at the end keeps V8 from making an array of doubles, whose numbers have no nodes.
    this.values = [...values, {}]
    this.program = intrinsics()
    this.specimens = [strictArguments()]
  }
}

function strictArguments(): unknown {
  // biome-ignore lint/complexity/noArguments: the arguments object itself is wanted
  return arguments
}

/**
 * Takes one snapshot of this process and tells what V8 holds for each value.
 *
 * Independent of core: it knows V8's snapshot format and the rules of what belongs to a value, and no layout at all.
 */
export function heldBytes(values: readonly unknown[]): Held {
  const holder = new HeldByTheJudgeOfCarat(values)
  const graph = takeHeapGraph()
  // Used after the snapshot, so that no optimiser may drop the holder before it.
  if (holder.values.length !== values.length + 1) throw new Error('the judge lost its values')
  return new HeldInGraph(graph, values.length)
}

const NEVER = -1

class HeldInGraph implements Held {
  readonly #graph: HeapGraph
  readonly #roots: Int32Array
  /** 1 for nodes that belong to the program, whoever points at them. */
  readonly #program: Uint8Array
  /** For each node the last walk that visited it. */
  readonly #visitedBy: Int32Array
  #walks = 0

  constructor(graph: HeapGraph, count: number) {
    this.#graph = graph
    this.#visitedBy = new Int32Array(graph.nodeCount)
    this.#program = new Uint8Array(graph.nodeCount)
    const holder = this.#findHolder()
    this.#roots = new Int32Array(count).fill(NEVER)
    this.#elements(this.#child(holder, 'property', 'values'), (index, to) => {
      if (index < count) this.#roots[index] = to
    })
    this.#elements(this.#child(holder, 'property', 'program'), (_, to) => this.#markProgram(to))
    this.#elements(this.#child(holder, 'property', 'specimens'), (_, to) => {
      // The accessors that all strict arguments of a realm share
      this.#eachEdge(to, (edge) => {
        const target = graph.edgeTo[edge] as number
        const isAccessor = graph.nameOf(target) === 'system / AccessorPair' || graph.typeOf(target) === 'closure'
        if (isAccessor && graph.edgeTypeOf(edge) === 'property') this.#markProgram(target)
      })
    })
    this.#markRoots()
    this.#markNativeAccessors()
  }

  bytesOf(index: number): number {
    const graph = this.#graph
    let bytes = 0
    this.#walk(index, (node) => {
      bytes += graph.typeOf(node) === 'string' ? this.#stringSize(node) : (graph.selfSize[node] as number)
    })
    return bytes
  }

  nodesOf(index: number): HeldNode[] {
    const graph = this.#graph
    const parents = new Map<number, number>()
    const nodes: HeldNode[] = []
    const pathOf = (node: number): string => {
      const names: string[] = []
      for (let at = node, edge = parents.get(at); edge !== undefined; edge = parents.get(at)) {
        names.unshift(String(graph.edgeNameOf(edge)))
        at = this.#sourceOf(edge)
      }
      return names.join(' › ')
    }
    this.#walk(
      index,
      (node) => {
        const bytes = graph.typeOf(node) === 'string' ? this.#stringSize(node) : (graph.selfSize[node] as number)
        if (bytes > 0)
          nodes.push({ type: graph.typeOf(node), name: graph.nameOf(node).slice(0, 40), bytes, path: pathOf(node) })
      },
      (edge) => parents.set(graph.edgeTo[edge] as number, edge),
    )
    return nodes
  }

  describe(index: number): string {
    const lines = this.nodesOf(index).map(
      ({ bytes, type, name, path }) => `${String(bytes).padStart(8)}  ${type} ${name}  ${path}`,
    )
    return [...lines.slice(0, 40), ...(lines.length > 40 ? [`… and ${lines.length - 40} more`] : [])].join('\n')
  }

  unseenOf(index: number): string[] {
    const names = new Set<string>()
    this.#walk(
      index,
      () => {},
      () => {},
      (rule) => names.add(rule.name),
    )
    return [...names].sort()
  }

  #walk(
    index: number,
    visit: (node: number) => void,
    arrive: (edge: number) => void = () => {},
    cut: (rule: Rule) => void = () => {},
  ): void {
    const graph = this.#graph
    const walk = ++this.#walks
    const root = this.#roots[index]
    if (root === undefined)
      throw new RangeError(`the judge holds ${this.#roots.length} values, there is none at ${index}`)
    if (root === NEVER || this.#program[root] === 1) return
    const stack = [root]
    this.#visitedBy[root] = walk
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      visit(node)
      const from = node
      this.#eachEdge(from, (edge) => {
        const to = graph.edgeTo[edge] as number
        if (this.#visitedBy[to] === walk || this.#program[to] === 1) return
        const view = this.#view(from, edge)
        if (programRules.some((rule) => rule.applies(view))) return
        const blind = unseenRules.find((rule) => rule.applies(view))
        if (blind !== undefined) {
          cut(blind)
          return
        }
        this.#visitedBy[to] = walk
        arrive(edge)
        stack.push(to)
      })
    }
  }

  #view(from: number, edge: number): Edge {
    const graph = this.#graph
    const to = graph.edgeTo[edge] as number
    return {
      fromType: graph.typeOf(from),
      fromName: graph.nameOf(from),
      type: graph.edgeTypeOf(edge),
      name: graph.edgeNameOf(edge),
      toType: graph.typeOf(to),
      toName: graph.nameOf(to),
      toPointsAt: (name) => {
        let found = false
        this.#eachEdge(to, (next) => {
          if (graph.nameOf(graph.edgeTo[next] as number) === name) found = true
        })
        return found
      },
    }
  }

  /**
   * V8 shows what lies in its read-only memory as 0 B. The strings there are names of its own such as `length` or
   * `message`; a value that holds one holds it as it would hold any other string.
   */
  #stringSize(node: number): number {
    const size = this.#graph.selfSize[node] as number
    return size > 0 ? size : align(STRING_HEADER + this.#graph.nameOf(node).length)
  }

  /**
   * What V8's own roots point at belongs to V8: `undefined` and its kind, well-known and registered symbols, `NaN`, the
   * empty string and the strings of one Latin-1 character.
   */
  #markRoots(): void {
    const graph = this.#graph
    for (let node = 0; node < graph.nodeCount; node++) {
      if (graph.typeOf(node) !== 'synthetic' || !ROOT_LISTS.has(graph.nameOf(node))) continue
      this.#eachEdge(node, (edge) => {
        const to = graph.edgeTo[edge] as number
        // V8 14 has no table of the strings of one character: each is a root.
        if (graph.typeOf(to) !== 'string' || graph.nameOf(to).length < 2) this.#markProgram(to)
        const members = ROOT_TABLES.get(String(graph.edgeNameOf(edge)))
        if (members === undefined) return
        this.#eachEdge(to, (member) => {
          const target = graph.edgeTo[member] as number
          if (graph.typeOf(target) === members) this.#markProgram(target)
        })
      })
    }
  }

  /**
   * Accessors in C++, such as `stack`: all errors of one class share the pair. Its functions are made once somebody asks for
   * the property's descriptor.
   */
  #markNativeAccessors(): void {
    const graph = this.#graph
    for (let node = 0; node < graph.nodeCount; node++) {
      if (graph.nameOf(node) !== 'system / AccessorPair') continue
      this.#eachEdge(node, (edge) => {
        const target = graph.edgeTo[edge] as number
        const isNameless = graph.typeOf(target) === 'closure' && graph.nameOf(target) === '' && this.#isNative(target)
        if (isNameless) this.#markProgram(target)
        if (isNameless || graph.nameOf(target) === 'system / FunctionTemplateInfo') this.#markProgram(node)
      })
    }
  }

  /** Whether a function has no script. */
  #isNative(closure: number): boolean {
    const shared = this.#find(closure, 'internal', 'shared')
    if (shared === undefined) return false
    const scripts = ['script', 'script_or_debug_info']
    return scripts.every((name) => this.#find(shared, 'internal', name) === undefined)
  }

  #markProgram(node: number): void {
    this.#program[node] = 1
  }

  #findHolder(): number {
    const graph = this.#graph
    const found: number[] = []
    for (let node = 0; node < graph.nodeCount; node++) {
      if (graph.nameOf(node) !== HeldByTheJudgeOfCarat.name || graph.typeOf(node) !== 'object') continue
      if (this.#find(node, 'property', 'values') !== undefined) found.push(node)
    }
    const [holder] = found
    if (holder === undefined || found.length > 1) {
      throw new Error(`the snapshot has ${found.length} holders of the judge, it should have 1`)
    }
    return holder
  }

  #child(node: number, type: string, name: string): number {
    const child = this.#find(node, type, name)
    if (child === undefined) throw new Error(`the snapshot lacks the ${type} edge ${name}`)
    return child
  }

  #find(node: number, type: string, name: string): number | undefined {
    const graph = this.#graph
    let found: number | undefined
    this.#eachEdge(node, (edge) => {
      if (graph.edgeTypeOf(edge) === type && graph.edgeNameOf(edge) === name) found = graph.edgeTo[edge]
    })
    return found
  }

  #elements(array: number, visit: (index: number, to: number) => void): void {
    const graph = this.#graph
    this.#eachEdge(array, (edge) => {
      if (graph.edgeTypeOf(edge) === 'element') visit(graph.edgeNameOf(edge) as number, graph.edgeTo[edge] as number)
    })
  }

  #eachEdge(node: number, visit: (edge: number) => void): void {
    const { firstEdge } = this.#graph
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) visit(edge)
  }

  /** The node that an edge leaves, by binary search. */
  #sourceOf(edge: number): number {
    const { firstEdge, nodeCount } = this.#graph
    let low = 0
    let high = nodeCount
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if ((firstEdge[middle] as number) <= edge) low = middle
      else high = middle
    }
    return low
  }
}

// `(Strong roots)` until V8 12, `(Strong root list)` since.
const ROOT_LISTS = new Set(['(Read-only roots)', '(Strong roots)', '(Strong root list)'])
const ROOT_TABLES = new Map([
  ['single_character_string_table', 'string'],
  ['public_symbol_table', 'symbol'],
])
const STRING_HEADER = 16
const align = (size: number): number => Math.ceil(size / 8) * 8
