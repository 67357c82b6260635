import type { HeapGraph } from '../graph/heap-graph.js'
import type { SnapshotNames } from './snapshot-names.js'

/** In-object fields of an object that hold nothing. */
export interface FreeFields {
  /** Bytes that V8 gives back once it has seen enough objects of the class, or that a sibling with more fields needs. */
  readonly slack: number
  /** Bytes that stay: `{}` and its like are made with four fields, whatever comes. */
  readonly spare: number
}

const NONE: FreeFields = { slack: 0, spare: 0 }
const SLOT = 8
/** Long chains of prototypes are nobody's; the limit ends a corrupt one. */
const LONGEST_CHAIN = 1000

/**
 * Finds the in-object fields that an object does not use.
 *
 * V8 makes the first instances of a class with more room than they need, and takes the rest back after the seventh
 * (https://v8.dev/blog/slack-tracking): so the size of an object depends on how many came before it. An instance with
 * fewer fields than others of its class keeps the difference. The snapshot can't tell these two apart, and both are slack.
 */
export class InstanceSlack {
  private readonly graph: HeapGraph
  private readonly names: SnapshotNames
  private readonly headers = new Map<string, number>()
  /** By hidden class. */
  private readonly classes = new Map<number, ClassOfObjects>()

  /** @param specimens Of builtin classes by name a node without properties. */
  constructor(graph: HeapGraph, names: SnapshotNames, specimens: ReadonlyMap<string, number>) {
    this.graph = graph
    this.names = names
    for (const [name, node] of specimens) this.headers.set(name, graph.selfSizes[node] as number)
  }

  of(node: number): FreeFields {
    const { fields, hiddenClass, hasStore } = this.fieldsOf(node)
    // Whatever has properties outside has none free inside, and a dictionary has no fields.
    if (hiddenClass === undefined || hasStore || this.isGenerator(node)) return NONE
    const { header, isTracked, isPlain } = this.classOf(hiddenClass)
    if (header === undefined) return NONE
    const free = (this.graph.selfSizes[node] as number) - header - fields * SLOT
    if (free <= 0) return NONE
    if (isTracked) return { slack: free, spare: 0 }
    // V8 has no tighter form of an object without properties.
    return { slack: 0, spare: fields === 0 || !isPlain ? 0 : free }
  }

  /** Generators have fields of V8's own, as many as their function has registers, and no class that says so. */
  private isGenerator(node: number): boolean {
    return this.names.internal(node, 'function') !== undefined && this.names.internal(node, 'context') !== undefined
  }

  /** How many of its properties an object holds in a store beside it; `undefined` where that can't be told. */
  fieldsOutside(node: number): number | undefined {
    const { fields, hiddenClass } = this.fieldsOf(node)
    const header = hiddenClass === undefined ? undefined : this.classOf(hiddenClass).header
    if (header === undefined) return undefined
    return fields - ((this.graph.selfSizes[node] as number) - header) / SLOT
  }

  private fieldsOf(node: number): { fields: number; hiddenClass: number | undefined; hasStore: boolean } {
    const { firstEdge, edgeTypes, edgeNames, edgeTo, nodeNames } = this.graph
    const { names } = this
    const property = names.edgeType('property')
    const prototype = names.of('__proto__')
    const pair = names.of('system / AccessorPair')
    let fields = 0
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (edgeTypes[edge] !== property || edgeNames[edge] === prototype) continue
      const to = edgeTo[edge] as number
      // An accessor lies in the hidden class. It has an edge of its own beside those to its functions.
      if (nodeNames[to] === pair) fields -= this.accessors(to)
      else fields++
    }
    return {
      fields,
      hiddenClass: names.internal(node, 'map'),
      hasStore: names.internal(node, 'properties') !== undefined,
    }
  }

  /** How many edges an accessor has beside the one to its pair: to its getter, to its setter, or to both. */
  private accessors(pair: number): number {
    const { nodeTypes } = this.graph
    const closure = this.names.nodeType('closure')
    const isFunction = (end: string): boolean => {
      const node = this.names.internal(pair, end)
      return node !== undefined && nodeTypes[node] === closure
    }
    return Number(isFunction('getter')) + Number(isFunction('setter'))
  }

  private classOf(hiddenClass: number): ClassOfObjects {
    const known = this.classes.get(hiddenClass)
    if (known !== undefined) return known
    const found = this.findClass(hiddenClass)
    this.classes.set(hiddenClass, found)
    return found
  }

  private findClass(hiddenClass: number): ClassOfObjects {
    const { names } = this
    const maker = this.constructorOf(hiddenClass)
    const isObject =
      maker !== undefined && this.graph.nodeNames[maker] === names.of('Object') && !isFromScript(names, maker)
    const isTracked = !isObject && (this.isScripted(maker) || this.isScripted(this.classAt(hiddenClass)))
    const isPlain = isObject
    let at: number | undefined = hiddenClass
    for (let depth = 0; at !== undefined && depth < LONGEST_CHAIN; depth++) {
      const prototype = names.internal(at, 'prototype')
      if (prototype === undefined) break
      const header = this.builtinHeader(prototype)
      if (header !== undefined) return { header, isTracked, isPlain }
      at = names.internal(prototype, 'map')
    }
    return { header: this.headers.get('Object'), isTracked, isPlain }
  }

  /** The class that the prototype of its objects names. Of a class that extends a builtin one, V8 notes the builtin as the maker. */
  private classAt(hiddenClass: number): number | undefined {
    const prototype = this.names.internal(hiddenClass, 'prototype')
    const maker = prototype === undefined ? undefined : this.names.property(prototype, 'constructor')
    return maker !== undefined && this.names.property(maker, 'prototype') === prototype ? maker : undefined
  }

  private isScripted(maker: number | undefined): boolean {
    return maker !== undefined && isFromScript(this.names, maker)
  }

  /** What an instance of a builtin class takes, if `prototype` is the prototype of one, of any realm. */
  private builtinHeader(prototype: number): number | undefined {
    const { graph, names } = this
    const maker = names.property(prototype, 'constructor')
    if (maker === undefined || graph.nodeTypes[maker] !== names.nodeType('closure')) return undefined
    if (isFromScript(names, maker) || names.property(maker, 'prototype') !== prototype) return undefined
    return this.headers.get(graph.strings.get(graph.nodeNames[maker] as number))
  }

  /** The function that made the objects of a hidden class; later hidden classes point back at the first. */
  private constructorOf(hiddenClass: number): number | undefined {
    const { names } = this
    let at: number | undefined = hiddenClass
    for (let depth = 0; at !== undefined && depth < 1 << 16; depth++) {
      const maker = names.internal(at, 'constructor')
      if (maker !== undefined) return maker
      at = names.internal(at, 'back_pointer')
    }
    return undefined
  }
}

interface ClassOfObjects {
  /** Bytes of an instance before its fields; `undefined` where no specimen says so. */
  readonly header: number | undefined
  /** Whether V8 watches how many fields its instances use. */
  readonly isTracked: boolean
  /** Whether they are of no class, as literals are. */
  readonly isPlain: boolean
}

/** Whether a function was written in a script, by the program or its host, and not by the engine in C++. */
export function isFromScript(names: SnapshotNames, closure: number): boolean {
  const shared = names.internal(closure, 'shared')
  if (shared === undefined) return false
  // the second until V8 12
  return names.internal(shared, 'script') !== undefined || names.internal(shared, 'script_or_debug_info') !== undefined
}
