import { min } from '../math.js'
import { type GraphWalk, OBJECT, UNCOUNTED } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'
import { edgesByNode } from './edges-by-node.js'

/** What a set of roots reaches, and no other root does. */
export interface Reached {
  /** The places of the roots, in order. */
  readonly roots: readonly number[]
  bytes: number
  objects: number
  /** By number of type. */
  readonly counts: Float64Array
  readonly sizes: Float64Array
}

/** Of a walk over several roots: for each set of roots what exactly these reach. */
export function reachedBySets(walk: GraphWalk): readonly Reached[] {
  const sets = new RootSets()
  const setOf = setsOfNodes(walk, sets)
  const boxSets = setsOfRootBoxes(walk, sets)
  const number = walk.typeId('number')
  const reached = js.list<Reached>()
  for (let set = 0; set < sets.members.length; set++) {
    reached[set] = {
      roots: sets.members[set] as readonly number[],
      bytes: 0,
      objects: 0,
      counts: new js.Float64ArrayConstructor(walk.typeNames.length),
      sizes: new js.Float64ArrayConstructor(walk.typeNames.length),
    }
  }
  for (let node = 0; node < walk.nodeCount; node++) {
    const status = walk.statuses[node]
    if (status === UNCOUNTED) continue
    const part = reached[setOf[node] as number] as Reached
    if (status === OBJECT) part.objects++
    add(part, walk.types[node] as number, 1, walk.selfs[node] as number)
  }
  for (let box = 0; box < walk.boxCount; box++) {
    const holder = walk.boxFroms[box] as number
    const set = holder === 0 ? boxSets[box] : setOf[holder]
    const count = walk.boxCounts[box] as number
    const part = reached[set as number] as Reached
    part.objects += count
    add(part, number, count, count * walk.layout.heapNumber)
  }
  return reached
}

function add(part: Reached, type: number, count: number, size: number): void {
  part.bytes += size
  ;(part.counts[type] as number) += count
  ;(part.sizes[type] as number) += size
}

/** For each node the number of the set of roots that reach it. */
function setsOfNodes(walk: GraphWalk, sets: RootSets): Uint32Array {
  const { first, to } = edgesByNode(walk.nodeCount, walk.edgeCount, walk.froms, walk.tos, walk.edgeLabels)
  const setOf = new js.Uint32ArrayConstructor(walk.nodeCount)
  const pending = js.list<number>()
  let top = 0
  const reach = (node: number, set: number): void => {
    const known = setOf[node] as number
    const union = sets.union(known, set)
    if (union === known) return
    setOf[node] = union
    pending[top++] = node
  }
  for (let root = 0; root < walk.rootEnds.length; root++) {
    const start = root === 0 ? 0 : (walk.rootEnds[root - 1] as number)
    for (let edge = start; edge < (walk.rootEnds[root] as number); edge++) {
      // a symbol that is a root brings the edge to its description along
      if (walk.froms[edge] === 0) reach(walk.tos[edge] as number, sets.single(root))
    }
  }
  while (top > 0) {
    const node = pending[--top] as number
    for (let i = first[node] as number; i < (first[node + 1] as number); i++) {
      reach(to[i] as number, setOf[node] as number)
    }
  }
  return setOf
}

/** The boxes of roots that are numbers come first. */
function setsOfRootBoxes(walk: GraphWalk, sets: RootSets): readonly number[] {
  const found = js.list<number>()
  for (let root = 0; root < walk.rootBoxEnds.length; root++) {
    while (found.length < (walk.rootBoxEnds[root] as number)) found[found.length] = sets.single(root)
  }
  return found
}

/** Sets of roots, each with a number. Number 0 is the empty one. */
class RootSets {
  readonly members: (readonly number[])[] = js.list()
  private readonly numbers: Map<string, number> = new js.MapConstructor()
  private readonly unions: Map<string, number> = new js.MapConstructor()

  constructor() {
    this.numberOf(js.list())
  }

  single(root: number): number {
    const members = js.list<number>()
    members[0] = root
    return this.numberOf(members)
  }

  union(a: number, b: number): number {
    if (a === b || b === 0) return a
    if (a === 0) return b
    const key = `${a} ${b}`
    let union = js.mapGet(this.unions, key)
    if (union === undefined) {
      union = this.numberOf(merged(this.members[a] as readonly number[], this.members[b] as readonly number[]))
      js.mapSet(this.unions, key, union)
    }
    return union
  }

  private numberOf(members: readonly number[]): number {
    let key = ''
    for (let i = 0; i < members.length; i++) key += ` ${members[i] as number}`
    let number = js.mapGet(this.numbers, key)
    if (number === undefined) {
      number = this.members.length
      this.members[number] = members
      js.mapSet(this.numbers, key, number)
    }
    return number
  }
}

const NO_MORE = Number.POSITIVE_INFINITY

/** The members of two sorted lists, each once. */
function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  const all = js.list<number>()
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const left = i < a.length ? (a[i] as number) : NO_MORE
    const right = j < b.length ? (b[j] as number) : NO_MORE
    all[all.length] = min(left, right)
    if (left <= right) i++
    if (right <= left) j++
  }
  return all
}
