import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bytes } from './bytes.js'
import { type Breakdown, type BreakdownRow, type Change, type Difference, diff, measure } from './index.js'

const between = (before: unknown, after: unknown): Difference => diff(measure(before), measure(after))

/** `change path type before → after bytes`, and the causes. */
const linesOf = ({ rows }: Difference): string[] =>
  rows.map(
    ({ change, path, type, before, after, bytes, causes }) =>
      `${change} ${path || '(value)'} ${type} ${before.bytes} → ${after.bytes} (${bytes})${causes.map((cause) => `; ${cause}`).join('')}`,
  )

interface Seed {
  readonly name: string
  readonly type: string
  readonly count?: number
  readonly self: number
  readonly also?: readonly string[]
  readonly parts?: readonly Seed[]
}

function rowOf({ name, type, count = 1, self, also = [], parts = [] }: Seed, above = ''): BreakdownRow {
  const path = above + name
  const below = parts.map((part) => rowOf(part, path))
  const bytes = below.reduce((total, row) => total + row.bytes, self) as Bytes
  return { path, name, type, count, self: self as Bytes, bytes, also, forms: [], parts: below }
}

function breakdownOf(seed: Seed): Breakdown {
  const root = rowOf({ ...seed, name: '' })
  return { bytes: root.bytes, layout: 'v8-14', root }
}

const object = (...parts: readonly Seed[]): Breakdown => breakdownOf({ name: '', type: 'Object', self: 40, parts })

describe('diff', () => {
  it('tells what grew, shrank, is new and removed, the largest change first', () => {
    const before = { same: { a: 1 }, list: [1, 2], gone: { old: [1] }, items: [1, 2, 3] }
    const after = { same: { a: 1 }, list: [1, 2, 3], fresh: 'text', items: [1, 2] }
    expect(linesOf(between(before, after))).toEqual([
      'removed .gone Object 88 → 0 (-88)',
      'new .fresh string 0 → 24 (24)',
      'shrank .items Array 72 → 64 (-8); 3 → 2 elements',
      'grew .list Array 64 → 72 (8); 2 → 3 elements',
    ])
  })

  it('has both totals, their difference, and the types', () => {
    expect(between({ a: [1, 2] }, { a: [1, 2, 3], b: 'text', c: 'more' })).toMatchObject({
      before: 96,
      after: 168,
      bytes: 72,
      types: [
        { type: 'string', change: 'new', before: { count: 0, bytes: 0 }, after: { count: 2, bytes: 48 }, bytes: 48 },
        { type: 'Object', change: 'grew', before: { count: 1, bytes: 32 }, after: { count: 1, bytes: 48 }, bytes: 16 },
        { type: 'Array', change: 'grew', before: { count: 1, bytes: 64 }, after: { count: 1, bytes: 72 }, bytes: 8 },
      ],
    })
  })

  it('finds nothing between two equal values, whatever the order of their properties', () => {
    const empty = { rows: [], types: [], bytes: 0 }
    expect(between({ a: [1.5], b: 'text' }, { b: 'text', a: [2.5] })).toMatchObject(empty)
    expect(between(1, 2)).toMatchObject(empty)
  })

  it('compares values of different types part by part', () => {
    expect(linesOf(between(['text'], new Set(['text', 'more'])))).toEqual([
      'new (value) Set 0 → 152 (152)',
      'removed (value) Array 56 → 0 (-56)',
      'grew [*] string 24 → 48 (24); 1 → 2 objects',
    ])
    expect(linesOf(between(1, 'text'))).toEqual(['new (value) string 0 → 24 (24)'])
  })

  it('compares many properties, which are one row, with few', () => {
    const texts = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`key ${index}`, [index]]))
    expect(linesOf(between({ table: texts(20) }, { table: texts(3) }))).toEqual([
      'shrank .table.* Array 1120 → 168 (-952); 20 → 3 objects',
      'shrank .table Object 184 → 48 (-136); 17 properties fewer on Object',
    ])
    expect(linesOf(between({ table: texts(3) }, { table: texts(20) }))[0]).toBe(
      'grew .table.* Array 168 → 1120 (952); 3 → 20 objects',
    )
  })

  it('follows a shared object whose first path is gone', () => {
    const shared = { list: [1, 2, 3] }
    const more = { list: [1, 2, 3, 4] }
    expect(linesOf(between({ a: shared, b: shared, c: 0 }, { b: more, c: more, a: 0 }))).toEqual([
      'grew .b.list Array 72 → 80 (8); 3 → 4 elements',
      'changed .b Object 32 → 32 (0); no longer shared with .a; now shared with .c',
    ])
  })

  it.each([undefined, null, 7, 'text', {}, [1], { bytes: 1, layout: 'v8-14' }])('refuses %j', (value) => {
    const right = measure([1])
    const call = 'for example diff(measure(previous), measure(value))'
    expect(() => diff(value as never, right)).toThrow(TypeError)
    expect(() => diff(value as never, right)).toThrow(/^diff: before must be a breakdown, such as measure gives, got /)
    expect(() => diff(right, value as never)).toThrow(/^diff: after must be a breakdown, such as measure gives, got /)
    expect(() => diff(right, value as never)).toThrow(call)
  })

  it('refuses two layouts', () => {
    expect(() => diff(measure([1], { layout: 'v8-13' }), measure([1]))).toThrow(
      new RangeError(
        "diff: before is in the layout 'v8-13' and after in 'v8-14', so that their difference would be of the layouts and not of the values; measure both in one, for example diff(measure(previous, { layout: 'v8-14' }), measure(value, { layout: 'v8-14' }))",
      ),
    )
  })
})

describe('diff of texts read back', () => {
  const hidden = (count: number, self: number): Seed => ({ name: '…', type: '', count, self })
  const listed = (name: string, self: number): Seed => ({ name, type: 'Array', self })

  it('compares what both only count', () => {
    expect(linesOf(diff(object(listed('.a', 500), hidden(3, 90)), object(listed('.a', 500), hidden(4, 100))))).toEqual([
      'grew …  90 → 100 (10); 3 → 4 rows',
    ])
  })

  it('takes the smallest rows that one lists for those that the other counts, and a large one for new', () => {
    const cut = object(listed('.a', 500), hidden(2, 90))
    const whole = object(listed('.a', 500), listed('.x', 40), listed('.y', 50), listed('.z', 400))
    expect(linesOf(diff(cut, whole))).toEqual(['new .z Array 0 → 400 (400)'])
    expect(linesOf(diff(whole, cut))).toEqual(['removed .z Array 400 → 0 (-400)'])
    const larger = object(listed('.a', 500), listed('.x', 40), listed('.z', 9000))
    expect(linesOf(diff(cut, larger))).toEqual(['new .z Array 0 → 9000 (9000)', 'shrank …  90 → 40 (-50); 2 → 1 row'])
  })
})

describe('the laws of diff', () => {
  const name = fc.constantFrom('.a', '.b', '.c', '["x y"]', '[*]', '.*', '.a.b', '…')
  const path = fc.constantFrom('.a', '.b', '.c', '.a.b', '.b.a', '.c[*]')
  const { tree } = fc.letrec<{ tree: Seed }>((tie) => ({
    tree: fc
      .record({
        name,
        type: fc.constantFrom('A', 'B'),
        count: fc.integer({ min: 1, max: 4 }),
        self: fc.integer({ min: 0, max: 9 }).map((slots) => slots * 8),
        also: fc.oneof(
          { weight: 2, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.uniqueArray(path, { maxLength: 3 }) },
        ),
        parts: fc.oneof({ depthSize: 'medium' }, fc.constant([]), fc.array(tie('tree'), { maxLength: 6 })),
      })
      .map((seed) =>
        seed.name === '…' ? { ...seed, type: '', also: [], parts: [] } : { ...seed, also: [...seed.also].sort() },
      ),
  }))
  const breakdown = tree.map(breakdownOf)
  const values = fc.anything({ maxKeys: 20, withMap: true, withSet: true, withTypedArray: true })
  const pairs = fc.oneof(
    fc.tuple(breakdown, breakdown),
    fc.tuple(values, values).map(([before, after]): [Breakdown, Breakdown] => [measure(before), measure(after)]),
  )

  it('has rows, and types, whose bytes add up to the difference', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const { bytes, rows, types } = diff(before, after)
        expect(bytes).toBe(after.bytes - before.bytes)
        expect(rows.reduce((total, row) => total + row.bytes, 0)).toBe(bytes)
        expect(types.reduce((total, row) => total + row.bytes, 0)).toBe(bytes)
        for (const row of [...rows, ...types]) {
          expect(row.bytes).toBe(row.after.bytes - row.before.bytes)
          const expected = { grew: 1, new: 1, shrank: -1, removed: -1, changed: 0 }[row.change]
          expect([expected, 0].includes(Math.sign(row.bytes))).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is empty between a breakdown and itself', () => {
    fc.assert(
      fc.property(breakdown, (one) => {
        expect(diff(one, structuredClone(one))).toEqual({
          before: one.bytes,
          after: one.bytes,
          bytes: 0,
          rows: [],
          types: [],
        })
      }),
    )
  })

  const mirrored = { grew: 'shrank', shrank: 'grew', new: 'removed', removed: 'new', changed: 'changed' } as const
  interface Changed {
    readonly path?: string
    readonly type: string
    readonly change: Change
    readonly before: unknown
    readonly after: unknown
    readonly bytes: number
  }
  const mirror = ({ path, type, change, before, after, bytes }: Changed): unknown => ({
    path,
    type,
    change: mirrored[change],
    before: after,
    after: before,
    bytes: 0 - bytes,
  })
  const plain = ({ path, type, change, before, after, bytes }: Changed): unknown => ({
    path,
    type,
    change,
    before,
    after,
    bytes,
  })
  const sorted = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort()

  it('is mirrored when the sides are exchanged', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const forth = diff(before, after)
        const back = diff(after, before)
        expect(sorted(back.rows.map(mirror))).toEqual(sorted(forth.rows.map(plain)))
        expect(sorted(back.types.map(mirror))).toEqual(sorted(forth.types.map(plain)))
      }),
      { numRuns: 400 },
    )
  })

  it('does not depend on the order of rows', () => {
    const turned = (row: BreakdownRow): BreakdownRow => ({ ...row, parts: row.parts.map(turned).reverse() })
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const other = diff({ ...before, root: turned(before.root) }, { ...after, root: turned(after.root) })
        expect(other).toEqual(diff(before, after))
      }),
      { numRuns: 400 },
    )
  })
})
