import { SHARED_LABEL } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'
import { DEEPER, type Row, type Sharer } from './row.js'

/**
 * Gives each row its name. A shared row is called by the shortest path that leads to it, and of several by the first in the
 * alphabet. Several strings, which are one row because they are shared, and not because
 * a path leads to all of them, are `(shared)`.
 */
export function nameRows(rows: readonly Row[], labels: readonly string[], string: number): void {
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i] as Row
    if (row.label === DEEPER) row.name = '.**'
    else if (!row.isShared) row.name = labels[row.label] as string
    row.steps = row.isShared ? 0 : 1
  }
  // What lies deeper is named first: paths to what is shared further up lead through it.
  for (let i = rows.length - 1; i >= 0; i--) nameShared(rows[i] as Row, labels)
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i] as Row
    if (row.isShared && row.type === string && row.count > 1) row.name = SHARED_LABEL
  }
}

/** Gives each row its path, and what is shared the other paths that lead to it. */
export function findPaths(rows: readonly Row[], labels: readonly string[]): void {
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i] as Row
    row.path = (row.above as Row).path + row.name
  }
  for (let i = 1; i < rows.length; i++) findOtherPaths(rows[i] as Row, labels)
}

/** A path from the row above. */
interface Candidate {
  readonly name: string
  readonly steps: number
  /** Whether a row of the same type has this name. */
  readonly isTaken: boolean
}

/** Names the shared rows below one: first those to which a path leads that passes no other of them, then on from there. */
function nameShared(above: Row, labels: readonly string[]): void {
  let unnamed = js.list<Row>()
  const taken = new js.SetConstructor<string>()
  for (let i = 0; i < above.below.length; i++) {
    const row = above.below[i] as Row
    if (row.isShared) unnamed[unnamed.length] = row
    else js.setAdd(taken, `${row.type}${row.name}`)
  }
  while (unnamed.length > 0) {
    const left = js.list<Row>()
    const found = js.list<Candidate | undefined>()
    for (let i = 0; i < unnamed.length; i++) {
      found[i] = bestName(unnamed[i] as Row, above, labels, taken)
      if (found[i] === undefined) left[left.length] = unnamed[i] as Row
    }
    // Where rows fold that lie within each other, a path may begin above: then the last step of it must do.
    const isStuck = left.length === unnamed.length
    // only now, so that no name depends on which of them came first
    for (let i = 0; i < unnamed.length; i++) {
      const row = unnamed[i] as Row
      const best = isStuck ? lastStep(row, labels) : found[i]
      if (best === undefined) continue
      row.name = best.name
      row.steps = best.steps
    }
    if (isStuck) return
    unnamed = left
  }
}

/** The best path to a shared row; one that a row of its type has already is the last choice. */
function bestName(row: Row, above: Row, labels: readonly string[], taken: ReadonlySet<string>): Candidate | undefined {
  let best: Candidate | undefined
  for (let i = 0; i < row.sharers.length; i++) {
    const { row: holder, label } = row.sharers[i] as Sharer
    const way = wayTo(holder, above)
    if (way === undefined) continue
    const name = way.name + (labels[label] as string)
    const isTaken = js.setHas(taken as Set<string>, `${row.type}${name}`)
    const candidate = { name, steps: way.steps + 1, isTaken }
    if (best === undefined || isBetter(candidate, best)) best = candidate
  }
  return best
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.isTaken !== b.isTaken) return b.isTaken
  return a.steps < b.steps || (a.steps === b.steps && a.name < b.name)
}

/** The path from one row to another below it; `undefined` if it is not below, or if a row on the way has no name yet. */
function wayTo(row: Row, above: Row): { readonly name: string; readonly steps: number } | undefined {
  let name = ''
  let steps = 0
  let at = row
  while (at !== above) {
    if (at.steps === 0 || at.above === undefined) return undefined
    name = at.name + name
    steps += at.steps
    at = at.above
  }
  return { name, steps }
}

function lastStep({ sharers }: Row, labels: readonly string[]): Candidate {
  let name: string | undefined
  for (let i = 0; i < sharers.length; i++) {
    const text = labels[(sharers[i] as Sharer).label] as string
    if (name === undefined || text < name) name = text
  }
  return { name: name ?? '.**', steps: 1, isTaken: false }
}

function findOtherPaths(row: Row, labels: readonly string[]): void {
  if (row.sharers.length === 0) return
  const paths = js.list<string>()
  const known = new js.SetConstructor<string>()
  js.setAdd(known, row.path)
  for (let i = 0; i < row.sharers.length; i++) {
    const sharer = row.sharers[i] as Sharer
    const path = sharer.row.survivor.path + (labels[sharer.label] as string)
    if (js.setHas(known, path)) continue
    js.setAdd(known, path)
    paths[paths.length] = path
  }
  row.also = js.toArray(js.sort(paths, compareText))
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
