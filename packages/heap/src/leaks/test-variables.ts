import type { HeapGraph } from '../graph/heap-graph.js'
import { type GraphReader, readerOf } from '../retainers/graph-reader.js'
import { type RetainerOptions, STACK_ROOTS } from '../retainers/retainer-tree.js'

/** What Vitest, with Chai, holds the value of an assertion in, from `expect(value)` until the matcher returns. */
const CHAI_FLAGS = '__flags'
/** What Jest does: variables of scopes that have all of these. */
const JEST_VALUE = 'actual'
const JEST_SCOPE: readonly string[] = [JEST_VALUE, 'isNot', 'matcher']

/**
 * What a search for whoever holds `target` leaves out, so that it does not find the test that asks: the variables of the
 * functions that run, be they in registers, in scopes that closures share, or in an async function's own record; and what
 * Jest's and Vitest's `expect` hold it with.
 *
 * What such a variable holds counts: a listener in an event emitter that is a variable of the test keeps the target alive,
 * also where that listener's scope is the test's own.
 *
 * @param holders What the target was held with for the snapshot.
 */
export function withoutTestVariables(graph: HeapGraph, target: number, holders: readonly number[]): RetainerOptions {
  const reader = readerOf(graph)
  const { firstEdge, edgeTo } = graph
  const stackRoots = new Set<number>()
  const onStack = new Set<number>()
  for (let node = 0; node < graph.nodeCount; node++) {
    if (reader.nodeType('synthetic') !== graph.nodeTypes[node] || !STACK_ROOTS.includes(reader.nameOf(node))) continue
    stackRoots.add(node)
    forEachEdge(graph, node, (edge) => onStack.add(edgeTo[edge] as number))
  }
  const { scopes, records, functions } = ownOf(reader, onStack)

  const flags = graph.strings.indexOf(CHAI_FLAGS)
  const value = graph.strings.indexOf(JEST_VALUE)
  const property = reader.edgeType('property')
  const variable = reader.edgeType('context')
  const isAssertion = (edge: number, from: number): boolean => {
    const type = graph.edgeTypes[edge]
    if (type === property) return graph.edgeNames[edge] === flags
    if (type !== variable || edgeTo[edge] !== target || graph.edgeNames[edge] !== value) return false
    return JEST_SCOPE.every((name) => reader.follow(from, 'context', name) !== undefined)
  }

  const alsoFrom: [number, number][] = []
  for (const node of [...scopes, ...records]) {
    for (let edge = firstEdge[node] as number; edge < (firstEdge[node + 1] as number); edge++) {
      const to = edgeTo[edge] as number
      if (to === target || scopes.has(to) || records.has(to) || functions.has(to) || isAssertion(edge, node)) continue
      if (isVariable(reader, node, edge)) alsoFrom.push([node, edge])
    }
  }
  return {
    without: [...records, ...holders],
    alsoFrom,
    withoutEdge: (edge, from) => {
      if (isAssertion(edge, from)) return true
      const to = edgeTo[edge] as number
      return stackRoots.has(from) && (to === target || scopes.has(to) || functions.has(to))
    },
  }
}

interface Own {
  /** Scopes of functions that run, and of those that are in variables. */
  readonly scopes: ReadonlySet<number>
  /** Records of async functions and generators that run, with their registers. */
  readonly records: ReadonlySet<number>
  /** Functions in variables: what unsubscribes, say, has the target in its scope. */
  readonly functions: ReadonlySet<number>
}

function ownOf(reader: GraphReader, onStack: ReadonlySet<number>): Own {
  const scopes = new Set<number>()
  const records = new Set<number>()
  const functions = new Set<number>()
  const waiting: number[] = []
  const addScopes = (first: number | undefined, withModules: boolean): void => {
    let scope = first
    while (scope !== undefined && reader.nameOf(scope) === 'system / Context' && !scopes.has(scope)) {
      const previous = reader.follow(scope, 'internal', 'previous')
      if (!withModules && (previous === undefined || reader.nameOf(previous) !== 'system / Context')) return
      scopes.add(scope)
      waiting.push(scope)
      scope = previous
    }
  }
  const addVariable = (node: number): void => {
    if (reader.typeOf(node) !== 'closure' || functions.has(node)) return
    functions.add(node)
    // What a module holds is held, also where a function of the module's is in a variable, as all that is imported is.
    addScopes(reader.follow(node, 'internal', 'context'), false)
  }
  for (const node of onStack) {
    // The scopes round it, too: a variable of a `describe` or of the test file is the test's as well.
    if (reader.nameOf(node) === 'system / Context') addScopes(node, true)
    else addVariable(node)
    const registers =
      reader.typeOf(node) === 'object' ? reader.follow(node, 'internal', 'parameters_and_registers') : undefined
    if (registers === undefined) continue
    records.add(node).add(registers)
    waiting.push(node, registers)
  }
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const from = node
    forEachEdge(reader.graph, from, (edge) => {
      if (isVariable(reader, from, edge)) addVariable(reader.graph.edgeTo[edge] as number)
    })
  }
  return { scopes, records, functions }
}

/** Of a scope or a record, what the program has in variables: not what it runs, nor the scopes round it. */
function isVariable(reader: GraphReader, from: number, edge: number): boolean {
  const type = reader.edgeTypeOf(edge)
  if (type === 'weak') return false
  if (reader.nameOf(from) === 'system / Context') return type === 'context' || type === 'hidden'
  return reader.typeOf(from) === 'array' || (type === 'internal' && reader.edgeNameOf(edge) === 'receiver')
}

function forEachEdge({ firstEdge }: HeapGraph, node: number, visit: (edge: number) => void): void {
  const end = firstEdge[node + 1] as number
  for (let edge = firstEdge[node] as number; edge < end; edge++) visit(edge)
}
