import { type Bytes, internals, type Measurement, type Part, type Unseen } from '@carat/core'
import { heldEdges, ownersOf } from './backing-stores.js'
import type { HeldValue, HeldValues } from './held-values.js'
import { isFromScript } from './instance-slack.js'
import { SYMBOL, UNNAMED_SYMBOL } from './snapshot-names.js'

/** A row of a heap usage: as one of a measurement, with what is used, free and kept free told apart. */
export interface HeapPart extends Part {
  /** Of `self`, what is in use: without `spare`. */
  readonly used: Bytes
  /** Fields that V8 keeps free in these objects until it has seen enough of their class. In none of the other bytes. */
  readonly slack: Bytes
  readonly parts: readonly HeapPart[]
}

/**
 * What V8 holds for a value as it was built: closures' variables, `#private` fields, entries of weak collections and spare
 * capacity included. In the form of a measurement.
 */
export interface HeapUsage extends Measurement {
  /** In-object fields that V8 keeps free: apart from `bytes`, since they depend on what else the process has made. */
  readonly slack: Bytes
  /** Scopes that others than the value keep alive as well, and of which nothing is counted. */
  readonly unseen: readonly Unseen[]
  readonly root: HeapPart
}

/** The names of links that have none in JavaScript, as people know them from DevTools and the language's specification. */
const LINKS: Readonly<Record<string, string>> = {
  context: '[[Scope]]',
  previous: '[[OuterScope]]',
  reactions_or_result: '[[PromiseResult]]',
  bound_function: '[[BoundTargetFunction]]',
  bound_this: '[[BoundThis]]',
  bindings: '[[BoundArguments]]',
  parameters_and_registers: '[[Registers]]',
  receiver: '[[Receiver]]',
  first: '[[First]]',
  second: '[[Second]]',
  parent: '[[Whole]]',
  name: 'description',
}

/** Folds what one value holds into the rows of a breakdown. */
export function breakdownOf(all: HeldValues, one: HeldValue): HeapUsage {
  const { graph, names } = all
  const { held } = one
  const edges = heldEdges(graph, all.walk, held)
  const owners = ownersOf(graph, names, held, edges)
  const recorded = internals.recordedGraph(held.nodes.length)
  const numbers = new Map<number, number>()
  const stores = new Map<number, number>()
  for (const node of held.nodes) {
    const owner = owners.get(node) as number
    if (owner !== node) stores.set(owner, (stores.get(owner) ?? 0) + (graph.selfSizes[node] as number))
  }
  for (const node of held.nodes) {
    if (owners.get(node) !== node) continue
    const bytes = all.bytesOf(node, one.objectAt(node))
    const { type, isOwnClass, isObject } = typeOf(all, node)
    const self = bytes.used + (stores.get(node) ?? 0)
    numbers.set(node, recorded.add({ type, isOwnClass, isObject, self, spare: bytes.spare, slack: bytes.slack }))
  }
  const slots = new Stores(all, one)
  for (const { edge, from, to } of edges) {
    const holder = owners.get(from) as number
    const target = owners.get(to) as number
    if (holder === target && from !== to && (from !== holder || to !== target)) continue
    if (owners.get(to) !== to) continue
    const [kind, key] = labelOf(all, slots, from, edge)
    recorded.connect(numbers.get(holder) as number, numbers.get(target) as number, kind, key)
  }
  const measurement = recorded.measurement(one.value)
  const root = heapPart(measurement.root)
  const unseen = foreignScopes(all, one)
  return internals.remember({ ...measurement, exact: unseen.length === 0, unseen, slack: slackOf(root), root })
}

/** Scopes that others keep alive, too: by the path of the function, or whatever it is, that has one. */
function foreignScopes(all: HeldValues, one: HeldValue): Unseen[] {
  const counts = new Map<string, number>()
  for (const { from } of one.held.foreignScopes) {
    const path = one.objectAt(all.walk.objectOf(from))?.path ?? ''
    counts.set(path, (counts.get(path) ?? 0) + 1)
  }
  const paths = [...counts.keys()].sort()
  return paths.map((path) => ({
    path,
    reason: 'closure context',
    count: counts.get(path) as number,
    note: HELD_ELSEWHERE,
  }))
}

const HELD_ELSEWHERE = 'others keep it alive, too'

function heapPart(part: Part): HeapPart {
  const { self, spare, slack = 0 as Bytes } = part
  return { ...part, used: (self - spare) as Bytes, slack, parts: part.parts.map(heapPart) }
}

function slackOf(part: HeapPart): Bytes {
  let slack: number = part.slack
  for (const below of part.parts) slack += slackOf(below)
  return slack as Bytes
}

function typeOf({ graph, names }: HeldValues, node: number): { type: string; isOwnClass: boolean; isObject: boolean } {
  const { nodeTypes, nodeNames, nodeTypeNames, strings } = graph
  const name = strings.get(nodeNames[node] as number)
  const builtin = (type: string, isObject = true) => ({ type, isOwnClass: false, isObject })
  switch (nodeTypeNames[nodeTypes[node] as number]) {
    case 'closure':
      return builtin('function')
    case 'string':
    case 'concatenated string':
    case 'sliced string':
      return builtin('string')
    case 'number':
      return builtin('number')
    case 'symbol':
    case 'bigint':
      return builtin(nodeTypeNames[nodeTypes[node] as number] as string)
    case 'regexp':
      return builtin('RegExp')
    case 'object': {
      if (name === 'system / Context') return builtin('scope', false)
      const prototype = names.property(node, '__proto__')
      const maker = prototype === undefined ? undefined : names.property(prototype, 'constructor')
      const isOwnClass =
        maker !== undefined && graph.nodeTypes[maker] === names.nodeType('closure') && isFromScript(names, maker)
      return { type: name === '' ? 'Object' : name, isOwnClass, isObject: true }
    }
    default:
      if (name === 'system / JSProxy') return builtin('Proxy')
      if (name === 'system / AccessorPair') return builtin('accessor', false)
      return builtin('(store)', false)
  }
}

type Label = readonly [kind: 'property' | 'element' | 'mapKey' | 'mapValue' | 'setValue' | 'internal', key: unknown]

function labelOf(all: HeldValues, stores: Stores, from: number, edge: number): Label {
  const { graph, names } = all
  const { edgeTypes, edgeTypeNames, edgeNames, nodeNames, nodeTypes, strings } = graph
  const number = edgeNames[edge] as number
  const type = edgeTypeNames[edgeTypes[edge] as number]
  if (type === 'element') return ['element', undefined]
  if (type === 'hidden') {
    if (nodeNames[from] === names.of('system / JSProxy')) return ['internal', '[[TargetAndHandler]]']
    const variable = nodeNames[from] === names.of('system / ContextCell') ? variableIn(all, from) : undefined
    return variable === undefined ? ['internal', '[[Internal]]'] : ['property', variable]
  }
  const name = strings.get(number)
  if (type === 'context') return ['property', name]
  if (type === 'property') {
    const kind = names.kindOf(number)
    if (kind === SYMBOL || kind === UNNAMED_SYMBOL) return ['property', symbolKey(name)]
    return nodeNames[graph.edgeTo[edge] as number] === names.of('system / Context')
      ? ['internal', '[[Scope]]']
      : ['property', name]
  }
  if (nodeTypes[from] === names.nodeType('array')) return stores.labelOf(from, name)
  return ['internal', LINKS[name] ?? name]
}

/** The variable whose value lies in a cell: V8 14 has one beside the scope for each that is assigned to more than once. */
function variableIn({ graph, names, walk }: HeldValues, cell: number): string | undefined {
  const { firstEdge, edgeTypes, edgeNames, edgeTo, strings } = graph
  const scope = walk.parents[cell] as number
  const context = names.edgeType('context')
  const end = firstEdge[scope + 1] as number
  for (let edge = firstEdge[scope] as number; edge < end; edge++) {
    if (edgeTo[edge] === cell && edgeTypes[edge] === context) return strings.get(edgeNames[edge] as number)
  }
  return undefined
}

/** What the numbers of the slots of stores mean. */
class Stores {
  private readonly tables = new Map<number, TableShape | undefined>()
  private readonly all: HeldValues
  private readonly one: HeldValue

  constructor(all: HeldValues, one: HeldValue) {
    this.all = all
    this.one = one
  }

  /** An entry of a hash table, or an element of another store. */
  labelOf(store: number, name: string): Label {
    if (name.includes(' / part of key ')) return ['internal', '[[Entry]]']
    if (!this.tables.has(store)) this.tables.set(store, this.shapeOf(store))
    const shape = this.tables.get(store)
    if (shape === undefined) return ['element', undefined]
    if (shape.slotsPerEntry === SET_ENTRY) return ['setValue', undefined]
    return (Number(name) - shape.firstEntry) % MAP_ENTRY === 0 ? ['mapKey', undefined] : ['mapValue', undefined]
  }

  private shapeOf(store: number): TableShape | undefined {
    const { graph, names, walk } = this.all
    const owner = walk.parents[store] as number
    if (names.internal(owner, 'table') !== store) return undefined
    const slots = (graph.selfSizes[store] as number) / SLOT - STORE_HEADER_SLOTS
    const kind = this.one.objectAt(owner)?.kind ?? this.kindBySize(slots)
    const slotsPerEntry = kind === 'set' ? SET_ENTRY : MAP_ENTRY
    const buckets = (slots - TABLE_HEADER_SLOTS) / (1 + ENTRIES_PER_BUCKET * slotsPerEntry)
    return { slotsPerEntry, firstEntry: TABLE_HEADER_SLOTS + buckets }
  }

  /** Buckets are a power of two: at most one of the two kinds has a table of so many slots. */
  private kindBySize(slots: number): 'map' | 'set' {
    const buckets = (slots - TABLE_HEADER_SLOTS) / (1 + ENTRIES_PER_BUCKET * MAP_ENTRY)
    return Number.isInteger(Math.log2(buckets)) ? 'map' : 'set'
  }
}

interface TableShape {
  readonly slotsPerEntry: number
  readonly firstEntry: number
}

const SLOT = 8
const STORE_HEADER_SLOTS = 2
const TABLE_HEADER_SLOTS = 3
const ENTRIES_PER_BUCKET = 2
/** Key, value, and the next entry of the bucket. */
const MAP_ENTRY = 3
const SET_ENTRY = 2

/** A snapshot has symbols as `<symbol description>`: symbols of that description are written as those of the value. */
function symbolKey(name: string): symbol {
  const description = name === '<symbol>' ? '' : name.slice('<symbol '.length, -1)
  const wellKnown = description.startsWith('Symbol.')
    ? (Symbol as unknown as Record<string, unknown>)[description.slice('Symbol.'.length)]
    : undefined
  return typeof wellKnown === 'symbol' ? wellKnown : Symbol(description)
}
