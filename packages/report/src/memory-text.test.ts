import { readFileSync } from 'node:fs'
import {
  type Breakdown,
  type BreakdownRow,
  type Bytes,
  type Form,
  type FormKind,
  type Measurement,
  measurable,
  measure,
  measureAll,
  type Part,
  type Unseen,
  type Visitor,
  type Warning,
} from '@carat/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measurementOfRoot, remarks } from '../test/part-trees.js'
import { memoryText, parseMemoryText, remarksIn } from './memory-text.js'

const bytes = (count: number): Bytes => count as Bytes

type Spec = Partial<Omit<Part, 'parts' | 'self' | 'bytes' | 'objects' | 'path'>> & {
  readonly self: number
  readonly parts?: readonly Spec[]
}

/** A row and those below it, with the sums that the core makes. */
function part(spec: Spec, above = ''): Part {
  const { name = '', type = 'Object', count = 1, isNested = false, also = [], spare = bytes(0), forms = [] } = spec
  const path = `${above}${name}`
  const parts = (spec.parts ?? []).map((child) => part(child, path))
  return {
    path,
    name,
    type,
    count,
    isNested,
    also,
    self: bytes(spec.self),
    spare,
    bytes: bytes(parts.reduce((sum, child) => sum + child.bytes, spec.self)),
    objects: parts.reduce((sum, child) => sum + child.objects, count),
    forms,
    parts,
  }
}

const measurementOf = (root: Part, unseen: readonly Unseen[] = []): Measurement => measurementOfRoot(root, { unseen })

const textOf = (spec: Spec, options?: Parameters<typeof memoryText>[1]): string =>
  memoryText(measurementOf(part(spec)), options)
const rowsOf = (text: string): string[] => text.split('\n\n')[1]?.split('\n').slice(1) ?? []
const form = (kind: FormKind, count: number, size: number, isUniform = true): Form => ({ kind, count, size, isUniform })

describe('memoryText', () => {
  it('has a header, a row for the value, and below it what it holds, by name', () => {
    const cache: Spec = {
      type: 'LRUCache',
      self: 232,
      forms: [form('properties', 1, 29)],
      parts: [
        {
          name: '.valList',
          type: 'Array',
          self: 840,
          forms: [form('elements', 1, 100)],
          parts: [
            {
              name: '[*]',
              type: 'Session',
              count: 100,
              self: 5600,
              forms: [form('properties', 100, 500)],
              also: ['.index[value]'],
              parts: [
                {
                  name: '.text',
                  type: 'string',
                  count: 9,
                  self: 400,
                  forms: [form('one-byte', 7, 70), { ...form('two-byte', 2, 40), wide: { character: '€', at: 14 } }],
                },
              ],
            },
          ],
        },
        {
          name: '.keyMap',
          type: 'Map',
          self: 1096,
          forms: [form('table', 1, 128)],
          parts: [
            { name: '[key]', type: 'string', count: 100, self: 3088, forms: [form('one-byte', 100, 690, false)] },
          ],
        },
      ],
    }
    const unseen: Unseen[] = [
      { path: '.onEvict', reason: 'private fields', count: 1 },
      { path: '.handlers[*]', reason: 'closure context', count: 40 },
      { path: '.other[*]', reason: 'closure context', count: 8 },
    ]
    expect(memoryText(measurementOf(part(cache), unseen))).toBe(`11,256 B in 212 objects, v8-14

 total   self
11,256    232  LRUCache, 29 properties
 4,184  1,096    .keyMap Map, table of 128
 3,088  3,088      [key] string ×100
 6,840    840    .valList Array, 100 elements
 6,000  5,600      [*] Session ×100, 5 properties each, also .index[value]
   400    400        .text string ×9, 2 two-byte ("€" at 14)

not seen: closure context ×48, private fields`)
  })

  it('is short where there is nothing to show', () => {
    expect(memoryText(measurementOf({ ...part({ type: 'number', self: 0 }), objects: 0 }))).toBe(
      '0 B in 0 objects, v8-14\n\ntotal  self\n    0     0  number',
    )
  })

  it.each([
    { row: { forms: [form('elements', 3, 12)] }, text: '4 elements each' },
    { row: { forms: [form('doubles', 3, 13, false)] }, text: '13 doubles in all' },
    { row: { forms: [form('sparse elements', 1, 1)] }, text: '1 with 1 sparse element' },
    { row: { forms: [form('dictionary properties', 2, 4000)] }, text: '2 with 2,000 dictionary properties each' },
    { row: { forms: [form('table', 3, 24)] }, text: 'table of 8 each' },
    { row: { forms: [form('table', 2, 20, false)] }, text: '2 with tables of 20 in all' },
    {
      row: { forms: [form('elements', 1, 5), form('properties', 3, 6)] },
      text: '2 properties each, 1 with 5 elements',
    },
    { row: { forms: [form('two-byte', 3, 30)] }, text: 'two-byte' },
    { row: { spare: bytes(8184) }, text: '8,184 spare' },
    { row: { isNested: true, also: ['.b'] }, text: 'nested, also .b' },
    { row: { also: ['.b', '.c.get', '["d e"]'] }, text: 'also .b, .c.get, ["d e"]' },
    { row: { also: ['.b', '.c', '.d', '.e'] }, text: 'also .b, .c and 2 more' },
    { row: { also: [`.${'b'.repeat(50)}`, '.the.next.one'] }, text: `also .${'b'.repeat(50)} and 1 more` },
  ])('says of a row: $text', ({ row, text }) => {
    const [, line] = rowsOf(textOf({ self: 8, parts: [{ name: '.a', type: 'T', count: 3, self: 8, ...row }] }))
    expect(line).toBe(`    8     8    .a T ×3, ${text}`)
  })

  it.each([
    { name: '.größe', type: 'Größe', text: '.größe Größe' },
    { name: '["two words"]', type: 'Array Iterator', text: '["two words"] Array Iterator' },
    { name: '["\\n"]', type: 'Object (no prototype)', text: '["\\n"] Object (no prototype)' },
    {
      name: '[Symbol(Symbol.iterator)]',
      type: '(anonymous class)',
      text: '[Symbol(Symbol.iterator)] (anonymous class)',
    },
    { name: '["~standard"].get', type: 'function', text: '["~standard"].get function' },
    { name: '…[*].left', type: 'Node', text: '…[*].left Node' },
    { name: '.a', type: 'Foo, also .b', text: '.a "Foo, also .b"' },
    { name: '.a', type: 'Foo ×12', text: '.a "Foo ×12"' },
    { name: '.a', type: 'two\nlines', text: '.a "two\\nlines"' },
    { name: '.a', type: 'right\u202eleft', text: '.a "right\\u202eleft"' },
    { name: '.a', type: 'tag\u{e0041}', text: '.a "tag\\udb40\\udc41"' },
    { name: '.a', type: '', text: '.a ""' },
    { name: '[Symbol(a)] string, also [Symbol(b)]', type: 'T', text: '"[Symbol(a)] string, also [Symbol(b)]" T' },
    { name: '.#entries', type: 'Map', text: '.#entries Map' },
    { name: '.#größe', type: 'native', text: '.#größe native' },
    { name: '.#ring[*].#key.get', type: 'function', text: '.#ring[*].#key.get function' },
    { name: '.#', type: 'T', text: '".#" T' },
    { name: '.##a', type: 'T', text: '".##a" T' },
    { name: '["soft\u00adhyphen"]', type: 'T', text: '"[\\"soft\\u00adhyphen\\"]" T' },
  ])('writes $text', ({ name, type, text }) => {
    const [, line] = rowsOf(textOf({ self: 8, parts: [{ name, type, self: 8 }] }))
    expect(line).toBe(`    8     8    ${text}`)
  })

  it('lists the largest rows, and counts the others below the row that holds them', () => {
    const entry = (name: string, self: number): Spec => ({ name, self, parts: [{ name: '.leaf', self: 1000 - self }] })
    const root: Spec = {
      self: 24,
      parts: [entry('.c', 10), entry('.b', 600), entry('.a', 990), { name: '.d', self: 5000 }],
    }
    expect(rowsOf(textOf(root, { rows: 4 }))).toEqual([
      '8,024     24  Object',
      '1,000    990    .a Object',
      '   10     10      .leaf Object',
      '1,000    600    .b Object',
      '  400    400      .leaf Object',
      '5,000  5,000    .d Object',
      '1,000           … 1 more',
    ])
  })

  it('lists no row below the depth, and counts those just below it', () => {
    const root: Spec = { self: 8, parts: [{ name: '.a', self: 8, parts: [{ name: '.b', self: 8 }] }] }
    expect(rowsOf(textOf(root, { depth: 0 }))).toEqual(['   24     8  Object, … 1 more'])
    expect(rowsOf(textOf(root, { depth: 1 }))).toEqual(['   24     8  Object', '   16     8    .a Object, … 1 more'])
    expect(rowsOf(textOf(root, { depth: 2 }))).toHaveLength(3)
  })

  it('lists 30 rows down to the fifth level unless told otherwise', () => {
    let deep: Spec = { name: '.end', self: 1e4 }
    for (let level = 0; level < 10; level++) deep = { name: '.next', self: 8, parts: [deep] }
    const wide = Array.from({ length: 50 }, (_, index) => ({ name: `.k${index + 100}`, self: 400 }))
    const rows = rowsOf(textOf({ self: 8, parts: [deep, ...wide] }))
    expect(rows.filter((row) => row.includes('.next'))).toHaveLength(5)
    expect(rows.filter((row) => row.includes('.k'))).toHaveLength(24)
    expect(rows.filter((row) => row.includes('more'))).toEqual([
      expect.stringMatching(/… 1 more$/),
      expect.stringMatching(/^10,400 +… 26 more$/),
    ])
  })

  it('lists no row of less than a hundredth of the whole, unless told how many rows', () => {
    const spec = {
      self: 0,
      parts: [
        { name: '.a', self: 990 },
        { name: '.b', self: 9 },
        { name: '.c', self: 1 },
      ],
    }
    expect(rowsOf(textOf(spec))).toEqual(['1,000     0  Object', '  990   990    .a Object', '   10          … 2 more'])
    expect(rowsOf(textOf(spec, { rows: 30 }))).toHaveLength(4)
  })

  it('adds the largest types where not all rows are listed', () => {
    const types = ['F', 'E', 'D', 'C', 'B', 'A', 'A']
    const spec = { self: 0, parts: types.map((type, i) => ({ name: `.${i}`, type, self: 8 * (i + 1) })) }
    expect(textOf(spec, { rows: 30 })).not.toContain('by type')
    expect(textOf(spec, { rows: 3 }).split('\n\n')[2]?.split('\n')).toEqual([
      'by type',
      '104  A ×2',
      ' 40  B',
      ' 32  C',
      ' 24  D',
      ' 16  E',
      '  8  … 2 more',
    ])
  })

  it('writes several roots like one value', () => {
    const joint = measureAll({ users: [1, 2, 3], 'old users': [1.5] })
    expect(rowsOf(memoryText(joint))).toEqual([
      '  128     0  (several roots)',
      '   72    72    .users Array, 3 elements',
      '   56    56    ["old users"] Array, 1 double',
    ])
    expect(parseMemoryText(memoryText(joint))?.bytes).toBe(joint.bytes)
  })

  it('says what is spare, and what is empty', () => {
    const pool = measure({ view: new Uint8Array(new ArrayBuffer(1000), 0, 100), none: {} })
    expect(memoryText(pool)).toContain(' in 4 objects, 900 B spare, v8-14')
    expect(memoryText(pool)).toContain('.none Object, empty')
    expect(parseMemoryText(memoryText(pool))?.bytes).toBe(pool.bytes)
  })

  it('has what is skipped below the rows, by the reason that is given, and what is declared wrongly above them', () => {
    const ring: Spec = {
      type: 'Ring',
      self: 64,
      spare: bytes(16),
      parts: [
        { name: '.#pixels', type: 'native', count: 2, self: 4096, spare: bytes(1024) },
        { name: '.#entries', type: 'Map', self: 184 },
      ],
    }
    const unseen: Unseen[] = [
      { path: '.#entries[value].log', reason: 'skipped', note: "the logger is the app's", count: 2 },
      { path: '.clock', reason: 'skipped', note: 'a clock: shared', count: 1 },
      { path: '.log', reason: 'skipped', note: "the logger is the app's", count: 1 },
      { path: '.on', reason: 'closure context', count: 1 },
      { path: '.plain', reason: 'skipped', count: 1 },
    ]
    const warnings: Warning[] = [
      { path: '.#entries[value]', message: 'Entry declares NaN bytes for "native"; it is left out', count: 3 },
      { path: '', message: 'Ring declares two\nlines', count: 1 },
    ]
    const text = memoryText(measurementOfRoot(part(ring), { unseen, warnings }))
    expect(text).toBe(`4,344 B in 4 objects, 1,040 B spare, v8-14
warning: Ring declares two\\nlines
warning at .#entries[value] ×3: Entry declares NaN bytes for "native"; it is left out

total   self
4,344     64  Ring, 16 spare
  184    184    .#entries Map
4,096  4,096    .#pixels native ×2, 1,024 spare

not seen: closure context
skipped
skipped: a clock: shared
skipped ×3: the logger is the app's`)
    expect(parseMemoryText(text)).toEqual(parseMemoryText(memoryText(measurementOf(part(ring)))))
    expect(remarksIn(text)).toEqual({
      spare: '1,040 B',
      warnings: text.split('\n').slice(1, 3),
      warned: ['', '.#entries[value]'],
      unseen: text.split('\n').slice(-4),
    })
  })

  it('lists ten warnings and five reasons of skips, and counts the others', () => {
    const indexes = Array.from({ length: 12 }, (_, index) => index)
    const warnings = indexes.map((index) => ({ path: `.k${index}`, message: 'wrong', count: 1 }))
    const unseen = indexes.map((index) => {
      return { path: `.k${index}`, reason: 'skipped' as const, note: `reason ${index}`, count: 2 }
    })
    const lines = memoryText(measurementOfRoot(part({ self: 8 }), { unseen, warnings })).split('\n')
    expect(lines.slice(9, 13)).toEqual(['warning at .k6: wrong', 'warning at .k7: wrong', '… 2 more warnings', ''])
    expect(lines.slice(-2)).toEqual(['skipped ×2: reason 2', 'skipped ×14 for 7 other reasons'])
  })

  it('takes a measurement of a core that knew no warnings', () => {
    const { warnings: _none, ...older } = measurementOf(part({ self: 8 }))
    expect(memoryText(older as Measurement)).toBe(textOf({ self: 8 }))
    expect(() => memoryText({ ...older, warnings: 'none' } as never)).toThrow(TypeError)
  })

  it('copes with a million rows', () => {
    const leaf = part({ name: '[*]', self: 8 })
    const parts = Array.from({ length: 1e6 }, (_, index) => ({ ...leaf, name: `.k${index}`, path: `.k${index}` }))
    const root = { ...part({ self: 0 }), bytes: bytes(8e6), parts }
    const rows = rowsOf(memoryText(measurementOf(root), { rows: 30 }))
    expect(rows).toHaveLength(31)
    expect(rows.at(-1)).toMatch(/^7,999,768 +… 999,971 more$/)
    expect(rowsOf(memoryText(measurementOf(root)))).toHaveLength(1)
  })

  it('copes with a class name of a million characters', () => {
    for (const type of ['A'.repeat(1e6), '\n'.repeat(1e6)]) {
      const text = textOf({ self: 8, type })
      expect(text.split('\n')).toHaveLength(4)
      expect(parseMemoryText(text)?.root.type).toBe(type)
    }
  })

  it.each([
    { options: { depth: -1 }, error: /depth must be a whole number from 0 on, got -1; for example memoryText\(/ },
    { options: { depth: 1.5 }, error: /depth .* got 1\.5/ },
    { options: { rows: 0 }, error: /rows must be a whole number from 1 on, got 0/ },
    { options: { rows: Number.NaN }, error: /rows .* got NaN/ },
    { options: { rows: '20' }, error: /rows .* got "20"/ },
    { options: { row: 20 }, error: /unknown option row; the options are depth, rows/ },
  ])('throws for $options', ({ options, error }) => {
    const call = () => textOf({ self: 8 }, options as { rows: number })
    expect(call).toThrow(RangeError)
    expect(call).toThrow(error)
  })

  it('throws for options that are no object, and for what is no measurement', () => {
    expect(() => textOf({ self: 8 }, 4 as never)).toThrow(TypeError)
    expect(() => textOf({ self: 8 }, null as never)).toThrow(/options must be an object, got null/)
    for (const value of [undefined, null, 5, {}, [1, 2, 3]]) {
      expect(() => memoryText(value as never)).toThrow(TypeError)
      expect(() => memoryText(value as never)).toThrow(/write memoryText\(measure\(value\)\)/)
    }
  })
})

describe('parseMemoryText', () => {
  const text = textOf(
    {
      self: 8,
      parts: [
        { name: '.a', type: 'A', count: 2, self: 16 },
        { name: '.b', self: 8 },
        { name: '.c', self: 8 },
      ],
    },
    { rows: 2 },
  )

  it('gives back the rows, and one for those that are only counted', () => {
    const row = { count: 1, also: [], forms: [], parts: [], type: 'Object' }
    expect(parseMemoryText(text)).toEqual({
      bytes: 40,
      layout: 'v8-14',
      types: [
        { type: 'Object', count: 3, bytes: 24 },
        { type: 'A', count: 2, bytes: 16 },
      ],
      root: {
        ...row,
        path: '',
        name: '',
        bytes: 40,
        self: 8,
        parts: [
          { ...row, path: '.a', name: '.a', type: 'A', count: 2, bytes: 16, self: 16 },
          { ...row, path: '…', name: '…', type: '', count: 2, bytes: 16, self: 16 },
        ],
      },
    })
  })

  it('takes a text whose lines a checkout ended otherwise, and one with blank lines round it', () => {
    expect(parseMemoryText(text.replaceAll('\n', '\r\n'))).toEqual(parseMemoryText(text))
    expect(parseMemoryText(`\n${text}\n`)).toEqual(parseMemoryText(text))
  })

  it.each([
    { why: 'nothing', wrong: '' },
    { why: 'another text', wrong: 'Object {\n  "a": 1,\n}' },
    { why: 'no rows', wrong: '8 B in 1 object, v8-14' },
    { why: 'no root', wrong: '8 B in 1 object, v8-14\n\ntotal  self' },
    { why: 'an unknown layout', wrong: text.replace('v8-14', 'v8-9') },
    { why: 'a layout that is a property of all objects', wrong: text.replace('v8-14', 'constructor') },
    { why: 'other bytes in its header', wrong: text.replace('40 B', '48 B') },
    { why: 'a row changed by hand', wrong: text.replace(/16( +)16/, '24$116') },
    { why: 'a row left out', wrong: text.replace(/\n.*\.a A.*/, '') },
    { why: 'two roots', wrong: text.replace('    .a A', '  Array') },
    { why: 'a row too deep', wrong: text.replace('    .a A', '      .a A') },
    { why: 'half an indent', wrong: text.replace('    .a A', '   .a A') },
    { why: 'a row below one that only counts', wrong: `${text}\n    0     0      .x Object` },
    { why: 'a row without a type', wrong: text.replace('.a A ×2', '.a') },
    { why: 'a detail that is none', wrong: text.replace('.a A ×2', '.a A ×2, 3 things each') },
    { why: 'a quote that never ends', wrong: text.replace('.a A', '["a A') },
    { why: 'an escape that is none', wrong: text.replace('.a A', '.a "\\x"') },
    { why: 'more below it', wrong: `${text}\n\nnot seen: closure context\n\nand more` },
    { why: 'something else below it', wrong: `${text}\n\nand more` },
    { why: 'something else below the header', wrong: text.replace('\n', '\nand more\n') },
    { why: 'a warning without a message', wrong: text.replace('\n', '\nwarning at .a\n') },
    { why: 'a warning of no path', wrong: text.replace('\n', '\nwarning at a: wrong\n') },
  ])('takes no text with $why', ({ wrong }) => {
    expect(parseMemoryText(text)).toBeDefined()
    expect(parseMemoryText(wrong)).toBeUndefined()
  })

  it('takes nothing that is no text', () => {
    expect(parseMemoryText(undefined as never)).toBeUndefined()
  })

  it('throws for no text, whatever was done to one', () => {
    const edit = fc.record({
      at: fc.nat(text.length),
      cut: fc.nat(8),
      put: fc.string({ unit: 'binary', maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
        const edited = edits.reduce((whole, { at, cut, put }) => whole.slice(0, at) + put + whole.slice(at + cut), text)
        const breakdown = parseMemoryText(edited)
        if (breakdown !== undefined) expect(sumOf(breakdown.root)).toBe(breakdown.bytes)
      }),
    )
  })
})

it('writes the text that the README shows', () => {
  class Session {
    constructor(
      readonly user: string,
      readonly scores: number[],
    ) {}
  }
  const sessions = Array.from({ length: 100 }, (_, index) => new Session(`user ${index}`, [index / 2, index]))
  const cache = {
    name: 'sessions €',
    entries: new Map(sessions.map((session) => [session.user, session])),
    recent: sessions.slice(0, 8),
    onEvict: () => {},
  }
  const text = memoryText(measure(cache), { rows: 8 })
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(`\`\`\`\n${text}\n\`\`\``)
  expect(parseMemoryText(text)?.bytes).toBe(measure(cache).bytes)
})

it('writes the text that the README shows of a class that declares itself', () => {
  class Tiles {
    readonly log = console
    readonly #index = new Map([['0/0', [0, 4096]]]);
    [measurable](visitor: Visitor): void {
      visitor.field('#index', this.#index)
      visitor.capacity('pixels', { used: 40_000, allocated: 65_536 })
      visitor.bytes('textures', Number.NaN)
      visitor.skip('log', "the logger is the app's")
    }
  }
  const measurement = measure(new Tiles())
  const text = memoryText(measurement, { rows: 30 })
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(`\`\`\`\n${text}\n\`\`\``)
  expect(parseMemoryText(text)?.bytes).toBe(measurement.bytes)
})

// Names and types with all that the text gives a meaning to, or that a terminal, a line or a template literal does.
const snippet = fc.constantFrom(
  ...[
    '.a',
    '.#a',
    '#',
    '[*]',
    '[key]',
    '["b"]',
    '(shared)',
    '…',
    '… 2 more',
    ' ×3',
    ', also ',
    ' and 2 more',
    ', nested',
    'Foo',
  ],
  ...['"', '\\', '`', '${', '\n', '\r\n', ';', '\u202e', '\u200f', '\u2028', '\ud800', '  ', '[Symbol(c)]', '8 spare'],
)
const anyText = fc.oneof(
  fc.array(fc.oneof(snippet, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 5 }).map((all) => all.join('')),
  fc.string({ maxLength: 12 }),
)
const amount = fc.nat({ max: 1e7 })

const formOf = (kind: FormKind, count: number) =>
  fc.tuple(fc.integer({ min: 1, max: count }), fc.nat({ max: 5000 }), fc.boolean()).map(([share, size, isUniform]) => {
    return { kind, count: share, size: isUniform ? size * share : size, isUniform }
  })
const kinds: FormKind[] = ['properties', 'dictionary properties', 'elements', 'doubles', 'sparse elements', 'table']
const formsOf = (count: number): fc.Arbitrary<Form[]> =>
  fc.subarray(kinds).chain((some) => fc.tuple(...some.map((kind) => formOf(kind, count))))

const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })
const stringFormsOf = (count: number): fc.Arbitrary<Form[]> =>
  fc
    .tuple(fc.nat({ max: count }), fc.record({ character, at: amount }))
    .map(([wideCount, wide]) => [
      ...(wideCount < count ? [form('one-byte', count - wideCount, 0)] : []),
      ...(wideCount > 0 ? [{ ...form('two-byte', wideCount, 0), wide }] : []),
    ])

const count = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5000 }))
const words = count.chain((inRow) =>
  fc.oneof(
    fc.record({
      count: fc.constant(inRow),
      type: fc.oneof(anyText, fc.constant('native')).filter((type) => type !== 'string'),
      forms: formsOf(inRow),
    }),
    fc.record({ count: fc.constant(inRow), type: fc.constant('string'), forms: stringFormsOf(inRow) }),
  ),
)
const details = { isNested: fc.boolean(), also: fc.array(anyText, { maxLength: 4 }), spare: amount.map(bytes) }
const treeOf = (row: fc.Arbitrary<Spec>, key: (spec: Spec) => unknown, levels = 3): fc.Arbitrary<Spec> => {
  const below = fc.uniqueArray(levels === 0 ? row : treeOf(row, key, levels - 1), { selector: key, maxLength: 4 })
  return fc.tuple(row, levels === 0 ? fc.constant([]) : below).map(([spec, parts]) => ({ ...spec, parts }))
}
const isCounted = ({ name, type }: { name: string; type: string }): boolean => name === '…' && type === ''
const anyRow = fc
  .tuple(words, fc.record({ ...details, name: anyText, self: fc.oneof(fc.constant(8), amount) }))
  .map(([what, how]) => ({ ...what, ...how }))
  // What no row of the core is called: so a row is read back that stands for those only counted.
  .filter((row) => !isCounted(row))
const tree = treeOf(anyRow, ({ name, type }) => `${name}\n\n${type}`)
const measurement = fc
  .tuple(tree, remarks)
  .map(([spec, besides]) => measurementOfRoot(part({ ...spec, name: '' }), besides))
const limits = fc.record({ depth: fc.nat({ max: 5 }), rows: fc.integer({ min: 1, max: 30 }) }, { requiredKeys: [] })

/** What the text says of a row, which is read back. */
const facts = ({ path, name, type, count, self, bytes, forms }: BreakdownRow) => {
  return { path, name, type, count, self, bytes, forms }
}
/** How many paths lead to a row in all, and those of them that the text has: the first, one at least. */
const requireAlso = (read: BreakdownRow, real: BreakdownRow): void => {
  expect(read.also).toEqual(real.also.slice(0, read.also.length))
  expect(read.also.length + (read.moreAlso ?? 0)).toBe(real.also.length)
  if (real.also.length > 0) expect(read.also.length).toBeGreaterThan(0)
}
const sumOf = (row: BreakdownRow): number => row.parts.reduce((sum, below) => sum + sumOf(below), row.self)
const rowCount = (row: BreakdownRow): number => row.parts.reduce((sum, below) => sum + rowCount(below), 1)

function sorted(row: BreakdownRow): object {
  const key = ({ name, type }: BreakdownRow): string => `${name}\n\n${type}`
  const parts = [...row.parts].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  return { ...facts(row), parts: parts.map(sorted) }
}

/** The sum of the counts before any note. */
const countsIn = (lines: readonly string[]): number => {
  const counts = lines.map(
    (line) => / ×(?<count>[\d,]+)/.exec(line.replace(/^not seen: /, '').split(':')[0] ?? '')?.groups,
  )
  return counts.reduce((sum, groups) => sum + Number(groups?.count?.replaceAll(',', '') ?? 1), 0)
}
const countOf = ({ unseen }: Measurement, isSkipped: boolean): number =>
  unseen.reduce((sum, { reason, count }) => ((reason === 'skipped') === isSkipped ? sum + count : sum), 0)

describe('the text and what is read from it', () => {
  const parsed = (text: string): Breakdown => {
    const breakdown = parseMemoryText(text)
    if (breakdown === undefined) throw new Error(`not read:\n${text}`)
    return breakdown
  }

  it('have the same rows, where all are written', () => {
    fc.assert(
      fc.property(measurement, (whole) => {
        const text = memoryText(whole, { depth: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY })
        expect(sorted(parsed(text).root)).toEqual(sorted(whole.root))
      }),
    )
  })

  it('have the same bytes, where some are only counted, and name only rows that there are', () => {
    fc.assert(
      fc.property(measurement, limits, (whole, options) => {
        const { root, bytes: total, types = [] } = parsed(memoryText(whole, options))
        expect(total).toBe(whole.bytes)
        expect(types.slice(0, 5)).toEqual(types.length === 0 ? [] : whole.types.slice(0, 5))
        expect(types.reduce((sum, row) => sum + row.bytes, 0)).toBe(types.length === 0 ? 0 : total)
        expect(sumOf(root)).toBe(whole.bytes)
        const compare = (read: BreakdownRow, real: BreakdownRow): void => {
          expect(facts(read)).toEqual(facts(real))
          requireAlso(read, real)
          const left = new Set(real.parts)
          for (const below of read.parts) {
            if (isCounted(below)) continue
            const same = real.parts.find(({ name, type }) => name === below.name && type === below.type)
            if (same === undefined) throw new Error(`no row ${below.path}`)
            left.delete(same)
            compare(below, same)
          }
          const counted = read.parts.filter(isCounted)
          expect(counted.map(({ count }) => count)).toEqual(left.size === 0 ? [] : [left.size])
        }
        compare(root, whole.root)
      }),
    )
  })

  it('list the largest rows: none that is left out is larger than one that is listed', () => {
    fc.assert(
      fc.property(measurement, fc.integer({ min: 1, max: 30 }), (whole, rows) => {
        const { root } = parsed(memoryText(whole, { rows, depth: Number.POSITIVE_INFINITY }))
        const sizes = (row: BreakdownRow): number[] => [row.bytes, ...row.parts.flatMap(sizes)]
        const largest = sizes(whole.root).sort((a, b) => b - a)
        const listed = (row: BreakdownRow): number[] =>
          isCounted(row) ? [] : [row.bytes, ...row.parts.flatMap(listed)]
        const shown = listed(root).sort((a, b) => b - a)
        expect(shown.slice(0, rows)).toEqual(largest.slice(0, rows))
        // Beyond these only rows that stand in the line that would have counted them.
        expect(shown.length - Math.min(rows, largest.length)).toBeLessThanOrEqual(rows)
        if (rowCount(whole.root) <= rows) expect(shown).toEqual(largest)
      }),
    )
  })

  it('have each warning, and each reason of what is not counted, with how many there are', () => {
    fc.assert(
      fc.property(measurement, limits, (whole, options) => {
        const read = remarksIn(memoryText(whole, options))
        const warned = whole.warnings.map(({ path }) => path).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        expect(read.warned).toEqual(warned)
        const reasons = read.unseen.filter((line) => line.startsWith('not seen: '))
        expect(countsIn(reasons.flatMap((line) => line.split(', ')))).toBe(countOf(whole, false))
        expect(countsIn(read.unseen.filter((line) => line.startsWith('skipped')))).toBe(countOf(whole, true))
      }),
    )
  })

  it('differ in what they say of warnings and skips, and not in what is read of the rows', () => {
    fc.assert(
      fc.property(tree, remarks, remarks, (spec, one, other) => {
        const [a, b] = [one, other].map((besides) =>
          memoryText(measurementOfRoot(part({ ...spec, name: '' }), besides)),
        )
        expect(parsed(a as string)).toEqual(parsed(b as string))
        expect(JSON.stringify(remarksIn(a as string)) === JSON.stringify(remarksIn(b as string))).toBe(a === b)
      }),
    )
  })

  it('are the same in whatever order the rows are given', () => {
    const shuffled = (row: Part, order: readonly number[]): Part => ({
      ...row,
      parts: row.parts
        .map((below, index) => ({ below: shuffled(below, order), key: order[index] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ below }) => below),
    })
    // Of rows of one name and type some may be shared, and many have the same bytes.
    const likeRow = fc.record({
      name: fc.constantFrom('.a', '.b'),
      also: fc.subarray(['.c', '.d', '.e']),
      self: fc.constantFrom(8, 16),
      count: fc.constantFrom(1, 2),
    })
    const likeTree = treeOf(likeRow, (row) => JSON.stringify({ ...row, parts: [] }))
    const likeMeasurement = likeTree.map((spec) => measurementOf(part({ ...spec, name: '' })))
    const either = fc.oneof(measurement, likeMeasurement)
    fc.assert(
      fc.property(either, limits, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (whole, options, order) => {
        const reversed = { unseen: whole.unseen.toReversed(), warnings: whole.warnings.toReversed() }
        const other = { ...whole, ...reversed, root: shuffled(whole.root, order) }
        expect(memoryText(other, options)).toBe(memoryText(whole, options))
      }),
    )
  })

  it('have no line that something in a name broke', () => {
    fc.assert(
      fc.property(measurement, (whole) => {
        const text = memoryText(whole, { depth: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY })
        const { warnings, unseen } = remarksIn(text)
        const below = unseen.length === 0 ? 0 : 1 + unseen.length
        expect(text.split('\n')).toHaveLength(3 + warnings.length + rowCount(whole.root) + below)
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        // editors and runners strip such blanks
        expect(text).not.toMatch(/[^\S\n]$/mu)
      }),
    )
  })
})
