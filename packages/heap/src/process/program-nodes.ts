import type { HeapGraph } from '../graph/heap-graph.js'
import { isFromScript } from './instance-slack.js'
import type { SnapshotNames } from './snapshot-names.js'

// `(Strong roots)` until V8 12, `(Strong root list)` since.
const ROOT_LISTS = ['(Read-only roots)', '(Strong roots)', '(Strong root list)']
/** Of V8's roots the tables whose members are V8's, too, with the type of these. */
const ROOT_TABLES: readonly (readonly [table: string, type: string])[] = [
  ['single_character_string_table', 'string'],
  ['public_symbol_table', 'symbol'],
]

/**
 * Marks the nodes that belong to the program whoever points at them: what V8's own roots hold (`undefined` and its kind,
 * well-known and registered symbols, `NaN`, strings of one Latin-1 character), realms with their global objects, and
 * accessors in C++, which all objects of a kind share.
 */
export function programNodes(graph: HeapGraph, names: SnapshotNames): Uint8Array {
  const { nodeCount, nodeTypes, nodeNames, firstEdge, edgeNames, edgeTo, strings } = graph
  const marks = new Uint8Array(nodeCount)
  const synthetic = names.nodeType('synthetic')
  const string = names.nodeType('string')
  const lists = names.all(...ROOT_LISTS)
  const tables = new Map(ROOT_TABLES.map(([table, type]) => [names.of(table), names.nodeType(type)]))
  const nativeContext = names.of('system / NativeContext')
  const globals = names.all('extension', 'global_proxy_object')
  const accessorPair = names.of('system / AccessorPair')
  const closure = names.nodeType('closure')
  const template = names.of('system / FunctionTemplateInfo')
  const ofProgram = names.all('system / NativeContext', 'system / FunctionTemplateInfo', 'system / AccessorInfo')
  for (let node = 0; node < nodeCount; node++) {
    const name = nodeNames[node] as number
    if (ofProgram.has(name)) marks[node] = 1
    const end = firstEdge[node + 1] as number
    if (name === nativeContext) {
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        if (names.isNamed(edge) && globals.has(edgeNames[edge] as number)) marks[edgeTo[edge] as number] = 1
      }
    } else if (name === accessorPair) {
      // `callee` of strict arguments, and `stack` of errors once somebody asked for its descriptor: V8's own, without a name
      for (const half of ['getter', 'setter']) {
        const made = names.internal(node, half)
        const isNameless =
          made !== undefined && nodeTypes[made] === closure && strings.get(nodeNames[made] as number) === ''
        if (!isNameless || isFromScript(names, made)) continue
        marks[node] = 1
        marks[made] = 1
      }
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        if (nodeNames[edgeTo[edge] as number] === template) marks[node] = 1
      }
    } else if (nodeTypes[node] === synthetic && lists.has(name)) {
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        const to = edgeTo[edge] as number
        // V8 14 has no table of the strings of one character: each is a root.
        if (nodeTypes[to] !== string || strings.get(nodeNames[to] as number).length < 2) marks[to] = 1
        const members = names.isNamed(edge) ? tables.get(edgeNames[edge] as number) : undefined
        if (members === undefined) continue
        const beyond = firstEdge[to + 1] as number
        for (let member = firstEdge[to] as number; member < beyond; member++) {
          if (nodeTypes[edgeTo[member] as number] === members) marks[edgeTo[member] as number] = 1
        }
      }
    }
  }
  return marks
}
