import { type Bytes, bytes } from './bytes.js'
import { causesOf } from './causes.js'
import type {
  Amount,
  Breakdown,
  BreakdownRow,
  Change,
  Difference,
  DifferenceRow,
  TypeDifference,
} from './difference.js'
import { compareText } from './graph/row-names.js'
import { type LoneRow, type MatchedRows, matchRows, type RowPair } from './match-rows.js'
import { abs } from './math.js'
import type { TypeRow } from './measurement.js'
import { SharingCauses } from './sharing-causes.js'
import * as js from './walk/intrinsics.js'

const RIGHT_CALL = 'diff(measure(previous), measure(value))'

/**
 * What is different between two breakdowns: by path and by type, with the cause where it is known.
 *
 * A row that both have is compared in its own bytes, and what lies under it row by row; one that only one has counts with
 * all that lies under it. So the bytes of the rows add up to the whole difference, as those of the types do. Rows are the
 * same where path and type are, or where what is shared is called by another of its paths. The values themselves are
 * compared part by part even if they are of different types: then the own bytes of one are `removed`, those of the other
 * `new`.
 *
 * Either may be a `Measurement` or a text read back. What a text only counts is one row, whose path ends in `…`.
 *
 * @throws {TypeError} if `before` or `after` is no breakdown.
 * @throws {RangeError} if they are in different layouts.
 */
export function diff(before: Breakdown, after: Breakdown): Difference {
  requireBreakdown('before', before)
  requireBreakdown('after', after)
  if (before.layout !== after.layout) {
    const options = `{ layout: '${after.layout}' }`
    throw new RangeError(
      `diff: before is in the layout '${before.layout}' and after in '${after.layout}', so that their difference would be of the layouts and not of the values; ` +
        `measure both in one, for example diff(measure(previous, ${options}), measure(value, ${options}))`,
    )
  }
  const matched = matchRows(before.root, after.root)
  return {
    before: before.bytes,
    after: after.bytes,
    bytes: after.bytes - before.bytes,
    rows: rowsOf(before.root, after.root, matched),
    types: typeDifferences(
      before.types === undefined || after.types === undefined
        ? typesOf(matched)
        : typesListed(before.types, after.types),
    ),
  }
}

function requireBreakdown(argument: string, breakdown: unknown): void {
  const { bytes, layout, root } = (
    typeof breakdown === 'object' && breakdown !== null ? breakdown : {}
  ) as Partial<Breakdown>
  if (typeof bytes === 'number' && typeof layout === 'string' && js.isArray(root?.parts)) return
  throw new TypeError(
    `diff: ${argument} must be a breakdown, such as measure gives, got ${kindOf(breakdown)}; for example ${RIGHT_CALL}`,
  )
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return `${value}`
  if (js.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'another object' : `a ${typeof value}`
}

function rowsOf(before: BreakdownRow, after: BreakdownRow, { pairs, removed, added }: MatchedRows): DifferenceRow[] {
  const rows = js.list<DifferenceRow>()
  const add = (row: DifferenceRow | undefined): void => {
    if (row !== undefined) rows[rows.length] = row
  }
  const sharing = new SharingCauses(before, after, removed, added)
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i] as RowPair
    if (pair.before.type === pair.after.type) {
      add(changedRow(pair, sharing))
    } else {
      // the values themselves
      add(loneRow(pair.before, 'removed', pair.before.self))
      add(loneRow(pair.after, 'new', pair.after.self))
    }
  }
  for (let i = 0; i < removed.length; i++) {
    const { row } = removed[i] as LoneRow
    add(loneRow(row, 'removed', row.bytes, sharing.ofRemoved(row)))
  }
  for (let i = 0; i < added.length; i++) {
    const { row } = added[i] as LoneRow
    add(loneRow(row, 'new', row.bytes, sharing.ofAdded(row)))
  }
  return js.toArray(js.sort(rows, compareRows))
}

function changedRow(pair: RowPair, sharing: SharingCauses): DifferenceRow | undefined {
  const { path, before, after } = pair
  const difference = after.self - before.self
  const causes = causesOf(before, after)
  const shared = sharing.ofPair(pair)
  for (let i = 0; i < shared.length; i++) causes[causes.length] = shared[i] as string
  if (difference === 0 && causes.length === 0) return undefined
  return {
    path,
    type: after.type,
    change: difference > 0 ? 'grew' : difference < 0 ? 'shrank' : 'changed',
    before: { count: before.count, bytes: before.self },
    after: { count: after.count, bytes: after.self },
    bytes: difference,
    causes: js.toArray(causes),
  }
}

/** The type of what a text only counts. */
const REST = ''

const NOTHING: Amount = { count: 0, bytes: bytes(0) }

function loneRow(
  { path, type, count }: BreakdownRow,
  change: 'new' | 'removed',
  size: Bytes,
  cause?: string,
): DifferenceRow | undefined {
  // a small integer or `null` is no object
  if (size === 0 && path === '') return undefined
  const amount = { count, bytes: size }
  const causes = js.list<string>()
  if (cause !== undefined) causes[0] = cause
  return change === 'new'
    ? { path, type, change, before: NOTHING, after: amount, bytes: size, causes: js.toArray(causes) }
    : { path, type, change, before: amount, after: NOTHING, bytes: 0 - size, causes: js.toArray(causes) }
}

function compareRows(a: DifferenceRow, b: DifferenceRow): number {
  return (
    abs(b.bytes) - abs(a.bytes) ||
    compareText(a.path, b.path) ||
    compareText(a.type, b.type) ||
    compareText(a.change, b.change) ||
    a.before.bytes - b.before.bytes ||
    a.before.count - b.before.count ||
    a.after.count - b.after.count
  )
}

interface Totals {
  readonly type: string
  countBefore: number
  bytesBefore: number
  countAfter: number
  bytesAfter: number
}

/** From the rows as they are compared: what one text only counts has no type in the other, either. */
/** The types of all rows. */
function typesOf({ pairs, removed, added }: MatchedRows): Types {
  const types = new Types()
  for (let i = 0; i < pairs.length; i++) {
    const { before, after } = pairs[i] as RowPair
    types.add(before.type, before.count, before.self, 'before')
    types.add(after.type, after.count, after.self, 'after')
  }
  for (let i = 0; i < removed.length; i++) types.addAll((removed[i] as LoneRow).row, 'before')
  for (let i = 0; i < added.length; i++) types.addAll((added[i] as LoneRow).row, 'after')
  return types
}

/** The types as both sides list them. What one does not list, and may have among the others, is among the others. */
function typesListed(before: readonly TypeRow[], after: readonly TypeRow[]): Types {
  const types = new Types()
  addListed(types, before, after, 'before')
  addListed(types, after, before, 'after')
  return types
}

function addListed(types: Types, rows: readonly TypeRow[], others: readonly TypeRow[], side: 'before' | 'after'): void {
  const isCut = hasType(others, REST)
  for (let i = 0; i < rows.length; i++) {
    const { type, count, bytes: size } = rows[i] as TypeRow
    if (type === REST || !isCut || hasType(others, type)) types.add(type, count, size, side)
    else types.add(REST, 1, size, side)
  }
}

function hasType(rows: readonly TypeRow[], type: string): boolean {
  for (let i = 0; i < rows.length; i++) if ((rows[i] as TypeRow).type === type) return true
  return false
}

function typeDifferences({ totals }: Types): TypeDifference[] {
  const rows = js.list<TypeDifference>()
  for (let i = 0; i < totals.length; i++) {
    const { type, countBefore, bytesBefore, countAfter, bytesAfter } = totals[i] as Totals
    if (bytesBefore === bytesAfter && (countBefore === countAfter || bytesBefore === 0 || type === REST)) continue
    rows[rows.length] = {
      type,
      change: changeOf(bytesBefore, bytesAfter),
      before: { count: countBefore, bytes: bytes(bytesBefore) },
      after: { count: countAfter, bytes: bytes(bytesAfter) },
      bytes: bytesAfter - bytesBefore,
    }
  }
  return js.toArray(js.sort(rows, (a, b) => abs(b.bytes) - abs(a.bytes) || compareText(a.type, b.type)))
}

function changeOf(before: number, after: number): Change {
  if (before === 0) return 'new'
  if (after === 0) return 'removed'
  if (before === after) return 'changed'
  return before < after ? 'grew' : 'shrank'
}

class Types {
  readonly totals: Totals[] = js.list()
  private readonly byType: Map<string, Totals> = new js.MapConstructor()

  add(type: string, count: number, size: number, side: 'before' | 'after'): void {
    let totals = js.mapGet(this.byType, type)
    if (totals === undefined) {
      totals = { type, countBefore: 0, bytesBefore: 0, countAfter: 0, bytesAfter: 0 }
      js.mapSet(this.byType, type, totals)
      this.totals[this.totals.length] = totals
    }
    if (side === 'before') {
      totals.countBefore += count
      totals.bytesBefore += size
    } else {
      totals.countAfter += count
      totals.bytesAfter += size
    }
  }

  /** With all that lies under it. */
  addAll(row: BreakdownRow, side: 'before' | 'after'): void {
    const waiting = js.list<BreakdownRow>()
    waiting[0] = row
    for (let next = 0; next < waiting.length; next++) {
      const row = waiting[next] as BreakdownRow
      this.add(row.type, row.count, row.self, side)
      for (let i = 0; i < row.parts.length; i++) waiting[waiting.length] = row.parts[i] as BreakdownRow
    }
  }
}
