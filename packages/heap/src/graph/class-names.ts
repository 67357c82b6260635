import { DETACHED } from './detachedness.js'
import type { HeapGraph } from './heap-graph.js'
import { type Interface, matchInterfaces, type Shapes } from './interfaces.js'
import { nodeTypeNumbers } from './type-numbers.js'

/** The names of classes, and which of them each node has. */
export interface ClassNames {
  readonly names: readonly string[]
  /** Places in `names`. */
  readonly ofNode: Uint32Array
}

/**
 * The class of each node, named as in DevTools: of objects and of the embedder's nodes their own names, of tags without
 * their attributes (`<div>`), with `Detached ` before those that are detached; `(system)`, `(compiled code)`, `Function`,
 * `RegExp`, and the type in parentheses for all else. Plain objects that many are like are called by their interface.
 */
export function classNames(
  graph: HeapGraph,
  detachedness: Uint8Array | undefined,
  shapes: Shapes,
  interfaces: readonly Interface[],
): ClassNames {
  const { nodeCount, nodeTypes, nodeNames, nodeTypeNames, strings } = graph
  const type = nodeTypeNumbers(graph)
  const names: string[] = []
  const places = new Map<string, number>()
  const placeOf = (name: string): number => {
    const known = places.get(name)
    if (known !== undefined) return known
    places.set(name, names.length)
    names.push(name)
    return names.length - 1
  }

  const byType = nodeTypeNames.map((name, number) => {
    if (number === type.hidden) return '(system)'
    if (number === type.code) return '(compiled code)'
    if (number === type.closure) return 'Function'
    if (number === type.regexp) return 'RegExp'
    return `(${name})`
  })
  // places are given in the order of the nodes
  const placeByType = new Int32Array(byType.length).fill(-1)
  const placeByName = new Map<number, number>()
  const placeByDetachedName = new Map<number, number>()
  const ofNode = new Uint32Array(nodeCount)
  for (let node = 0; node < nodeCount; node++) {
    const number = nodeTypes[node] as number
    if (number !== type.object && number !== type.native) {
      if (placeByType[number] === -1) placeByType[number] = placeOf(byType[number] as string)
      ofNode[node] = placeByType[number] as number
      continue
    }
    const isDetached = number === type.native && detachedness?.[node] === DETACHED
    const known = isDetached ? placeByDetachedName : placeByName
    const name = nodeNames[node] as number
    let place = known.get(name)
    if (place === undefined) {
      place = placeOf(withoutAttributes(isDetached ? `Detached ${strings.get(name)}` : strings.get(name)))
      known.set(name, place)
    }
    ofNode[node] = place
  }

  const placeByShape = Array.from(matchInterfaces(shapes, interfaces), (index) =>
    index < 0 ? undefined : placeOf((interfaces[index] as Interface).name),
  )
  for (const [i, node] of shapes.nodes.entries()) {
    const place = placeByShape[shapes.shapeOf[i] as number]
    if (place !== undefined) ofNode[node] = place
  }
  return { names, ofNode }
}

/** `<div>` for `<div id="a">`, and `Detached <div>` for the same detached. */
function withoutAttributes(name: string): string {
  if (!name.startsWith('<') && !name.startsWith('Detached <')) return name
  const space = name.indexOf(' ', name.startsWith('<') ? 0 : 'Detached <'.length)
  return space < 0 ? name : `${name.slice(0, space)}>`
}
