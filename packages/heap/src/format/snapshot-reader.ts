import type { HeapGraph, Locations, StringTable } from '../graph/heap-graph.js'
import { CLOSE_BRACE, COLON, COMMA, OPEN_BRACE, QUOTE, skipWhitespace } from './bytes-of-json.js'
import { ByteColumn, OrdinalColumn, PackedColumn, WordColumn } from './columns.js'
import { JsonSection } from './json-section.js'
import { type Meta, readMeta } from './meta.js'
import type { PackedNumbers } from './packed-numbers.js'
import { RowsSection } from './rows-section.js'
import type { Section } from './section.js'
import { type SnapshotFormatError, unexpected, unexpectedByte } from './snapshot-format-error.js'
import { StringScanner } from './string-scanner.js'
import { StringsSection } from './strings-section.js'

export interface ReaderOptions {
  /** How long the whole text is, where that is known: then memory for what it holds is taken once and not grown. */
  readonly size?: number
  /** Whether the text comes from V8 itself, so that memory may be taken for as many nodes and edges as it says to have. */
  readonly trusted?: boolean
}

/**
 * Reads the text of a heap snapshot as its bytes come, in chunks that may be cut anywhere.
 *
 * The text is JSON, but longer than V8 lets a string be: an object of a description (`snapshot`), long arrays of whole
 * numbers (`nodes`, `edges`, `locations`), the strings, and sections of allocation profiles, which are passed over like any
 * that are unknown. It is checked as strictly as `JSON.parse` would.
 *
 * @see V8 14.6 `src/profiler/heap-snapshot-generator.cc`, `HeapSnapshotJSONSerializer`
 */
export class SnapshotReader {
  readonly #size: number | undefined
  readonly #trusted: boolean
  readonly #nameScanner = new StringScanner('the name of a section')
  #name: Uint8Array = new Uint8Array(0)
  /** How many bytes came before the chunk at hand. */
  #base = 0
  #next: Next = 'opening'
  #section: Section | undefined
  #sectionName = ''
  #sectionStart = 0
  readonly #seen = new Set<string>()
  #meta: Meta | undefined
  #nodes: NodeColumns | undefined
  #edges: EdgeColumns | undefined
  #locations: LocationColumns | undefined
  #strings: StringTable | undefined
  #stringsEnd = 0

  constructor({ size, trusted = false }: ReaderOptions = {}) {
    this.#size = size
    this.#trusted = trusted
  }

  /**
   * Takes the next bytes. They are not kept: the caller may use the chunk again.
   *
   * @throws {SnapshotFormatError} if they are not of a snapshot. The reader is of no use from then on.
   */
  push(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length) at = this.#step(chunk, at)
    this.#base += chunk.length
  }

  /**
   * The snapshot, once all bytes were pushed.
   *
   * @throws {SnapshotFormatError} if the text ends too early, or a number in it is the place of no string.
   */
  end(): HeapGraph {
    if (this.#next !== 'nothing') throw unexpected(this.#expected, this.#base, 'the end of the text')
    const { nodes, edges, strings } = this.#required()
    const graph = toGraph(this.#meta as Meta, nodes, edges, strings, this.#locations)
    this.#checkNames(graph, nodes.names.numbers, edges.names.numbers)
    return graph
  }

  get #expected(): string {
    if (this.#next === 'section' && this.#section !== undefined) return this.#section.expected
    return EXPECTED[this.#next]
  }

  #step(chunk: Uint8Array, at: number): number {
    if (this.#next === 'section' && this.#section !== undefined) {
      const next = this.#section.take(chunk, at, this.#base)
      if (this.#section.complete) this.#sectionEnds(this.#base + next)
      return next
    }
    if (this.#next === 'name') {
      const end = this.#nameScanner.scan(chunk, at, this.#base)
      this.#keepName(chunk, at, end)
      if (end === chunk.length) return end
      this.#next = 'colon'
      return end + 1
    }
    const next = skipWhitespace(chunk, at)
    if (next === chunk.length) return next
    if (this.#next === 'section') {
      this.#sectionBegins(this.#base + next)
      return next
    }
    this.#token(chunk, next)
    return next + 1
  }

  #token(chunk: Uint8Array, at: number): void {
    const byte = chunk[at] as number
    const expects = this.#next
    if (expects === 'opening' && byte === OPEN_BRACE) this.#next = 'quote or end'
    else if ((expects === 'quote' || expects === 'quote or end') && byte === QUOTE) this.#next = 'name'
    else if (expects === 'colon' && byte === COLON) this.#next = 'section'
    else if (expects === 'comma or end' && byte === COMMA) this.#next = 'quote'
    else if ((expects === 'comma or end' || expects === 'quote or end') && byte === CLOSE_BRACE) this.#next = 'nothing'
    else throw unexpectedByte(this.#expected, chunk, at, this.#base)
    // what is missing is told where it could have stood
    if (this.#next === 'nothing') this.#required(this.#base + at)
  }

  #keepName(chunk: Uint8Array, from: number, to: number): void {
    const length = this.#name.length + to - from
    if (length > LONGEST_NAME) {
      throw unexpected(`a name of at most ${LONGEST_NAME} bytes`, this.#base + from, 'a longer one')
    }
    const name = new Uint8Array(length)
    name.set(this.#name)
    name.set(chunk.subarray(from, to), this.#name.length)
    this.#name = name
  }

  #sectionBegins(offset: number): void {
    const name = JSON.parse(`"${new TextDecoder().decode(this.#name)}"`) as string
    this.#name = new Uint8Array(0)
    if (this.#seen.has(name)) throw unexpected(`one section ${name}`, offset, 'a second one')
    this.#seen.add(name)
    this.#sectionName = name
    this.#sectionStart = offset
    this.#section = this.#sectionFor(name, offset)
  }

  #sectionFor(name: string, offset: number): Section {
    switch (name) {
      case 'snapshot':
        return new JsonSection(name, true)
      case 'nodes':
        this.#nodes = nodeColumns(this.#metaBefore(name, offset), this.#isTrusted())
        return this.#nodes.section
      case 'edges':
        if (this.#nodes === undefined) throw unexpected('the section nodes before edges', offset, 'edges')
        this.#edges = edgeColumns(this.#metaBefore(name, offset), this.#isTrusted())
        return this.#edges.section
      case 'locations': {
        const meta = this.#metaBefore(name, offset)
        // of a version that has them but does not say how: there is none that is known
        if (meta.locationFields === undefined) return new JsonSection(name, false)
        this.#locations = locationColumns(meta, meta.locationFields)
        return this.#locations.section
      }
      case 'strings':
        return new StringsSection(this.#size === undefined ? undefined : Math.max(0, this.#size - offset))
      default:
        return new JsonSection(name, false)
    }
  }

  /** Whether the text can hold as many nodes and edges as it says: each number takes a digit and a comma. */
  #isTrusted(): boolean {
    if (this.#trusted || this.#size === undefined || this.#meta === undefined) return this.#trusted
    const { nodeCount, nodeWidth, edgeCount, edgeWidth } = this.#meta
    return 2 * (nodeCount * nodeWidth + edgeCount * edgeWidth) <= this.#size
  }

  #metaBefore(name: string, offset: number): Meta {
    if (this.#meta === undefined) throw unexpected(`the section snapshot before ${name}`, offset, name)
    return this.#meta
  }

  #sectionEnds(offset: number): void {
    const section = this.#section
    this.#section = undefined
    this.#next = 'comma or end'
    if (this.#sectionName === 'snapshot') {
      this.#meta = readMeta(UTF8.decode((section as JsonSection).bytes), this.#sectionStart)
    } else if (this.#sectionName === 'nodes') {
      const { edgeCounts } = this.#nodes as NodeColumns
      countEdges(edgeCounts.values, (this.#meta as Meta).edgeCount, offset)
    } else if (this.#sectionName === 'strings') {
      this.#strings = (section as StringsSection).table()
      this.#stringsEnd = offset
    }
  }

  #required(offset: number = this.#base): { nodes: NodeColumns; edges: EdgeColumns; strings: StringTable } {
    for (const name of ['snapshot', 'nodes', 'edges', 'strings']) {
      if (!this.#seen.has(name)) throw unexpected(`the section ${name}`, offset, `an end without it`)
    }
    return {
      nodes: this.#nodes as NodeColumns,
      edges: this.#edges as EdgeColumns,
      strings: this.#strings as StringTable,
    }
  }

  /** Only now it is known how many strings there are. */
  #checkNames(
    { nodeCount, edgeTypes, edgeTypeNames, strings }: HeapGraph,
    nodes: PackedNumbers,
    edges: PackedNumbers,
  ): void {
    const count = strings.length
    if (nodes.largest >= count) {
      const names = nodes.reader()
      for (let node = 0; node < nodeCount; node++) {
        const name = names.next()
        if (name >= count) throw this.#wrongName(`node ${node}`, name, count)
      }
    }
    if (edges.largest < count) return
    const numbered = edgeTypeNames.map((name) => (NUMBERED_EDGES.has(name) ? 1 : 0))
    const names = edges.reader()
    for (let edge = 0; edge < edgeTypes.length; edge++) {
      const name = names.next()
      if (name < count || numbered[edgeTypes[edge] as number] === 1) continue
      throw this.#wrongName(`edge ${edge}`, name, count)
    }
  }

  #wrongName(of: string, place: number, count: number): SnapshotFormatError {
    return unexpected(`strings[${place}], the name of ${of},`, this.#stringsEnd, `the end after ${count} strings`)
  }
}

type Next = 'opening' | 'quote' | 'quote or end' | 'name' | 'colon' | 'section' | 'comma or end' | 'nothing'

const EXPECTED: Readonly<Record<Next, string>> = {
  opening: '{, as a heap snapshot begins,',
  quote: 'the name of a section in quotes',
  'quote or end': 'the name of a section in quotes or }',
  name: 'a closing quote in the name of a section',
  colon: 'a colon',
  section: 'a value',
  'comma or end': 'a comma or }',
  nothing: 'the end of the text',
}

/** Of these `name_or_index` is a number of its own; of all others the place of a string. */
const NUMBERED_EDGES: ReadonlySet<string> = new Set(['element', 'hidden'])
const LONGEST_NAME = 1024
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** For edges that the search for dominators gives the root; there are some dozens of them, in large pages some thousands. */
const ROOM = 16_384

interface NodeColumns {
  readonly section: RowsSection
  readonly types: ByteColumn
  readonly names: PackedColumn
  readonly ids: PackedColumn
  readonly selfSizes: PackedColumn
  readonly edgeCounts: WordColumn
  readonly detachedness: ByteColumn | undefined
}

function nodeColumns(meta: Meta, trusted: boolean): NodeColumns {
  const field = meta.nodeFields
  const types = new ByteColumn(field.type, meta.nodeTypeNames.length, 'the type of a node')
  const names = new PackedColumn(field.name, 'the place of a string')
  const ids = new PackedColumn(field.id, 'an id')
  const selfSizes = new PackedColumn(field.self_size, 'a size', 'size')
  // kept a row later: from the sums of those before it, each becomes where the edges of its node end
  const edgeCounts = new WordColumn(field.edge_count, 'a count of edges', 1)
  const detachedness =
    field.detachedness === undefined ? undefined : new ByteColumn(field.detachedness, 3, 'a detachedness')
  const columns = [types, names, ids, selfSizes, edgeCounts]
  const section = new RowsSection({
    name: 'nodes',
    width: meta.nodeWidth,
    columns: detachedness === undefined ? columns : [...columns, detachedness],
    count: meta.nodeCount,
    trusted,
    signed: false,
  })
  return { section, types, names, ids, selfSizes, edgeCounts, detachedness }
}

interface EdgeColumns {
  readonly section: RowsSection
  readonly types: ByteColumn
  readonly names: PackedColumn
  readonly to: OrdinalColumn
}

function edgeColumns(meta: Meta, trusted: boolean): EdgeColumns {
  const field = meta.edgeFields
  const types = new ByteColumn(field.type, meta.edgeTypeNames.length, 'the type of an edge')
  const names = new PackedColumn(field.name_or_index, 'the name of an edge')
  const to = new OrdinalColumn(field.to_node, 'the place of a node', meta.nodeCount, meta.nodeWidth, ROOM)
  const section = new RowsSection({
    name: 'edges',
    width: meta.edgeWidth,
    columns: [types, names, to],
    count: meta.edgeCount,
    trusted,
    signed: false,
  })
  return { section, types, names, to }
}

interface LocationColumns {
  readonly section: RowsSection
  readonly nodes: OrdinalColumn
  readonly scriptIds: PackedColumn
  readonly lines: PackedColumn
  readonly columns: PackedColumn
}

function locationColumns(meta: Meta, field: NonNullable<Meta['locationFields']>): LocationColumns {
  const nodes = new OrdinalColumn(field.object_index, 'the place of a node', meta.nodeCount, meta.nodeWidth)
  const scriptIds = new PackedColumn(field.script_id, 'the id of a script', 'signed word')
  const lines = new PackedColumn(field.line, 'a line', 'signed word')
  const columns = new PackedColumn(field.column, 'a column', 'signed word')
  const section = new RowsSection({
    name: 'locations',
    width: field.width,
    columns: [nodes, scriptIds, lines, columns],
    count: undefined,
    trusted: false,
    signed: true,
  })
  return { section, nodes, scriptIds, lines, columns }
}

/** Turns the counts of edges into where they end. */
function countEdges(counts: Uint32Array, edgeCount: number, offset: number): void {
  let sum = 0
  for (let i = 1; i < counts.length; i++) {
    sum += counts[i] as number
    counts[i] = sum
  }
  if (sum !== edgeCount) {
    throw unexpected(
      `nodes with ${edgeCount} edges together, as many as the snapshot says it has,`,
      offset,
      String(sum),
    )
  }
}

function toGraph(
  meta: Meta,
  nodes: NodeColumns,
  edges: EdgeColumns,
  strings: StringTable,
  locations: LocationColumns | undefined,
): HeapGraph {
  return {
    nodeCount: meta.nodeCount,
    edgeCount: meta.edgeCount,
    ...(meta.extraNativeBytes === undefined ? {} : { extraNativeBytes: meta.extraNativeBytes }),
    nodeTypeNames: meta.nodeTypeNames,
    edgeTypeNames: meta.edgeTypeNames,
    nodeTypes: nodes.types.values,
    get nodeNames() {
      return nodes.names.numbers.values as Uint32Array
    },
    get nodeIds() {
      return nodes.ids.numbers.values as Uint32Array
    },
    get selfSizes() {
      return nodes.selfSizes.numbers.values
    },
    detachedness: nodes.detachedness?.values,
    firstEdge: nodes.edgeCounts.values,
    edgeTypes: edges.types.values,
    get edgeNames() {
      return edges.names.numbers.values as Uint32Array
    },
    edgeTo: edges.to.values,
    inOrder: {
      nodeNames: () => nodes.names.numbers.reader(),
      nodeIds: () => nodes.ids.numbers.reader(),
      selfSizes: () => nodes.selfSizes.numbers.reader(),
      edgeNames: () => edges.names.numbers.reader(),
    },
    strings,
    locations: toLocations(locations),
  }
}

function toLocations(columns: LocationColumns | undefined): Locations {
  const scriptIds = signed(columns?.scriptIds)
  const lines = signed(columns?.lines)
  const places = signed(columns?.columns)
  return {
    length: columns?.section.rows ?? 0,
    nodes: columns?.nodes.values ?? new Uint32Array(0),
    get scriptIds() {
      return scriptIds()
    },
    get lines() {
      return lines()
    },
    get columns() {
      return places()
    },
  }
}

/** V8 writes -1 as 4294967295 up to version 12; both are the same in 32 bits. */
function signed(column: PackedColumn | undefined): () => Int32Array {
  let values: Int32Array | undefined
  return () => {
    values ??= column === undefined ? new Int32Array(0) : new Int32Array(column.numbers.values.buffer)
    return values
  }
}
