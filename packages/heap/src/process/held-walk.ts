import type { UnseenReason } from '@carat/core'
import type { HeapGraph } from '../graph/heap-graph.js'
import { isFromScript } from './instance-slack.js'
import type { Scopes } from './scopes.js'
import { EPHEMERON, PRIVATE, type SnapshotNames, SYMBOL, UNNAMED_SYMBOL } from './snapshot-names.js'

/** Why the walk in JavaScript does not see what an edge leads to, in the order in which it is attributed. */
export const causes: readonly HeldCause[] = [
  'private fields',
  'bound function',
  'proxy target and handler',
  'promise result',
  'weak collection entries',
  'finalization registry cells',
  'iterator state',
  'arguments map',
  'suspended generator',
  'closure context',
  'unasked properties',
  'error stack',
  'native memory',
]

export type HeldCause =
  | Exclude<UnseenReason, 'skipped' | 'disposable stack entries'>
  /** Named properties of an array of over 1,000 elements, which a walk does not ask for. */
  | 'unasked properties'

/** Of a node: the value does not hold it. */
export const NOT_HELD = 0
/** The walk in JavaScript sees it, too. */
export const SEEN = 1
/** The number of a cause, plus this: what the walk can't see. */
const FIRST_CAUSE = 2

/** Whether a walk in JavaScript counted an object: it did, or left it to the program. */
export const COUNTED = 1
export const LEFT_OUT = 2

/** A place where something begins that the walk can't see. */
export interface Origin {
  readonly cause: HeldCause
  /** The seen node that holds it. */
  readonly from: number
  /** Of a private field its name. */
  readonly field: string | undefined
}

/** A scope that others keep alive as well: nothing of it is counted. */
export interface ForeignScope {
  readonly scope: number
  /** The held node that points at it. */
  readonly from: number
}

/** All that one value holds. */
export interface HeldNodes {
  /** Each once, what is seen first. */
  readonly nodes: readonly number[]
  /** Of the node at the same place: its place in `origins`, or -1 for what the walk sees. */
  readonly originOf: readonly number[]
  readonly origins: readonly Origin[]
  readonly foreignScopes: readonly ForeignScope[]
}

interface Pending {
  readonly to: number
  readonly from: number
  readonly field: string | undefined
}

/**
 * Finds what a value holds: all nodes that edges lead to which are the value's own, and not the program's.
 *
 * First what JavaScript shows, guided by what a walk in JavaScript counted, then the rest, cause by cause, so that what has
 * two causes is attributed to the same one each time.
 */
export class HeldWalk {
  /** By node: NOT_HELD, SEEN, or a cause. Of the last run. */
  readonly states: Uint8Array
  /** By held node the one that it was found from; the value itself is its own. Of the last run. */
  readonly parents: Int32Array
  private readonly graph: HeapGraph
  private readonly names: SnapshotNames
  private readonly scopes: Scopes
  /** Nodes that are the program's whoever points at them. */
  private readonly program: Uint8Array
  /** By node, of the last run: COUNTED, LEFT_OUT, or 0 for what a walk does not meet. */
  private readonly walked: Uint8Array
  private met: number[] = []
  private nodes: number[] = []
  private originOf: number[] = []
  private origins: Origin[] = []
  private foreign: ForeignScope[] = []
  private readonly foreignKnown = new Set<number>()
  /** The captured stacks of errors. */
  readonly stacks: Set<number> = new Set()
  private pending: Pending[][] = []
  private skipped: ReadonlyMap<number, readonly string[]> = new Map()
  private root = -1

  // types and names, as numbers
  private readonly weak: number
  private readonly context: number
  private readonly element: number
  private readonly property: number
  private readonly internal: number
  private readonly hidden: number
  private readonly shortcut: number
  private readonly object: number
  private readonly closure: number
  private readonly regexp: number
  private readonly array: number
  private readonly number: number
  private readonly native: number
  private readonly neverEntered: ReadonlySet<number>
  private readonly neverFollowed: ReadonlySet<number>
  private readonly propertyStores: ReadonlySet<number>
  private readonly iterators: ReadonlySet<number>
  private readonly formatters: ReadonlySet<number>
  private readonly bookkeeping: ReadonlySet<number>
  private readonly errors: ReadonlySet<number>
  private readonly lists: ReadonlySet<number>
  private readonly strings: ReadonlySet<number>
  private readonly isScope: number
  private readonly isProxy: number

  constructor(graph: HeapGraph, names: SnapshotNames, scopes: Scopes, program: Uint8Array) {
    this.graph = graph
    this.names = names
    this.scopes = scopes
    this.program = program
    this.states = new Uint8Array(graph.nodeCount)
    this.walked = new Uint8Array(graph.nodeCount)
    this.parents = new Int32Array(graph.nodeCount)
    this.weak = names.edgeType('weak')
    this.context = names.edgeType('context')
    this.element = names.edgeType('element')
    this.property = names.edgeType('property')
    this.internal = names.edgeType('internal')
    this.hidden = names.edgeType('hidden')
    this.shortcut = names.edgeType('shortcut')
    this.object = names.nodeType('object')
    this.closure = names.nodeType('closure')
    this.regexp = names.nodeType('regexp')
    this.array = names.nodeType('array')
    this.number = names.nodeType('number')
    this.native = names.nodeType('native')
    this.neverEntered = new Set(['code', 'object shape', 'synthetic'].map((type) => names.nodeType(type)))
    this.neverFollowed = names.all(...NEVER_FOLLOWED)
    this.propertyStores = names.all(...PROPERTY_STORES)
    this.iterators = names.all(...ITERATORS)
    this.formatters = names.all(...INTL)
    this.errors = names.all(...ERRORS)
    this.lists = names.all(...LISTS)
    this.bookkeeping = names.all('system / Foreign', 'system / WeakArrayList')
    this.strings = new Set(['string', 'concatenated string', 'sliced string'].map((type) => names.nodeType(type)))
    this.isScope = names.of('system / Context')
    this.isProxy = names.of('system / JSProxy')
  }

  /**
   * @param walked By node what a walk in JavaScript met.
   * @param pathOf The path of a node that it counted.
   * @param skipped Of nodes whose class leaves something out, the names of that.
   */
  run(
    root: number,
    walked: Iterable<readonly [node: number, isCounted: boolean]>,
    pathOf: (node: number) => string,
    skipped: ReadonlyMap<number, readonly string[]>,
  ): HeldNodes {
    this.clear()
    for (const [node, isCounted] of walked) {
      this.walked[node] = isCounted ? COUNTED : LEFT_OUT
      this.met.push(node)
    }
    this.root = root
    this.skipped = skipped
    this.pending = causes.map(() => [])
    if (this.program[root] === 0 && this.walked[root] !== LEFT_OUT) {
      this.add(root, SEEN, -1, root)
      this.spread(0)
      for (let cause = 0; cause < causes.length; cause++) this.followCause(cause, pathOf)
    }
    const { nodes, originOf, origins, foreign: foreignScopes } = this
    return { nodes, originOf, origins, foreignScopes }
  }

  private clear(): void {
    for (const node of this.nodes) this.states[node] = NOT_HELD
    for (const node of this.met) this.walked[node] = 0
    this.met = []
    this.nodes = []
    this.originOf = []
    this.origins = []
    this.foreign = []
    this.foreignKnown.clear()
    this.stacks.clear()
  }

  private followCause(cause: number, pathOf: (node: number) => string): void {
    const waiting = this.pending[cause] as Pending[]
    const keyed = waiting.map((edge) => ({ edge, key: `${pathOf(this.objectOf(edge.from))} ${edge.field ?? ''}` }))
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    for (const { edge } of keyed) {
      if (this.states[edge.to] !== NOT_HELD) continue
      const origin = this.origins.length
      this.origins.push({ cause: causes[cause] as HeldCause, from: edge.from, field: edge.field })
      const begin = this.nodes.length
      this.add(edge.to, FIRST_CAUSE + cause, origin, edge.from)
      this.spread(begin)
    }
  }

  /** Of a store of V8's the object that it was found from. */
  objectOf(node: number): number {
    let at = node
    while (this.walked[at] !== COUNTED && this.parents[at] !== at) at = this.parents[at] as number
    return at
  }

  private add(node: number, state: number, origin: number, parent: number): void {
    this.parents[node] = parent
    this.states[node] = state
    this.nodes.push(node)
    this.originOf.push(origin)
  }

  /** Looks into all nodes from a place on, and into those that this adds. */
  private spread(begin: number): void {
    const { firstEdge, edgeTo } = this.graph
    for (let place = begin; place < this.nodes.length; place++) {
      const from = this.nodes[place] as number
      const state = this.states[from] as number
      const origin = this.originOf[place] as number
      const end = firstEdge[from + 1] as number
      for (let edge = firstEdge[from] as number; edge < end; edge++) {
        const to = edgeTo[edge] as number
        if (this.states[to] !== NOT_HELD || this.program[to] !== 0) continue
        const kind = this.kindOf(from, state, edge, to)
        if (kind === NOT_HELD) continue
        if (kind === STACK) this.stacks.add(to)
        if (state !== SEEN || kind === SEEN) this.add(to, state, origin, from)
        else this.postpone(kind - FIRST_CAUSE, from, edge, to)
      }
    }
  }

  private postpone(cause: number, from: number, edge: number, to: number): void {
    const { edgeNames, strings } = this.graph
    const field = causes[cause] === 'private fields' ? strings.get(edgeNames[edge] as number) : undefined
    ;(this.pending[cause] as Pending[]).push({ to, from, field })
  }

  /** Whether both ends of an edge are the value's, as of a pair of held nodes. */
  isFollowed(from: number, edge: number, to: number): boolean {
    if (this.states[from] === NOT_HELD || this.states[to] === NOT_HELD) return false
    return this.kindOf(from, FIRST_CAUSE, edge, to) !== NOT_HELD
  }

  /**
   * NOT_HELD for an edge to what is not the value's. Else SEEN, or the cause why a walk does not see it; in what is not seen
   * itself the difference means nothing.
   */
  private kindOf(from: number, state: number, edge: number, to: number): number {
    const { nodeTypes, nodeNames, edgeTypes, edgeNames } = this.graph
    const type = edgeTypes[edge] as number
    if (type === this.weak || type === this.shortcut) return NOT_HELD
    const fromType = nodeTypes[from] as number
    const toType = nodeTypes[to] as number
    const fromName = nodeNames[from] as number
    const toName = nodeNames[to] as number
    const name = edgeNames[edge] as number
    const isNamed = type !== this.element && type !== this.hidden
    if (type === this.internal && this.neverFollowed.has(name)) return NOT_HELD
    // a small integer lies in its slot: its node stands for nothing
    if (toType === this.number && this.graph.selfSizes[to] === 0) return NOT_HELD
    if (fromType === this.number || this.propertyStores.has(fromName)) return NOT_HELD
    if (this.neverEntered.has(toType)) return this.kindOfCode(edge, toName)
    if (toName === this.isScope && toType === this.object) return this.kindOfScope(from, edge, to)
    if (toType === this.native) {
      if (toName === this.names.of('system / JSArrayBufferData')) return SEEN
      return NOT_HELD
    }
    if (fromName === this.isScope && fromType === this.object) return this.kindOfVariable(type, to, toType)
    if (isNamed && type !== this.property && this.names.kindOf(name) === EPHEMERON) {
      return fromType === this.array ? cause('weak collection entries') : NOT_HELD
    }
    // its frames point at running functions and their receivers
    if (this.stacks.has(from)) return NOT_HELD
    if (type === this.property) return this.kindOfProperty(from, state, edge, to)
    if (type === this.element) return this.kindOfValue(state, to, toType)
    if (type === this.hidden) return this.kindOfHidden(from, edge, to)
    if (fromName === this.isProxy) return cause('proxy target and handler')
    return this.kindOfInternal(from, state, name, to)
  }

  /** Code is the program's; the elements of an array literal lie beside it until they are written to. */
  private kindOfCode(edge: number, toName: number): number {
    const { edgeTypes, edgeNames } = this.graph
    const isElements = edgeTypes[edge] === this.internal && edgeNames[edge] === this.names.of('elements')
    return isElements || toName === this.names.of('system / ClassPositions') ? SEEN : NOT_HELD
  }

  private kindOfScope(from: number, edge: number, to: number): number {
    const { nodeTypes, edgeTypes, edgeNames } = this.graph
    if (!this.scopes.isOwnedBy(this.root, to)) {
      // the outermost scope that others hold, too, is a module's, which is the program's
      if (!this.foreignKnown.has(to) && !this.scopes.isOutermost(to)) this.foreign.push({ scope: to, from })
      this.foreignKnown.add(to)
      return NOT_HELD
    }
    if (this.scopes.isOfModule(to)) return NOT_HELD
    if (edgeTypes[edge] === this.property) return cause('private fields')
    if (nodeTypes[from] === this.closure) return cause('closure context')
    const isOfGenerator = edgeTypes[edge] === this.internal && edgeNames[edge] === this.names.of('context')
    return isOfGenerator ? cause('suspended generator') : cause('arguments map')
  }

  /** Of a scope its variables; of that of a class its private methods, too, which have no name in a snapshot. */
  private kindOfVariable(type: number, to: number, toType: number): number {
    if (type === this.context) return this.isProgramObject(to, toType) ? NOT_HELD : SEEN
    return type === this.hidden && (toType === this.closure || toType === this.object) ? SEEN : NOT_HELD
  }

  private kindOfProperty(from: number, state: number, edge: number, to: number): number {
    const { nodeTypes, edgeNames, strings } = this.graph
    const name = edgeNames[edge] as number
    if (name === this.names.of('__proto__')) return NOT_HELD
    const fromType = nodeTypes[from] as number
    const toType = nodeTypes[to] as number
    if (name === this.names.of('prototype') && fromType === this.closure) return NOT_HELD
    const kind = this.names.kindOf(name)
    if (this.walked[to] === COUNTED) return SEEN
    if (this.skipped.get(from)?.includes(`.${strings.get(name)}`)) return NOT_HELD
    if (kind === PRIVATE) return cause('private fields')
    if (kind === UNNAMED_SYMBOL) return this.kindOfNote(from, to, toType)
    if (kind === SYMBOL && this.isPromise(from)) return NOT_HELD
    if (state !== SEEN || this.walked[to] === LEFT_OUT || !this.isObject(to, toType))
      return this.kindOfValue(state, to, toType)
    const isLong = this.lists.has(this.graph.nodeNames[from] as number) && !this.isProgramObject(to, toType)
    return isLong ? cause('unasked properties') : NOT_HELD
  }

  /**
   * What lies under a symbol without a description: one of V8's own, mostly. What it notes of functions and arrays is the
   * program's, as is what Node.js notes of promises; of errors it is the captured stack.
   */
  private kindOfNote(from: number, to: number, toType: number): number {
    const { nodeTypes, nodeNames } = this.graph
    if (nodeNames[to] === this.names.of('system / ClassPositions')) return SEEN
    if (nodeTypes[from] === this.closure || nodeNames[from] === this.names.of('Array')) return NOT_HELD
    if (this.isPromise(from)) return NOT_HELD
    // an error whose prototype was taken away has its stack as well
    if (this.isError(from) || toType === this.array || this.strings.has(toType)) return STACK
    return this.isObject(to, toType) ? NOT_HELD : SEEN
  }

  /** What lies in a slot that JavaScript can read, if it can read the object that the slot is of. */
  private kindOfValue(state: number, to: number, toType: number): number {
    if (!this.isObject(to, toType)) return SEEN
    if (state === SEEN) return this.walked[to] === COUNTED ? SEEN : NOT_HELD
    return this.isProgramObject(to, toType) ? NOT_HELD : SEEN
  }

  private isObject(node: number, type: number): boolean {
    return type === this.object || type === this.closure || type === this.regexp || this.isProxyNode(node)
  }

  /** Whether an object inherits from one of the language's errors. */
  private isError(node: number): boolean {
    const { names, graph } = this
    let at: number | undefined = node
    for (let depth = 0; at !== undefined && depth < LONGEST_CHAIN; depth++) {
      const prototype = names.property(at, '__proto__')
      const maker = prototype === undefined ? undefined : names.property(prototype, 'constructor')
      const isBuiltin = maker !== undefined && graph.nodeTypes[maker] === this.closure && !isFromScript(names, maker)
      if (isBuiltin) return this.errors.has(graph.nodeNames[maker] as number)
      at = prototype
    }
    return false
  }

  private kindOfHidden(from: number, edge: number, to: number): number {
    const { nodeTypes, nodeNames } = this.graph
    const fromType = nodeTypes[from] as number
    const fromName = nodeNames[from] as number
    const toType = nodeTypes[to] as number
    if (fromName === this.isProxy && fromType !== this.object) return cause('proxy target and handler')
    if (this.bookkeeping.has(nodeNames[to] as number)) return NOT_HELD
    if (fromType === this.regexp) return this.strings.has(toType) ? SEEN : NOT_HELD
    if (fromType === this.closure) return NOT_HELD
    if (fromType === this.object) {
      // Node.js marks its pools; the link to a WebAssembly.Memory looks alike, and is the buffer's.
      if (fromName === this.names.of('ArrayBuffer')) return this.pointsAtMemory(to) ? SEEN : NOT_HELD
      if (this.iterators.has(fromName)) return cause('iterator state')
      if (this.formatters.has(fromName)) return cause('native memory')
      if (fromName === this.names.of('FinalizationRegistry')) {
        return this.isProgramObject(to, toType) ? NOT_HELD : cause('finalization registry cells')
      }
    }
    if (this.graph.edgeTypes[edge] === this.hidden && this.isProgramObject(to, toType)) return NOT_HELD
    return SEEN
  }

  private kindOfInternal(from: number, state: number, name: number, to: number): number {
    const { nodeTypes } = this.graph
    const { names } = this
    const toType = nodeTypes[to] as number
    if (name === names.of('reactions_or_result')) {
      return this.isProgramObject(to, toType) ? NOT_HELD : cause('promise result')
    }
    if (name === names.of('bound_function') || name === names.of('bound_this') || name === names.of('bindings')) {
      return this.isProgramObject(to, toType) ? NOT_HELD : cause('bound function')
    }
    if (name === names.of('parameters_and_registers')) return cause('suspended generator')
    if (name === names.of('receiver')) {
      const isOwn = !this.isProgramObject(to, toType) && this.scopes.isOwnedBy(this.root, to)
      return isOwn ? cause('suspended generator') : NOT_HELD
    }
    // the function of a generator is its program's
    if (name === names.of('function')) return NOT_HELD
    // Node.js notes on promises who made them, where somebody listens; that is no part of a value
    if (name === names.of('properties') && this.hasNotesAlone(from)) return NOT_HELD
    // contents of stores: the elements of an array, the entries of a table, the parts of a rope
    if (nodeTypes[from] === this.array) return this.kindOfValue(state, to, toType)
    if (name === names.of('getter') || name === names.of('setter')) return this.kindOfValue(state, to, toType)
    return this.walked[to] === LEFT_OUT || this.isProgramObject(to, toType) ? NOT_HELD : SEEN
  }

  private isPromise(node: number): boolean {
    return this.graph.nodeNames[node] === this.names.of('Promise')
  }

  private hasNotesAlone(node: number): boolean {
    const { edgeTypes, edgeNames } = this.graph
    if (!this.isPromise(node)) return false
    return this.edgesOf(node).every((edge) => {
      const name = edgeNames[edge] as number
      if (name === this.names.of('__proto__')) return true
      const kind = this.names.kindOf(name)
      const isNote = kind === UNNAMED_SYMBOL || kind === SYMBOL
      return edgeTypes[edge] !== this.property || isNote
    })
  }

  private isProxyNode(node: number): boolean {
    return this.graph.nodeNames[node] === this.isProxy && this.graph.nodeTypes[node] !== this.object
  }

  /** Whether an object that no walk met is the program's: of the engine, a prototype, a module's namespace. */
  private isProgramObject(node: number, type: number): boolean {
    if (this.walked[node] === LEFT_OUT) return true
    if (this.walked[node] === COUNTED) return false
    const { names, graph } = this
    if (type === this.closure) {
      const isNamed = graph.strings.get(graph.nodeNames[node] as number) !== ''
      return isNamed && !isFromScript(names, node) && names.internal(node, 'bound_function') === undefined
    }
    if (type !== this.object) return false
    const maker = names.property(node, 'constructor')
    if (maker !== undefined && graph.nodeTypes[maker] === this.closure && names.property(maker, 'prototype') === node)
      return true
    return graph.nodeNames[node] === names.of('Module') && this.isNamespace(node)
  }

  private isNamespace(node: number): boolean {
    const modules = this.names.all('system / SourceTextModule', 'system / SyntheticModule')
    return this.edgesOf(node).some((edge) =>
      modules.has(this.graph.nodeNames[this.graph.edgeTo[edge] as number] as number),
    )
  }

  private pointsAtMemory(node: number): boolean {
    const memory = this.names.of('Memory')
    return this.edgesOf(node).some((edge) => this.graph.nodeNames[this.graph.edgeTo[edge] as number] === memory)
  }

  private edgesOf(node: number): number[] {
    const { firstEdge } = this.graph
    const edges: number[] = []
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) edges.push(edge)
    return edges
  }
}

function cause(name: HeldCause): number {
  return FIRST_CAUSE + causes.indexOf(name)
}

const STACK = cause('error stack')

/** Hidden classes, prototypes, code and realms are the program's; `native` links lead out of V8's heap. */
const NEVER_FOLLOWED = [
  ...['map', 'initial_map', 'shared', 'feedback_cell', 'code', 'dispatch_handle', 'scope_info', 'extension'],
  ...['javascript_to_native', 'native_to_javascript'],
]
/** Each value in one is an edge of its object already; what only the store has are names and descriptors. */
const PROPERTY_STORES = ['(object properties)', 'system / PropertyArray', 'system / SwissNameDictionary']
const ITERATORS = ['Array Iterator', 'Iterator', 'MapIterator', 'RegExpStringIterator', 'SetIterator', 'StringIterator']
const ERRORS = [
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SuppressedError', 'SyntaxError'],
  ...['TypeError', 'URIError'],
]
const LONGEST_CHAIN = 1000
const LISTS = [
  ...[
    'Array',
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
  ],
  ...['Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
]
const INTL = [
  ...['Collator', 'DateTimeFormat', 'DisplayNames', 'DurationFormat', 'ListFormat', 'Locale', 'NumberFormat'],
  ...['PluralRules', 'RelativeTimeFormat', 'Segment Iterator', 'Segmenter', 'Segments'],
]
