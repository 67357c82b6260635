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
  for (const { edge, from, to } of edges) {
    const holder = owners.get(from) as number
    const target = owners.get(to) as number
    if (holder === target && from !== to && (from !== holder || to !== target)) continue
    if (owners.get(to) !== to) continue
    const [kind, key] = labelOf(all, one, from, edge)
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

function labelOf(all: HeldValues, one: HeldValue, from: number, edge: number): Label {
  const { graph, names } = all
  const { edgeTypes, edgeTypeNames, edgeNames, nodeNames, nodeTypes, strings } = graph
  const number = edgeNames[edge] as number
  const type = edgeTypeNames[edgeTypes[edge] as number]
  if (type === 'element') return ['element', undefined]
  if (type === 'hidden')
    return ['internal', nodeNames[from] === names.of('system / JSProxy') ? '[[TargetAndHandler]]' : '[[Internal]]']
  const name = strings.get(number)
  if (type === 'context') return ['property', name]
  if (type === 'property') {
    const kind = names.kindOf(number)
    if (kind === SYMBOL || kind === UNNAMED_SYMBOL) return ['property', symbolKey(name)]
    return nodeNames[graph.edgeTo[edge] as number] === names.of('system / Context')
      ? ['internal', '[[Scope]]']
      : ['property', name]
  }
  if (nodeTypes[from] === names.nodeType('array')) return entryLabel(all, one, from, name)
  return ['internal', LINKS[name] ?? name]
}

/** An entry of a hash table, or an element of another store. */
function entryLabel({ graph, names, walk }: HeldValues, one: HeldValue, table: number, name: string): Label {
  if (name.includes(' / part of key ')) return ['internal', '[[Entry]]']
  const owner = walk.parents[table] as number
  if (names.internal(owner, 'table') !== table) return ['element', undefined]
  const isMap = one.objectAt(owner)?.kind === 'map' || mapSlots(graph.selfSizes[table] as number) !== undefined
  const slots = (graph.selfSizes[table] as number) / SLOT - 2
  const perEntry = isMap && !isSetOwner(one, owner) ? 3 : 2
  const buckets = (slots - 3) / (1 + 2 * perEntry)
  const place = (Number(name) - 3 - buckets) % perEntry
  if (perEntry === 2) return ['setValue', undefined]
  return place === 0 ? ['mapKey', undefined] : ['mapValue', undefined]
}

const SLOT = 8

/** The buckets of a Map's table of so many bytes; `undefined` if no table has that size. */
function mapSlots(size: number): number | undefined {
  const buckets = (size / SLOT - 5) / 7
  return Number.isInteger(buckets) && buckets >= 2 ? buckets : undefined
}

function isSetOwner(one: HeldValue, owner: number): boolean {
  return one.objectAt(owner)?.kind === 'set'
}

/** A snapshot has symbols as `<symbol description>`: symbols of that description are written as those of the value. */
function symbolKey(name: string): symbol {
  const description = name === '<symbol>' ? '' : name.slice('<symbol '.length, -1)
  const wellKnown = description.startsWith('Symbol.')
    ? (Symbol as unknown as Record<string, unknown>)[description.slice('Symbol.'.length)]
    : undefined
  return typeof wellKnown === 'symbol' ? wellKnown : Symbol(description)
}
