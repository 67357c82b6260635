import type { Bytes } from '@carat/core'
import { type ClassNames, classNames } from './graph/class-names.js'
import { type ClassLocation, classSums, type NodesByClass, nodesByClass } from './graph/class-rows.js'
import { DETACHED, propagateDetachedness } from './graph/detachedness.js'
import { distances, NO_DISTANCE } from './graph/distances.js'
import { type DominatorTree, dominatorTree, retainedSizes } from './graph/dominator-tree.js'
import { Ephemerons } from './graph/ephemerons.js'
import { withEssentialEdges } from './graph/essential-edges.js'
import type { HeapGraph } from './graph/heap-graph.js'
import { type Interface, inferInterfaces, type Shapes, shapes } from './graph/interfaces.js'
import { nodeName } from './graph/node-names.js'
import { type Retainers, retainers } from './graph/retainers.js'
import { type NodeSizes, shallowSizes } from './graph/shallow-sizes.js'
import { nodeTypeNumbers } from './graph/type-numbers.js'
import { WordArrays } from './graph/word-arrays.js'

/** One object of the heap, or one of V8's own nodes. */
export interface HeapNode {
  /** Its place in the snapshot, from 0, which is the root. */
  readonly ordinal: number
  /** The same for an object in all snapshots of one process. */
  readonly id: number
  /** V8's word: `object`, `closure`, `string`, `array`, `code`, `hidden`, `native`, `synthetic`, … */
  readonly type: string
  /** As DevTools shows it: of strings the text, of which V8 writes the first 1024 characters, of plain objects their properties. */
  readonly name: string
  readonly className: string
  /** V8's own number. */
  readonly selfSize: Bytes
  /** With the backing stores that only it reaches; 0 for such a store. */
  readonly shallowSize: Bytes
  /** What would be freed without it. */
  readonly retainedSize: Bytes
  /** Edges from the program's globals; `undefined` if they don't reach it. Nodes of V8's own start at 100,000,000. */
  readonly distance: number | undefined
  /** Whether it is of a part of a page that is in no document. */
  readonly detached: boolean
}

/** A reference from one node to another. */
export interface HeapEdge {
  /** V8's word: `property`, `element`, `context`, `internal`, `hidden`, `shortcut` or `weak`. */
  readonly type: string
  /** A number of elements and hidden edges. */
  readonly name: string | number
  /** The ordinal of the node that has it. */
  readonly from: number
  /** The ordinal of the node that it leads to. */
  readonly to: number
}

/** All objects of a class. Nodes whose bytes are counted for their owner (shallow size 0) are not among them. */
export interface ClassRow {
  readonly name: string
  /** Where its constructor stands, if the snapshot says: classes of the same name at two places are two rows. */
  readonly location: ClassLocation | undefined
  readonly count: number
  readonly selfSize: Bytes
  readonly shallowSize: Bytes
  /** What would be freed without all of them: each node once, also where they hold one another. */
  readonly retainedSize: Bytes
  /** Of the nearest one; `undefined` if one of them is not reached at all. */
  readonly distance: number | undefined
}

/** What is detached from the document, by class. */
export interface DetachedRow {
  /** Such as `Detached <div>`. */
  readonly className: string
  /** The detached nodes of this class that no other detached node holds, by ordinal. */
  readonly nodes: readonly number[]
  readonly count: number
  readonly retainedSize: Bytes
}

/**
 * A V8 heap snapshot. Everything beyond the graph itself is computed when it is first asked for, and kept.
 *
 * Sizes, distances, classes and dominators are those of Chrome DevTools; V8's own sizes are in `graph.selfSizes`. Dominators
 * and sizes keep 20 bytes a node, distances and classes 4 each, what is held of retainers 8 bytes an edge.
 */
export class Snapshot {
  /** The snapshot as it stands in the file. */
  readonly graph: HeapGraph
  #ephemerons: Ephemerons | undefined
  #tree: DominatorTree | undefined
  #shallowSizes: NodeSizes | undefined
  #retainedSizes: NodeSizes | undefined
  #distances: Int32Array | undefined
  #detachedness: { readonly states: Uint8Array | undefined } | undefined
  #shapes: Shapes | undefined
  #interfaces: readonly Interface[] | undefined
  #classNames: ClassNames | undefined
  #nodesByClass: NodesByClass | undefined
  #classes: readonly ClassRow[] | undefined
  #retainers: Retainers | undefined

  readonly #arrays: WordArrays

  constructor(graph: HeapGraph) {
    this.graph = graph
    this.#arrays = new WordArrays(graph.nodeCount)
  }

  get nodeCount(): number {
    return this.graph.nodeCount
  }

  get edgeCount(): number {
    return this.graph.edgeCount
  }

  /** The self sizes of all nodes, and what V8 knows to be native memory of none of them. */
  get totalSize(): Bytes {
    let sum = this.graph.extraNativeBytes ?? 0
    for (const size of this.graph.selfSizes) sum += size
    return sum as Bytes
  }

  /** The immediate dominator of each node, by ordinal; the root's is itself. */
  get dominators(): Uint32Array {
    return this.#dominatorTree().idom
  }

  /** By ordinal. */
  get shallowSizes(): NodeSizes {
    this.#shallowSizes ??= shallowSizes(this.graph, this.#arrays)
    return this.#shallowSizes
  }

  /** By ordinal: the shallow sizes of the node and of all that it dominates. */
  get retainedSizes(): NodeSizes {
    this.#retainedSizes ??= retainedSizes(this.#dominatorTree(), this.shallowSizes, this.#arrays)
    return this.#retainedSizes
  }

  /**
   * By ordinal: how many edges there are from the program's globals, which are at 1. From 100,000,000 on it is what only
   * V8's own roots reach; -5 stands for what nothing does, weak edges apart.
   */
  get distances(): Int32Array {
    this.#distances ??= distances(this.graph, this.#weakMapEdges())
    return this.#distances
  }

  /**
   * By ordinal: 1 for the embedder's nodes that are attached to a document, 2 for the detached ones, 0 for all else;
   * `undefined` if the snapshot says nothing of it.
   */
  get detachedness(): Uint8Array | undefined {
    this.#detachedness ??= { states: propagateDetachedness(this.graph) }
    return this.#detachedness.states
  }

  /** What plain objects are called by, the commonest first. */
  get interfaces(): readonly Interface[] {
    this.#interfaces ??= inferInterfaces(this.#plainObjects())
    return this.#interfaces
  }

  /** All classes that have a node of a size, by retained size, the largest first; equals by name. */
  classes(): readonly ClassRow[] {
    this.#classes ??= this.#classRows()
    return this.#classes
  }

  /** The class of each node, by ordinal. */
  nodesByClass(): NodesByClass {
    this.#nodesByClass ??= nodesByClass(this.graph, this.#names())
    return this.#nodesByClass
  }

  /**
   * The classes of the nodes if plain objects were called by the interfaces of another snapshot.
   *
   * @param interfaces Those of the other one, so that the same objects are called the same in both.
   */
  nodesByClassWith(interfaces: readonly Interface[]): NodesByClass {
    return nodesByClass(this.graph, classNames(this.graph, this.detachedness, this.#plainObjects(), interfaces))
  }

  /** @throws {RangeError} if there is no such node. */
  node(ordinal: number): HeapNode {
    this.#checkOrdinal('node', ordinal)
    return new NodeOfSnapshot(this, ordinal)
  }

  /** The node that has this id, or `undefined` if none has. */
  nodeById(id: number): HeapNode | undefined {
    if (typeof id !== 'number')
      throw new TypeError(`nodeById takes the id of a node, as in nodeById(1), got ${typeof id}`)
    const ordinal = this.graph.nodeIds.indexOf(id)
    return ordinal < 0 ? undefined : new NodeOfSnapshot(this, ordinal)
  }

  /**
   * The references that a node has, in the order of the file.
   *
   * @throws {RangeError} if there is no such node.
   */
  edgesOf(ordinal: number): Iterable<HeapEdge> {
    this.#checkOrdinal('edgesOf', ordinal)
    return this.#edgesFrom(ordinal)
  }

  /**
   * The references to a node, in the order of the file.
   *
   * @throws {RangeError} if there is no such node.
   */
  retainersOf(ordinal: number): Iterable<HeapEdge> {
    this.#checkOrdinal('retainersOf', ordinal)
    return this.#edgesTo(ordinal)
  }

  /** What is detached from the document, the parts that retain the most first; of a tree of nodes the topmost alone. */
  detached(): readonly DetachedRow[] {
    const states = this.detachedness
    if (states?.includes(DETACHED) !== true) return []
    const { idom, order } = this.#dominatorTree()
    const { names, ofNode } = this.#names()
    const retained = this.retainedSizes
    const { native } = nodeTypeNumbers(this.graph)
    // whether the node or one of its dominators is detached
    const isWithin = new Uint8Array(this.nodeCount)
    const nodes = new Map<number, number[]>()
    for (const node of order) {
      const isHeld = isWithin[idom[node] as number] === 1
      const isDetached = states[node] === DETACHED && this.graph.nodeTypes[node] === native
      if (isHeld || isDetached) isWithin[node] = 1
      if (isHeld || !isDetached) continue
      const place = ofNode[node] as number
      const alike = nodes.get(place)
      if (alike === undefined) nodes.set(place, [node])
      else alike.push(node)
    }
    const rows = Array.from(nodes, ([place, alike]) => ({
      className: names[place] as string,
      nodes: alike.sort((a, b) => a - b),
      count: alike.length,
      retainedSize: alike.reduce((sum, node) => sum + (retained[node] as number), 0) as Bytes,
    }))
    return rows.sort((a, b) => b.retainedSize - a.retainedSize || compareText(a.className, b.className))
  }

  #dominatorTree(): DominatorTree {
    const arrays = this.#arrays
    this.#tree ??= withEssentialEdges(
      this.graph,
      this.#weakMapEdges(),
      (essential) => dominatorTree(essential, arrays),
      arrays,
    )
    return this.#tree
  }

  #weakMapEdges(): Ephemerons {
    this.#ephemerons ??= new Ephemerons(this.graph.strings)
    return this.#ephemerons
  }

  #plainObjects(): Shapes {
    this.#shapes ??= shapes(this.graph)
    return this.#shapes
  }

  #names(): ClassNames {
    this.#classNames ??= classNames(this.graph, this.detachedness, this.#plainObjects(), this.interfaces)
    return this.#classNames
  }

  #classRows(): ClassRow[] {
    const byClass = this.nodesByClass()
    const sizes = { shallow: this.shallowSizes, retained: this.retainedSizes }
    const sums = classSums(this.graph, byClass, sizes, this.#dominatorTree(), this.distances)
    const rows = byClass.classes.map(({ name, location }, place) => ({
      name,
      location,
      count: sums.count[place] as number,
      selfSize: sums.selfSize[place] as Bytes,
      shallowSize: sums.shallowSize[place] as Bytes,
      retainedSize: sums.retainedSize[place] as Bytes,
      distance: toDistance(sums.distance[place] as number),
    }))
    return rows
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.retainedSize - a.retainedSize || compareText(a.name, b.name))
  }

  *#edgesFrom(ordinal: number): Generator<HeapEdge> {
    const { firstEdge } = this.graph
    const end = firstEdge[ordinal + 1] as number
    for (let edge = firstEdge[ordinal] as number; edge < end; edge++) yield this.#edge(edge, ordinal)
  }

  *#edgesTo(ordinal: number): Generator<HeapEdge> {
    this.#retainers ??= retainers(this.graph)
    const { first, edges, nodes } = this.#retainers
    const end = first[ordinal + 1] as number
    for (let i = first[ordinal] as number; i < end; i++) yield this.#edge(edges[i] as number, nodes[i] as number)
  }

  #edge(edge: number, from: number): HeapEdge {
    const { edgeTypes, edgeTypeNames, edgeNames, edgeTo, strings } = this.graph
    const type = edgeTypeNames[edgeTypes[edge] as number] as string
    const name = edgeNames[edge] as number
    const isNumbered = type === 'element' || type === 'hidden'
    return { type, name: isNumbered ? name : strings.get(name), from, to: edgeTo[edge] as number }
  }

  /** @internal */
  classNameOf(ordinal: number): string {
    const { names, ofNode } = this.#names()
    return names[ofNode[ordinal] as number] as string
  }

  #checkOrdinal(method: string, ordinal: number): void {
    if (Number.isInteger(ordinal) && ordinal >= 0 && ordinal < this.nodeCount) return
    throw new RangeError(
      `${method} takes the ordinal of a node, from 0 to ${this.nodeCount - 1}, as in ${method}(0), got ${String(ordinal)}`,
    )
  }
}

class NodeOfSnapshot implements HeapNode {
  readonly ordinal: number
  readonly #snapshot: Snapshot

  constructor(snapshot: Snapshot, ordinal: number) {
    this.#snapshot = snapshot
    this.ordinal = ordinal
  }

  get id(): number {
    return this.#snapshot.graph.nodeIds[this.ordinal] as number
  }

  get type(): string {
    const { nodeTypes, nodeTypeNames } = this.#snapshot.graph
    return nodeTypeNames[nodeTypes[this.ordinal] as number] as string
  }

  get name(): string {
    return nodeName(this.#snapshot.graph, this.#snapshot.detachedness, this.ordinal)
  }

  get className(): string {
    return this.#snapshot.classNameOf(this.ordinal)
  }

  get selfSize(): Bytes {
    return this.#snapshot.graph.selfSizes[this.ordinal] as Bytes
  }

  get shallowSize(): Bytes {
    return this.#snapshot.shallowSizes[this.ordinal] as Bytes
  }

  get retainedSize(): Bytes {
    return this.#snapshot.retainedSizes[this.ordinal] as Bytes
  }

  get distance(): number | undefined {
    return toDistance(this.#snapshot.distances[this.ordinal] as number)
  }

  get detached(): boolean {
    const { graph, detachedness } = this.#snapshot
    return detachedness?.[this.ordinal] === DETACHED && graph.nodeTypes[this.ordinal] === nodeTypeNumbers(graph).native
  }
}

function toDistance(distance: number): number | undefined {
  return distance === NO_DISTANCE ? undefined : distance
}

/** By code units: the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
