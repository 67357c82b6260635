import type { Measurement, Part } from '@carat/core'
import { hierarchy, partition } from 'd3-hierarchy'

/** Where a box stands: sizes in pixels, `depth` in levels below the value itself. */
export interface Place {
  readonly left: number
  readonly right: number
  readonly depth: number
}

/** A row, or all of those below one row that are too narrow or too deep to show. */
export type Box =
  | (Place & { readonly kind: 'part'; readonly part: Part; readonly hidden: Hidden | undefined })
  | (Place & { readonly kind: 'hidden'; readonly hidden: Hidden })

/** Rows that have no box of their own, with all that lies under them. */
export interface Hidden {
  readonly rows: number
  readonly bytes: number
}

export interface LayoutLimits {
  readonly width: number
  /** A row of less pixels has no box. */
  readonly narrowest: number
  /** Levels below the value itself. */
  readonly depth: number
}

type Node =
  | { readonly part: Part; readonly depth: number; readonly hidden: Hidden | undefined }
  | { readonly hidden: Hidden }

/**
 * The boxes of a flame graph, each before those on it. A box is as wide as its row has bytes with all rows below it, these
 * stand under it from its left end on, the largest first, and what is left at its right end are its own.
 */
export function flameLayout({ bytes, root }: Measurement, limits: LayoutLimits): Box[] {
  const isShown = (part: Part): boolean => bytes > 0 && (part.bytes / bytes) * limits.width >= limits.narrowest
  const nodeOf = (part: Part, depth: number): Node => ({
    part,
    depth,
    hidden: hiddenOf(depth < limits.depth ? part.parts.filter((child) => !isShown(child)) : part.parts),
  })
  const below = (node: Node): Node[] => {
    if (!('part' in node)) return []
    const { part, depth, hidden } = node
    const shown = depth < limits.depth ? part.parts.filter(isShown) : []
    const nodes: Node[] = shown.map((child) => nodeOf(child, depth + 1))
    return hidden === undefined ? nodes : [...nodes, { hidden }]
  }
  const tree = hierarchy(nodeOf(root, 0), below).sum((node) => ('part' in node ? node.part.self : node.hidden.bytes))
  return partition<Node>()
    .size([limits.width, 1])(tree)
    .descendants()
    .map(({ data, x0, x1, depth }) => {
      const place = { left: x0, right: x1, depth }
      return 'part' in data
        ? { kind: 'part' as const, ...place, part: data.part, hidden: data.hidden }
        : { kind: 'hidden' as const, ...place, hidden: data.hidden }
    })
    .filter(({ kind, left, right }) => kind === 'part' || right - left >= limits.narrowest)
}

function hiddenOf(parts: readonly Part[]): Hidden | undefined {
  if (parts.length === 0) return undefined
  let [rows, bytes] = [0, 0]
  for (const part of parts) bytes += part.bytes
  const waiting = [...parts]
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    rows++
    for (const child of part.parts) waiting.push(child)
  }
  return { rows, bytes }
}
