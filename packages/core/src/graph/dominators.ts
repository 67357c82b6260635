// T. Lengauer, R. E. Tarjan: A Fast Algorithm for Finding Dominators in a Flowgraph. ACM TOPLAS 1(1), 1979. The simple
// version, with path compression and without balancing: O(m log n) whatever the graph, and in practice linear. The names
// are the paper's. Two things are from L. Georgiadis, R. E. Tarjan, R. F. Werneck: Finding Dominators in Practice (2006):
// the parents are the forest (what is linked is known from its number), and w's bucket is emptied before w is linked.
//
// The simpler algorithms are quadratic on values that people have (bench/RESULTS.md): Cooper, Harvey and Kennedy's on a
// doubly linked list that is held by both ends, semi-NCA on a long list whose last node holds objects that the root holds as
// well. Semi-NCA is faster on some of the others, and takes no less memory; it was not worth that risk.
//
// Takes 20 bytes a node, results included, and 4 bytes an edge that leads back in preorder. Where these are more than the
// nodes, they are gathered in up to three parts, one after the other: all edges are looked through for each part, but memory
// is taken for the largest part alone.
import { ceil, max, min } from '../math.js'
import { Uint32ArrayConstructor } from '../walk/intrinsics.js'

const PARTS = 3

/** Stands for no node. */
export const NONE = 0xffffffff

/** A directed graph in compressed rows: the successors of node n are `to[first[n]]` … `to[first[n + 1] - 1]`. Node 0 is the root. */
export interface FlatGraph {
  readonly nodes: number
  readonly first: Uint32Array
  readonly to: Uint32Array
}

export interface Dominators {
  /** The immediate dominator of each node; of the root itself, and NONE for what the root does not reach. */
  readonly idom: Uint32Array
  /** The reached nodes in depth-first preorder, each after its immediate dominator; what follows the first `reached` means nothing. */
  readonly vertex: Uint32Array
  /** How many nodes the root reaches, itself included. */
  readonly reached: number
}

/** The dominator tree in preorder: a dominates b if `enter[a] <= enter[b] && enter[b] <= last[a]`. */
export interface DominatorIntervals {
  /** The place of each node, from 0; NONE for what the root does not reach, which dominates nothing and is dominated by nothing. */
  readonly enter: Uint32Array
  /** The place of the last node that it dominates. */
  readonly last: Uint32Array
}

/** What the search works in: a word for each node in each array, all 0. Two of them become the result, the others are free again. */
export interface Workspace {
  readonly number: Uint32Array
  readonly vertex: Uint32Array
  readonly parent: Uint32Array
  readonly semi: Uint32Array
  readonly label: Uint32Array
}

export function dominators(graph: FlatGraph, workspace: Workspace = newWorkspace(graph.nodes)): Dominators {
  const { number, vertex, parent, semi, label } = workspace
  if (graph.nodes === 0) return { idom: number, vertex, reached: 0 }
  const { reached, backward } = depthFirst(graph, workspace)
  // The numbers say all that the vertices do, and these make room.
  const idom = vertex
  clear(idom, reached)
  const quota = max(ceil(backward / PARTS), graph.nodes)
  const pred = new Uint32ArrayConstructor(largestPart(label, reached, quota))
  for (let end = reached; end > 1; ) {
    const begin = beginOfPart(label, end, quota)
    const predEnd = backwardPredecessors(graph, number, label, begin, end, pred)
    linkPart(begin, end, pred, predEnd, idom, parent, semi, label)
    end = begin
  }
  resolveDeferred(idom, semi, reached)
  toNodes(graph.nodes, number, idom, label)
  return { idom: number, vertex: label, reached }
}

/**
 * The paper's steps 2 and 3 for the vertices from `end - 1` down to `begin`, each of which is its number now. Until w's turn,
 * idom[w] is the head of its bucket, and label[w] is where its predecessors begin; while w is in the bucket of its
 * semidominator, idom[w] is the next in there. 0, the root, ends it.
 */
function linkPart(
  begin: number,
  end: number,
  pred: Uint32Array,
  predLength: number,
  idom: Uint32Array,
  parent: Uint32Array,
  semi: Uint32Array,
  label: Uint32Array,
): void {
  let predEnd = predLength
  for (let w = end - 1; w >= begin; w--) {
    for (let v = idom[w] as number; v !== 0; ) {
      const next = idom[v] as number
      const u = evaluate(v, w, parent, semi, label)
      idom[v] = (semi[u] as number) < w ? u : w
      v = next
    }
    let least = semi[w] as number
    const predFirst = label[w] as number
    for (let i = predFirst; i < predEnd; i++) {
      const u = semi[evaluate(pred[i] as number, w, parent, semi, label)] as number
      if (u < least) least = u
    }
    predEnd = predFirst
    semi[w] = least
    label[w] = w
    if (least === 0 || least === parent[w]) {
      idom[w] = least
    } else {
      idom[w] = idom[least] as number
      idom[least] = w
    }
  }
}

/** Step 4: where the dominator of another vertex was to be known first. */
function resolveDeferred(idom: Uint32Array, semi: Uint32Array, reached: number): void {
  for (let w = 1; w < reached; w++) {
    if (idom[w] !== semi[w]) idom[w] = idom[idom[w] as number] as number
  }
}

/** The labels give way to the vertices, and the numbers to the dominators. */
function toNodes(nodes: number, number: Uint32Array, idom: Uint32Array, label: Uint32Array): void {
  for (let node = 0; node < nodes; node++) {
    const place = number[node] as number
    if (place !== 0) label[place - 1] = node
  }
  for (let node = 0; node < nodes; node++) {
    const place = number[node] as number
    number[node] = place === 0 ? NONE : (label[idom[place - 1] as number] as number)
  }
}

function clear(array: Uint32Array, count: number): void {
  for (let i = 0; i < count; i++) array[i] = 0
}

function newWorkspace(nodes: number): Workspace {
  const words = (): Uint32Array => new Uint32ArrayConstructor(nodes)
  return { number: words(), vertex: words(), parent: words(), semi: words(), label: words() }
}

/**
 * Numbers the vertices in preorder.
 *
 * - number: of each node its place plus 1; 0 is not reached
 * - semi: the least of the predecessors that come before it, which are its ancestors
 * - label: how many predecessors come after it, those of the root apart
 *
 * @returns How many are reached, and the sum of `label`.
 */
function depthFirst(
  { first, to }: FlatGraph,
  { number, vertex, parent, semi, label }: Workspace,
): { reached: number; backward: number } {
  let reached = 1
  let backward = 0
  number[0] = 1
  let v = 0
  let edge = first[0] as number
  let end = first[1] as number
  while (true) {
    if (edge === end) {
      if (v === 0) break
      const above = parent[v] as number
      semi[v] = above
      v = above
      edge = semi[v] as number
      end = first[(vertex[v] as number) + 1] as number
      continue
    }
    const node = to[edge++] as number
    const place = number[node] as number
    if (place === 0) {
      const w = reached++
      number[node] = reached
      vertex[w] = node
      parent[w] = v
      const begin = first[node] as number
      const beyond = first[node + 1] as number
      if (begin === beyond) {
        semi[w] = v
        continue
      }
      // While a vertex waits for a child, no edge can lead forward to it: here is the edge to go on with.
      semi[v] = edge
      v = w
      edge = begin
      end = beyond
      continue
    }
    const w = place - 1
    if (w > v) {
      if (v < (semi[w] as number)) semi[w] = v
    } else if (w < v && w !== 0) {
      ;(label[w] as number)++
      backward++
    }
  }
  return { reached, backward }
}

/** Where the part of the vertices before `end` begins whose predecessors are gathered together: no fewer than `quota`, if there are so many. */
function beginOfPart(label: Uint32Array, end: number, quota: number): number {
  let begin = end
  for (let count = 0; begin > 1 && count < quota; ) count += label[--begin] as number
  return begin
}

/** The most predecessors that a part has. */
function largestPart(label: Uint32Array, reached: number, quota: number): number {
  let largest = 0
  let count = 0
  for (let w = reached - 1; w > 0; w--) {
    count += label[w] as number
    if (count > largest) largest = count
    if (count >= quota) count = 0
  }
  return largest
}

/**
 * For each vertex from `begin` to `end - 1` the predecessors that come after it, those of vertex w from `label[w]` on to
 * where those of w + 1 begin. Those before it are in its `semi` already, so that a tree needs none.
 *
 * @param label How many each vertex has; becomes where they begin.
 * @returns Where those of the last vertex end.
 */
function backwardPredecessors(
  { nodes, first, to }: FlatGraph,
  number: Uint32Array,
  label: Uint32Array,
  begin: number,
  end: number,
  pred: Uint32Array,
): number {
  let sum = 0
  for (let w = begin; w < end; w++) {
    sum += label[w] as number
    label[w] = sum
  }
  if (sum === 0) return 0
  for (let node = 0; node < nodes; node++) {
    const v = (number[node] as number) - 1
    if (v <= begin) continue
    const beyond = min(v, end)
    const edgeEnd = first[node + 1] as number
    for (let edge = first[node] as number; edge < edgeEnd; edge++) {
      const w = (number[to[edge] as number] as number) - 1
      if (w < begin || w >= beyond) continue
      const place = (label[w] as number) - 1
      label[w] = place
      pred[place] = v
    }
  }
  return sum
}

/**
 * EVAL of the paper: of v and its ancestors in the forest, its root apart, the one with the least semidominator. The
 * forest is what comes after w. Needs no stack: on the way up, each vertex points to where the way came from.
 */
function evaluate(v: number, w: number, parent: Uint32Array, semi: Uint32Array, label: Uint32Array): number {
  let top = parent[v] as number
  if (top <= w) return label[v] as number
  let below = v
  for (let above = parent[top] as number; above > w; above = parent[top] as number) {
    parent[top] = below
    below = top
    top = above
  }
  const root = parent[top] as number
  let least = label[top] as number
  let leastSemi = semi[least] as number
  while (true) {
    const own = label[below] as number
    const ownSemi = semi[own] as number
    if (ownSemi < leastSemi) {
      least = own
      leastSemi = ownSemi
    } else {
      label[below] = least
    }
    const next = parent[below] as number
    parent[below] = root
    if (below === v) return least
    below = next
  }
}

/** Where each node is in the dominator tree, so that asking whether one dominates another takes two comparisons. */
export function dominatorIntervals({ idom, vertex, reached }: Dominators, nodes: number): DominatorIntervals {
  const enter = new Uint32ArrayConstructor(nodes)
  const last = new Uint32ArrayConstructor(nodes)
  for (let node = 0; node < nodes; node++) enter[node] = idom[node] === NONE ? NONE : 1
  if (reached === 0) return { enter, last }
  // first, `enter` is how many nodes each one dominates
  for (let i = reached - 1; i > 0; i--) {
    const node = vertex[i] as number
    const above = idom[node] as number
    enter[above] = (enter[above] as number) + (enter[node] as number)
  }
  enter[0] = 0
  // `last` grows with each child that takes its place
  for (let i = 1; i < reached; i++) {
    const node = vertex[i] as number
    const above = idom[node] as number
    const count = enter[node] as number
    const place = (last[above] as number) + 1
    enter[node] = place
    last[node] = place
    last[above] = place + count - 1
  }
  return { enter, last }
}
