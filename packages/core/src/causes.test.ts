import { describe, expect, it } from 'vitest'
import { diff, measure } from './index.js'

/** The rows of which a cause is known, in the order of their paths. */
function causesOf(before: unknown, after: unknown): Record<string, readonly string[]> {
  const rows = diff(measure(before), measure(after)).rows.filter(({ causes }) => causes.length > 0)
  return Object.fromEntries(rows.map(({ path, causes }) => [path, causes]))
}

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

class Entry {
  constructor(properties: object) {
    Object.assign(this, properties)
  }
}

describe('the causes of a difference', () => {
  const latin = 'a text of some length'
  const wide = 'the price is €10 now'

  it('tells that a string became two-byte, and where', () => {
    expect(causesOf({ text: latin }, { text: wide })).toEqual({
      '.text': ['one-byte string became two-byte ("€" at 13)', '21 → 20 characters'],
    })
    expect(causesOf({ text: wide }, { text: latin })).toEqual({
      '.text': ['two-byte string became one-byte', '20 → 21 characters'],
    })
  })

  it('counts the strings that became two-byte', () => {
    const latins = many(5, (index) => `text number ${index}`)
    const wides = latins.map((text, index) => (index < 3 ? text.replace(/e/, '€') : text))
    expect(causesOf(latins, wides)).toEqual({ '[*]': ['3 one-byte strings became two-byte ("€" at 1)'] })
    expect(causesOf(latins, [wides[0], ...latins.slice(1)])).toEqual({
      '[*]': ['1 one-byte string became two-byte ("€" at 1)'],
    })
  })

  it('tells how much longer a string is', () => {
    expect(causesOf({ text: 'x'.repeat(120) }, { text: 'x'.repeat(3400) })).toEqual({
      '.text': ['120 → 3,400 characters'],
    })
    expect(causesOf({ text: 'x'.repeat(121) }, { text: 'x'.repeat(128) })).toEqual({})
    expect(causesOf(['a'.repeat(10), 'b'.repeat(20)], ['a'.repeat(10), 'b'.repeat(40)])).toEqual({
      '[*]': ['30 → 50 characters in all'],
    })
  })

  it('tells that the first wide character moved, where that is all', () => {
    expect(causesOf({ text: 'one €' }, { text: 'o€ € ' })).toEqual({
      '.text': ['the first character of two bytes: "€" at 4 → "€" at 1'],
    })
  })

  it('tells that numbers no longer fit Smi', () => {
    expect(causesOf({ list: [1, 2, 3] }, { list: [1, 2, 3.5] })).toEqual({
      '.list': ['numbers no longer fit Smi: array of doubles'],
    })
    expect(causesOf([[1], [2], [3]], [[1], [2 ** 40], [3.5]])).toEqual({
      '[*]': ['numbers no longer fit Smi: 2 arrays of doubles'],
    })
    expect(causesOf({ list: [1.5] }, { list: [1] })).toEqual({ '.list': ['array of doubles are none any more'] })
  })

  it('tells that an array of doubles became one of boxed numbers', () => {
    expect(causesOf({ list: [1.5, 2.5, 3.5] }, { list: [1.5, 2.5, null] })).toEqual({
      '.list': ['array of doubles became one of boxed numbers'],
    })
    expect(causesOf({ list: [1.5, 2.5, null] }, { list: [1.5, 2.5, 3.5] })).toEqual({
      '.list': ['array became one of doubles'],
    })
    expect(causesOf({ list: [1.5, 2.5] }, { list: ['one', 'two'] })).toEqual({
      '.list': ['array of doubles hold other values, too'],
    })
  })

  it('tells that an array is mostly holes', () => {
    const sparse: unknown[] = [1]
    sparse[100_000] = 2
    expect(causesOf({ list: [1, 2] }, { list: sparse })).toEqual({ '.list': ['mostly holes: sparse array'] })
    expect(causesOf({ list: sparse }, { list: [1, 2] })).toEqual({
      '.list': ['no longer mostly holes: array without a dictionary'],
    })
  })

  it('tells how much longer an array is', () => {
    expect(causesOf({ list: many(100, () => 1) }, { list: many(120, () => 1) })).toEqual({
      '.list': ['100 → 120 elements'],
    })
    expect(
      causesOf(
        [[1], [2]],
        [
          [1, 1],
          [2, 2],
        ],
      ),
    ).toEqual({ '[*]': ['1 → 2 elements each'] })
    expect(causesOf([[1], [2]], [[1], [2, 2, 2]])).toEqual({ '[*]': ['2 → 4 elements in all'] })
    expect(causesOf({ list: [] }, { list: [1, 2] })).toEqual({ '.list': ['0 → 2 elements'] })
  })

  it('tells that properties no longer fit', () => {
    const object = (count: number): object => Object.fromEntries(many(count, (index) => [`key${index}`, index]))
    expect(causesOf({ table: object(1020) }, { table: object(1030) })).toEqual({
      '.table': ['1,030 properties no longer fit: dictionary', '10 new properties on Object'],
    })
    expect(causesOf({ table: object(1030) }, { table: object(1020) })).toEqual({
      '.table': ['1,020 properties fit again: no dictionary', '10 properties fewer on Object'],
    })
  })

  it('tells of new properties, on how many objects', () => {
    const entries = (properties: object): object => many(10_000, () => new Entry(properties))
    expect(causesOf(entries({ a: 1 }), entries({ a: 1, b: 2, c: 3, d: 4 }))).toEqual({
      '[*]': ['3 new properties on Entry ×10,000'],
    })
    expect(causesOf(entries({ a: 1, b: 2 }), entries({ a: 1 }))).toEqual({
      '[*]': ['1 property fewer on Entry ×10,000'],
    })
    expect(causesOf([{ a: 1 }, { b: 1 }], [{ a: 1 }, { b: 1, c: 1 }])).toEqual({
      '[*]': ['1 new property on Object ×2 in all'],
    })
  })

  it('tells how much larger a table is', () => {
    const map = (size: number): Map<number, number> => new Map(many(size, (index) => [index, index]))
    const set = (size: number): Set<number> => new Set(many(size, (index) => index))
    expect(causesOf({ by: map(8) }, { by: map(9) })).toEqual({ '.by': ['Map table 8 → 16 entries'] })
    expect(causesOf({ by: set(9) }, { by: set(8) })).toEqual({ '.by': ['Set table 16 → 8 entries'] })
    expect(
      causesOf(
        many(100, () => map(8)),
        many(100, () => map(9)),
      ),
    ).toEqual({
      '[*]': ['Map tables 8 → 16 entries each'],
    })
    expect(causesOf([map(8), map(8)], [map(8), map(9)])).toEqual({ '[*]': ['Map tables 16 → 24 entries in all'] })
  })

  it('counts the objects', () => {
    const objects = (count: number): object => many(count, (index) => ({ index }))
    expect(causesOf(objects(10_000), objects(10_050))).toEqual({
      '': ['10,000 → 10,050 elements'],
      '[*]': ['10,000 → 10,050 objects'],
    })
  })
})

describe('the causes of a difference in what is shared', () => {
  const shared = { list: [1, 2, 3] }

  it('tells that an object is no longer shared', () => {
    expect(causesOf({ a: shared, b: shared }, { a: shared, b: structuredClone(shared) })).toEqual({
      '.b': ['one object became unshared: .b has its own now (shared with .a before)'],
    })
  })

  it('tells that an object is shared now', () => {
    expect(causesOf({ a: shared, b: structuredClone(shared) }, { a: shared, b: shared })).toEqual({
      '.b': ['one object became shared: .b had its own before (shared with .a now)'],
    })
  })

  it('tells that each object has its own of what all shared', () => {
    const before = { rows: many(1000, (index) => ({ index, shared })) }
    const after = structuredClone(before.rows.map((row) => ({ ...row, shared: structuredClone(shared) })))
    expect(causesOf(before, { rows: after })).toEqual({
      '.rows[*].shared': ['1 → 1,000 objects', 'no longer shared'],
      '.rows[*].shared.list': ['1 → 1,000 objects'],
    })
    expect(causesOf({ rows: after }, before)['.rows[*].shared']).toEqual(['1,000 → 1 object', 'now shared'])
  })

  it('tells of a path more, and of one fewer, to what stays', () => {
    expect(causesOf({ a: shared, b: shared, c: 0 }, { a: shared, b: shared, c: shared })).toEqual({
      '.a': ['now shared with .c'],
    })
    expect(causesOf({ a: shared, b: shared }, { a: shared, b: 0 })).toEqual({ '.a': ['no longer shared with .b'] })
  })
})
