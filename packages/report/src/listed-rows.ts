import type { Bytes, Part } from '@carat/core'
import { compareText } from './compare-text.js'

/** Which rows of a breakdown are listed, and in which order. */
export interface Selection {
  /** Levels below the first row. */
  readonly depth: number
  /** Rows in all: the largest ones, of which each stands below its own. */
  readonly rows: number
  /** What a row must weigh to be listed. Default 0. */
  readonly least?: number
  /** How the rows below one row follow each other: by name, or largest first. */
  readonly order: 'name' | 'size'
}

/** A row as it is listed. */
export interface ListedPart {
  readonly kind: 'part'
  readonly depth: number
  readonly part: Part
  /** How many rows there are directly below it, where none of them is listed. */
  readonly unlisted: number
}

/** A row as it is listed, or those below one row that are only counted. */
export type ListedRow =
  | ListedPart
  /** `count` rows beside others that are listed, with all that lies under them. */
  | { readonly kind: 'more'; readonly depth: number; readonly count: number; readonly bytes: Bytes }

/** A row with its way up, so that any two can be ranked. */
interface Place {
  readonly part: Part
  readonly parent: Place | undefined
  readonly depth: number
}

/**
 * The rows to list, each before those below it. What is left out is counted below the row that holds it, so that the
 * `self` of all rows and the bytes of those left out add up to `root.bytes`. The order of any `parts` makes no difference.
 */
export function listedRows(root: Part, selection: Selection): ListedRow[] {
  const below = new Map<Place | undefined, Place[]>()
  for (const place of largest(root, selection)) {
    const siblings = below.get(place.parent)
    if (siblings === undefined) below.set(place.parent, [place])
    else siblings.push(place)
  }
  const listed: ListedRow[] = []
  const list = (place: Place): void => {
    const { part, depth } = place
    const shown = below.get(place) ?? []
    const lone = depth < selection.depth ? loneLeaf(part, shown) : undefined
    if (lone !== undefined) shown.push({ part: lone, parent: place, depth: depth + 1 })
    const count = part.parts.length - shown.length
    listed.push({ kind: 'part', depth, part, unlisted: shown.length === 0 ? count : 0 })
    if (shown.length === 0) return
    for (const child of shown.sort(selection.order === 'name' ? byName : bySize)) list(child)
    if (count === 0) return
    const bytes = shown.reduce((rest, child) => rest - child.part.bytes, part.bytes - part.self)
    listed.push({ kind: 'more', depth: depth + 1, count, bytes: bytes as Bytes })
  }
  for (const place of below.get(undefined) ?? []) list(place)
  return listed
}

/** The one row left out, where it holds no others: to count it takes a line, too. */
function loneLeaf({ parts }: Part, shown: readonly Place[]): Part | undefined {
  if (parts.length !== shown.length + 1) return undefined
  const isShown = new Set(shown.map(({ part }) => part))
  const lone = parts.find((part) => !isShown.has(part))
  return lone?.parts.length === 0 ? lone : undefined
}

/**
 * The largest rows. No row is larger than the one above it, so that what stands below a row too small can be left unseen,
 * and the one above a chosen row is chosen, too.
 */
function largest(root: Part, { depth, rows, least = 0 }: Selection): Place[] {
  let chosen: Place[] = []
  let smallest: Place | undefined
  const choose = (place: Place): boolean => {
    if (smallest !== undefined && rank(place, smallest) > 0) return false
    chosen.push(place)
    // Sorted once in a while: a measurement may have a million rows, of which a few are listed.
    if (chosen.length === 2 * rows + 1) keepLargest()
    return true
  }
  const keepLargest = (): void => {
    chosen = chosen.sort(rank).slice(0, rows)
    smallest = chosen[rows - 1]
  }
  const pending: Place[] = []
  const first: Place = { part: root, parent: undefined, depth: 0 }
  choose(first)
  if (depth > 0) pending.push(first)
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (smallest !== undefined && rank(place, smallest) > 0) continue
    for (const part of place.part.parts) {
      if (part.bytes < least || (smallest !== undefined && part.bytes < smallest.part.bytes)) continue
      const child: Place = { part, parent: place, depth: place.depth + 1 }
      if (choose(child) && child.depth < depth && part.parts.length > 0) pending.push(child)
    }
  }
  keepLargest()
  return chosen
}

/** Larger first; of the same size in the order of the text, so that no row comes before the one above it. */
function rank(a: Place, b: Place): number {
  return b.part.bytes - a.part.bytes || inText(a, b)
}

function inText(a: Place, b: Place): number {
  let [x, y] = [a, b]
  while (x.parent !== undefined && x.depth > y.depth) x = x.parent
  while (y.parent !== undefined && y.depth > x.depth) y = y.parent
  if (x === y) return a.depth - b.depth
  while (x.parent !== undefined && y.parent !== undefined && x.parent !== y.parent) {
    x = x.parent
    y = y.parent
  }
  return byName(x, y)
}

function bySize(a: Place, b: Place): number {
  return b.part.bytes - a.part.bytes || byName(a, b)
}

// By code units: the order of a snapshot can't depend on a language. Two rows of one name and type may be shared in
// different ways, and then their bytes must tell which comes first.
function byName({ part: a }: Place, { part: b }: Place): number {
  return (
    compareText(a.name, b.name) ||
    compareText(a.type, b.type) ||
    a.also.length - b.also.length ||
    compareText(a.also.join('\n'), b.also.join('\n')) ||
    b.bytes - a.bytes ||
    b.self - a.self ||
    b.count - a.count
  )
}
