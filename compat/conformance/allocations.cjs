/**
 * What code allocates, the same in every runner: `[bytes, pieces, bytes that stay alive]`.
 *
 * `changes` names conditions under which it allocates otherwise: a debugger (Jest's coverage by V8 has one), or async hooks, which
 * `AsyncLocalStorage` needs on Node 20 and 22 (Jest uses it). A replaced iterator, which another test file of the same worker can
 * leave, changes all that takes an iterable.
 *
 * One row stands for all Nodes; where they differ, `byNode` has one for each major, and `because` the reason. Names of properties
 * are not used twice with numbers of different kinds: `{ x: 1 }` takes 16 B more in a process that once made `{ x: 1.5 }`.
 */

const { failureOf } = require('./suite.cjs')

const fixtures = {
  text: JSON.stringify({ id: 7, name: 'carat', tags: ['a', 'b', 'c'], nested: { weight: 1.5, cuts: [1, 2, 3] } }),
  numbers: Array.from({ length: 64 }, (_, i) => i),
  words: ['lapis', 'opal', 'agate', 'onyx', 'topaz', 'beryl', 'garnet', 'zircon'],
  big: 2n ** 64n,
  // names that nobody else uses in that order: a clone makes a text of each name that does not follow from the ones before
  point: { culet: 1, crown: 2, bezel: 3 },
  triple: [1, 2, 3],
}

class Point {
  constructor(x, y) {
    this.x = x
    this.y = y
  }
}

class Counter {
  #count = 0
  add() {
    this.#count = this.#count + 1
    return this
  }
}

function* naturals(n) {
  for (let i = 0; i < n; i++) yield i
}

const pair = () => ({ north: 1, east: 2 })
/** 24 B and two slots, with the 16 B that V8 leaves behind a literal. */
const PAIR = 24 + 2 * 8 + 16

const twice = async (value) => value * 2

/** @type {import('./allocations.cjs').Workload[]} */
const workloads = [
  // those of the first measurements
  {
    name: 'a thousand objects and arrays that are kept',
    allocates: [156656, 3010, 138376],
    run: () => {
      const kept = []
      for (let i = 0; i < 1000; i++) kept.push({ x: i, y: [i] })
      return kept
    },
  },
  {
    name: 'twenty thousand objects that are not',
    allocates: [1120000, 20000, 0],
    run: () => {
      let sum = 0
      for (let i = 0; i < 20_000; i++) {
        const point = { x: i, y: i + 1 }
        sum += point.x + point.y
      }
      return sum
    },
  },
  {
    name: 'two hundred thousand of them, whose sum needs boxes',
    // what is made so often is settled after two runs
    options: { warmUp: 2, repeats: 1 },
    allocates: [13658560, 353660, 16],
    run: () => {
      let sum = 0
      for (let i = 0; i < 200_000; i++) {
        const point = { x: i, y: i + 1 }
        sum += point.x + point.y
      }
      return sum
    },
  },
  {
    name: 'a Map of texts made from numbers',
    changes: ['debugger'],
    byNode: { 20: [88768, 1846, 2408], 22: [88752, 1846, 2408], 24: [88752, 1846, 2408], 26: [88760, 1846, 2408] },
    because: 'Node 20 asks for 16 B more for a new Map, Node 26 for 8 B more to join',
    run: () => {
      const map = new Map()
      for (let i = 0; i < 500; i++) map.set(`k${i}`, { v: i / 3 })
      return [...map.keys()].join()
    },
  },
  // arrays
  { name: 'an array literal', allocates: [48, 1, 48], run: () => [1, 2, 3] },
  {
    name: 'an array that grows',
    allocates: [2368, 5, 1184],
    run: () => {
      const grown = []
      for (let i = 0; i < 100; i++) grown.push(i)
      return grown
    },
  },
  {
    name: 'map and filter',
    byNode: { 20: [1216, 7, 392], 22: [1216, 7, 392], 24: [1232, 7, 408], 26: [1232, 7, 408] },
    because: 'filter asks for 16 B more from Node 24 on',
    run: () => fixtures.numbers.map((n) => n + 1).filter((n) => n % 2 === 0),
  },
  {
    name: 'a sorted copy',
    byNode: { 20: [1024, 5, 112], 22: [1024, 5, 112], 24: [992, 5, 112], 26: [992, 5, 112] },
    because: 'sort asks for 32 B less from Node 24 on',
    run: () => fixtures.words.slice().sort(),
  },
  { name: 'Array.from with a function', allocates: [232, 3, 128], run: () => Array.from({ length: 10 }, (_, i) => i) },
  { name: 'flatMap', allocates: [7528, 134, 1168], run: () => fixtures.numbers.flatMap((n) => [n, n]) },
  // Map and Set
  {
    name: 'an empty Map',
    byNode: { 20: [200, 2, 200], 22: [184, 2, 184], 24: [184, 2, 184], 26: [184, 2, 184] },
    because: 'Node 20 asks for 16 B more for its first table',
    run: () => new Map(),
  },
  {
    name: 'a Set that grows',
    allocates: [5312, 7, 2632],
    run: () => {
      const set = new Set()
      for (let i = 0; i < 100; i++) set.add(i)
      return set
    },
  },
  {
    name: 'a Map from entries',
    byNode: { 20: [376, 6, 200], 22: [376, 6, 200], 24: [392, 6, 216], 26: [392, 6, 216] },
    because: 'the Map asks for 16 B more from Node 24 on',
    run: () =>
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
  },
  // strings
  { name: 'a template string', allocates: [56, 2, 32], run: () => `${fixtures.words[0]}-${fixtures.words[1]}` },
  {
    name: 'joined pieces',
    allocates: [632, 17, 224],
    run: () => {
      let text = ''
      for (const word of fixtures.words) text += word
      return text
    },
  },
  {
    name: 'split and join',
    byNode: { 20: [128, 3, 32], 22: [128, 3, 32], 24: [128, 3, 32], 26: [136, 3, 32] },
    because: 'join asks for 8 B more on Node 26',
    run: () => 'a,b,c,d,e,f'.split(',').join(';'),
  },
  { name: 'a slice of a text', allocates: [32, 1, 32], run: () => fixtures.text.slice(3, 40) },
  { name: 'upper case', allocates: [104, 1, 104], run: () => fixtures.text.toUpperCase() },
  // functions
  {
    name: 'a closure',
    byNode: { 20: [96, 2, 96], 22: [96, 2, 96], 24: [96, 2, 96], 26: [136, 3, 136] },
    because: 'Node 26 keeps a variable that is assigned in a cell of 40 B of its own',
    run: () => {
      let n = 0
      return () => n++
    },
  },
  { name: 'ten closures', allocates: [1272, 25, 1088], run: () => fixtures.numbers.slice(0, 10).map((n) => () => n) },
  { name: 'a bound function', allocates: [72, 2, 72], run: () => twice.bind(null, 3) },
  // classes
  { name: 'an instance', allocates: [40, 1, 40], run: () => new Point(1, 2) },
  { name: 'an instance with private state', allocates: [32, 1, 32], run: () => new Counter().add() },
  // generators
  { name: 'a generator', allocates: [848, 16, 128], run: () => [...naturals(10)] },
  {
    name: 'an iterator of a Map',
    byNode: { 20: [920, 16, 0], 22: [920, 16, 0], 24: [936, 16, 0], 26: [936, 16, 0] },
    because: 'the Map asks for 16 B more from Node 24 on',
    run: () => {
      let sum = 0
      for (const [, n] of new Map([
        ['a', 1],
        ['b', 2],
      ]))
        sum += n
      return sum
    },
  },
  // JSON
  { name: 'JSON.parse', allocates: [256, 7, 256], run: () => JSON.parse(fixtures.text) },
  { name: 'JSON.stringify', allocates: [48, 1, 48], run: () => JSON.stringify(fixtures.point) },
  {
    name: 'structuredClone',
    byNode: { 20: [272, 4, 56], 22: [776, 11, 56], 24: [776, 11, 56], 26: [776, 11, 56] },
    because: 'written in C++ on Node 20, partly in JavaScript since',
    run: () => structuredClone(fixtures.point),
  },
  // regular expressions
  { name: 'a match', allocates: [224, 4, 168], run: () => /(\w+)-(\d+)/.exec('agate-42') },
  { name: 'named groups', allocates: [408, 6, 352], run: () => /(?<stone>\w+)-(?<weight>\d+)/.exec('agate-42') },
  {
    name: 'replace with a function',
    allocates: [360, 7, 32],
    run: () => 'a1b2c3'.replace(/\d/g, (digit) => digit + digit),
  },
  { name: 'matchAll', allocates: [872, 14, 384], run: () => [...'a1b2c3'.matchAll(/\d/g)] },
  // typed arrays
  {
    name: 'a small typed array',
    byNode: { 20: [232, 3, 232], 22: [232, 3, 232], 24: [248, 3, 248], 26: [248, 3, 248] },
    because: 'an ArrayBuffer takes 8 B more from Node 24 on, and a typed array 8 B',
    run: () => new Uint8Array(16),
  },
  {
    name: 'a large typed array, its data apart',
    byNode: { 20: [184, 2, 184], 22: [184, 2, 184], 24: [200, 2, 200], 26: [200, 2, 200] },
    because: 'an ArrayBuffer takes 8 B more from Node 24 on, and a typed array 8 B',
    run: () => new Float64Array(1000),
  },
  {
    name: 'a typed array from numbers',
    byNode: { 20: [224, 3, 224], 22: [224, 3, 224], 24: [240, 3, 240], 26: [240, 3, 240] },
    because: 'an ArrayBuffer takes 8 B more from Node 24 on, and a typed array 8 B',
    run: () => Uint16Array.from(fixtures.triple),
  },
  // spreads and destructuring
  {
    name: 'an object spread',
    byNode: { 20: [320, 5, 280], 22: [88, 2, 88], 24: [88, 2, 88], 26: [88, 2, 88] },
    because: 'Node 20 copies property by property, later ones the whole object',
    run: () => ({ ...fixtures.point, width: 4 }),
  },
  { name: 'an array spread', changes: ['debugger'], allocates: [224, 2, 224], run: () => [...fixtures.triple, 4] },
  { name: 'spread arguments', allocates: [0, 0, 0], run: () => Math.max(...fixtures.numbers) },
  {
    name: 'rest of an object',
    allocates: [56, 1, 0],
    run: () => {
      const { culet, ...rest } = fixtures.point
      return rest.crown + culet
    },
  },
  {
    name: 'destructuring an array',
    allocates: [128, 3, 0],
    run: () => {
      const [a, b] = fixtures.triple
      return a + b
    },
  },
  // BigInt and other numbers
  { name: 'a sum of BigInts', allocates: [40, 1, 40], run: () => fixtures.big + 1n },
  { name: 'BigInt to text', allocates: [40, 1, 40], run: () => fixtures.big.toString() },
  {
    name: 'numbers in boxes',
    allocates: [376, 12, 376],
    run: () => {
      const mixed = [null]
      for (let i = 0; i < 10; i++) mixed.push(i + 0.5)
      return mixed
    },
  },
  // objects
  { name: 'entries of an object', allocates: [264, 8, 264], run: () => Object.entries(fixtures.point) },
  {
    name: 'an object from entries',
    allocates: [232, 5, 56],
    run: () =>
      Object.fromEntries([
        ['a', 1],
        ['b', 2],
      ]),
  },
  {
    name: 'properties added one by one',
    allocates: [96, 2, 96],
    run: () => {
      const made = {}
      made.a = 1
      made.b = 2
      made.c = 3
      made.d = 4
      made.e = 5
      return made
    },
  },
  { name: 'a Date', allocates: [96, 1, 96], run: () => new Date(0) },
  {
    name: 'an error that is caught',
    byNode: { 20: [168, 4, 0], 22: [168, 4, 0], 24: [168, 4, 0], 26: [152, 3, 0] },
    because: 'Node 26 captures a stack in fewer pieces',
    run: () => {
      // as many frames as a caller has would be captured, and Jest asks for a hundred
      const limit = Error.stackTraceLimit
      Error.stackTraceLimit = 1
      try {
        throw new Error('no')
      } catch (error) {
        return error.message
      } finally {
        Error.stackTraceLimit = limit
      }
    },
  },
  { name: 'nothing at all', allocates: [0, 0, 0], run: () => fixtures.numbers.length },
  // asynchronous
  {
    name: 'an async function',
    changes: ['debugger', 'async hooks'],
    byNode: { 20: [192, 3, 48], 22: [192, 3, 48], 24: [184, 3, 48], 26: [200, 3, 48] },
    because: '24 B for its closures and its generator come and go by version',
    run: async () => 1,
  },
  {
    name: 'a chain of awaits',
    changes: ['debugger', 'async hooks'],
    byNode: { 20: [4208, 43, 48], 22: [4208, 43, 48], 24: [4128, 43, 48], 26: [2936, 44, 48] },
    because: 'Node 26 keeps the closures of one await for the next',
    run: async () => {
      let sum = 0
      for (let i = 0; i < 10; i++) sum += await twice(i)
      return sum
    },
  },
  {
    name: 'a chain of then',
    changes: ['debugger', 'async hooks'],
    allocates: [352, 7, 48],
    run: () =>
      Promise.resolve(1)
        .then((n) => n + 1)
        .then((n) => n + 1),
  },
  {
    name: 'Promise.all',
    changes: ['debugger', 'async hooks'],
    byNode: { 20: [1584, 25, 120], 22: [1584, 25, 120], 24: [1560, 24, 120], 26: [1600, 24, 120] },
    because: 'its closures and those of the async function it waits for differ by version',
    run: () => Promise.all([twice(1), twice(2), twice(3)]),
  },
  {
    name: 'an async generator',
    changes: ['debugger', 'async hooks'],
    byNode: { 20: [2624, 31, 48], 22: [2624, 31, 48], 24: [2640, 31, 48], 26: [2176, 32, 48] },
    because: 'Node 26 keeps the closures of one await for the next',
    run: async () => {
      let sum = 0
      for await (const n of (async function* () {
        yield 1
        yield 2
      })())
        sum += n
      return sum
    },
  },
]

const nodeMajor = Number(process.versions.node.split('.')[0])

/** What a workload allocates here: on a Node that is not in the table, as on the newest that is. */
function expectedOf({ allocates, byNode }) {
  return allocates ?? byNode[nodeMajor] ?? byNode[26]
}

/** Which row of the table this Node has; others may differ from all. */
const isKnownNode = [20, 22, 24, 26].includes(nodeMajor)

/** Whether something in this runner makes promises, or what takes an iterable, allocate more. */
const isChanged = ({ changes = [] }, { conditions }) =>
  [...changes, 'replaced iterator'].some((condition) => conditions.includes(condition))

/**
 * @param {import('./allocations.cjs').AllocationRunner} runner
 */
function allocationConformance({ describe, test, expect, profile }) {
  const numbersOf = ({ bytes, count, live }) => [bytes, count, live.bytes]
  const compare = (workload, measured) => {
    if (!isKnownNode) return
    const [bytes, ...others] = expectedOf(workload)
    if (isChanged(workload, measured)) expect(measured.bytes).toBeGreaterThanOrEqual(bytes)
    else expect([workload.name, ...numbersOf(measured)]).toEqual([workload.name, bytes, ...others])
  }

  describe('what code allocates, to the byte', () => {
    for (const workload of workloads) {
      test(workload.name, async () => {
        const measured = await profile(workload.run, workload.options)
        expect(measured.agreement.equal).toBe(true)
        compare(workload, measured)
      })
    }

    test('the same after a thousand runs, optimised or not', async () => {
      for (const workload of workloads) {
        if (workload.name.includes('thousand')) continue
        for (let i = 0; i < 1000; i++) await workload.run()
        compare(workload, await profile(workload.run, { repeats: 1 }))
      }
    })
  })

  describe('matchers on allocations', () => {
    const unsaved = { profile: false }
    const soon = async () => {
      await undefined
      return pair()
    }

    test('count bytes and pieces, of a run and of a call', () => {
      expect(pair).toAllocate(PAIR)
      expect(pair).not.toAllocate(PAIR - 1, unsaved)
      expect(pair).toAllocate({ bytes: { atMost: '60 B' }, count: 1 })
      expect(pair).toAllocate({ perCall: { bytes: PAIR, count: 1 } })
      expect(pair).toAllocateAtMost('56 B')
      expect(pair).not.toAllocateAtMost({ perCall: 55 }, unsaved)
      expect(() => fixtures.point.culet).toAllocateNothing()
      expect(pair).not.toAllocateNothing(unsaved)
    })

    test('wait for a promise', async () => {
      await expect(soon).toAllocate({ atLeast: PAIR, atMost: '4 kB' })
      await expect(soon).not.toAllocateAtMost(PAIR - 1, unsaved)
      await expect(soon).toAllocateAtMost({ perCall: '4 kB' }, { calls: 4 })
    })

    test('stand in place of a value', () => {
      expect({ pair }).toEqual({ pair: expect.toAllocateAtMost('1 kB') })
      expect({ pair }).not.toEqual({ pair: expect.toAllocate(PAIR - 1) })
      expect({ pair }).toEqual({ pair: expect.not.toAllocateNothing() })
    })

    test('name the function and its place', () => {
      const text = failureOf(() => expect(pair).toAllocateAtMost('40 B', unsaved))
      expect(text).toContain('Expected: at most 40 B\nReceived:         56 B   (+16 B, +40 %)\n')
      expect(text).toMatch(/\n {2}56 B {2}in 1 {2}pair {2}\S*allocations\.cjs:\d+\n?/)
    })

    test('let through what the function throws', () => {
      const fails = () => {
        throw new Error('no such route')
      }
      expect(() => expect(fails).toAllocate(PAIR)).toThrow('no such route')
      expect(() => expect(fails).not.toAllocateNothing()).toThrow('no such route')
      // and can be used again
      expect(pair).toAllocate(PAIR)
    })

    test('refuse what can not be meant, negated or not', () => {
      expect(() => expect(7).toAllocate(PAIR)).toThrow('received must be a function')
      expect(() => expect(7).not.toAllocate(PAIR)).toThrow('received must be a function')
      expect(() => expect(pair).toAllocateAtMost('1 kb')).toThrow('limit')
      expect(() => expect(pair).not.toAllocateAtMost('1 kb')).toThrow('limit')
    })
  })
}

module.exports = { workloads, expectedOf, allocationConformance }
