import { bytes } from './bytes.js'
import type { BreakdownRow } from './difference.js'
import { compareText } from './graph/row-names.js'
import type { Form, FormKind } from './measurement.js'
import { formKinds } from './walk/graph-walk.js'
import * as js from './walk/intrinsics.js'

/** Two rows of one type as one: what is below both is below it, unmerged. Which of them comes first makes no difference. */
export function mergeRows(a: BreakdownRow, b: BreakdownRow): BreakdownRow {
  const isFirst = a.path.length < b.path.length || (a.path.length === b.path.length && a.path <= b.path)
  const { path, name, type } = isFirst ? a : b
  const parts = js.list<BreakdownRow>()
  for (let i = 0; i < a.parts.length; i++) parts[i] = a.parts[i] as BreakdownRow
  for (let i = 0; i < b.parts.length; i++) parts[parts.length] = b.parts[i] as BreakdownRow
  const moreAlso = (a.moreAlso ?? 0) + (b.moreAlso ?? 0)
  return {
    path,
    name,
    type,
    count: a.count + b.count,
    self: bytes(a.self + b.self),
    bytes: bytes(a.bytes + b.bytes),
    also: mergeTexts(a.also, b.also),
    ...(moreAlso > 0 && { moreAlso }),
    forms: mergeForms(a.forms, b.forms),
    parts,
  }
}

export function mergeTexts(a: readonly string[], b: readonly string[]): readonly string[] {
  if (b.length === 0) return a
  const texts = js.list<string>()
  const known = new js.SetConstructor<string>()
  for (let i = 0; i < a.length + b.length; i++) {
    const text = (i < a.length ? a[i] : b[i - a.length]) as string
    if (js.setHas(known, text)) continue
    js.setAdd(known, text)
    texts[texts.length] = text
  }
  return js.sort(texts, compareText)
}

/** In the order of the kinds, whichever row comes first. */
export function mergeForms(a: readonly Form[], b: readonly Form[]): readonly Form[] {
  const forms = js.list<Form>()
  for (let i = 0; i < formKinds.length; i++) {
    const kind = formKinds[i] as FormKind
    const one = formOf(a, kind)
    const other = formOf(b, kind)
    if (one !== undefined && other !== undefined) forms[forms.length] = mergeForm(one, other)
    else if (one !== undefined || other !== undefined) forms[forms.length] = (one ?? other) as Form
  }
  return forms
}

/** The form of one kind. */
export function formOf(forms: readonly Form[], kind: FormKind): Form | undefined {
  for (let i = 0; i < forms.length; i++) if ((forms[i] as Form).kind === kind) return forms[i]
  return undefined
}

function mergeForm(a: Form, b: Form): Form {
  const merged = {
    kind: a.kind,
    count: a.count + b.count,
    size: a.size + b.size,
    isUniform: a.isUniform && b.isUniform && a.size * b.count === b.size * a.count,
  }
  if (a.wide === undefined || b.wide === undefined) {
    const wide = a.wide ?? b.wide
    return wide === undefined ? merged : { ...merged, wide }
  }
  const isFirst = a.wide.at < b.wide.at || (a.wide.at === b.wide.at && a.wide.character <= b.wide.character)
  return { ...merged, wide: isFirst ? a.wide : b.wide }
}
