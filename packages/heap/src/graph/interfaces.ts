import type { HeapGraph } from './heap-graph.js'
import { edgeTypeNumbers, nodeTypeNumbers } from './type-numbers.js'

// Plain objects have no class of their own. DevTools gives those that many others are like the name of their properties:
// `{id, name, tags}`. The rules are DevTools', so that names are the same there and here.

/** A set of properties that many plain objects have. */
export interface Interface {
  /** As in `{id, name}`. */
  readonly name: string
  readonly properties: readonly string[]
}

/** The plain objects of a snapshot, those with the same properties in the same order together. */
export interface Shapes {
  /** The plain objects. */
  readonly nodes: readonly number[]
  /** The shape of each of them, from 0. */
  readonly shapeOf: readonly number[]
  /** The properties of each shape in the order of the file, one for each edge. */
  readonly properties: readonly (readonly string[])[]
  /** How many objects have each shape. */
  readonly counts: readonly number[]
}

export function shapes(graph: HeapGraph): Shapes {
  const { nodeTypes, nodeNames, firstEdge, edgeTypes, edgeNames, strings } = graph
  const { object } = nodeTypeNumbers(graph)
  const { property } = edgeTypeNumbers(graph)
  const plain = strings.indexOf('Object')
  const nodes: number[] = []
  const shapeOf: number[] = []
  const counts: number[] = []
  const names: number[][] = []
  // by a hash of their names; the few that share one are told apart by looking
  const byHash = new Map<number, number[]>()
  const own: number[] = []
  for (let node = 0; node < nodeTypes.length; node++) {
    if (nodeTypes[node] !== object || nodeNames[node] !== plain) continue
    own.length = 0
    let hash = 0
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (edgeTypes[edge] !== property) continue
      const name = edgeNames[edge] as number
      own.push(name)
      hash = (Math.imul(hash, 31) + name) | 0
    }
    const alike = byHash.get(hash)
    let shape = alike?.find((candidate) => isSame(names[candidate] as number[], own))
    if (shape === undefined) {
      shape = names.length
      names.push([...own])
      counts.push(0)
      if (alike === undefined) byHash.set(hash, [shape])
      else alike.push(shape)
    }
    ;(counts[shape] as number)++
    nodes.push(node)
    shapeOf.push(shape)
  }
  const texts = new Map<number, string>()
  const textOf = (name: number): string => {
    const text = texts.get(name) ?? strings.get(name)
    texts.set(name, text)
    return text
  }
  return { nodes, shapeOf, counts, properties: names.map((shape) => shape.map(textOf)) }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The interfaces of a snapshot: sets that two objects have, and one in a thousand at the least, the commonest first. */
export function inferInterfaces({ properties, counts, nodes }: Shapes): readonly Interface[] {
  const candidates = new Map<string, { name: string; properties: string[]; count: number }>()
  for (const [shape, all] of properties.entries()) {
    const candidate = interfaceOf(all)
    if (candidate === undefined) continue
    const known = candidates.get(candidate.name)
    const count = counts[shape] as number
    if (known === undefined) candidates.set(candidate.name, { ...candidate, count })
    else known.count += count
  }
  const least = Math.max(LEAST_OBJECTS, nodes.length / MOST_INTERFACES)
  return [...candidates.values()].filter(({ count }) => count >= least).sort((a, b) => b.count - a.count)
}

function interfaceOf(all: readonly string[]): { name: string; properties: string[] } | undefined {
  let name = '{'
  const properties: string[] = []
  for (const property of all) {
    if (property === '__proto__') continue
    const text = formatPropertyName(property)
    if (name.length > 1 && name.length + text.length > LONGEST_NAME) break
    if (name.length > 1) name += ', '
    name += text
    properties.push(property)
  }
  return properties.length === 0 ? undefined : { name: `${name}}`, properties }
}

/**
 * The interface of each shape: of those whose properties it all has, the one with the most; of several, the first.
 *
 * @returns For each shape a place in `interfaces`, or -1.
 */
export function matchInterfaces({ properties }: Shapes, interfaces: readonly Interface[]): Int32Array {
  // A name may be there twice (two symbols, or a getter and a setter): each one stands for a property of its own.
  const wanting = new Map<string, number[]>()
  for (const [index, { properties: own }] of interfaces.entries()) {
    for (const key of numbered(own)) {
      const known = wanting.get(key)
      if (known === undefined) wanting.set(key, [index])
      else known.push(index)
    }
  }
  const found = new Uint32Array(interfaces.length)
  return Int32Array.from(properties, (own) => {
    found.fill(0)
    let best = -1
    let bestLength = 0
    for (const key of numbered(own)) {
      for (const index of wanting.get(key) ?? []) {
        const length = (interfaces[index] as Interface).properties.length
        const count = (found[index] as number) + 1
        found[index] = count
        if (count < length || length < bestLength) continue
        if (length > bestLength || index < best) best = index
        bestLength = length
      }
    }
    return best
  })
}

/** The names, those that came before with how often. */
function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const times = seen.get(name) ?? 0
    seen.set(name, times + 1)
    return times === 0 ? name : `${name}\u0000${times}`
  })
}

/** A property's name, in quotes if it could be mistaken in a list of them. */
export function formatPropertyName(name: string): string {
  return /[,'"{}]/.test(name) ? JSON.stringify(name) : name
}

const LEAST_OBJECTS = 2
const MOST_INTERFACES = 1000
const LONGEST_NAME = 120
