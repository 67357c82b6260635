import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { build, type GraphPlan, graphPlan } from './graph/object-graphs.test-support.js'
import {
  createTracker,
  measurable,
  type SizeOptions,
  shallowSizeOf,
  sizeOf,
  type Tracker,
  type Visitor,
} from './index.js'

/** What values may share beside objects: buffers that move when a second view comes, functions, symbols, equal strings. */
interface Extra {
  readonly node: number
  readonly kind: 'view' | 'part' | 'buffer' | 'accessor' | 'symbol' | 'text' | 'closure'
  readonly which: number
}

const extra: fc.Arbitrary<Extra> = fc.record({
  node: fc.nat(9),
  kind: fc.constantFrom('view', 'view', 'part', 'buffer', 'accessor', 'symbol', 'text', 'closure'),
  which: fc.nat(2),
})

const plans = fc.record({ graph: graphPlan, extras: fc.array(extra, { maxLength: 8 }) })

function valuesOf({ graph, extras }: { graph: GraphPlan; extras: readonly Extra[] }): object[] {
  const objects = build(graph)
  const buffers = [8, 24, 64].map((length) => new ArrayBuffer(length))
  const views = buffers.map((buffer) => new Uint8Array(buffer))
  const getters = [0, 1, 2].map((at) => () => objects[at % objects.length])
  for (const [at, getter] of getters.entries()) Object.assign(getter, { holds: objects[(at + 1) % objects.length] })
  const symbols = ['one', 'another', 'text'].map((text) => Symbol(text))
  for (const [at, { node, kind, which }] of extras.entries()) {
    const object = objects[node % objects.length] as object
    const name = `extra ${at}`
    const held = {
      view: views[which],
      part: new Uint8Array(buffers[which] as ArrayBuffer, 4),
      buffer: buffers[which],
      symbol: symbols[which],
      text: `text ${which}`.repeat(3),
      closure: getters[which],
      accessor: undefined,
    }[kind]
    if (kind === 'accessor')
      Object.defineProperty(object, name, { get: getters[which] as () => unknown, enumerable: true })
    else Object.defineProperty(object, name, { value: held, enumerable: true })
  }
  return [...objects, ...views, ...buffers]
}

/** A step: a value comes in, or one of those that are in goes. */
const steps = fc.array(fc.record({ isComing: fc.boolean(), at: fc.nat(15) }), { maxLength: 30 })

const orders = fc.array(fc.nat(15), { minLength: 1, maxLength: 12 })

/** What the values need that an account holds, each time that one of them was added. */
function sizeOfAll(values: readonly unknown[], options?: SizeOptions): number {
  const holder = Object.fromEntries(values.map((value, at) => [`value ${at}`, value]))
  return sizeOf(holder, options) - shallowSizeOf(holder, options)
}

function added(values: readonly unknown[]): Tracker {
  const tracker = createTracker()
  for (const value of values) tracker.added(value)
  return tracker
}

const runs = { numRuns: 500 }

describe('added', () => {
  it('gives what a value needs beyond all that was counted', () => {
    const shared = { text: 'shared by both' }
    const tracker = createTracker()
    expect(tracker.added({ shared })).toBe(24 + 8 + sizeOf(shared))
    expect(tracker.added({ shared, more: [1, 2] })).toBe(24 + 2 * 8 + 32 + 16 + 2 * 8)
    expect(tracker.bytes).toBe(24 + 8 + sizeOf(shared) + 24 + 2 * 8 + 32 + 16 + 2 * 8)
    expect(tracker.count).toBe(5)
  })

  it('adds up to what the values need together, in any order', () => {
    fc.assert(
      fc.property(plans, orders, fc.constantFrom('v8-14', 'v8-14-compressed'), (plan, order, layout) => {
        const values = valuesOf(plan)
        const chosen = order.map((at) => values[at % values.length])
        const tracker = createTracker({ layout })
        const sum = chosen.reduce<number>((total, value) => total + tracker.added(value), 0)
        expect(sum).toBe(sizeOfAll(chosen, { layout }))
        expect(tracker.bytes).toBe(sum)
      }),
      runs,
    )
  })

  it('takes primitives: equal strings are one, each number that is no small integer has a box', () => {
    const primitives = ['a long key', 'a long key', 'k', '', 1.5, 1.5, -0, 0, Number.NaN, 7, 2n ** 70n, 2n ** 70n, true]
    const others = [null, undefined, Symbol.iterator, Symbol.for('registered'), Symbol('own')]
    fc.assert(
      fc.property(fc.shuffledSubarray([...primitives, ...others]), (values) => {
        const tracker = added(values)
        expect(tracker.bytes).toBe(sizeOfAll(values))
        for (const value of values) tracker.removed(value)
        expect(tracker).toMatchObject({ bytes: 0, count: 0 })
      }),
    )
    expect(added(primitives).bytes).toBe(16 + 16 + 3 * 16 + 16 + 2 * (16 + 2 * 8))
  })

  it('counts in the layout of the tracker', () => {
    expect(createTracker({ layout: 'v8-14-compressed' }).added({ a: 1 })).toBe(12 + 4)
    expect(() => createTracker({ layout: 'v8-9' as never })).toThrow("unknown layout 'v8-9'")
  })

  it('leaves out what is excluded, for that call alone', () => {
    const big = { text: 'x'.repeat(1000) }
    const tracker = createTracker()
    expect(tracker.added({ big }, { exclude: [big] })).toBe(24 + 8)
    expect(tracker.added({ big })).toBe(24 + 8 + sizeOf(big))
  })

  it('does not count the tracker, whose account grows while it counts', () => {
    const tracker = createTracker()
    expect(tracker.added({ tracker })).toBe(24 + 8)
    expect(sizeOf({ tracker }, { tracker })).toBe(24 + 8)
  })

  it('counts what a class declares, and takes it back', () => {
    const shared = { text: 'shared by both' }
    class Arena {
      readonly #page = { of: shared };
      [measurable](visitor: Visitor): void {
        visitor.field('#page', this.#page)
        visitor.bytes('mapped', 1000)
        visitor.skip('left', 'belongs to the pool')
      }
      left = { out: 'of the account' }
    }
    const [a, b] = [new Arena(), new Arena()]
    const tracker = createTracker()
    expect(tracker.added(a)).toBe(sizeOf(a))
    expect(tracker.added(b)).toBe(sizeOf(b) - sizeOf(shared))
    expect(tracker.removed(a)).toBe(sizeOf(a) - sizeOf(shared))
    expect(tracker.removed(b)).toBe(sizeOf(b))
    expect(tracker).toMatchObject({ bytes: 0, count: 0 })
  })

  it('is not called again while it counts', () => {
    const tracker = added([{ before: true }])
    const errors: unknown[] = []
    const attempt = (call: () => unknown) => {
      try {
        call()
      } catch (error) {
        errors.push(String(error))
      }
    }
    const meddling = {
      [measurable](): void {
        attempt(() => tracker.added({ amid: true }))
        attempt(() => tracker.removed({ amid: true }))
      },
    }
    const { bytes } = tracker
    tracker.added(meddling)
    expect([...new Set(errors)]).toEqual([
      'TypeError: a tracker that is counting a value can not count another; call added when it is done',
      'TypeError: a tracker that is counting a value can not remove one; call removed when it is done',
    ])
    tracker.removed(meddling)
    expect(tracker.bytes).toBe(bytes)
  })

  it('takes long lists and large cycles', () => {
    const first: Record<string, unknown> = { next: undefined }
    let list = first
    for (let i = 1; i < 100_000; i++) list = { next: list }
    const tracker = createTracker()
    expect(tracker.added(list)).toBe(100_000 * 32)
    expect(tracker.removed(list)).toBe(100_000 * 32)
    first.next = list
    expect(tracker.added(list)).toBe(100_000 * 32)
    expect(tracker.added({ first })).toBe(32)
    expect(tracker.removed(list)).toBe(0)
    expect(tracker).toMatchObject({ bytes: 100_001 * 32, count: 100_001 })
  })

  it.each([
    [
      { atMost: -1 },
      RangeError,
      "atMost must be a whole number of bytes, 0 or more, or a text such as '10 kB', got -1",
    ],
    [{ atMost: '10 kb' }, RangeError, 'unknown unit "kb"'],
    [{ atmost: 1 }, RangeError, 'unknown option "atmost"; the options of added are atMost, exclude, include'],
    [{ layout: 'host' }, RangeError, 'unknown option "layout"'],
    [{ exclude: 5 }, TypeError, 'options.exclude must be an array or a Set of objects, got number'],
    [5, TypeError, "the options of added must be an object such as { atMost: '10 kB' }, got 5"],
  ])('refuses the options %j', (options, kind, message) => {
    const tracker = createTracker()
    expect(() => tracker.added({}, options as never)).toThrow(kind)
    expect(() => tracker.added({}, options as never)).toThrow(message)
    expect(tracker.count).toBe(0)
  })
})

describe('added with atMost', () => {
  it('gives the same as without, or undefined, and then nothing has changed', () => {
    fc.assert(
      fc.property(
        plans,
        fc.array(fc.nat(15), { maxLength: 4 }),
        fc.nat(15),
        fc.nat(600),
        (plan, before, at, atMost) => {
          const values = valuesOf(plan)
          const pick = (index: number) => values[index % values.length]
          const [limited, free] = [added(before.map(pick)), added(before.map(pick))]
          const { bytes, count } = limited
          const given = limited.added(pick(at), { atMost })
          if (given === undefined) expect(limited).toMatchObject({ bytes, count })
          const all = free.added(pick(at))
          if (given !== undefined) expect([given, given <= atMost]).toEqual([all, true])
          // a buffer that moves out of the heap makes room for the rest, which is not counted on
          const mayMove = plan.extras.some(({ kind }) => kind === 'view' || kind === 'part' || kind === 'buffer')
          if (given === undefined && !mayMove) expect(all).toBeGreaterThan(atMost)
          if (given === undefined) expect(limited.added(pick(at))).toBe(all)
          expect(limited).toMatchObject({ bytes: free.bytes, count: free.count })
        },
      ),
      runs,
    )
  })

  it.each([
    ['elements', (make: () => object) => Array.from({ length: 100_000 }, make)],
    ['entries of a Map', (make: () => object) => new Map(Array.from({ length: 100_000 }, (_, at) => [at, make()]))],
    ['entries of a Set', (make: () => object) => new Set(Array.from({ length: 100_000 }, make))],
    [
      'nodes of a list',
      (make: () => object) =>
        Array.from({ length: 100_000 }, make).reduce((next, node) => Object.assign(node, { next }), {}),
    ],
  ])('looks at a few of too many %s, and takes all back', (_, holderOf) => {
    let looked = 0
    class Part {
      [measurable](): void {
        looked++
      }
    }
    const value = holderOf(() => new Part())
    const tracker = added([{ before: true }])
    const { bytes, count } = tracker
    expect(tracker.added(value, { atMost: '10 kB' })).toBeUndefined()
    expect(looked).toBeLessThan(1000)
    expect(tracker).toMatchObject({ bytes, count })
    expect(tracker.added(value, { atMost: '100 MB' })).toBe(sizeOf(value))
  })
})

describe('removed', () => {
  it('keeps what another value holds until the last of them goes', () => {
    const shared = { text: 'shared by both' }
    const [a, b] = [{ shared }, { shared, text: 'shared by both' }]
    const tracker = added([a, b])
    expect(tracker.removed(a)).toBe(24 + 8)
    expect(tracker.removed(b)).toBe(24 + 2 * 8 + 24 + 8 + sizeOf('shared by both'))
    expect(tracker).toMatchObject({ bytes: 0, count: 0 })
  })

  it('leaves what the values need that remain, after any coming and going', () => {
    fc.assert(
      fc.property(plans, steps, (plan, way) => {
        const values = valuesOf(plan)
        const tracker = createTracker()
        const held: unknown[] = []
        for (const { isComing, at } of way) {
          const { bytes } = tracker
          if (isComing) {
            held.push(values[at % values.length])
            expect(tracker.added(held.at(-1))).toBe(tracker.bytes - bytes)
          } else if (held.length > 0) {
            const [going] = held.splice(at % held.length, 1)
            expect(tracker.removed(going)).toBe(bytes - tracker.bytes)
          }
          expect(tracker.bytes).toBe(sizeOfAll(held))
        }
        const { count } = added(held)
        expect(tracker.count).toBe(count)
        for (const value of held) tracker.removed(value)
        expect(tracker).toMatchObject({ bytes: 0, count: 0 })
      }),
      runs,
    )
  })

  it('returns to where it was, however the values have changed meanwhile', () => {
    fc.assert(
      fc.property(plans, steps, fc.array(fc.tuple(fc.nat(9), fc.nat(9))), (plan, way, changes) => {
        const values = valuesOf(plan)
        const tracker = createTracker()
        const held: unknown[] = []
        for (const [step, { isComing, at }] of way.entries()) {
          if (isComing) {
            held.push(values[at % values.length])
            tracker.added(held.at(-1))
          } else if (held.length > 0) {
            tracker.removed(held.splice(at % held.length, 1)[0])
          }
          const [from = 0, to = 0] = changes[step % changes.length] ?? []
          change(values[from % values.length] as object, values[to % values.length] as object)
          expect(tracker.bytes).toBeGreaterThanOrEqual(0)
        }
        for (const value of held) tracker.removed(value)
        expect(tracker).toMatchObject({ bytes: 0, count: 0 })
        expect(tracker.added(values)).toBe(sizeOf(values))
      }),
      runs,
    )
  })

  it('takes back as often as a value was added', () => {
    const value = { a: 1 }
    const tracker = added([value, value])
    expect([tracker.removed(value), tracker.removed(value)]).toEqual([0, 32])
    expect(() => tracker.removed(value)).toThrow(RangeError)
  })

  it.each([
    { value: new Map(), type: 'Map' },
    { value: 'a long key', type: 'string' },
    { value: 1.5, type: 'number' },
    { value: -0, type: 'number' },
    { value: undefined, type: 'undefined' },
    { value: null, type: 'null' },
  ])('refuses a $type that was not added', ({ value, type }) => {
    const tracker = added([{ value }, 0])
    const { bytes } = tracker
    expect(() => tracker.removed(value)).toThrow(
      `removed takes a value that was added and not removed since, got another (${type}); call tracker.added(value) before`,
    )
    expect(tracker.bytes).toBe(bytes)
  })

  it('moves the bytes of a small typed array back onto the heap when nobody else refers to its buffer', () => {
    const view = new Uint8Array(8)
    const tracker = createTracker()
    expect(tracker.added(view)).toBe(sizeOf(new Uint8Array(8)))
    // 16 B header and 8 B data on the heap; 8 B outside
    expect(tracker.added(view.buffer)).toBe(8 - (16 + 8))
    expect(tracker.bytes).toBe(sizeOf([view, view.buffer]) - shallowSizeOf([view, view.buffer]))
    expect(tracker.removed(view.buffer)).toBe(8 - (16 + 8))
    expect(tracker.removed(view)).toBe(sizeOf(new Uint8Array(8)))
  })

  it('lets go of what it gives back, and of nothing else', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const tracker = createTracker()
    const [gone, held] = [addedCycle(tracker, true), addedCycle(tracker, false)]
    // what a WeakRef was just made for stays until the next turn
    await new Promise((done) => setTimeout(done))
    collect()
    expect([gone.deref(), held.deref() !== undefined]).toEqual([undefined, true])
    expect(tracker.count).toBe(2)
  })
})

describe('a tracker of sizeOf', () => {
  it('never gives back what sizeOf counted, and does not count again what was added', () => {
    const [shared, own] = [{ text: 'shared by both' }, { a: 1 }]
    const tracker = createTracker()
    expect(sizeOf({ shared }, { tracker })).toBe(24 + 8 + sizeOf(shared))
    const [a, b] = [
      { shared, own },
      { own, text: 'shared by both' },
    ]
    expect(tracker.added(a)).toBe(24 + 2 * 8 + sizeOf(own))
    expect(sizeOf(b, { tracker })).toBe(24 + 2 * 8)
    expect(tracker.added(shared)).toBe(0)
    expect(tracker.added('shared by both')).toBe(0)
    expect(tracker.bytes).toBe(24 + 2 * 8 + sizeOf(own))
    for (const value of [a, shared, 'shared by both']) tracker.removed(value)
    expect(tracker.bytes).toBe(0)
    expect(sizeOf({ shared }, { tracker })).toBe(24 + 8)
    expect(() => tracker.removed(shared)).toThrow(RangeError)
  })
})

function change(object: object, other: object): void {
  if (Array.isArray(object)) object.push(other)
  else if (object instanceof Map) object.clear()
  else if (object instanceof Set) object.add(other)
  else if (object instanceof ArrayBuffer || ArrayBuffer.isView(object)) Object.assign(object, { other })
  else Object.assign(object, { a: 'a new text', other })
}

function addedCycle(tracker: Tracker, isRemoved: boolean): WeakRef<object> {
  const value = { cycle: {} }
  Object.assign(value.cycle, { value })
  tracker.added(value)
  if (isRemoved) tracker.removed(value)
  return new WeakRef(value)
}
