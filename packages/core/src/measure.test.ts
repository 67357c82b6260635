import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { build, graphPlan, graphPlanInTwoOrders } from './graph/object-graphs.test-support.js'
import { diff, measure, type Part, sizeOf } from './index.js'

const RUNS = { numRuns: 1000 }

function rowsOf(part: Part): Part[] {
  return [part, ...part.parts.flatMap(rowsOf)]
}

function rowAt(value: unknown, path: string): Part | undefined {
  return rowsOf(measure(value).root).find((row) => row.path === path)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

describe('the sum of the rows', () => {
  it('is the total, for bytes, objects and types', () => {
    fc.assert(
      fc.property(graphPlan, (plan) => {
        const [root] = build(plan)
        const { bytes, objects, types, root: whole } = measure(root)
        const rows = rowsOf(whole)
        expect(bytes).toBe(sizeOf(root))
        expect(sum(rows.map(({ self }) => self))).toBe(bytes)
        expect(sum(types.map((row) => row.bytes))).toBe(bytes)
        expect(sum(rows.map(({ count }) => count))).toBe(sum(types.map(({ count }) => count)))
        expect(sum(rows.map(({ count }) => count))).toBe(objects)
        for (const row of rows) {
          expect(row.bytes).toBe(row.self + sum(row.parts.map((part) => part.bytes)))
          expect(row.objects).toBe(row.count + sum(row.parts.map((part) => part.objects)))
          expect(new Set(row.parts.map(({ name, type }) => JSON.stringify([name, type]))).size).toBe(row.parts.length)
        }
      }),
      RUNS,
    )
  })

  it('is the total for any value that a test may hold', () => {
    const anything = fc.anything({
      withMap: true,
      withSet: true,
      withBigInt: true,
      withDate: true,
      withNullPrototype: true,
    })
    fc.assert(
      fc.property(anything, (value) => {
        const { bytes, objects, types, root } = measure(value)
        expect(bytes).toBe(sizeOf(value))
        expect(sum(rowsOf(root).map(({ self }) => self))).toBe(bytes)
        expect(sum(types.map((row) => row.bytes))).toBe(bytes)
        expect(sum(types.map(({ count }) => count))).toBe(objects)
        expect(root.objects).toBe(objects)
      }),
      RUNS,
    )
  })

  it('is the total for what is no object', () => {
    for (const value of [undefined, null, true, 1, 1.5, 'text', 'x', 10n ** 30n, Symbol('text'), Math.max]) {
      const { bytes, objects, root } = measure(value)
      expect(bytes).toBe(sizeOf(value))
      expect([root.bytes, root.objects]).toEqual([bytes, objects])
      expect(sum(rowsOf(root).map(({ self }) => self))).toBe(bytes)
    }
    expect(measure(1.5).root.type).toBe('number')
    expect(measure(null).root.type).toBe('null')
    expect(measure(Math.max).root.type).toBe('function')
  })
})

describe('the breakdown does not depend on', () => {
  it('the order of properties, elements and entries', () => {
    fc.assert(
      fc.property(graphPlanInTwoOrders, ([one, other]) => {
        expect(measure(build(one)[0])).toEqual(measure(build(other)[0]))
      }),
      RUNS,
    )
  })

  it('who made it: a clone has the same', () => {
    fc.assert(
      fc.property(graphPlan, (plan) => {
        // a clone has no classes
        const [root] = build(
          plan.map((node) => ({ ...node, kind: /entry|session/.test(node.kind) ? 'object' : node.kind })),
        )
        expect(measure(structuredClone(root))).toEqual(measure(root))
      }),
      RUNS,
    )
  })
})

describe('a row', () => {
  it('holds what would be freed if its objects went, as leaving them out shows', () => {
    let rows = 0
    fc.assert(
      fc.property(graphPlan, (plan) => {
        const [root, ...objects] = build(plan)
        const whole = measure(root)
        for (const row of whole.root.parts) {
          const held = objects.filter((object) => isAlone(root, object, row))
          if (held.length !== row.count) continue
          expect(whole.bytes - measure(root, { exclude: held }).bytes).toBe(row.bytes)
          rows++
        }
      }),
      RUNS,
    )
    expect(rows).toBeGreaterThan(RUNS.numRuns / 10)
  })

  it('is one for all elements of a type, and one for keys and values', () => {
    const rows = measure([{ a: 1 }, { a: 2 }, new Map([['key of map', { a: 1.5 }]])]).root.parts
    expect(rows.map(({ path, type, count }) => [path, type, count])).toEqual([
      ['[*]', 'Map', 1],
      ['[*]', 'Object', 2],
    ])
    expect(rows[0]?.parts.map(({ path, type, count, bytes }) => [path, type, count, bytes])).toEqual([
      ['[*][value]', 'Object', 1, 48],
      ['[*][key]', 'string', 1, 32],
    ])
  })

  it('is one for a list, however long, and one for each side of a tree', () => {
    interface Node {
      readonly next: Node | undefined
    }
    let list: Node | undefined
    for (let i = 0; i < 1000; i++) list = { next: list }
    expect(measure(list).root.parts).toMatchObject([
      { path: '.next', type: 'Object', count: 999, isNested: true, bytes: 999 * 32, parts: [] },
    ])
    const tree = (depth: number): unknown => (depth === 0 ? 0 : { left: tree(depth - 1), right: tree(depth - 1) })
    const rows = rowsOf(measure(tree(10)).root)
    expect(rows.map(({ path }) => path)).toEqual(['', '.left', '.left.right', '.right', '.right.left'])
    expect(sum(rows.map(({ count }) => count))).toBe(2 ** 10 - 1)
  })

  it('is called by the shortest path to what is shared, under the object where the paths part', () => {
    const config = { retries: 3 }
    const value = { client: { http: { config } }, config, servers: [{ config }, { config }] }
    expect(rowAt(value, '.config')).toMatchObject({
      type: 'Object',
      count: 1,
      also: ['.client.http.config', '.servers[*].config'],
    })
    expect(rowAt({ servers: [{ config }, { config }] }, '.servers[*].config')).toMatchObject({ also: [], count: 1 })
    expect(rowAt({ a: config, b: config }, '.a')).toMatchObject({ also: ['.b'] })
  })

  it('is as the README of the package says', () => {
    const config = { retries: 3 }
    const value = { client: { config }, config, servers: [{ config }, { config }] }
    expect(measure(value).root.parts.map(({ path, bytes, also }) => [path, bytes, also])).toEqual([
      ['.servers', 128, []],
      ['.client', 32, []],
      ['.config', 32, ['.client.config', '.servers[*].config']],
    ])
    const { rows } = diff(measure({ text: 'plain' }), measure({ text: 'costs 5 €' }))
    expect(rows).toMatchObject([{ path: '.text', change: 'grew', bytes: 16 }])
    expect(rows[0]?.causes).toContain('one-byte string became two-byte ("€" at 8)')
  })

  it('is one with what is shared, where the paths to both are written alike', () => {
    // the inner sets fold into one row, so that both objects are elements of it
    const [own, shared] = [{ text: 'own text' }, { number: 1.5 }]
    const sets = (order: readonly object[]): object => new Set([new Set([new Set(order), shared])])
    for (const value of [sets([own, shared]), sets([shared, own])]) {
      expect(measure(value).root.parts[0]?.parts).toMatchObject([
        { path: '[*][*]', type: 'Object', count: 2, parts: [{ name: '.text' }, { name: '.number' }] },
      ])
    }
  })

  it('is shared by no path that leads back from what it holds itself', () => {
    const parent: { child?: unknown; name: string } = { name: 'the parent' }
    parent.child = { parent, self: undefined as unknown }
    expect(measure({ parent }).root.parts).toMatchObject([{ path: '.parent', also: [], count: 1 }])
  })

  it('is one for the entries of a doubly linked list with an index', () => {
    interface Entry {
      next?: Entry
      prev?: Entry
    }
    const entries: Entry[] = Array.from({ length: 20 }, () => ({}))
    for (const [i, entry] of entries.entries()) Object.assign(entry, { next: entries[i + 1], prev: entries[i - 1] })
    const cache = { head: entries[0], tail: entries.at(-1), index: new Map(entries.map((entry, i) => [i, entry])) }
    expect(rowAt(cache, '.head')).toMatchObject({ count: 20, also: ['.index[value]', '.tail'] })
  })

  it('tells apart what is shared under different names', () => {
    const [schema, parent] = [{ id: 1 }, { id: 2 }]
    const value = { a: { schema, parent }, b: { schema, parent } }
    expect(measure(value).root.parts.map(({ path, also }) => [path, also])).toEqual([
      ['.a', []],
      ['.b', []],
      ['.a.parent', ['.b.parent']],
      ['.a.schema', ['.b.schema']],
    ])
  })

  it('is one for many properties of one type', () => {
    const dictionary = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`user:${i}`, { visits: i + 0.5 }]))
    expect(measure(dictionary).root.parts.map(({ path, count }) => [path, count])).toEqual([['.*', 17]])
    const { 'user:0': _left, ...sixteen } = dictionary
    expect(measure(sixteen).root.parts).toHaveLength(16)
    const prices = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`item ${i}`, i + 0.5]))
    expect(measure(prices).root.parts.map(({ path, type, count }) => [path, type, count])).toEqual([
      ['.*', 'number', 17],
    ])
  })

  it('is one for many methods, of which a few are told apart', () => {
    const methods = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`method${i}`, () => i]))
    expect(measure(methods(9)).root.parts.map(({ path, count }) => [path, count])).toEqual([['.*', 9]])
    expect(measure(methods(8)).root.parts).toHaveLength(8)
  })

  it('is one for many names of one type, also where each of several objects has only some of them', () => {
    const packages = Array.from({ length: 6 }, (_, i) => ({
      dependencies: Object.fromEntries(
        Array.from({ length: 3 }, (_, j) => [`package-${i}-${j}`, { version: `1.${i}.${j}` }]),
      ),
    }))
    expect(measure(packages).root.parts[0]?.parts[0]?.parts).toMatchObject([
      { name: '.*', count: 18, parts: [{ name: '.version', type: 'string', count: 18 }] },
    ])
  })

  it('is one for the instances of a class that lie within each other, whatever holds them', () => {
    class Node {
      readonly kind: string
      readonly loc = { start: 0.5 }
      readonly [part: string]: unknown
      constructor(kind: string, parts: object) {
        this.kind = kind
        Object.assign(this, parts)
      }
    }
    const leaf = (): Node => new Node('leaf', {})
    const tree = new Node('program', {
      body: [new Node('call', { callee: leaf(), arguments: [leaf(), new Node('call', { callee: leaf() })] })],
    })
    const rows = rowsOf(measure(tree).root)
    expect(
      rows.filter(({ type }) => type === 'Node').map(({ path, count, isNested }) => [path, count, isNested]),
    ).toEqual([
      ['', 1, false],
      ['.body[*]', 5, true],
    ])
    // plain objects say nothing by their type
    expect(rowsOf(measure({ a: { b: { c: {} } } }).root)).toHaveLength(4)
  })

  it('is one for all strings that several paths lead to, since they are one because they are equal', () => {
    const texts = (): object => ({ license: 'MIT license', engine: 'node >= 20' })
    expect(measure([texts(), { other: texts() }]).root.parts.find(({ type }) => type === 'string')).toMatchObject({
      path: '(shared)',
      count: 2,
      also: ['[*].engine', '[*].license', '[*].other.engine', '[*].other.license'],
    })
    expect(rowAt([{ a: 'one text' }, { b: 'one text' }], '[*].a')).toMatchObject({ type: 'string', also: ['[*].b'] })
  })

  it('is one for an accessor, with its functions below it', () => {
    const value = {
      get size() {
        return 1
      },
    }
    expect(rowsOf(measure([value]).root).map(({ path, type }) => [path, type])).toEqual([
      ['', 'Array'],
      ['[*]', 'Object'],
      ['[*].size', 'accessor'],
      ['[*].size.get', 'function'],
    ])
  })

  it('is called so that nothing breaks the line or the terminal', () => {
    const odd = {
      'a\n\u202eb': {},
      ['x'.repeat(100)]: {},
      'soft\u00adhyphen': {},
      [Symbol('a\tb')]: {},
      [Symbol.iterator]: {},
    }
    const paths = measure(odd).root.parts.map(({ path }) => path)
    expect(paths).toContain('[Symbol.iterator]')
    for (const path of paths) expect(path).toMatch(/^[\x20-\x7e…]{2,80}$/)
  })

  it('lies at most 64 rows deep; what is deeper is one row', () => {
    let value: object = { end: { text: 'the very end' } }
    for (let i = 0; i < 100; i++) value = { [`level${i}`]: value }
    const rows = rowsOf(measure(value).root)
    expect(rows).toHaveLength(66)
    expect(rows.at(-1)).toMatchObject({ name: '.**', type: '(several types)', count: 100 + 3 - 65, parts: [] })
    expect(sum(rows.map(({ self }) => self))).toBe(sizeOf(value))
  })
})

describe('the form of a row', () => {
  it('tells how V8 holds its objects', () => {
    const formsOf = (value: unknown): unknown => measure(value).root.forms
    expect(formsOf({ a: 1, b: 2 })).toEqual([{ kind: 'properties', count: 1, size: 2, isUniform: true }])
    expect(formsOf([1, 2, 3])).toEqual([{ kind: 'elements', count: 1, size: 3, isUniform: true }])
    expect(formsOf([1.5, 2])).toEqual([{ kind: 'doubles', count: 1, size: 2, isUniform: true }])
    expect(formsOf(new Map([[1, 2]]))).toEqual([{ kind: 'table', count: 1, size: 4, isUniform: true }])
    expect(formsOf(new Set([1, 2, 3, 4, 5]))).toEqual([{ kind: 'table', count: 1, size: 8, isUniform: true }])
    expect(formsOf(Object.create(null, { a: { value: 1 } }))).toMatchObject([
      { kind: 'dictionary properties', size: 1 },
    ])
    const sparse: number[] = []
    sparse[100_000] = 1
    expect(formsOf(sparse)).toMatchObject([{ kind: 'sparse elements', size: 1 }])
    expect(formsOf('plain text')).toMatchObject([{ kind: 'one-byte', size: 10 }])
  })

  it('adds up over the objects of a row, and says whether they are alike', () => {
    const [pair, triple] = [
      { a: 1, b: 2 },
      { a: 1, b: 2, c: 3 },
    ]
    expect(measure([pair, { ...pair }]).root.parts[0]?.forms).toMatchObject([{ count: 2, size: 4, isUniform: true }])
    expect(measure([pair, triple]).root.parts[0]?.forms).toMatchObject([{ count: 2, size: 5, isUniform: false }])
  })

  it('shows the first character that makes strings two-byte, whichever string comes first', () => {
    const texts = ['costs 10 €', 'naïve', '你好, a longer text', 'x 😀']
    for (const order of [texts, [...texts].reverse()]) {
      expect(measure(order).root.parts[0]?.forms).toMatchObject([
        { kind: 'one-byte', count: 1, size: 5 },
        { kind: 'two-byte', count: 3, wide: { character: '你', at: 0 } },
      ])
    }
    expect(measure('x 😀').root.forms).toMatchObject([{ wide: { character: '😀', at: 2 } }])
  })
})

describe('spare bytes', () => {
  it('are those of a buffer that no view shows', () => {
    const pool = new ArrayBuffer(8192)
    const views = {
      header: new Uint8Array(pool, 0, 100),
      overlap: new Uint8Array(pool, 50, 100),
      rest: new DataView(pool, 8000, 10),
    }
    const { spare, bytes } = measure(views)
    expect(spare).toBe(8192 - 150 - 10)
    expect(bytes).toBe(sizeOf(views))
    expect(rowAt(views, '.header.buffer')).toMatchObject({ spare, self: sizeOf(pool) })
  })

  it('are none where somebody holds the buffer itself', () => {
    const pool = new ArrayBuffer(8192)
    expect(measure({ pool, view: new Uint8Array(pool, 0, 100) }).spare).toBe(0)
    expect(measure(pool).spare).toBe(0)
    expect(measure(new Uint8Array(100)).spare).toBe(0)
  })

  it('are what a pooled Buffer keeps alive', () => {
    expect(measure(Buffer.from('abc')).spare).toBe(Buffer.poolSize - 3)
  })
})

describe('what the walk cannot see', () => {
  it('is all there is to private fields, closures and weak collections', () => {
    class Session {
      #token = 'secret'
      onClose = () => this.#token
    }
    const { exact, unseen } = measure({ sessions: [new Session()], cache: new WeakMap() })
    expect(exact).toBe(false)
    expect(unseen).toEqual([
      { path: '.cache', reason: 'weak collection entries', count: 1 },
      { path: '.sessions[*]', reason: 'private fields', count: 1 },
      { path: '.sessions[*].onClose', reason: 'closure context', count: 1 },
    ])
    expect(measure({ a: [1, 'two', new Map([[3, new Date(0)]])] })).toMatchObject({ exact: true, unseen: [] })
  })

  it('is listed by the path of its row, with its reason and its number', () => {
    const handlers = [() => 1, () => 2]
    expect(measure({ handlers, weak: new WeakMap() }).unseen).toEqual([
      { path: '.handlers[*]', reason: 'closure context', count: 2 },
      { path: '.weak', reason: 'weak collection entries', count: 1 },
    ])
    expect(measure(() => 1).unseen).toEqual([{ path: '', reason: 'closure context', count: 1 }])
  })
})

/** Whether a row of the root is that of this object, which nothing else holds. */
function isAlone(root: unknown, object: object, row: Part): boolean {
  if (row.also.length > 0 || row.isNested || typeof root !== 'object' || root === null) return false
  return Object.entries(root).some(([key, value]) => value === object && row.path === `.${key}`)
}
