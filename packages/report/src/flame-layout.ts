import { hierarchy, partition } from 'd3-hierarchy'
import type { FlameSubject } from './flame-subject.js'

/** Where a box stands: sizes in pixels, `depth` in levels below the root. */
export interface Place {
  readonly left: number
  readonly right: number
  readonly depth: number
}

/** A node of the tree, or all of those below one node that are too narrow or too deep to show. */
export type Box<Node> =
  | (Place & { readonly kind: 'node'; readonly node: Node; readonly hidden: Hidden | undefined })
  | (Place & { readonly kind: 'hidden'; readonly hidden: Hidden })

/** Nodes that have no box of their own, with all that lies under them. */
export interface Hidden {
  readonly rows: number
  readonly bytes: number
}

export interface LayoutLimits {
  readonly width: number
  /** A node of less pixels has no box. */
  readonly narrowest: number
  /** Levels below the root. */
  readonly depth: number
}

type Shown<Node> = { readonly node: Node; readonly depth: number; readonly hidden: Hidden | undefined }
type Drawn<Node> = Shown<Node> | { readonly hidden: Hidden }

/**
 * The boxes of a flame graph, each before those on it. A box is as wide as its node has bytes with all below it, these
 * stand under it from its left end on, the largest first, and what is left at its right end are its own.
 */
export function flameLayout<Node>(subject: FlameSubject<Node>, limits: LayoutLimits): Box<Node>[] {
  const { root, total } = subject
  const isShown = (node: Node): boolean => total > 0 && (subject.bytes(node) / total) * limits.width >= limits.narrowest
  const shown = (node: Node, depth: number): Shown<Node> => {
    const below = subject.below(node)
    const hidden = hiddenOf(depth < limits.depth ? below.filter((child) => !isShown(child)) : below, subject)
    return { node, depth, hidden }
  }
  const below = (drawn: Drawn<Node>): Drawn<Node>[] => {
    if (!('node' in drawn)) return []
    const { node, depth, hidden } = drawn
    const children = depth < limits.depth ? subject.below(node).filter(isShown) : []
    const nodes: Drawn<Node>[] = children.map((child) => shown(child, depth + 1))
    return hidden === undefined ? nodes : [...nodes, { hidden }]
  }
  const tree = hierarchy<Drawn<Node>>(shown(root, 0), below).sum((drawn) =>
    'node' in drawn ? subject.self(drawn.node) : drawn.hidden.bytes,
  )
  return partition<Drawn<Node>>()
    .size([limits.width, 1])(tree)
    .descendants()
    .map(({ data, x0, x1, depth }) => {
      const place = { left: x0, right: x1, depth }
      return 'node' in data
        ? { kind: 'node' as const, ...place, node: data.node, hidden: data.hidden }
        : { kind: 'hidden' as const, ...place, hidden: data.hidden }
    })
    .filter(({ kind, left, right }) => kind === 'node' || right - left >= limits.narrowest)
}

function hiddenOf<Node>(nodes: readonly Node[], subject: FlameSubject<Node>): Hidden | undefined {
  if (nodes.length === 0) return undefined
  let [rows, bytes] = [0, 0]
  for (const node of nodes) bytes += subject.bytes(node)
  const waiting = [...nodes]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    rows++
    for (const child of subject.below(node)) waiting.push(child)
  }
  return { rows, bytes }
}
