import type { HeapGraph } from '../graph/heap-graph.js'

/** What the name of an edge says by how it is written. */
export const PLAIN = 1
/** `#name`: a private field. */
export const PRIVATE = 2
/** `<symbol name>`: a symbol. */
export const SYMBOL = 3
/** An entry of a weak collection, held by table and key together. */
export const EPHEMERON = 4

/** `<symbol>`, a symbol without a description: V8's private ones are among them. A snapshot may have this text twice. */
export const UNNAMED_SYMBOL = 5

/** The names and types of one snapshot as numbers, looked up once, so that no text is compared in a walk. */
export class SnapshotNames {
  private readonly graph: HeapGraph
  private readonly known = new Map<string, number>()
  private readonly kinds: Uint8Array
  private readonly element: number
  private readonly hidden: number

  constructor(graph: HeapGraph) {
    this.graph = graph
    this.kinds = new Uint8Array(graph.strings.length)
    this.element = this.edgeType('element')
    this.hidden = this.edgeType('hidden')
  }

  /** The place of a text among the strings; -1 if the snapshot does not have it. */
  of(text: string): number {
    let place = this.known.get(text)
    if (place === undefined) {
      place = this.graph.strings.indexOf(text)
      this.known.set(text, place)
    }
    return place
  }

  all(...texts: readonly string[]): ReadonlySet<number> {
    return new Set(texts.map((text) => this.of(text)))
  }

  nodeType(name: string): number {
    return this.graph.nodeTypeNames.indexOf(name)
  }

  edgeType(name: string): number {
    return this.graph.edgeTypeNames.indexOf(name)
  }

  /** Whether the name of an edge is a text, and not a number. */
  isNamed(edge: number): boolean {
    const type = this.graph.edgeTypes[edge]
    return type !== this.element && type !== this.hidden
  }

  /** Where an object's property leads; an accessor leads nowhere. */
  property(node: number, text: string): number | undefined {
    return this.follow(node, this.edgeType('property'), text)
  }

  /** Where a link of V8's own leads, as to a hidden class or a backing store. */
  internal(node: number, text: string): number | undefined {
    return this.follow(node, this.edgeType('internal'), text)
  }

  private follow(node: number, type: number, text: string): number | undefined {
    const { firstEdge, edgeTypes, edgeNames, edgeTo } = this.graph
    const name = this.of(text)
    if (name < 0) return undefined
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (edgeNames[edge] === name && edgeTypes[edge] === type) return edgeTo[edge]
    }
    return undefined
  }

  /** How a name is written; not of `element` and `hidden` edges, which have numbers. */
  kindOf(name: number): number {
    const known = this.kinds[name] as number
    if (known !== 0) return known
    const kind = kindOfText(this.graph.strings.get(name))
    this.kinds[name] = kind
    return kind
  }
}

function kindOfText(text: string): number {
  if (text.startsWith('#')) return PRIVATE
  if (text === '<symbol>') return UNNAMED_SYMBOL
  if (text.startsWith('<symbol ')) return SYMBOL
  return text.includes(' / part of key ') ? EPHEMERON : PLAIN
}
