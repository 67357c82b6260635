import { internals } from '@carat/core'
import type { HeapGraph } from '../graph/heap-graph.js'
import { EPHEMERON, type SnapshotNames } from './snapshot-names.js'

// What runs at the moment holds the test's own variables, and the value with them: that makes nothing the program's.
const RUNNING = ['(Stack roots)', '(Handle scope)', 'C++ native stack roots']
// The job that runs, of an asynchronous function that goes on after an `await`.
const RUNNING_JOB = 'current_microtask'

/**
 * Tells whose a scope is: the variables that a function can use although the call that made them has ended (V8's contexts).
 *
 * A scope belongs to a value if nothing but the value, and what runs at the moment, keeps it alive. That of a module is never a
 * value's: all functions of the module share it.
 */
export class Scopes {
  private readonly graph: HeapGraph
  private readonly names: SnapshotNames
  private readonly holder: number
  private functions: Functions | undefined
  private keepers: { readonly enter: Uint32Array; readonly last: Uint32Array } | undefined

  /** @param holder Holds the values for Carat, and makes nothing the program's either. */
  constructor(graph: HeapGraph, names: SnapshotNames, holder: number) {
    this.graph = graph
    this.names = names
    this.holder = holder
  }

  /**
   * Whether a scope is that of a module or a script, and not of a function in it.
   *
   * V8 leaves out scopes that hold no variable, so the outermost one may be a function's. It is if that function is still
   * there: the one that a module's text is wrapped into runs once, and nobody keeps it.
   */
  isOfModule(scope: number): boolean {
    return this.isOutermost(scope) && !this.isOfFunction(scope)
  }

  /** Whether no scope with a variable lies around it. */
  isOutermost(scope: number): boolean {
    const previous = this.names.internal(scope, 'previous')
    return previous === undefined || this.graph.nodeNames[previous] !== this.names.of('system / Context')
  }

  private isOfFunction(scope: number): boolean {
    const description = this.names.internal(scope, 'scope_info')
    if (description === undefined) return false
    this.functions ??= this.findFunctions()
    const { byDescription, first } = this.functions
    // The wrapper of a module that runs just now is the first function of its script.
    return (byDescription.get(description) ?? []).some((closure) => this.isKept(closure) || !first.has(closure))
  }

  /** All closures, by the description of the scope that a call of them makes, and of each script the one that stands first. */
  private findFunctions(): Functions {
    const { graph, names } = this
    const { nodeCount, nodeTypes, nodeNames, locations } = graph
    const closure = names.nodeType('closure')
    const scopeInfo = names.of('system / ScopeInfo')
    const byDescription = new Map<number, number[]>()
    for (let node = 0; node < nodeCount; node++) {
      if (nodeTypes[node] !== closure) continue
      const shared = names.internal(node, 'shared')
      const description = shared === undefined ? undefined : names.internal(shared, 'name_or_scope_info')
      if (description === undefined || nodeNames[description] !== scopeInfo) continue
      const known = byDescription.get(description)
      if (known === undefined) byDescription.set(description, [node])
      else known.push(node)
    }
    const firstOf = new Map<number, number>()
    const isBefore = (a: number, b: number): boolean =>
      (locations.lines[a] as number) < (locations.lines[b] as number) ||
      (locations.lines[a] === locations.lines[b] && (locations.columns[a] as number) < (locations.columns[b] as number))
    for (let place = 0; place < locations.length; place++) {
      if (nodeTypes[locations.nodes[place] as number] !== closure) continue
      const script = locations.scriptIds[place] as number
      const known = firstOf.get(script)
      if (known === undefined || isBefore(place, known)) firstOf.set(script, place)
    }
    const first = new Set([...firstOf.values()].map((place) => locations.nodes[place] as number))
    return { byDescription, first }
  }

  /** Whether the program keeps a node alive, and not just what runs at the moment. */
  private isKept(node: number): boolean {
    this.keepers ??= this.findKeepers()
    return this.keepers.enter[node] !== NOT_KEPT
  }

  /** Whether nothing keeps `node` alive but `value` and what runs at the moment. */
  isOwnedBy(value: number, node: number): boolean {
    this.keepers ??= this.findKeepers()
    const { enter, last } = this.keepers
    const place = enter[node] as number
    if (place === NOT_KEPT) return true
    return (enter[value] as number) <= place && place <= (last[value] as number) && enter[value] !== NOT_KEPT
  }

  /** The dominator tree of what the program keeps alive, without what runs at the moment. */
  private findKeepers(): { enter: Uint32Array; last: Uint32Array } {
    const { graph, names, holder } = this
    const { nodeCount, firstEdge, edgeTypes, edgeNames, edgeTo, nodeTypes, nodeNames } = graph
    const weak = names.edgeType('weak')
    const array = names.nodeType('array')
    const synthetic = names.nodeType('synthetic')
    const running = names.all(...RUNNING)
    const job = names.of(RUNNING_JOB)
    const first = new Uint32Array(nodeCount + 1)
    const to = new Uint32Array(graph.edgeCount)
    let count = 0
    for (let node = 0; node < nodeCount; node++) {
      first[node] = count
      const isEnd = node === holder || (nodeTypes[node] === synthetic && running.has(nodeNames[node] as number))
      if (isEnd) continue
      const end = firstEdge[node + 1] as number
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        const type = edgeTypes[edge]
        if (type === weak) continue
        if (edgeNames[edge] === job && nodeTypes[node] === synthetic && names.isNamed(edge)) continue
        // an entry of a WeakMap goes with its key
        if (names.isNamed(edge) && nodeTypes[node] === array && names.kindOf(edgeNames[edge] as number) === EPHEMERON)
          continue
        to[count++] = edgeTo[edge] as number
      }
    }
    first[nodeCount] = count
    return internals.dominatorIntervals(internals.dominators({ nodes: nodeCount, first, to }), nodeCount)
  }
}

interface Functions {
  readonly byDescription: ReadonlyMap<number, readonly number[]>
  readonly first: ReadonlySet<number>
}

const NOT_KEPT = 0xffffffff
