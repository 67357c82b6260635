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
  readonly below: Row[] = js.list()
  /** Of what is shared: the edges that lead to it from elsewhere, each once. */
  readonly sharers: Sharer[] = js.list()
  private readonly knownSharers: Map<number, boolean> = new js.MapConstructor()
  private readonly byKey: Map<number, Row> = new js.MapConstructor()

  constructor(
    /** Its place among all rows. */
    readonly index: number,
    readonly above: Row | undefined,
    readonly depth: number,
    /** Of a shared row the number of its group instead. */
    readonly label: number,
    readonly type: number,
    readonly isShared: boolean,
  ) {
    if (above !== undefined) above.below[above.below.length] = this
  }

  get(key: number): Row | undefined {
    return js.mapGet(this.byKey, key)
  }

  set(key: number, row: Row): void {
    js.mapSet(this.byKey, key, row)
  }

  /** Whether it is `row`, or lies below it. */
  isWithin(row: Row): boolean {
    let at: Row | undefined = this
    while (at !== undefined && at.depth > row.depth) at = at.above
    return at === row
  }

  addSharer(key: number, row: Row, label: number): void {
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

  /** The wide character that stands first, and of those at one place the smallest: whichever string is met first. */
  addWide(text: string, at: number): void {
    const character = js.codePointText(text, at)
    for (let i = 0; i < this.forms.length; i++) {
      const form = this.forms[i] as RowForm
      if (formKinds[form.kind] !== 'two-byte') continue
      const { wide } = form
      if (wide === undefined || at < wide.at || (at === wide.at && character < wide.character))
        form.wide = { character, at }
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
  wide: { readonly character: string; readonly at: number } | undefined

  constructor(
    readonly kind: number,
    readonly first: number,
  ) {
    this.size = first
  }
}

/** A row, and the label of an edge by which it holds something. */
export interface Sharer {
  readonly row: Row
  readonly label: number
}
