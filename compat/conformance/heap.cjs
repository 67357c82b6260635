/**
 * What V8 holds, the same in every runner: for each row the bytes as a sum that a reader can redo. Each runner's project calls
 * it with its own `test` and `expect`, and with the heap package that it loads.
 */
const { EventEmitter } = require('node:events')
const { failureOf } = require('./suite.cjs')

const major = Number(process.versions.node.split('.')[0])
const isNewer = major >= 24

const OBJECT = 24
const SLOT = 8
const STORE = 16
const ARRAY = 32
const CLOSURE = 56
const NUMBER = 16
/** A scope of so many variables: V8's header, the description of the scope, and the scope around it. */
const scope = (variables) => 16 + (2 + variables) * SLOT
const array = (capacity) => ARRAY + STORE + capacity * SLOT
const object = (fields) => OBJECT + fields * SLOT
const BUFFER = isNewer ? 96 : 88
const VIEW = isNewer ? 104 : 96

const moduleCache = new Array(5000).fill('of the module')

/** The rows: `make` gives a new value each time. */
const rows = [
  {
    name: 'what a closure holds',
    make() {
      const kept = new Array(100).fill(0)
      return () => kept
    },
    bytes: CLOSURE + scope(1) + array(100),
  },
  {
    name: 'two closures of one scope, of which each uses one variable',
    make() {
      const first = new Array(10).fill(0)
      const second = { used: 1 }
      return { first: () => first, second: () => second }
    },
    bytes: object(2) + 2 * CLOSURE + scope(2) + array(10) + object(1),
  },
  {
    name: 'a scope within a scope',
    make() {
      const outer = { level: 1 }
      return (() => {
        const inner = { level: 2 }
        return () => [outer, inner]
      })()
    },
    bytes: CLOSURE + 2 * scope(1) + 2 * object(1),
  },
  {
    name: 'a closure over a variable of its module alone',
    make: () => () => moduleCache,
    bytes: CLOSURE,
  },
  {
    name: 'private fields',
    make() {
      class Session {
        #cart = [{ price: 1.5 }]
        #user = null
        get user() {
          return this.#user ?? this.#cart
        }
      }
      return new Session()
    },
    bytes: object(2) + array(1) + object(1) + NUMBER,
  },
  {
    name: 'the first instance of a class, which V8 gives room for fields to come',
    make() {
      class Young {
        constructor() {
          this.a = 1
          this.b = 2
          this.c = { d: 1 }
        }
      }
      return new Young()
    },
    bytes: object(3) + object(1),
  },
  {
    name: 'an instance of a subclass of Map',
    make() {
      class Registry extends Map {
        constructor() {
          super()
          this.label = 3
        }
      }
      return new Registry().set({ key: 1 }, { value: 2 })
    },
    bytes: 32 + SLOT + (STORE + (3 + 2 + 6 * 2) * SLOT) + 2 * object(1),
  },
  {
    name: 'entries of a WeakMap',
    make() {
      const keys = [{ id: 1 }, { id: 2 }]
      return { keys, weak: new WeakMap(keys.map((key) => [key, { of: key, note: 1.5 }])) }
    },
    bytes: object(2) + array(2) + 2 * object(1) + (32 + 104) + 2 * (object(2) + NUMBER),
  },
  {
    name: 'the result of a promise',
    make: () => Promise.resolve({ rows: [1, 2, 3] }),
    bytes: 48 + object(1) + array(3),
  },
  {
    name: 'what is bound to a function',
    make() {
      const self = { bound: 1 }
      return method.bind(self, [1, 2])
    },
    bytes: 48 + 64 + object(1) + (STORE + SLOT) + array(2),
  },
  {
    name: 'what a proxy hides',
    make: () => new Proxy({ target: 1 }, { get: moduleGetter }),
    bytes: (major >= 26 ? 40 : 32) + 2 * object(1) + 64,
  },
  {
    name: 'spare capacity of an array that was shortened',
    make() {
      const list = new Array(100).fill(0)
      list.length = 90
      return list
    },
    bytes: array(100),
    spare: 10 * SLOT,
  },
  {
    name: 'a Map that shrank',
    make() {
      const map = new Map(Array.from({ length: 100 }, (_, key) => [key, key]))
      for (let key = 40; key < 100; key++) map.delete(key)
      return map
    },
    bytes: 32 + STORE + (3 + 64 + 64 * 6) * SLOT,
    spare: (64 + 64 * 6 - (32 + 32 * 6)) * SLOT,
  },
  {
    name: 'an object that was filled by computed keys',
    make() {
      const index = {}
      for (let i = 0; i < 40; i++) index[`computed key ${i}`] = i
      return index
    },
    bytes: OBJECT + 64 + 24 * 64,
  },
  {
    name: 'a joined string that nobody has read',
    make: () => [flat(100, 'left') + flat(60, 'right')],
    bytes: array(1) + 32 + (STORE + 104) + (STORE + 64),
  },
  {
    name: 'a slice that holds the whole text',
    make() {
      return [flat(1000, 'whole').slice(10, 60)]
    },
    bytes: array(1) + 32 + (STORE + 1000),
  },
  {
    name: 'a small typed array, and a large one',
    make: () => [new Uint8Array(16), new Float64Array(100)],
    bytes: array(2) + 2 * VIEW + 2 * BUFFER + (STORE + 16) + 800,
  },
  {
    name: 'a listener and what it holds',
    make() {
      const buffered = new Array(50).fill(0)
      const events = new EventEmitter()
      events.on('data', function onData() {
        buffered.push(1)
      })
      return { listeners: events.rawListeners('data') }
    },
    // what rawListeners gives is a copy of one element
    bytes: object(1) + array(1) + 64 + scope(1) + array(50),
  },
  {
    name: 'a suspended generator',
    make() {
      const generator = counting({ from: 1 })
      generator.next()
      return generator
    },
    holds: ['suspended generator'],
  },
]

/** A text in one piece, of so many characters. */
const flat = (length, of) => Buffer.alloc(length, of).toString('latin1')

function method() {}
function moduleGetter() {}
function* counting(start) {
  for (let i = start.from; ; i++) yield { i }
}

/** Ordinary work that a test before may have done: classes settle, code is optimised, garbage lies about. */
function otherWork() {
  let sum = 0
  for (let round = 0; round < 50; round++) {
    for (const { make } of rows) sum += typeof make() === 'object' ? 1 : 2
    sum += JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ id, round, name: `n${id}` }))).length
  }
  return sum
}

/** @param {import('./heap.cjs').HeapRunner} runner */
function heapConformance({ describe, test, expect, measureHeap, heapUsageOf, unseenBy, measure }) {
  const measureAll = () => {
    const values = Object.fromEntries(rows.map(({ name, make }) => [name, make()]))
    const usages = measureHeap(values)
    return Object.fromEntries(
      rows.map(({ name, bytes }) => [name, bytes === undefined ? 'not known beforehand' : usages[name].bytes]),
    )
  }
  const expected = Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes ?? 'not known beforehand']))

  describe('heap usage', () => {
    test('is what can be added up, in a process that has done little', () => {
      expect(measureAll()).toEqual(expected)
    })

    test('is the same after other work', () => {
      expect(otherWork()).toBeGreaterThan(0)
      expect(measureAll()).toEqual(expected)
    })

    test('tells spare capacity apart', () => {
      const values = Object.fromEntries(rows.filter(({ spare }) => spare).map(({ name, make }) => [name, make()]))
      const usages = measureHeap(values)
      for (const { name, spare } of rows) if (spare) expect([name, usages[name].spare]).toEqual([name, spare])
    })

    test('sets slack apart, which other work takes away', () => {
      class Fresh {
        constructor() {
          this.only = 1
        }
      }
      const first = new Fresh()
      const young = heapUsageOf(first)
      for (let i = 0; i < 20; i++) new Fresh()
      const settled = heapUsageOf(first)
      expect([young.bytes, settled.bytes, settled.slack]).toEqual([32, 32, 0])
      expect(young.slack).toBeGreaterThan(0)
      expect(young.slack % 8).toBe(0)
    })

    test('is the walk and what it does not see', () => {
      for (const { make, holds } of rows.filter(({ holds }) => holds)) {
        const value = make()
        const { walk, heap, rows: unseen } = unseenBy(measure(value))
        expect(unseen.reduce((sum, { bytes }) => sum + bytes, walk)).toBe(heap)
        expect(heap).toBe(heapUsageOf(value).bytes)
        expect(unseen.map(({ cause }) => cause)).toEqual(expect.arrayContaining(holds))
      }
    })
  })

  describe('heap matchers', () => {
    test('count what a closure of the test itself holds', () => {
      const kept = new Array(30).fill(0)
      const read = () => kept
      expect({ read }).toHaveHeapUsage(object(1) + CLOSURE + scope(1) + array(30))
      expect({ read }).not.toHaveHeapUsage({ atMost: 100 })
    })

    test('say what lies between the walk and V8', () => {
      const value = rows[0].make()
      const text = failureOf(() => expect({ refresh: value }).toHaveHeapUsage({ atMost: '200 B' }))
      const unseen = scope(1) + array(100)
      const sum = `walk ${object(1) + CLOSURE} B + unseen ${unseen} B (closure of refresh: ${unseen} B)`
      expect(text).toContain(`${sum} = as built 1,032 B`.replace('1,032 B', grouped(object(1) + CLOSURE + unseen)))
    })

    test('find spare capacity', () => {
      const list = new Array(20).fill(0)
      list.length = 15
      expect(list).toHaveSpareCapacity(5 * SLOT)
      expect(list).toHaveSpareCapacity('25%')
      expect([1, 2, 3]).toHaveSpareCapacity(0)
      expect({ list }).toEqual({ list: expect.toHaveSpareCapacity({ atMost: '25%' }) })
    })
  })
}

function grouped(bytes) {
  return `${bytes.toLocaleString('en-US')} B`
}

module.exports = { heapConformance }
