import { type GraphWalk, NO_FORM, OBJECT, UNCOUNTED } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'
import type { DominatorIntervals, Dominators } from './dominators.js'
import { type EdgesByNode, edgesByNode } from './edges-by-node.js'
import { holdersOf, isDominated, SEVERAL } from './holders.js'
import { DEEPER, ROOT, Row } from './row.js'
import { findPaths, nameRows } from './row-names.js'
import { SharedGroups } from './shared-groups.js'

/** Properties of one object that hold things of one type: more of them than this are one row, `.*`. */
const MOST_SINGLE_PROPERTIES = 16
/** Of methods and accessors, which are told apart by what they do, and not by what they weigh. */
const MOST_SINGLE_METHODS = 8

/** Rows lie within rows no deeper than this; what is deeper is one row, `.**`. */
const DEEPEST = 64

const DEEPER_KEY = -1
const SEVERAL_TYPES = '(several types)'

/** The folded rows, those above before those below, and for each node the row that it is in. */
export interface Folded {
  readonly rows: readonly Row[]
  readonly rowOf: Uint32Array
}

/**
 * The dominator tree of what a walk saw, folded: objects of one type that hang in the same way on objects of one row are a
 * row themselves. Objects that several paths lead to are a row of their type, below their dominator. An object within
 * another of the same type joins that one's row if it has the same label, or if the type is a class of the program's: so
 * that lists and trees are few rows.
 *
 * The rows depend on the graph alone, and not on the order in which it was walked.
 *
 * @param spares Of some nodes, the bytes that are allocated and not used.
 */
export function fold(
  walk: GraphWalk,
  edges: EdgesByNode,
  doms: Dominators,
  intervals: DominatorIntervals,
  spares: Map<number, number>,
): Folded {
  const boxes = edgesByNode(walk.nodeCount, walk.boxCount, walk.boxFroms, walk.boxCounts, walk.boxLabels)
  foldProperties(walk, edges, boxes)
  const holders = holdersOf(edges, doms, intervals)
  const folding = new Folding(walk)
  folding.placeNodes(doms, holders, new SharedGroups(walk, edges, holders, intervals), spares)
  folding.placeBoxes(boxes)
  folding.foldManyNames()
  folding.findSharers(edges, holders, intervals)
  nameRows(folding.rows, walk.labels.texts, walk.typeId('string'))
  folding.mergeSameNames()
  const { rows } = folding
  findPaths(rows, walk.labels.texts)
  for (let i = rows.length - 1; i >= 0; i--) (rows[i] as Row).sumUp()
  return folding
}

function labelAndType({ label, type }: Row): string {
  return `${label} ${type}`
}

function nameAndType({ name, type }: Row): string {
  return `${type} ${name}`
}

/** Gives the properties of an object that hold many things of one type one label. */
function foldProperties(walk: GraphWalk, edges: EdgesByNode, boxes: EdgesByNode): void {
  const any = walk.labels.ofText('.*', true)
  const number = walk.typeId('number')
  // several roots keep their names
  for (let node = walk.rootEnds.length > 0 ? 1 : 0; node < edges.nodes; node++) {
    if (degree(edges, node) + degree(boxes, node) <= MOST_SINGLE_METHODS) continue
    const typeOfEdge = (edge: number): number => walk.types[edges.to[edge] as number] as number
    relabelMany(walk, edges, node, typeOfEdge, any)
    relabelMany(walk, boxes, node, () => number, any)
  }
}

function relabelMany(
  walk: GraphWalk,
  edges: EdgesByNode,
  node: number,
  typeOf: (edge: number) => number,
  any: number,
): void {
  const { areProperties } = walk.labels
  const counts = new js.MapConstructor<number, number>()
  const end = edges.first[node + 1] as number
  for (let edge = edges.first[node] as number; edge < end; edge++) {
    if (areProperties[edges.labels[edge] as number] !== true) continue
    const type = typeOf(edge)
    js.mapSet(counts, type, (js.mapGet(counts, type) ?? 0) + 1)
  }
  for (let edge = edges.first[node] as number; edge < end; edge++) {
    if (areProperties[edges.labels[edge] as number] !== true) continue
    const type = typeOf(edge)
    if ((js.mapGet(counts, type) as number) > mostSingle(walk, type)) edges.labels[edge] = any
  }
}

function mostSingle(walk: GraphWalk, type: number): number {
  const name = walk.typeNames[type]
  return name === 'function' || name === 'accessor' ? MOST_SINGLE_METHODS : MOST_SINGLE_PROPERTIES
}

function degree(edges: EdgesByNode, node: number): number {
  return (edges.first[node + 1] as number) - (edges.first[node] as number)
}

class Folding implements Folded {
  rows: Row[] = js.list()
  readonly rowOf: Uint32Array
  private readonly typeCount: number
  private readonly severalTypes: number

  constructor(private readonly walk: GraphWalk) {
    this.severalTypes = walk.typeId(SEVERAL_TYPES)
    this.typeCount = walk.typeNames.length
    this.rowOf = new js.Uint32ArrayConstructor(walk.nodeCount)
  }

  /** Puts each node into a row: in the order in which a dominator comes before what it dominates. */
  placeNodes(
    { idom, vertex, reached }: Dominators,
    holders: Uint32Array,
    shared: SharedGroups,
    spares: Map<number, number>,
  ): void {
    const { walk, rowOf, rows } = this
    rows[0] = new Row(0, undefined, 0, ROOT, walk.types[0] as number, false)
    this.fill(rows[0], 0, spares)
    for (let i = 1; i < reached; i++) {
      const node = vertex[i] as number
      const above = rows[rowOf[idom[node] as number] as number] as Row
      if (walk.statuses[node] === UNCOUNTED) {
        rowOf[node] = above.index
        continue
      }
      const holder = holders[node] as number
      const type = walk.types[node] as number
      const row = holder === SEVERAL ? this.below(above, shared.of(node), type, true) : this.below(above, holder, type)
      rowOf[node] = row.index
      this.fill(row, node, spares)
    }
    this.placeWideStrings()
  }

  placeBoxes(boxes: EdgesByNode): void {
    const number = this.walk.typeId('number')
    const size = this.walk.layout.heapNumber
    for (let node = 0; node < boxes.nodes; node++) {
      const end = boxes.first[node + 1] as number
      for (let box = boxes.first[node] as number; box < end; box++) {
        const row = this.below(this.rows[this.rowOf[node] as number] as Row, boxes.labels[box] as number, number)
        const count = boxes.to[box] as number
        row.count += count
        row.objects += count
        row.self += count * size
      }
    }
  }

  /** Where a row has many rows of one type below it, each by a name of its own, these become one, with what lies below. */
  foldManyNames(): void {
    const { walk } = this
    const any = walk.labels.ofText('.*', true)
    for (let i = 0; i < this.rows.length; i++) {
      const row = this.rows[i] as Row
      if (row.isMerged || row.below.length <= MOST_SINGLE_METHODS || (i === 0 && walk.rootEnds.length > 0)) continue
      const counts = new js.MapConstructor<number, number>()
      for (let j = 0; j < row.below.length; j++) {
        const { type, label, isShared } = row.below[j] as Row
        if (!isShared && walk.labels.areProperties[label] === true)
          js.mapSet(counts, type, (js.mapGet(counts, type) ?? 0) + 1)
      }
      for (let j = 0; j < row.below.length; j++) {
        const below = row.below[j] as Row
        const isMany = (js.mapGet(counts, below.type) ?? 0) > mostSingle(walk, below.type)
        if (isMany && !below.isShared && walk.labels.areProperties[below.label] === true) below.label = any
      }
      row.mergeAlike(labelAndType)
    }
    this.dropMerged()
  }

  /** A shared row that no path tells from one beside it, of the same type, becomes one with it. */
  mergeSameNames(): void {
    for (let i = 0; i < this.rows.length; i++) {
      const row = this.rows[i] as Row
      if (!row.isMerged) row.mergeAlike(nameAndType)
    }
    this.dropMerged()
  }

  /** Leaves out the rows that others took in. */
  private dropMerged(): void {
    const { rowOf } = this
    const old = this.rows
    this.rows = js.list()
    for (let i = 0; i < old.length; i++) {
      const row = old[i] as Row
      if (row.isMerged) continue
      row.index = this.rows.length
      this.rows[row.index] = row
    }
    if (old.length === this.rows.length) return
    for (let node = 0; node < this.walk.nodeCount; node++)
      rowOf[node] = (old[rowOf[node] as number] as Row).survivor.index
  }

  /** For each shared row the rows and labels that lead to it. */
  findSharers(edges: EdgesByNode, holders: Uint32Array, intervals: DominatorIntervals): void {
    const { rows, rowOf, walk } = this
    const labelCount = walk.labels.texts.length
    for (let from = 0; from < edges.nodes; from++) {
      const holder = rows[rowOf[from] as number] as Row
      const end = edges.first[from + 1] as number
      for (let edge = edges.first[from] as number; edge < end; edge++) {
        const to = edges.to[edge] as number
        if (holders[to] !== SEVERAL || walk.statuses[to] === UNCOUNTED || isDominated(intervals, to, from)) continue
        const label = edges.labels[edge] as number
        ;(rows[rowOf[to] as number] as Row).addSharer(holder.index * labelCount + label, holder, label)
      }
    }
  }

  private fill(row: Row, node: number, spares: Map<number, number>): void {
    const { statuses, selfs, forms, formSizes } = this.walk
    row.count++
    if (statuses[node] === OBJECT) row.objects++
    row.self += selfs[node] as number
    row.spare += js.mapGet(spares, node) ?? 0
    if (this.walk.slacks !== undefined) row.slack += this.walk.slacks[node] as number
    if (forms[node] !== NO_FORM) row.addForm(forms[node] as number, formSizes[node] as number)
  }

  private placeWideStrings(): void {
    const { wideNodes, wideTexts, widePlaces } = this.walk
    for (let i = 0; i < wideNodes.length; i++) {
      const row = this.rows[this.rowOf[wideNodes[i] as number] as number] as Row
      row.addWide(wideTexts[i] as string, widePlaces[i] as number)
    }
  }

  /** The row of one label and type below another: one that is there, or one above that it would lie within, or a new one. */
  private below(above: Row, label: number, type: number, isShared = false): Row {
    const key = (label + 1) * this.typeCount + type
    const known = above.get(key)
    if (known !== undefined) return known
    const isOwnClass = this.walk.builtinTypes[type] !== true
    let row: Row | undefined
    for (let at = above; at.above !== undefined && row === undefined; at = at.above) {
      if (at.type === type && (at.label === label || isOwnClass)) row = at
    }
    if (row !== undefined) row.isNested = true
    else if (above.depth < DEEPEST) row = this.add(above, label, type, isShared)
    else if (above.label === DEEPER) row = above
    else row = above.get(DEEPER_KEY) ?? this.add(above, DEEPER, this.severalTypes, false)
    if (row.label === DEEPER) above.set(DEEPER_KEY, row)
    above.set(key, row)
    return row
  }

  private add(above: Row, label: number, type: number, isShared: boolean): Row {
    const row = new Row(this.rows.length, above, above.depth + 1, label, type, isShared)
    this.rows[row.index] = row
    return row
  }
}
