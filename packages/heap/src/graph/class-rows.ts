import type { ClassNames } from './class-names.js'
import type { DominatorTree } from './dominator-tree.js'
import { treeIntervals } from './dominator-tree.js'
import type { HeapGraph } from './heap-graph.js'
import type { NodeSizes } from './shallow-sizes.js'
import { nodeTypeNumbers } from './type-numbers.js'

/** Where the constructor of a class stands in its script. */
export interface ClassLocation {
  readonly scriptId: number
  /** From 0, as V8 has them. */
  readonly line: number
  /** From 0. */
  readonly column: number
}

/** The nodes by class: two classes of one name that stand at different places are two. */
export interface NodesByClass {
  readonly classes: readonly { readonly name: string; readonly location: ClassLocation | undefined }[]
  /** Places in `classes`. */
  readonly ofNode: Uint32Array
}

/** The class of each node: its name, and for an object whose constructor the snapshot has a place of, that place. */
export function nodesByClass(graph: HeapGraph, { names, ofNode: nameOfNode }: ClassNames): NodesByClass {
  const { nodeCount, nodeTypes, locations } = graph
  const { object } = nodeTypeNumbers(graph)
  const places = distinctPlaces(locations)
  // 0 for none
  const placeOfNode = new Uint32Array(nodeCount)
  for (let i = 0; i < locations.length; i++) {
    const node = locations.nodes[i] as number
    if (nodeTypes[node] === object) placeOfNode[node] = (places[i] as number) + 1
  }
  const classes: { name: string; location: ClassLocation | undefined }[] = []
  const byKey = new Map<number, number>()
  const ofNode = new Uint32Array(nodeCount)
  for (let node = 0; node < nodeCount; node++) {
    const name = nameOfNode[node] as number
    const place = placeOfNode[node] as number
    const key = place * names.length + name
    let known = byKey.get(key)
    if (known === undefined) {
      known = classes.length
      byKey.set(key, known)
      classes.push({
        name: names[name] as string,
        location: place === 0 ? undefined : locationAt(locations, place - 1),
      })
    }
    ofNode[node] = known
  }
  return { classes, ofNode }
}

/** For each location the first one at the same place. */
function distinctPlaces({ length, scriptIds, lines, columns }: HeapGraph['locations']): Uint32Array {
  const first = new Uint32Array(length)
  const byScript = new Map<number, Map<number, number>>()
  for (let i = 0; i < length; i++) {
    const scriptId = scriptIds[i] as number
    const inScript = byScript.get(scriptId) ?? new Map<number, number>()
    byScript.set(scriptId, inScript)
    // exact for the first two million lines; further on, some columns would be taken for one
    const key = (lines[i] as number) * 2 ** 32 + (columns[i] as number)
    const known = inScript.get(key)
    if (known === undefined) inScript.set(key, i)
    first[i] = known ?? i
  }
  return first
}

function locationAt({ scriptIds, lines, columns }: HeapGraph['locations'], place: number): ClassLocation {
  return {
    scriptId: scriptIds[place] as number,
    line: lines[place] as number,
    column: columns[place] as number,
  }
}

/** What all nodes of a class come to; those of the shallow size 0 are not counted. */
export interface ClassSums {
  readonly count: Uint32Array
  readonly selfSize: Float64Array
  readonly shallowSize: Float64Array
  /** Each node once: what a node of the same class dominates adds nothing. */
  readonly retainedSize: Float64Array
  /** The least of its nodes. */
  readonly distance: Int32Array
}

export function classSums(
  graph: HeapGraph,
  { classes, ofNode }: NodesByClass,
  sizes: { readonly shallow: NodeSizes; readonly retained: NodeSizes },
  tree: DominatorTree,
  distances: Int32Array,
): ClassSums {
  const count = new Uint32Array(classes.length)
  const selfSize = new Float64Array(classes.length)
  const shallowSize = new Float64Array(classes.length)
  const retainedSize = new Float64Array(classes.length)
  const distance = new Int32Array(classes.length).fill(2 ** 31 - 1)
  const counted = (node: number): boolean => sizes.shallow[node] !== 0
  for (let node = 0; node < graph.nodeCount; node++) {
    if (!counted(node)) continue
    const place = ofNode[node] as number
    ;(count[place] as number)++
    ;(selfSize[place] as number) += graph.selfSizes[node] as number
    ;(shallowSize[place] as number) += sizes.shallow[node] as number
    distance[place] = Math.min(distance[place] as number, distances[node] as number)
  }

  const { enter, end } = treeIntervals(tree)
  const byPreorder = new Uint32Array(graph.nodeCount)
  for (let node = 0; node < graph.nodeCount; node++) byPreorder[enter[node] as number] = node
  // up to where, in preorder, a node of this class dominates all
  const held = new Uint32Array(classes.length)
  for (const node of byPreorder) {
    const place = ofNode[node] as number
    if (!counted(node) || (enter[node] as number) < (held[place] as number)) continue
    ;(retainedSize[place] as number) += sizes.retained[node] as number
    held[place] = end[node] as number
  }
  return { count, selfSize, shallowSize, retainedSize, distance }
}
