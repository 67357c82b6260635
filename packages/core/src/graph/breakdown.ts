import { bytes } from '../bytes.js'
import type { Form, Measurement, Part, TypeRow, Unseen, UnseenReason, Warning } from '../measurement.js'
import { typeName } from '../walk/class-facts.js'
import { formKinds, type GraphWalk, UNCOUNTED } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'
import { dominatorIntervals, dominators } from './dominators.js'
import { type EdgesByNode, edgesByNode } from './edges-by-node.js'
import { type Folded, fold } from './fold.js'
import type { Row, RowForm } from './row.js'
import { compareText } from './row-names.js'
import { spareBytes } from './spare-bytes.js'

/** What the graph adds to the sums of a walk. */
export interface GraphBreakdown {
  readonly root: Part
  readonly spare: number
  readonly types: TypeRow[]
  readonly unseen: Unseen[]
  readonly warnings: Warning[]
  /** `undefined` where there is no node. */
  readonly folded: Folded | undefined
}

/** @param value What was walked: what it is called if it is no node of the graph. */
export function measurementOf(walk: GraphWalk, value: unknown): Measurement {
  return measurementFrom(walk, breakdownOf(walk, value, spareBytes(walk)))
}

export function measurementFrom(
  walk: GraphWalk,
  { root, spare, types, unseen, warnings }: GraphBreakdown,
): Measurement {
  return {
    bytes: bytes(walk.bytes),
    spare: bytes(spare),
    objects: walk.objects,
    layout: walk.layout.name,
    exact: unseen.length === 0,
    unseen,
    warnings,
    types,
    root,
  }
}

/** @param spares By node what is allocated and not used. */
export function breakdownOf(walk: GraphWalk, value: unknown, spares: Map<number, number>): GraphBreakdown {
  if (walk.nodeCount === 0) return breakdownOfNumber(walk, value)
  const { edgeCount } = walk
  walk.holdOwnedElsewhere()
  const edges = edgesByNode(walk.nodeCount, walk.edgeCount, walk.froms, walk.tos, walk.edgeLabels)
  walk.edgeCount = edgeCount
  const doms = dominators(edges)
  if (walk.typeNames[walk.types[0] as number] === '') walk.types[0] = walk.typeId(typeName(value))
  const folded = fold(walk, edges, doms, dominatorIntervals(doms, walk.nodeCount), spares)
  let spare = 0
  for (let i = 0; i < folded.rows.length; i++) spare += (folded.rows[i] as Row).spare
  return {
    root: partsOf(folded.rows, walk),
    spare,
    types: typesOf(walk),
    unseen: unseenOf(walk, edges, folded),
    warnings: warningsOf(walk, folded),
    folded,
  }
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
  return { root, spare: 0, types: js.toArray(types), unseen: [], warnings: [], folded: undefined }
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
      ...(walk.slacks === undefined ? {} : { slack: bytes(row.slack) }),
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

export function compareParts(a: Part, b: Part): number {
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

interface Counted {
  readonly path: string
  count: number
}

/** What is alike, once, with its number; in the order of its paths. */
class Counts<T extends Counted> {
  private readonly list: T[] = js.list()
  private readonly byKey: Map<string, T> = new js.MapConstructor()

  add(key: string, one: T): void {
    const same = js.mapGet(this.byKey, key)
    if (same !== undefined) {
      same.count++
      return
    }
    js.mapSet(this.byKey, key, one)
    this.list[this.list.length] = one
  }

  sorted(textOf: (one: T) => string): T[] {
    return js.toArray(js.sort(this.list, (a, b) => compareText(a.path, b.path) || compareText(textOf(a), textOf(b))))
  }
}

interface MutableUnseen extends Counted {
  readonly reason: UnseenReason
  readonly note?: string
}

function unseenOf(walk: GraphWalk, edges: EdgesByNode, { rows, rowOf }: Folded): Unseen[] {
  const { blindNodes, blindReasons, skipNodes, skipLabels, skipNotes } = walk
  const unseen = new Counts<MutableUnseen>()
  for (let i = 0; i < blindNodes.length; i++) {
    const reason = blindReasons[i] as UnseenReason
    const { path } = rows[rowOf[blindNodes[i] as number] as number] as Row
    unseen.add(`${reason} ${path}`, { path, reason, count: 1 })
  }
  const wholes = new js.SetConstructor<number>()
  for (let i = 0; i < skipNodes.length; i++) if (skipLabels[i] === -1) js.setAdd(wholes, skipNodes[i] as number)
  const pathsOfWholes = pathsOfUncounted(walk, edges, rows, rowOf, wholes)
  for (let i = 0; i < skipNodes.length; i++) {
    const node = skipNodes[i] as number
    const label = skipLabels[i] as number
    const path =
      label === -1
        ? (js.mapGet(pathsOfWholes, node) ?? '')
        : (rows[rowOf[node] as number] as Row).path + (walk.labels.texts[label] as string)
    const note = skipNotes[i] as string
    unseen.add(`skipped ${path} ${note}`, { path, reason: 'skipped', count: 1, note })
  }
  return unseen.sorted(({ reason, note }) => `${reason} ${note ?? ''}`)
}

/** Nodes that have no row, since nothing of them is counted: the first of the paths that lead to each. */
function pathsOfUncounted(
  walk: GraphWalk,
  edges: EdgesByNode,
  rows: readonly Row[],
  rowOf: Uint32Array,
  nodes: Set<number>,
): Map<number, string> {
  const paths = new js.MapConstructor<number, string>()
  if (js.setSize(nodes) === 0) return paths
  for (let from = 0; from < edges.nodes; from++) {
    const end = edges.first[from + 1] as number
    for (let edge = edges.first[from] as number; edge < end; edge++) {
      const to = edges.to[edge] as number
      if (!js.setHas(nodes, to)) continue
      const path =
        (rows[rowOf[from] as number] as Row).path + (walk.labels.texts[edges.labels[edge] as number] as string)
      const known = js.mapGet(paths, to)
      const isBetter = known === undefined || path.length < known.length
      if (isBetter || (path.length === known.length && path < known)) js.mapSet(paths, to, path)
    }
  }
  return paths
}

interface MutableWarning extends Counted {
  readonly message: string
}

function warningsOf({ warnNodes, warnMessages }: GraphWalk, { rows, rowOf }: Folded): Warning[] {
  const warnings = new Counts<MutableWarning>()
  for (let i = 0; i < warnNodes.length; i++) {
    const message = warnMessages[i] as string
    const { path } = rows[rowOf[warnNodes[i] as number] as number] as Row
    warnings.add(`${message} ${path}`, { path, message, count: 1 })
  }
  return warnings.sorted(({ message }) => message)
}
