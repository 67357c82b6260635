import type { Bytes, Form, FormKind, Measurement, Part, Unseen, UnseenReason, Warning } from '@carat/core'
import fc from 'fast-check'

/** What a row is made of, before it has its place in a tree. */
export interface PartSeed {
  readonly name?: string
  readonly type: string
  readonly count?: number
  readonly isNested?: boolean
  readonly also?: readonly string[]
  readonly self: number
  readonly spare?: number
  readonly forms?: readonly Form[]
  readonly parts?: readonly PartSeed[]
}

/** What a measurement has besides its rows. */
export interface Rest {
  readonly layout?: Measurement['layout']
  readonly unseen?: readonly Unseen[]
  readonly warnings?: readonly Warning[]
}

/** A measurement whose sums, paths and order are those that `measure` promises. */
export function measurementOf(seed: PartSeed, rest: Rest = {}): Measurement {
  return measurementOfRoot(partOf({ ...seed, name: '' }, ''), rest)
}

/** A measurement with these rows, in the order in which they stand. */
export function measurementOfRoot(root: Part, rest: Rest = {}): Measurement {
  const types = new Map<string, { count: number; bytes: number }>()
  let spare = 0
  for (const part of rowsOf(root)) {
    const row = types.get(part.type) ?? { count: 0, bytes: 0 }
    types.set(part.type, { count: row.count + part.count, bytes: row.bytes + part.self })
    spare += part.spare
  }
  const unseen = [...(rest.unseen ?? [])].sort((a, b) => compare(a.path, b.path) || compare(a.reason, b.reason))
  return {
    bytes: root.bytes,
    spare: spare as Bytes,
    objects: root.objects,
    layout: rest.layout ?? 'v8-14',
    exact: unseen.length === 0,
    unseen,
    warnings: [...(rest.warnings ?? [])].sort((a, b) => compare(a.path, b.path)),
    types: [...types]
      .map(([type, { count, bytes }]) => ({ type, count, bytes: bytes as Bytes }))
      .sort((a, b) => b.bytes - a.bytes || compare(a.type, b.type)),
    root,
  }
}

/** The rows of a tree, a parent before its children. */
export function rowsOf(root: Part): Part[] {
  const rows: Part[] = []
  const waiting = [root]
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    rows.push(part)
    for (const child of [...part.parts].reverse()) waiting.push(child)
  }
  return rows
}

/** One row under the other, `depth` of them below the value itself. */
export function chain(depth: number): Measurement {
  const depths = Array.from({ length: depth + 1 }, (_, index) => depth - index)
  let part: Part | undefined
  for (const index of depths) {
    const parts: readonly Part[] = part === undefined ? [] : [part]
    part = {
      ...partOf({ name: index === 0 ? '' : '.next', type: index % 2 === 0 ? 'Even' : 'Odd', self: 32 }, ''),
      path: '.next'.repeat(Math.min(index, 10)),
      bytes: (32 + (part?.bytes ?? 0)) as Bytes,
      objects: 1 + (part?.objects ?? 0),
      parts,
    }
  }
  return measurementOfRoot(part as Part, {})
}

function partOf(seed: PartSeed, above: string): Part {
  const { name = '', type, count = 1, isNested = false, also = [], self, spare = 0, forms = [] } = seed
  const path = `${above}${name}`
  const parts = (seed.parts ?? [])
    .map((child) => partOf(child, path))
    .sort((a, b) => b.bytes - a.bytes || compare(a.name, b.name) || compare(a.type, b.type))
  return {
    path,
    name,
    type,
    count,
    isNested,
    also: [...also].sort(compare),
    self: self as Bytes,
    spare: spare as Bytes,
    bytes: parts.reduce((sum, child) => sum + child.bytes, self) as Bytes,
    objects: parts.reduce((sum, child) => sum + child.objects, count),
    forms,
    parts,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const FORM_KINDS: readonly FormKind[] = [
  'properties',
  'dictionary properties',
  'elements',
  'doubles',
  'sparse elements',
  'table',
  'one-byte',
  'two-byte',
]
const REASONS: readonly UnseenReason[] = ['closure context', 'private fields', 'proxy target and handler']

/** Names as programs have them, and as nobody should have them. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    ';',
    ' ',
    'a;b',
    'a\nb',
    '\r\n',
    '\u001b[2J',
    '\u200b',
    '\u202e',
    '\ud800',
    '\udc00x',
    '\ufffe',
    '\uffff',
    '\0',
    ']]>',
  ),
  fc.constantFrom(
    '<script>',
    '&amp;',
    '"',
    "'",
    '名前',
    '👩‍👩‍👧',
    'x'.repeat(200),
    '12',
    ' 12',
    'X 3.5',
    '_[k]',
    '#',
    '\u00a07',
    '\u2028',
  ),
)
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('.entries', '[*]', '[key]', '[value]', '.next', '.*', '.id', '.größe') },
  { weight: 1, arbitrary: fc.constantFrom('.#entries', '.#größe', '.pixels', '.#') },
  { weight: 1, arbitrary: hostile.map((text) => `.${text}`) },
  { weight: 1, arbitrary: hostile.map((text) => `.#${text}`) },
  { weight: 1, arbitrary: hostile },
)
const type = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('Object', 'Array', 'Map', 'string', 'number', 'Session', 'Node', 'function', 'native'),
  },
  { weight: 1, arbitrary: hostile },
)

function formsOf(count: number): fc.Arbitrary<Form[]> {
  const form = fc.record({
    kind: fc.constantFrom(...FORM_KINDS),
    count: fc.integer({ min: 1, max: count }),
    each: fc.integer({ min: 1, max: 1000 }),
    isUniform: fc.boolean(),
    at: fc.integer({ min: 0, max: 99 }),
    character: fc.constantFrom('€', '\u2028', '名', '👩'),
  })
  return fc.uniqueArray(form, { maxLength: 3, selector: ({ kind }) => kind }).map((forms) =>
    forms.map(({ kind, count, each, isUniform, at, character }) => ({
      kind,
      count,
      size: isUniform || count === 1 ? each * count : each * count + 1,
      isUniform: isUniform || count === 1,
      ...(kind === 'two-byte' ? { wide: { character, at } } : {}),
    })),
  )
}

const own = fc
  .tuple(
    name,
    type,
    fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 1e6 }) }),
    fc.boolean(),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.uniqueArray(name, { maxLength: 4 }) },
    ),
    fc.oneof(
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 400 }).map((slots) => slots * 8) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 1e9 }) },
    ),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .chain(([name, type, count, isNested, also, self, spareShare]) =>
    formsOf(count).map((forms) => ({
      name,
      type,
      count,
      isNested: isNested && count > 1,
      also,
      self,
      spare: spareShare < 0.8 ? 0 : Math.floor(self * (spareShare - 0.8)),
      forms,
    })),
  )

const { seed: seedArbitrary } = fc.letrec<{ seed: PartSeed }>((tie) => ({
  seed: fc
    .tuple(
      own,
      fc.oneof(
        { depthSize: 'small' },
        fc.constant([]),
        fc.uniqueArray(tie('seed'), { maxLength: 6, selector: ({ name, type }) => JSON.stringify([name, type]) }),
      ),
    )
    .map(([part, parts]) => ({ ...part, parts })),
}))

/** What the author of a class writes: a sentence, or what would be taken for something else in the text it comes into. */
export const prose: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "the logger is the app's",
    '',
    ' ',
    'two\nlines',
    '\n\n',
    ' ×3',
    'a: b',
    'x ',
    '\u00a0x\u3000',
    'y'.repeat(500),
  ),
  fc.constantFrom(
    '\n\ntotal  self\n    8     8  Object',
    '\nnot seen: all',
    '\nskipped: all',
    ' at .a',
    '… 2 more warnings',
  ),
  fc.array(hostile, { maxLength: 4 }).map((parts) => parts.join('')),
)
const place = { path: fc.oneof(fc.constant(''), name), count: fc.integer({ min: 1, max: 2000 }) }
const unseenArbitrary: fc.Arbitrary<Unseen[]> = fc.uniqueArray(
  fc.oneof(
    fc.record({ ...place, reason: fc.constantFrom(...REASONS) }),
    fc.record({ ...place, reason: fc.constant('skipped' as const), note: prose }),
  ),
  { maxLength: 8, selector: (place) => JSON.stringify([place.path, place.reason, 'note' in place ? place.note : '']) },
)
const warningsArbitrary: fc.Arbitrary<Warning[]> = fc.array(fc.record({ ...place, message: prose }), { maxLength: 8 })

/** What classes may declare and the walk may not see, whatever the texts. */
export const remarks: fc.Arbitrary<Pick<Measurement, 'unseen' | 'warnings'>> = fc.record({
  unseen: unseenArbitrary,
  warnings: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: warningsArbitrary }),
})

/** Any measurement that keeps the promises of its type, with names that keep none. */
export const measurements: fc.Arbitrary<Measurement> = fc
  .tuple(seedArbitrary, remarks, fc.constantFrom('v8-11', 'v8-13', 'v8-14', 'v8-14-compressed'))
  .map(([seed, remarks, layout]) => measurementOf(seed, { ...remarks, layout: layout as Measurement['layout'] }))
