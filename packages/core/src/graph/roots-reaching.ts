import type { TypeRow } from '../measurement.js'
import { type GraphWalk, OBJECT, UNCOUNTED } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'
import { typeRows } from './breakdown.js'
import { components } from './components.js'
import { edgesByNode } from './edges-by-node.js'

/** What a set of roots reaches, and no other root does. */
export interface Reached {
  /** The places of the roots, in order. */
  readonly roots: readonly number[]
  readonly bytes: number
  readonly objects: number
  /** Largest first, then by name. */
  readonly types: readonly TypeRow[]
}

/** Of a walk over several roots: for each set of roots what exactly these reach. */
export function reachedBySets(walk: GraphWalk): readonly Reached[] {
  const number = walk.typeId('number')
  const sets = new RootSets(walk.rootEnds.length)
  const setOf = setsOfNodes(walk, sets)
  const tally = new Tally(walk, sets.members.length)
  for (let node = 0; node < walk.nodeCount; node++) {
    const status = walk.statuses[node]
    if (status === UNCOUNTED) continue
    tally.add(setOf[node] as number, walk.types[node] as number, 1, walk.selfs[node] as number)
    if (status === OBJECT) tally.addObjects(setOf[node] as number, 1)
  }
  // the boxes of roots that are numbers come first
  let root = 0
  for (let box = 0; box < walk.boxCount; box++) {
    while (root < walk.rootBoxEnds.length && box >= (walk.rootBoxEnds[root] as number)) root++
    const holder = walk.boxFroms[box] as number
    const set = holder === 0 ? sets.single(root) : (setOf[holder] as number)
    const count = walk.boxCounts[box] as number
    tally.add(set, number, count, count * walk.layout.heapNumber)
    tally.addObjects(set, count)
  }
  const reached = js.list<Reached>()
  for (let set = 0; set < sets.members.length; set++) {
    const found = tally.reachedBy(set, sets.members[set] as readonly number[])
    if (found !== undefined) reached[reached.length] = found
  }
  return reached
}

/**
 * For each node the number of the set of roots that reach it.
 *
 * Objects that reach each other have one set. Taken in the order of their edges, each such component comes after all that
 * lead to it, so that its set is found once, however many roots there are.
 */
function setsOfNodes(walk: GraphWalk, sets: RootSets): Uint32Array {
  const { nodeCount, edgeCount, edgeLabels } = walk
  const { of, nodes } = components(edgesByNode(nodeCount, edgeCount, walk.froms, walk.tos, edgeLabels))
  // backwards: from each node to what holds it, a root by its place behind the nodes
  const holders = edgesByNode(nodeCount, edgeCount, walk.tos, holdersOfEdges(walk), edgeLabels)
  const setOf = new js.Uint32ArrayConstructor(nodeCount)
  let end = nodeCount
  while (end > 0) {
    const component = of[nodes[end - 1] as number]
    let start = end
    sets.begin()
    for (; start > 0 && of[nodes[start - 1] as number] === component; start--) {
      const node = nodes[start - 1] as number
      for (let i = holders.first[node] as number; i < (holders.first[node + 1] as number); i++) {
        const holder = holders.to[i] as number
        if (holder >= nodeCount) sets.join(sets.single(holder - nodeCount))
        else if (of[holder] !== component) sets.join(setOf[holder] as number)
      }
    }
    const set = sets.joined()
    for (let i = start; i < end; i++) setOf[nodes[i] as number] = set
    end = start
  }
  return setOf
}

/** For each edge the node that it starts at; where that is node 0, which has all roots, the root instead. */
function holdersOfEdges(walk: GraphWalk): Uint32Array {
  const holders = new js.Uint32ArrayConstructor(walk.edgeCount)
  let root = 0
  for (let edge = 0; edge < walk.edgeCount; edge++) {
    while (root < walk.rootEnds.length && edge >= (walk.rootEnds[root] as number)) root++
    const from = walk.froms[edge] as number
    // a symbol that is a root brings the edge to its description along
    holders[edge] = from === 0 ? walk.nodeCount + root : from
  }
  return holders
}

/** Sets of roots, each with a number: 0 is the empty one, then come those of a single root. */
class RootSets {
  readonly members: (readonly number[])[] = js.list()
  private readonly numbers: Map<string, number> = new js.MapConstructor()
  private readonly unions: Map<string, number> = new js.MapConstructor()
  private readonly isMember: Uint8Array
  private joining: number[] = js.list()
  /** By set: in which union it was last. */
  private readonly joinedIn: number[] = js.list()
  private union = 0
  private readonly roots: number

  constructor(roots: number) {
    this.roots = roots
    this.isMember = new js.Uint8ArrayConstructor(roots)
    this.numberOf(js.list())
    for (let root = 0; root < roots; root++) {
      const members = js.list<number>()
      members[0] = root
      this.numberOf(members)
    }
  }

  single(root: number): number {
    return root + 1
  }

  /** Begins a union: of all sets given to `join` from here on. */
  begin(): void {
    this.union++
    this.joining.length = 0
  }

  join(set: number): void {
    if (set === 0 || this.joinedIn[set] === this.union) return
    this.joinedIn[set] = this.union
    this.joining[this.joining.length] = set
  }

  joined(): number {
    if (this.joining.length < 2) return this.joining[0] ?? 0
    const sets = js.sort(this.joining, ascending)
    const key = textOf(sets)
    let union = js.mapGet(this.unions, key)
    if (union === undefined) {
      union = this.numberOf(this.membersOf(sets))
      js.mapSet(this.unions, key, union)
    }
    return union
  }

  /** The roots of several sets, each once and in order. */
  private membersOf(sets: readonly number[]): readonly number[] {
    let least = this.roots
    let most = -1
    for (let i = 0; i < sets.length; i++) {
      const members = this.members[sets[i] as number] as readonly number[]
      for (let j = 0; j < members.length; j++) this.isMember[members[j] as number] = 1
      const first = members[0] as number
      const last = members[members.length - 1] as number
      if (first < least) least = first
      if (last > most) most = last
    }
    const all = js.list<number>()
    for (let root = least; root <= most; root++) {
      if (this.isMember[root] === 0) continue
      all[all.length] = root
      this.isMember[root] = 0
    }
    return all
  }

  private numberOf(members: readonly number[]): number {
    const key = textOf(members)
    let number = js.mapGet(this.numbers, key)
    if (number === undefined) {
      number = this.members.length
      this.members[number] = members
      this.joinedIn[number] = 0
      js.mapSet(this.numbers, key, number)
    }
    return number
  }
}

function ascending(a: number, b: number): number {
  return a - b
}

function textOf(numbers: readonly number[]): string {
  let text = ''
  for (let i = 0; i < numbers.length; i++) text += ` ${numbers[i] as number}`
  return text
}

/** Sums by set and type. There may be many of both, and few types in each set. */
class Tally {
  // by cell: a set and a type in it
  private readonly types: number[] = js.list()
  private readonly counts: number[] = js.list()
  private readonly sizes: number[] = js.list()
  private readonly cells: Map<number, number> = new js.MapConstructor()
  private lastKey = -1
  private lastCell = -1
  // by set
  private readonly cellsOf: (number[] | undefined)[] = js.list()
  private readonly objects: number[] = js.list()

  private readonly typeNames: readonly string[]
  private readonly typeRoom: number

  constructor(walk: GraphWalk, sets: number) {
    this.typeNames = walk.typeNames
    this.typeRoom = walk.typeNames.length
    for (let set = 0; set < sets; set++) {
      this.cellsOf[set] = undefined
      this.objects[set] = 0
    }
  }

  add(set: number, type: number, count: number, size: number): void {
    const key = set * this.typeRoom + type
    if (key !== this.lastKey) {
      this.lastKey = key
      this.lastCell = js.mapGet(this.cells, key) ?? this.newCell(key, set, type)
    }
    ;(this.counts[this.lastCell] as number) += count
    ;(this.sizes[this.lastCell] as number) += size
  }

  addObjects(set: number, count: number): void {
    ;(this.objects[set] as number) += count
  }

  /** `undefined` if it is nothing. */
  reachedBy(set: number, roots: readonly number[]): Reached | undefined {
    const cells = this.cellsOf[set]
    if (cells === undefined) return undefined
    const names = js.list<string>()
    const counts = new js.Float64ArrayConstructor(cells.length)
    const sizes = new js.Float64ArrayConstructor(cells.length)
    let bytes = 0
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as number
      names[i] = this.typeNames[this.types[cell] as number] as string
      counts[i] = this.counts[cell] as number
      sizes[i] = this.sizes[cell] as number
      bytes += this.sizes[cell] as number
    }
    return { roots, bytes, objects: this.objects[set] as number, types: typeRows(names, counts, sizes) }
  }

  private newCell(key: number, set: number, type: number): number {
    const cell = this.types.length
    js.mapSet(this.cells, key, cell)
    this.types[cell] = type
    this.counts[cell] = 0
    this.sizes[cell] = 0
    let cells = this.cellsOf[set]
    if (cells === undefined) {
      cells = js.list()
      this.cellsOf[set] = cells
    }
    cells[cells.length] = cell
    return cell
  }
}
