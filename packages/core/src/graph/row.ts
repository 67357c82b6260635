import { formKinds } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'

/** In the place of a label: of the root, and of what lies too deep for rows of its own. */
export const ROOT = -1
export const DEEPER = -2

/** A row of the folded dominator tree, while it is made. */
export class Row {
  count = 0
  /** Whether some of its objects lie within others of them. */
  isNested = false
  self = 0
  spare = 0
  slack = 0
  /** Heap objects in it and in all rows below. */
  objects = 0
  /** `self`, and of all rows below. */
  bytes = 0
  name = ''
  /** Steps of its name; 0 while it has none. */
  steps = 0
  path = ''
  also: readonly string[] = []
  readonly forms: RowForm[] = js.list()
  below: Row[] = js.list()
  /** The row that took this one in. */
  private mergedInto: Row | undefined
  /** Of what is shared: the edges that lead to it from elsewhere, each once. */
  readonly sharers: Sharer[] = js.list()
  // made when needed: a value may have a million rows
  private knownSharers: Map<number, boolean> | undefined
  private byKey: Map<number, Row> | undefined

  constructor(
    /** Its place among all rows: behind that of the row above. */
    public index: number,
    public above: Row | undefined,
    readonly depth: number,
    /** Of a shared row the number of its group instead. */
    public label: number,
    readonly type: number,
    readonly isShared: boolean,
  ) {
    if (above !== undefined) above.below[above.below.length] = this
  }

  get(key: number): Row | undefined {
    return this.byKey && js.mapGet(this.byKey, key)
  }

  set(key: number, row: Row): void {
    this.byKey ??= new js.MapConstructor()
    js.mapSet(this.byKey, key, row)
  }

  /** Whether it is `row`, or lies below it. */
  isWithin(row: Row): boolean {
    let at: Row | undefined = this
    while (at !== undefined && at.depth > row.depth) at = at.above
    return at === row
  }

  addSharer(key: number, row: Row, label: number): void {
    this.knownSharers ??= new js.MapConstructor()
    if (js.mapGet(this.knownSharers, key) === true) return
    js.mapSet(this.knownSharers, key, true)
    if (!row.isWithin(this)) this.sharers[this.sharers.length] = { row, label }
  }

  addForm(kind: number, size: number): RowForm {
    for (let i = 0; i < this.forms.length; i++) {
      const form = this.forms[i] as RowForm
      if (form.kind !== kind) continue
      form.count++
      form.size += size
      if (size !== form.first) form.isUniform = false
      return form
    }
    const form = new RowForm(kind, size)
    this.forms[this.forms.length] = form
    return form
  }

  get isMerged(): boolean {
    return this.mergedInto !== undefined
  }

  /** The row that has what this one had. */
  get survivor(): Row {
    let row: Row = this
    while (row.mergedInto !== undefined) row = row.mergedInto
    return row
  }

  /** Makes one of the rows directly below that have the same key, and so on below these. */
  mergeAlike(keyOf: (row: Row) => string): void {
    const known = new js.MapConstructor<string, Row>()
    const kept = js.list<Row>()
    // what has the lower index takes the other in: a row stays behind the one above it
    js.sort(this.below, (a, b) => a.index - b.index)
    for (let i = 0; i < this.below.length; i++) {
      const row = this.below[i] as Row
      const key = keyOf(row)
      const same = js.mapGet(known, key)
      if (same !== undefined) {
        same.takeIn(row)
      } else {
        js.mapSet(known, key, row)
        kept[kept.length] = row
      }
    }
    if (kept.length === this.below.length) return
    this.below = kept
    for (let i = 0; i < kept.length; i++) (kept[i] as Row).mergeAlike(keyOf)
  }

  private takeIn(row: Row): void {
    row.mergedInto = this
    this.count += row.count
    this.isNested ||= row.isNested
    this.self += row.self
    this.spare += row.spare
    this.slack += row.slack
    this.objects += row.objects
    for (let i = 0; i < row.forms.length; i++) this.addAll(row.forms[i] as RowForm)
    for (let i = 0; i < row.sharers.length; i++) this.sharers[this.sharers.length] = row.sharers[i] as Sharer
    for (let i = 0; i < row.below.length; i++) {
      const below = row.below[i] as Row
      below.above = this
      this.below[this.below.length] = below
    }
  }

  private addAll(other: RowForm): void {
    for (let i = 0; i < this.forms.length; i++) {
      const form = this.forms[i] as RowForm
      if (form.kind !== other.kind) continue
      form.count += other.count
      form.size += other.size
      if (!other.isUniform || other.first !== form.first) form.isUniform = false
      if (other.wide !== undefined) form.addWide(other.wide)
      return
    }
    this.forms[this.forms.length] = other
  }

  /** The wide character that stands first, and of those at one place the smallest: whichever string is met first. */
  addWide(text: string, at: number): void {
    const character = js.codePointText(text, at)
    for (let i = 0; i < this.forms.length; i++) {
      const form = this.forms[i] as RowForm
      if (formKinds[form.kind] === 'two-byte') form.addWide({ character, at })
    }
  }

  /** Adds what it holds to the row above, once nothing is missing below it. */
  sumUp(): void {
    this.bytes += this.self
    if (this.above === undefined) return
    this.above.bytes += this.bytes
    this.above.objects += this.objects
  }
}

/** How many objects of a row have one form, and how much they hold in it. */
export class RowForm {
  count = 1
  size: number
  isUniform = true
  /** Of two-byte strings: the first wide character, in the string where it comes first. */
  wide: WideCharacter | undefined

  constructor(
    readonly kind: number,
    readonly first: number,
  ) {
    this.size = first
  }

  addWide(other: WideCharacter): void {
    const { wide } = this
    const isFirst =
      wide === undefined || other.at < wide.at || (other.at === wide.at && other.character < wide.character)
    if (isFirst) this.wide = other
  }
}

interface WideCharacter {
  readonly character: string
  readonly at: number
}

/** A row, and the label of an edge by which it holds something. */
export interface Sharer {
  readonly row: Row
  readonly label: number
}
