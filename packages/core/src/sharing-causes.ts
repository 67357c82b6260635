import { counted, grouped } from './causes.js'
import type { BreakdownRow } from './difference.js'
import { keyOf, type LoneRow, placeCount, placeOf, type RowPair } from './match-rows.js'
import { mergeRows } from './merge-rows.js'
import * as js from './walk/intrinsics.js'

/** What of a difference comes from objects that began or ceased to be shared. */
export class SharingCauses {
  private readonly before: ReadonlyMap<string, BreakdownRow>
  private readonly after: ReadonlyMap<string, BreakdownRow>
  private readonly removed: ReadonlySet<string>
  private readonly added: ReadonlySet<string>

  constructor(before: BreakdownRow, after: BreakdownRow, removed: readonly LoneRow[], added: readonly LoneRow[]) {
    this.before = sharedRows(before)
    this.after = sharedRows(after)
    this.removed = pathsOf(removed)
    this.added = pathsOf(added)
  }

  /** Of a row that is new: that what its path led to was shared. */
  ofAdded(row: BreakdownRow): string | undefined {
    const others = otherPlaces(row, this.before)
    if (others === undefined) return undefined
    const has = row.count === 1 ? 'has its own' : 'have their own'
    return `${someObjects(row.count)} became unshared: ${row.path} ${has} now (shared${others} before)`
  }

  /** Of a row that is gone: that what its path leads to is shared. */
  ofRemoved(row: BreakdownRow): string | undefined {
    const others = otherPlaces(row, this.after)
    if (others === undefined) return undefined
    return `${someObjects(row.count)} became shared: ${row.path} had ${row.count === 1 ? 'its' : 'their'} own before (shared${others} now)`
  }

  /** Of a row in both: the paths that lead to it in one only, unless a row that is new or gone there tells of it. */
  ofPair(pair: RowPair): string[] {
    const causes = js.list<string>()
    const { before, after, isMoved } = pair
    if (isMoved && before.path === after.path && before.count !== after.count) {
      // of one path, and below another row: the one that hangs higher is held by many objects of the row that it was below
      const isShared = after.name.length > before.name.length
      causes[0] = isShared ? 'now shared' : 'no longer shared'
      return causes
    }
    // below rows of different paths all paths are different
    if (before.path !== after.path && !isMoved) return causes
    const lost = this.missing(before, after, this.added)
    const gained = this.missing(after, before, this.removed)
    if (lost !== '') causes[0] = `no longer shared with ${lost}`
    if (gained !== '') causes[causes.length] = `now shared with ${gained}`
    return causes
  }

  private missing(row: BreakdownRow, other: BreakdownRow, told: ReadonlySet<string>): string {
    const known = new js.SetConstructor<string>()
    for (let i = 0; i < placeCount(other); i++) js.setAdd(known, placeOf(other, i))
    const isCut = (other.moreAlso ?? 0) > 0
    let text = ''
    let more = 0
    for (let i = 0; i < placeCount(row); i++) {
      const place = placeOf(row, i)
      if (js.setHas(known, place) || js.setHas(told as Set<string>, keyOf(place, row.type))) continue
      // it would stand behind the last one, where a text ends
      if (isCut && i > 0 && place > (other.also[other.also.length - 1] as string)) continue
      if (text === '') text = place
      else more++
    }
    return more === 0 ? text : `${text} and ${grouped(more)} more`
  }
}

function someObjects(count: number): string {
  return count === 1 ? 'one object' : counted(count, 'object')
}

/** The other paths that led to what a path led to; `undefined` where that was not shared, or the row itself is. */
function otherPlaces(row: BreakdownRow, rows: ReadonlyMap<string, BreakdownRow>): string | undefined {
  if (row.also.length > 0) return undefined
  const shared = js.mapGet(rows as Map<string, BreakdownRow>, keyOf(row.path, row.type))
  if (shared === undefined) return undefined
  // of several objects it is not known which path leads to which
  if (shared.count > 1 && placeCount(shared) > 2) return ''
  let text = ''
  let more = 0
  for (let i = 0; i < placeCount(shared); i++) {
    const place = placeOf(shared, i)
    if (place === row.path) continue
    if (text === '') text = ` with ${place}`
    else more++
  }
  return more === 0 ? text : `${text} and ${grouped(more)} more`
}

/** The shared rows, by each path that leads to them. */
function sharedRows(root: BreakdownRow): Map<string, BreakdownRow> {
  const found = new js.MapConstructor<string, BreakdownRow>()
  const waiting = js.list<BreakdownRow>()
  waiting[0] = root
  for (let next = 0; next < waiting.length; next++) {
    const row = waiting[next] as BreakdownRow
    for (let i = 0; i < row.parts.length; i++) waiting[waiting.length] = row.parts[i] as BreakdownRow
    if (row.also.length === 0) continue
    for (let i = 0; i < placeCount(row); i++) {
      const key = keyOf(placeOf(row, i), row.type)
      const known = js.mapGet(found, key)
      if (known !== row) js.mapSet(found, key, known === undefined ? row : mergeRows(known, row))
    }
  }
  return found
}

function pathsOf(rows: readonly LoneRow[]): Set<string> {
  const paths = new js.SetConstructor<string>()
  for (let i = 0; i < rows.length; i++) {
    const { row } = rows[i] as LoneRow
    js.setAdd(paths, keyOf(row.path, row.type))
  }
  return paths
}
