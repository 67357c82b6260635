import { bytes } from '../bytes.js'
import type { Form, Measurement, Part, TypeRow, Unseen, UnseenReason } from '../measurement.js'
import { typeName } from '../walk/class-facts.js'
import { formKinds, type GraphWalk, UNCOUNTED } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'
import { dominatorIntervals, dominators } from './dominators.js'
import { edgesByNode } from './edges-by-node.js'
import { type Folded, fold } from './fold.js'
import type { Row, RowForm } from './row.js'
import { compareText } from './row-names.js'
import { spareBytes } from './spare-bytes.js'

/** What the graph adds to the sums of a walk. */
interface GraphBreakdown {
  readonly root: Part
  readonly spare: number
  readonly types: TypeRow[]
  readonly unseen: Unseen[]
}

/** @param value What was walked: what it is called if it is no node of the graph. */
export function measurementOf(walk: GraphWalk, value: unknown): Measurement {
  const { root, spare, types, unseen } = breakdownOf(walk, value)
  return {
    bytes: bytes(walk.bytes),
    spare: bytes(spare),
    objects: walk.objects,
    layout: walk.layout.name,
    exact: unseen.length === 0,
    unseen,
    warnings: js.toArray(js.list()),
    types,
    root,
  }
}

function breakdownOf(walk: GraphWalk, value: unknown): GraphBreakdown {
  if (walk.nodeCount === 0) return breakdownOfNumber(walk, value)
  const edges = edgesByNode(walk.nodeCount, walk.edgeCount, walk.froms, walk.tos, walk.edgeLabels)
  const doms = dominators(edges)
  const spares = spareBytes(walk)
  if (walk.typeNames[walk.types[0] as number] === '') walk.types[0] = walk.typeId(typeName(value))
  const folded = fold(walk, edges, doms, dominatorIntervals(doms, walk.nodeCount), spares)
  let spare = 0
  for (let i = 0; i < folded.rows.length; i++) spare += (folded.rows[i] as Row).spare
  return { root: partsOf(folded.rows, walk), spare, types: typesOf(walk), unseen: unseenOf(walk, folded) }
}

/** A number is no node: it has a box, or lies in its slot. */
function breakdownOfNumber(walk: GraphWalk, value: unknown): GraphBreakdown {
  const size = bytes(walk.bytes)
  const type = typeName(value)
  const root: Part = {
    path: '',
    name: '',
    type,
    count: 1,
    isNested: false,
    also: [],
    self: size,
    spare: bytes(0),
    bytes: size,
    objects: walk.objects,
    forms: [],
    parts: [],
  }
  const types = js.list<TypeRow>()
  if (walk.objects > 0) types[0] = { type, count: walk.objects, bytes: size }
  return { root, spare: 0, types: js.toArray(types), unseen: [] }
}

function partsOf(rows: readonly Row[], walk: GraphWalk): Part {
  const parts = js.list<Part>()
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i] as Row
    const below = js.list<Part>()
    for (let j = 0; j < row.below.length; j++) below[j] = parts[(row.below[j] as Row).index] as Part
    parts[i] = {
      path: row.path,
      name: row.name,
      type: walk.typeNames[row.type] as string,
      count: row.count,
      isNested: row.isNested,
      also: row.also,
      self: bytes(row.self),
      spare: bytes(row.spare),
      bytes: bytes(row.bytes),
      objects: row.objects,
      forms: formsOf(row.forms),
      parts: js.toArray(js.sort(below, compareParts)),
    }
  }
  return parts[0] as Part
}

function formsOf(forms: readonly RowForm[]): Form[] {
  const found = js.list<Form>()
  // in the order of the kinds, whichever object came first
  for (let kind = 0; kind < formKinds.length; kind++) {
    for (let i = 0; i < forms.length; i++) {
      const form = forms[i] as RowForm
      if (form.kind !== kind) continue
      const { count, size, isUniform, wide } = form
      const plain = { kind: formKinds[kind] as Form['kind'], count, size, isUniform }
      found[found.length] = wide === undefined ? plain : { ...plain, wide }
    }
  }
  return js.toArray(found)
}

function joined(paths: readonly string[]): string {
  let text = ''
  for (let i = 0; i < paths.length; i++) text += `${paths[i] as string} `
  return text
}

function compareParts(a: Part, b: Part): number {
  return (
    b.bytes - a.bytes ||
    compareText(a.name, b.name) ||
    compareText(a.type, b.type) ||
    // two rows of one name and type: the objects of one are shared
    a.also.length - b.also.length ||
    compareText(joined(a.also), joined(b.also))
  )
}

function typesOf(walk: GraphWalk): TypeRow[] {
  const number = walk.typeId('number')
  const counts = new js.Float64ArrayConstructor(walk.typeNames.length)
  const sizes = new js.Float64ArrayConstructor(walk.typeNames.length)
  for (let node = 0; node < walk.nodeCount; node++) {
    if (walk.statuses[node] === UNCOUNTED) continue
    const type = walk.types[node] as number
    ;(counts[type] as number)++
    ;(sizes[type] as number) += walk.selfs[node] as number
  }
  for (let box = 0; box < walk.boxCount; box++) {
    const count = walk.boxCounts[box] as number
    ;(counts[number] as number) += count
    ;(sizes[number] as number) += count * walk.layout.heapNumber
  }
  return typeRows(walk.typeNames, counts, sizes)
}

/** The types that there are, largest first. */
export function typeRows(names: readonly string[], counts: Float64Array, sizes: Float64Array): TypeRow[] {
  const rows = js.list<TypeRow>()
  for (let type = 0; type < names.length; type++) {
    const count = counts[type] as number
    if (count === 0) continue
    rows[rows.length] = { type: names[type] as string, count, bytes: bytes(sizes[type] as number) }
  }
  return js.toArray(js.sort(rows, (a, b) => b.bytes - a.bytes || compareText(a.type, b.type)))
}

interface MutableUnseen {
  readonly path: string
  readonly reason: UnseenReason
  count: number
}

function unseenOf({ blindNodes, blindReasons }: GraphWalk, { rows, rowOf }: Folded): Unseen[] {
  const unseen = js.list<MutableUnseen>()
  const known = new js.MapConstructor<string, MutableUnseen>()
  for (let i = 0; i < blindNodes.length; i++) {
    const reason = blindReasons[i] as UnseenReason
    const { path } = rows[rowOf[blindNodes[i] as number] as number] as Row
    const key = `${reason} ${path}`
    const same = js.mapGet(known, key)
    if (same !== undefined) {
      same.count++
      continue
    }
    const found = { path, reason, count: 1 }
    js.mapSet(known, key, found)
    unseen[unseen.length] = found
  }
  return js.toArray(js.sort(unseen, (a, b) => compareText(a.path, b.path) || compareText(a.reason, b.reason)))
}
