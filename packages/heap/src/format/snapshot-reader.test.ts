import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureBytes, fixtures } from '../fixtures.test-support.js'
import type { HeapGraph } from '../graph/heap-graph.js'
import { differenceOf, plain, readByJson } from './read-by-json.test-support.js'
import { readChunks } from './read-chunks.test-support.js'
import { SnapshotFormatError } from './snapshot-format-error.js'
import { SnapshotReader } from './snapshot-reader.js'
import { bytesOf, type SnapshotText, snapshotOf } from './snapshot-text.test-support.js'

const read = (bytes: Uint8Array): HeapGraph => readChunks([bytes])

const small: SnapshotText = {
  strings: ['', 'quote " backslash \\ tab \t null \0 é 大小 😀 \ud83d'],
  nodes: [
    {
      type: 'synthetic',
      name: '',
      selfSize: 0,
      edges: [
        { type: 'element', to: 1 },
        { type: 'weak', to: 2 },
      ],
    },
    {
      name: 'Größe',
      edges: [
        { name: 'a', to: 2 },
        { type: 'hidden', name: 4_294_967_295, to: 0 },
      ],
    },
    { type: 'array', id: 4_294_967_295, detachedness: 2 },
  ],
  locations: [
    [1, 7, 0, 12],
    [2, 4_294_967_295, -3, -196],
  ],
}

function errorOf(text: string | Uint8Array): SnapshotFormatError {
  try {
    read(typeof text === 'string' ? new TextEncoder().encode(text) : text)
  } catch (error) {
    if (error instanceof SnapshotFormatError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('a snapshot made by hand', () => {
  it('is read as JSON.parse reads it', () => {
    const bytes = bytesOf(snapshotOf(small))
    expect(plain(read(bytes))).toEqual(readByJson(bytes))
  })

  it('may have white space anywhere', () => {
    const snapshot = snapshotOf(small)
    const bytes = new TextEncoder().encode(`\r\n\t ${JSON.stringify(snapshot, null, '\t \r\n')}\n`)
    expect(plain(read(bytes))).toEqual(plain(read(bytesOf(snapshot))))
  })

  it('may have sections that are unknown, and fields in another order and unknown ones, as of a later version', () => {
    const later = {
      nodeFields: ['future', 'edge_count', 'id', 'type', 'detachedness', 'name', 'more', 'self_size'],
      edgeFields: ['to_node', 'future', 'type', 'name_or_index'],
      sections: { future: { deep: [[{ '': [null, true, -1.5e-7, 'a "string"'] }], {}] }, other: 'text', number: 0 },
    }
    const graph = plain(read(bytesOf(snapshotOf({ ...small, ...later }))))
    expect(graph).toEqual(plain(read(bytesOf(snapshotOf(small)))))
  })

  it('may do without detachedness and locations, as of an earlier version', () => {
    const nodeFields = ['type', 'name', 'id', 'self_size', 'edge_count', 'trace_node_id']
    const text = { ...small, nodeFields, meta: { location_fields: undefined }, sections: { locations: undefined } }
    const graph = read(bytesOf(snapshotOf(text)))
    expect(graph.detachedness).toBeUndefined()
    expect(graph.locations.length).toBe(0)
  })

  it('may have objects of more than 4 GiB', () => {
    const selfSize = 5 * 2 ** 30
    const { selfSizes } = read(bytesOf(snapshotOf({ nodes: [{ selfSize: 1 }, { selfSize }, { selfSize: 2 }] })))
    expect([...selfSizes]).toEqual([1, selfSize, 2])
  })

  it('has places below 0, which older versions of V8 write as if they had no sign', () => {
    const { scriptIds, lines, columns } = read(bytesOf(snapshotOf(small))).locations
    expect([[...scriptIds], [...lines], [...columns]]).toEqual([
      [7, -1],
      [0, -3],
      [12, -196],
    ])
  })

  it('finds each string, and none that is not there', () => {
    const { strings } = read(bytesOf(snapshotOf(small)))
    for (let place = 0; place < strings.length; place++) expect(strings.indexOf(strings.get(place))).toBe(place)
    for (const other of ['quote', 'quote "', 'edge', 'Größ', 'Größer', '\ude00'])
      expect(strings.indexOf(other)).toBe(-1)
    expect(() => strings.get(strings.length)).toThrow(RangeError)
    expect(() => strings.get(-1)).toThrow('from 0 to')
  })

  it('is read from one buffer that is filled again for each chunk', () => {
    const bytes = bytesOf(snapshotOf(small))
    const buffer = Buffer.alloc(7)
    const reader = new SnapshotReader()
    for (let at = 0; at < bytes.length; at += buffer.length) {
      buffer.set(bytes.subarray(at, at + buffer.length))
      reader.push(buffer.subarray(0, Math.min(buffer.length, bytes.length - at)))
    }
    expect(plain(reader.end())).toEqual(readByJson(bytes))
  })

  it('is the same graph, or the same error, however it is cut', () => {
    const outcome = (chunks: Uint8Array[]): unknown => {
      try {
        return plain(readChunks(chunks))
      } catch (error) {
        if (!(error instanceof SnapshotFormatError)) throw error
        return error.message
      }
    }
    const bytes = bytesOf(snapshotOf(small))
    const cuts = fc.uniqueArray(fc.nat(bytes.length))
    const change = fc.option(fc.record({ at: fc.nat(bytes.length - 1), byte: fc.integer({ min: 0, max: 255 }) }))
    fc.assert(
      fc.property(cuts, change, (places, changed) => {
        const text = bytes.slice()
        if (changed !== null) text[changed.at] = changed.byte
        const sorted = [0, ...places.sort((a, b) => a - b), text.length]
        const chunks = sorted.slice(1).map((end, i) => text.slice(sorted[i], end))
        expect(outcome(chunks)).toEqual(outcome([text]))
      }),
      { numRuns: 500 },
    )
  })
})

describe('what is no snapshot', () => {
  const snapshot = snapshotOf(small)
  const text = JSON.stringify(snapshot)
  const without = (name: string): string => JSON.stringify({ ...snapshot, [name]: undefined })
  const withMeta = (meta: Record<string, unknown>): Uint8Array => bytesOf(snapshotOf({ ...small, meta }))
  const withHeader = (header: Record<string, unknown>): Uint8Array => bytesOf(snapshotOf({ ...small, header }))
  const withSection = (sections: Record<string, unknown>): Uint8Array => bytesOf(snapshotOf({ ...small, sections }))
  const nodes = snapshot.nodes as number[]
  const edges = snapshot.edges as number[]
  const replaced = (values: readonly number[], place: number, value: unknown): unknown[] =>
    values.with(place, value as number)

  it.each([
    ['nothing', '', 'expected {, as a heap snapshot begins, at byte 0, got the end of the text'],
    ['a list', '[]', 'expected {, as a heap snapshot begins, at byte 0, got "["'],
    ['an empty object', '{}', 'expected the section snapshot at byte 1, got an end without it'],
    ['a zero byte', '\u0000', 'got the byte 0x00'],
    ['no description', '{"snapshot":1}', 'expected snapshot to be an object at byte 12, got 1'],
    ['no strings', without('strings'), 'expected the section strings'],
    ['no edges', without('edges'), 'expected the section edges'],
    ['no nodes', without('nodes'), 'expected the section nodes before edges'],
    ['no snapshot', without('snapshot'), 'expected the section snapshot before nodes'],
    [
      'more after the end',
      `${text}x`,
      `expected the end of the text at byte ${new TextEncoder().encode(text).length}, got "x"`,
    ],
    ['two of a section', text.replace('"samples":[]', '"nodes":[]'), 'expected one section nodes'],
    [
      'a number with a leading zero',
      text.replace('"samples":[]', '"samples":[01]'),
      'expected a number, true, false or null in samples',
    ],
    ['a minus sign alone', text.replace('"locations":[6,7', '"locations":[6,-,7'), 'a whole number in locations[1]'],
    ['a minus sign at the end', text.replace('-196]', '-]'), 'a whole number in locations['],
    ['two minus signs', text.replace('"locations":[6,7', '"locations":[6,--7'), 'a whole number in locations[1]'],
    ['a minus sign apart', text.replace('"locations":[6,7', '"locations":[6,- 7'), 'a whole number in locations[1]'],
    ['a negative leading zero', text.replace('"locations":[6,7', '"locations":[6,-07'), 'a comma or ] in locations'],
    ['half a word', text.replace('"samples":[]', '"samples":[tru]'), 'got "tru"'],
    ['a comma too many', text.replace('"samples":[]', '"samples":[1,]'), 'expected a value in samples'],
    [
      'a name without quotes',
      text.replace('"samples":[]', '"samples":{1}'),
      'expected a name in quotes or } in samples',
    ],
    ['another closing bracket', text.replace('"samples":[]', '"samples":[}'), 'expected a value or ] in samples'],
    [
      'another closing brace',
      text.replace('"samples":[]', '"samples":{]'),
      'expected a name in quotes or } in samples',
    ],
    ['an unknown escape', text.replace('"samples":[]', '"samples":["\\x"]'), 'after a backslash in samples'],
    [
      'an escape of other letters',
      text.replace('"samples":[]', '"samples":["\\u00g0"]'),
      'expected a hexadecimal digit in samples',
    ],
    [
      'a bare line feed',
      text.replace('"samples":[]', '"samples":["\n"]'),
      'expected an escape for a control character in samples',
    ],
  ])('%s', (_, bytes, message) => {
    expect(errorOf(bytes).message).toContain(message)
  })

  it.each([
    [
      'no field id',
      withMeta({ node_fields: ['type', 'name', 'self_size', 'edge_count'] }),
      'snapshot.meta.node_fields to have id',
    ],
    [
      'no field to_node',
      withMeta({ edge_fields: ['type', 'name_or_index'] }),
      'snapshot.meta.edge_fields to have to_node',
    ],
    ['no types', withMeta({ node_types: 7 }), 'snapshot.meta.node_types to be a list at byte 12, got 7'],
    ['no names', withMeta({ edge_types: ['number'] }), 'snapshot.meta.edge_types[0] to be a list of names'],
    ['no meta', withHeader({ meta: undefined }), 'snapshot.meta to be an object at byte 12, got nothing'],
    ['no count', withHeader({ node_count: '3' }), 'snapshot.node_count to be a count below 2^32 at byte 12, got "3"'],
    ['another root', withHeader({ root_index: 6 }), 'snapshot.root_index to be 0'],
    ['no root', bytesOf(snapshotOf({ nodes: [] })), 'snapshot.node_count to count the root'],
    ['fewer nodes', withHeader({ node_count: 2 }), 'expected the end of nodes after 2 rows'],
    ['more nodes', withHeader({ node_count: 4 }), 'expected 4 rows in nodes'],
    ['billions of nodes', withHeader({ node_count: 4e9, edge_count: 4e9 }), 'expected 4000000000 rows in nodes'],
    ['fewer edges', withHeader({ edge_count: 3 }), 'expected nodes with 3 edges together'],
    ['more edges', withHeader({ edge_count: 5 }), 'expected nodes with 5 edges together'],
    ['an edge too few', withSection({ edges: edges.slice(3) }), 'expected 4 rows in edges'],
    ['half a node', withSection({ nodes: nodes.slice(0, -1) }), 'expected whole rows of 6 numbers in nodes'],
    [
      'a negative number',
      withSection({ nodes: replaced(nodes, 3, -1) }),
      'expected a whole number in nodes[3] at byte',
    ],
    ['a fraction', withSection({ edges: replaced(edges, 1, 1.5) }), 'expected a comma or ] in edges'],
    ['a text', withSection({ edges: replaced(edges, 2, 'x') }), 'expected a whole number in edges[2]'],
    [
      'a long number',
      withSection({ nodes: replaced(nodes, 3, 1e15) }),
      'expected a whole number of at most 15 digits in nodes[3]',
    ],
    ['an id of 33 bits', withSection({ nodes: replaced(nodes, 2, 2 ** 32) }), 'expected an id below 2^32 in nodes[2]'],
    [
      'an unknown type',
      withSection({ nodes: replaced(nodes, 6, 15) }),
      'expected the type of a node below 15 in nodes[6]',
    ],
    [
      'an unknown edge type',
      withSection({ edges: replaced(edges, 3, 7) }),
      'expected the type of an edge below 7 in edges[3]',
    ],
    ['an edge between nodes', withSection({ edges: replaced(edges, 5, 7) }), 'a multiple of 6 below 18, in edges[5]'],
    [
      'an edge beyond the nodes',
      withSection({ edges: replaced(edges, 5, 18) }),
      'a multiple of 6 below 18, in edges[5]',
    ],
    ['a location beyond', withSection({ locations: [18, 1, 1, 1] }), 'in locations[0]'],
    ['a location before', withSection({ locations: [-6, 1, 1, 1] }), 'in locations[0]'],
    ['a name beyond', withSection({ nodes: replaced(nodes, 1, 99) }), 'expected strings[99], the name of node 0,'],
    [
      'an edge name beyond',
      withSection({ edges: replaced(edges, 4, 99) }),
      'expected strings[99], the name of edge 1,',
    ],
    ['no list of nodes', withSection({ nodes: {} }), 'expected [ after "nodes"'],
    ['no list of strings', withSection({ strings: {} }), 'expected [ after "strings"'],
    ['a number for a string', withSection({ strings: ['', 1] }), 'expected a string in strings'],
  ])('%s', (_, bytes, message) => {
    expect(errorOf(bytes).message).toContain(message)
  })

  it('tells where, in bytes of the text', () => {
    const bytes = withSection({ edges: replaced(edges, 2, 'x') })
    const error = errorOf(bytes)
    expect(error.message).toBe(`expected a whole number in edges[2] at byte ${error.offset}, got "\\""`)
    expect(new TextDecoder().decode(bytes.subarray(error.offset, error.offset + 3))).toBe('"x"')
    const far = errorOf(withSection({ nodes: replaced(nodes, 13, 77_777) }))
    expect(far.message).toContain('expected strings[77777]')
    const wrongId = withSection({ nodes: replaced(nodes, 14, 9_999_999_999) })
    const { offset } = errorOf(wrongId)
    expect(new TextDecoder().decode(wrongId.subarray(offset, offset + 10))).toBe('9999999999')
  })

  it.each(['edges', 'nodes', 'strings', 'snapshot'])('ends within %s', (name) => {
    const bytes = new TextEncoder().encode(text)
    const cut = text.indexOf(`"${name}":`) + name.length + 4
    const error = errorOf(bytes.subarray(0, cut))
    expect(error.message).toMatch(/^expected .+ at byte \d+, got the end of the text$/)
    expect(error.offset).toBe(cut)
  })

  it('takes no memory for nodes that are not there', () => {
    const bytes = withHeader({ node_count: 4e9, edge_count: 4e9 })
    const before = process.memoryUsage().arrayBuffers
    expect(() => {
      const reader = new SnapshotReader({ size: bytes.length })
      reader.push(bytes)
    }).toThrow(SnapshotFormatError)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6)
  })
})

describe('snapshots of many producers', () => {
  it.each(fixtures)('%s is read as JSON.parse reads it', (fixture) => {
    const bytes = fixtureBytes(fixture)
    const chunks: Uint8Array[] = []
    for (let at = 0; at < bytes.length; at += 65_537) chunks.push(bytes.subarray(at, at + 65_537))
    expect(differenceOf(plain(readChunks(chunks)), readByJson(bytes))).toBeUndefined()
  })
})
