import type { BreakdownRow } from './difference.js'
import { compareText } from './graph/row-names.js'
import { max, min } from './math.js'
import { mergeRows } from './merge-rows.js'
import * as js from './walk/intrinsics.js'

/** A row of one breakdown and the one of the other that it is compared with. */
export interface RowPair {
  readonly path: string
  readonly before: BreakdownRow
  readonly after: BreakdownRow
  /** Whether they hang below different rows, or under different names: what they hold is shared by others than it was. */
  readonly isMoved: boolean
}

/** A row that only one breakdown has, below rows that are compared. */
export interface LoneRow {
  readonly row: BreakdownRow
  readonly above: RowPair
}

/** What of two breakdowns is compared with what. Each row is in it once: in a pair, or below or as a lone row. */
export interface MatchedRows {
  readonly pairs: readonly RowPair[]
  readonly removed: readonly LoneRow[]
  readonly added: readonly LoneRow[]
}

/** The name of the row that stands for those that a text does not list; its `count` is their number. */
const HIDDEN = '…'
const FOLDED = '.*'

// taken once: a test may replace `Number`
const UNLIMITED = Number.POSITIVE_INFINITY

/**
 * Finds for each row of one breakdown that of the other. The values themselves are a pair; below a pair, rows of one name
 * and type are. Then, since a row hangs elsewhere and is called otherwise when others begin or cease to share it, so are
 * rows of one type that one path leads to. The same with the sides exchanged, and whatever the order of `parts`.
 */
export function matchRows(before: BreakdownRow, after: BreakdownRow): MatchedRows {
  const matching = new Matching()
  matching.pair('', before, after, false)
  do matching.matchBelow()
  while (matching.matchByPath() || matching.matchByPlaces())
  matching.matchHidden()
  return matching
}

/** Two texts as one that no other two give. */
export function keyOf(text: string, type: string): string {
  return `${text.length} ${text}${type}`
}

/** A pair of which a text lists not all that is below. */
interface Cut {
  readonly above: RowPair
  readonly before: BreakdownRow | undefined
  readonly after: BreakdownRow | undefined
}

/** Two lone rows that have paths in common. */
interface Candidate {
  readonly removed: LoneRow
  readonly added: LoneRow
  common: number
  /** The first of the common paths. */
  path: string
}

class Matching implements MatchedRows {
  readonly pairs: RowPair[] = js.list()
  removed: LoneRow[] = js.list()
  added: LoneRow[] = js.list()
  private readonly cuts: Cut[] = js.list()
  /** Those that the other side may have, and only counts. */
  private readonly found: Set<LoneRow> = new js.SetConstructor()
  private next = 0

  pair(path: string, before: BreakdownRow, after: BreakdownRow, isMoved: boolean): void {
    this.pairs[this.pairs.length] = { path, before, after, isMoved }
  }

  /** Pairs what is below all pairs, by name and type. */
  matchBelow(): void {
    while (this.next < this.pairs.length) {
      const above = this.pairs[this.next++] as RowPair
      const before = new Siblings(above.before.parts)
      const after = new Siblings(above.after.parts)
      for (let i = 0; i < before.keys.length; i++) {
        const key = before.keys[i] as string
        const one = before.get(key)
        const other = after.get(key)
        if (one === undefined || other === undefined) continue
        this.pair(one.path === other.path ? one.path : above.path + one.name, one, other, false)
        before.take(key)
        after.take(key)
      }
      this.matchFolded(before, after, true)
      this.matchFolded(after, before, false)
      before.addTo(this.removed, above)
      after.addTo(this.added, above)
      if (before.hidden !== undefined || after.hidden !== undefined) {
        this.cuts[this.cuts.length] = { above, before: before.hidden, after: after.hidden }
      }
    }
  }

  /** Many properties of one type are one row, and few are not: few on the other side are compared as one row, too. */
  private matchFolded(many: Siblings, few: Siblings, isManyBefore: boolean): void {
    for (let i = 0; i < many.keys.length; i++) {
      const key = many.keys[i] as string
      const folded = many.get(key)
      if (folded === undefined || folded.name !== FOLDED) continue
      const singles = few.takeProperties(folded.type)
      if (singles === undefined) continue
      many.take(key)
      if (isManyBefore) this.pair(folded.path, folded, singles, false)
      else this.pair(folded.path, singles, folded, false)
    }
  }

  /** Pairs lone rows of one path and type. Whether there were any. */
  matchByPath(): boolean {
    const before = byPath(this.removed)
    const after = byPath(this.added)
    const first = this.pairs.length
    this.removed = this.pairedAndRest(this.removed, before, after, true)
    this.added = this.pairedAndRest(this.added, before, after, false)
    return this.pairs.length > first
  }

  private pairedAndRest(
    rows: readonly LoneRow[],
    before: Map<string, BreakdownRow>,
    after: Map<string, BreakdownRow>,
    isToPair: boolean,
  ): LoneRow[] {
    const rest = js.list<LoneRow>()
    const paired = new js.SetConstructor<string>()
    for (let i = 0; i < rows.length; i++) {
      const lone = rows[i] as LoneRow
      const { path, type } = lone.row
      const key = keyOf(path, type)
      const one = js.mapGet(before, key)
      const other = js.mapGet(after, key)
      if (one === undefined || other === undefined) {
        rest[rest.length] = lone
      } else if (isToPair && !js.setHas(paired, key)) {
        js.setAdd(paired, key)
        this.pair(path, one, other, true)
      }
    }
    return rest
  }

  /** Pairs lone rows of one type that have paths in common: those first that have most. Whether there were any. */
  matchByPlaces(): boolean {
    const candidates = this.candidates()
    const taken = new js.SetConstructor<LoneRow>()
    for (let i = 0; i < candidates.length; i++) {
      const { removed, added, path } = candidates[i] as Candidate
      if (js.setHas(taken, removed) || js.setHas(taken, added)) continue
      js.setAdd(taken, removed)
      js.setAdd(taken, added)
      this.pair(path, removed.row, added.row, true)
    }
    this.removed = without(this.removed, taken)
    this.added = without(this.added, taken)
    return candidates.length > 0
  }

  private candidates(): Candidate[] {
    const byPlace = new js.MapConstructor<string, LoneRow[]>()
    for (let i = 0; i < this.removed.length; i++) {
      const lone = this.removed[i] as LoneRow
      for (let j = 0; j < placeCount(lone.row); j++) {
        const key = keyOf(placeOf(lone.row, j), lone.row.type)
        const rows = js.mapGet(byPlace, key) ?? js.list<LoneRow>()
        rows[rows.length] = lone
        js.mapSet(byPlace, key, rows)
      }
    }
    const candidates = js.list<Candidate>()
    for (let i = 0; i < this.added.length; i++) {
      const added = this.added[i] as LoneRow
      const known = new js.MapConstructor<LoneRow, Candidate>()
      for (let j = 0; j < placeCount(added.row); j++) {
        const path = placeOf(added.row, j)
        const rows = js.mapGet(byPlace, keyOf(path, added.row.type))
        for (let k = 0; rows !== undefined && k < rows.length; k++) {
          const removed = rows[k] as LoneRow
          const candidate = js.mapGet(known, removed)
          if (candidate === undefined) {
            const found = { removed, added, common: 1, path }
            js.mapSet(known, removed, found)
            candidates[candidates.length] = found
          } else {
            candidate.common++
            if (path < candidate.path) candidate.path = path
          }
        }
      }
    }
    return js.sort(candidates, compareCandidates)
  }

  /**
   * Pairs what texts only count. A row that one text lists and the other does not may be among those that the other counts:
   * the smallest are, as many as there are, unless they are larger than what the other lists.
   */
  matchHidden(): void {
    const removed = byAbove(this.removed)
    const added = byAbove(this.added)
    for (let i = 0; i < this.cuts.length; i++) {
      const { above, before, after } = this.cuts[i] as Cut
      const one = this.withThoseHiddenIn(before, js.mapGet(removed, above), after, above.after.parts)
      const other = this.withThoseHiddenIn(after, js.mapGet(added, above), before, above.before.parts)
      if (one === undefined) this.added[this.added.length] = { row: other as BreakdownRow, above }
      else if (other === undefined) this.removed[this.removed.length] = { row: one, above }
      else this.pair(above.path + HIDDEN, one, other, false)
    }
    this.removed = without(this.removed, this.found)
    this.added = without(this.added, this.found)
  }

  private withThoseHiddenIn(
    hidden: BreakdownRow | undefined,
    lone: LoneRow[] | undefined,
    others: BreakdownRow | undefined,
    listed: readonly BreakdownRow[],
  ): BreakdownRow | undefined {
    if (lone === undefined || others === undefined) return hidden
    let merged = hidden
    const largest = max(others.bytes, leastListed(listed))
    js.sort(lone, compareLone)
    for (let i = 0; i < lone.length && i < others.count; i++) {
      const { row } = lone[i] as LoneRow
      if (row.bytes > largest) break
      js.setAdd(this.found, lone[i] as LoneRow)
      const asHidden = {
        ...row,
        path: others.path,
        name: HIDDEN,
        type: '',
        count: 1,
        self: row.bytes,
        ...NOTHING_KNOWN,
      }
      merged = merged === undefined ? asHidden : mergeRows(merged, asHidden)
    }
    return merged
  }
}

const NOTHING_KNOWN = { also: [], forms: [], parts: [] } as const

/** The rows below one row, those of one name and type as one. */
class Siblings {
  readonly keys: string[] = js.list()
  hidden: BreakdownRow | undefined
  private readonly rows: Map<string, BreakdownRow | undefined> = new js.MapConstructor()

  constructor(parts: readonly BreakdownRow[]) {
    for (let i = 0; i < parts.length; i++) {
      const row = parts[i] as BreakdownRow
      if (row.name === HIDDEN && row.type === '') {
        this.hidden = this.hidden === undefined ? row : mergeRows(this.hidden, row)
        continue
      }
      const key = keyOf(row.name, row.type)
      const known = js.mapGet(this.rows, key)
      if (known === undefined) this.keys[this.keys.length] = key
      js.mapSet(this.rows, key, known === undefined ? row : mergeRows(known, row))
    }
  }

  /** The row, unless it was taken. */
  get(key: string): BreakdownRow | undefined {
    return js.mapGet(this.rows, key)
  }

  take(key: string): void {
    js.mapSet(this.rows, key, undefined)
  }

  /** Takes the properties of one type, as one row. */
  takeProperties(type: string): BreakdownRow | undefined {
    let merged: BreakdownRow | undefined
    for (let i = 0; i < this.keys.length; i++) {
      const key = this.keys[i] as string
      const row = this.get(key)
      if (row === undefined || row.type !== type || !isProperty(row.name)) continue
      merged = merged === undefined ? row : mergeRows(merged, row)
      this.take(key)
    }
    return merged
  }

  /** Adds those that were not taken. */
  addTo(rows: LoneRow[], above: RowPair): void {
    for (let i = 0; i < this.keys.length; i++) {
      const row = this.get(this.keys[i] as string)
      if (row !== undefined) rows[rows.length] = { row, above }
    }
  }
}

/** Whether a name is one step, to a property: `.name`, `["two words"]`, `[3]`, `[Symbol(key)]`. */
function isProperty(name: string): boolean {
  const first = name[1] ?? ''
  if (name[0] === '.') return first !== '*' && indexOfAny(name, '.[', 1) === name.length
  if (name[0] !== '[' || first === '*') return false
  if (first === 'S') return indexOfAny(name, ')', 1) === name.length - 2
  if (first !== '"') return first >= '0' && first <= '9' && indexOfAny(name, ']', 1) === name.length - 1
  let end = 2
  while (end < name.length && name[end] !== '"') end += name[end] === '\\' ? 2 : 1
  return end === name.length - 2
}

/** Where one of some characters stands first; the length where none does. */
function indexOfAny(text: string, characters: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    for (let j = 0; j < characters.length; j++) if (text[i] === characters[j]) return i
  }
  return text.length
}

/** The paths that lead to a row: the one that it is called by, then the others. */
export function placeOf({ path, also }: BreakdownRow, index: number): string {
  return index === 0 ? path : (also[index - 1] as string)
}

/** How many paths lead to a row. */
export function placeCount({ also }: BreakdownRow): number {
  return also.length + 1
}

function byPath(rows: readonly LoneRow[]): Map<string, BreakdownRow> {
  const found = new js.MapConstructor<string, BreakdownRow>()
  for (let i = 0; i < rows.length; i++) {
    const { row } = rows[i] as LoneRow
    const key = keyOf(row.path, row.type)
    const known = js.mapGet(found, key)
    js.mapSet(found, key, known === undefined ? row : mergeRows(known, row))
  }
  return found
}

function byAbove(rows: readonly LoneRow[]): Map<RowPair, LoneRow[]> {
  const found = new js.MapConstructor<RowPair, LoneRow[]>()
  for (let i = 0; i < rows.length; i++) {
    const lone = rows[i] as LoneRow
    const known = js.mapGet(found, lone.above) ?? js.list<LoneRow>()
    known[known.length] = lone
    js.mapSet(found, lone.above, known)
  }
  return found
}

function without(rows: readonly LoneRow[], taken: Set<LoneRow>): LoneRow[] {
  const rest = js.list<LoneRow>()
  for (let i = 0; i < rows.length; i++) {
    if (!js.setHas(taken, rows[i] as LoneRow)) rest[rest.length] = rows[i] as LoneRow
  }
  return rest
}

/** The bytes of the smallest row that is listed; no bound where none is, since the depth ends there. */
function leastListed(rows: readonly BreakdownRow[]): number {
  let least = UNLIMITED
  for (let i = 0; i < rows.length; i++) {
    const { bytes, type } = rows[i] as BreakdownRow
    if (type !== '') least = min(least, bytes)
  }
  return least
}

function compareLone({ row: a }: LoneRow, { row: b }: LoneRow): number {
  return a.bytes - b.bytes || compareText(a.name, b.name) || compareText(a.type, b.type)
}

// By what is the same when the sides are exchanged.
function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    b.common - a.common ||
    compareText(a.path, b.path) ||
    compareText(a.removed.row.type, b.removed.row.type) ||
    compareText(pathsOf(a), pathsOf(b))
  )
}

function pathsOf({ removed, added }: Candidate): string {
  const order = compareText(removed.row.path, added.row.path)
  return order < 0 ? `${removed.row.path}\n${added.row.path}` : `${added.row.path}\n${removed.row.path}`
}
