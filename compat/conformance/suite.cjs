/**
 * How the matchers behave, the same in every runner. Each runner's project calls it with its own `test` and `expect`.
 *
 * CommonJS, because Jest can load nothing else without flags, and the other runners can load it too.
 */
const { readFileSync } = require('node:fs')
const { stripVTControlCharacters, types } = require('node:util')
const vm = require('node:vm')
const { growth } = require('./growth.cjs')
const { hostileValues } = require('./hostile.cjs')
const { table } = require('./table.cjs')

/** @param {import('./suite.cjs').Runner} runner */
function conformance({ describe, test, expect, runConcurrently, measure }) {
  describe('the table', () => {
    test('has 60 rows and more, each of a name of its own', () => {
      expect(table.length).toBeGreaterThanOrEqual(60)
      expect(new Set(table.map(({ name }) => name)).size).toBe(table.length)
    })

    for (const { name, make, bytes, unseen = [] } of table) {
      test(`${name}: ${bytes} B`, () => {
        const value = make(globalThis)
        expect(value).toHaveMemoryUsage(bytes)
        expect(value).not.toHaveMemoryUsage(bytes + 8)
        const measurement = measure(value)
        expect(measurement.bytes).toBe(bytes)
        expect(selfOf(measurement.root)).toBe(bytes)
        expect(reasonsOf(measurement)).toEqual([...unseen])
        expect(measurement.exact).toBe(unseen.length === 0)
      })
    }
  })

  describe('the table in another realm', () => {
    const { realm, table: tableThere } = makeRealm()

    test('has arrays that are no instances of the Array here', () => {
      const { make } = tableThere.find(({ name }) => name === 'an array of small integers')
      expect(Object.getPrototypeOf(make(realm)) === Array.prototype).toBe(false)
      expect(Object.getPrototypeOf(make(realm)) === realm.Array.prototype).toBe(true)
    })

    for (const { name, make, bytes, unseen = [] } of tableThere) {
      test(`${name}: ${bytes} B`, () => {
        const value = make(realm)
        expect(value).toHaveMemoryUsage(bytes)
        expect(selfOf(measure(value).root)).toBe(bytes)
        expect(reasonsOf(measure(value))).toEqual([...unseen])
      })
    }
  })

  describe('toHaveMemoryUsage', () => {
    test('passes at the exact size, as a number and as a text', () => {
      expect([1, 2, 3]).toHaveMemoryUsage(72)
      expect([1, 2, 3]).toHaveMemoryUsage('72 B')
      expect(new Uint8Array(1300)).toHaveMemoryUsage('1.5 kB')
    })

    test('fails with both sizes, the difference in bytes and percent, and the parts', () => {
      const text = failureOf(() => expect([1, 2, 3]).toHaveMemoryUsage(73))
      expect(text).toMatch(/Expected: +73 B/)
      expect(text).toMatch(/Received: +72 B/)
      expect(text).toMatch(/-1 B, -1\.4 %/)
      expect(text).toMatch(/72 +72 +Array, 3 elements/)
      expect(text).toContain('v8-14')
    })

    test('shows the largest part first, with its path and its type', () => {
      const cache = { name: 'cache', entries: new Map([['a', new Uint8Array(5000)]]) }
      const text = failureOf(() => expect(cache).toHaveMemoryUsage({ atMost: '1 kB' }))
      expect(text).toMatch(/Expected: +at most +1,000 B \(1 kB\)/)
      expect(text).toMatch(/Received: +5,448 B \(5\.45 kB\)/)
      expect(text).toMatch(/5,448 +40 +Object, 2 properties/)
      expect(text).toMatch(/5,384 +184 {4}\.entries Map, table of 4/)
      expect(text.indexOf('.entries')).toBeLessThan(text.indexOf('.name'))
    })

    test('takes a range, both ends included', () => {
      expect([1, 2, 3]).toHaveMemoryUsage({ atMost: 72 })
      expect([1, 2, 3]).toHaveMemoryUsage({ atLeast: 72 })
      expect([1, 2, 3]).toHaveMemoryUsage({ atLeast: '70 B', atMost: '80 B' })
      expect([1, 2, 3]).not.toHaveMemoryUsage({ atMost: 71 })
      expect([1, 2, 3]).not.toHaveMemoryUsage({ atLeast: 73 })
    })

    test('takes a size give or take a share or some bytes', () => {
      expect([1, 2, 3]).toHaveMemoryUsage({ bytes: 75, within: '5%' })
      expect([1, 2, 3]).toHaveMemoryUsage({ bytes: 80, within: '8 B' })
      expect([1, 2, 3]).toHaveMemoryUsage({ bytes: 80, within: 8 })
      expect([1, 2, 3]).not.toHaveMemoryUsage({ bytes: 80, within: 7 })
    })

    test('is negated by not, with a failure text of its own', () => {
      expect([1, 2, 3]).not.toHaveMemoryUsage(73)
      const text = failureOf(() => expect([1, 2, 3]).not.toHaveMemoryUsage(72))
      expect(text).toMatch(/not\.toHaveMemoryUsage/)
      expect(text).toMatch(/Expected: +not +72 B/)
    })

    test('weighs what a promise resolves to, and what it rejects with', async () => {
      await expect(Promise.resolve([1, 2, 3])).resolves.toHaveMemoryUsage(72)
      await expect(Promise.reject([1, 2, 3])).rejects.toHaveMemoryUsage(72)
      await expect(Promise.resolve([1, 2, 3])).resolves.not.toHaveMemoryUsage(73)
      const failure = expect(Promise.resolve([1, 2, 3])).resolves.toHaveMemoryUsage(73)
      await expect(failure).rejects.toThrow(/72 B/)
    })

    test('matches asymmetrically inside other matchers', () => {
      const state = { id: 7, list: [1, 2, 3] }
      expect(state).toEqual({ id: 7, list: expect.toHaveMemoryUsage(72) })
      expect(state).toEqual({ id: 7, list: expect.not.toHaveMemoryUsage(73) })
      expect(state).toEqual(expect.objectContaining({ list: expect.toHaveMemoryUsage({ atMost: '72 B' }) }))
      expect([state]).toEqual([expect.toBeSmallerThan('1 kB')])
      expect([state]).toEqual(expect.arrayContaining([expect.toBeLargerThan(72)]))
      expect(state).not.toEqual({ id: 7, list: expect.toHaveMemoryUsage(73) })
      expect(state).not.toEqual({ id: 7, list: expect.not.toHaveMemoryUsage(72) })
    })

    test('takes an asymmetric matcher as its argument', () => {
      expect([1, 2, 3]).toHaveMemoryUsage(expect.any(Number))
      expect([1, 2, 3]).not.toHaveMemoryUsage(expect.any(String))
    })

    test('weighs in another layout', () => {
      expect([1, 2, 3]).toHaveMemoryUsage(36, { layout: 'v8-14-compressed' })
      expect(new Uint8Array(1000)).toHaveMemoryUsage(96 + 88 + 1000, { layout: 'v8-11' })
    })

    test('weighs a class of this file', () => {
      class Point {
        constructor(x, y) {
          this.x = x
          this.y = y
        }
      }
      expect(new Point(1, 2)).toHaveMemoryUsage(24 + 2 * 8)
      expect(failureOf(() => expect([new Point(1, 2)]).toHaveMemoryUsage(1))).toContain('Point')
    })
  })

  describe('toHaveMemoryUsage, to be sure', () => {
    // Nobody can tell how much the context of a closure holds, so this has a lower bound and no upper one.
    const unbounded = { onChange: () => {} }
    const undecided = { atMost: '1 MB', sure: true }

    test('passes where the limit is kept however the value was built', () => {
      expect([1, 2, 3]).toHaveMemoryUsage({ atMost: '1 kB', sure: true })
      expect([1, 2, 3]).toHaveMemoryUsage({ atLeast: 32, atMost: '1 kB', sure: true })
      expect(7).toHaveMemoryUsage({ atMost: 16, sure: true })
      expect(unbounded).toHaveMemoryUsage({ atLeast: 24 + 8, sure: true })
      expect([1, 2, 3]).not.toHaveMemoryUsage({ atMost: 8, sure: true })
      expect([1, 2, 3]).not.toHaveMemoryUsage({ atLeast: '1 kB', sure: true })
      expect(unbounded).not.toHaveMemoryUsage({ atMost: 8, sure: true })
    })

    test('fails where the limit is surely broken, with the bound that breaks it and the parts', () => {
      const text = failureOf(() => expect(unbounded).toHaveMemoryUsage({ atMost: 8, sure: true }))
      expect(text).toMatch(/Expected: surely at most +8 B\nReceived: at least +\d+ B +\(\+/)
      expect(text).toContain('Object, 1 property')
      const negated = failureOf(() => expect([1, 2, 3]).not.toHaveMemoryUsage({ atMost: '1 kB', sure: true }))
      expect(negated).toContain('not.toHaveMemoryUsage')
      expect(negated).toMatch(/Expected: surely more than 1,000 B \(1 kB\)\nReceived: (at most)? +\d+ B/)
    })

    test('is else undecided, which fails with and without not, and says what would decide it', () => {
      for (const text of [
        failureOf(() => expect(unbounded).toHaveMemoryUsage(undecided)),
        failureOf(() => expect(unbounded).not.toHaveMemoryUsage(undecided)),
      ]) {
        expect(text).toMatch(/^Undecided: .* fails with and without \.not\.$/m)
        expect(text).toMatch(/^ {2}received\.onChange {2}closure context$/m)
        expect(text).toContain('What would decide it:')
        expect(text).toContain('{ exclude: [received.onChange] }')
        expect(text).not.toMatch(/NaN|undefined|\[object [A-Z]/)
      }
      const passing = failureOf(() => expect(unbounded).toHaveMemoryUsage(undecided))
      const failing = failureOf(() => expect(unbounded).not.toHaveMemoryUsage(undecided))
      expect(passing).toMatch(/^expect\(received\)\.toHaveMemoryUsage/)
      expect(passing).toMatch(/Without sure .* this passes\./)
      expect(failing).toMatch(/^expect\(received\)\.not\.toHaveMemoryUsage/)
      expect(failing).toMatch(/Without sure .* this fails\./)
    })

    test('is decided once what is not meant is left out', () => {
      expect(unbounded).toHaveMemoryUsage({ atMost: '1 kB', sure: true }, { exclude: [unbounded.onChange] })
    })

    test('is undecided of what a promise resolves to, too', async () => {
      await expect(Promise.resolve(unbounded)).resolves.toHaveMemoryUsage({ atLeast: 24 + 8, sure: true })
      for (const assertion of [
        expect(Promise.resolve(unbounded)).resolves.toHaveMemoryUsage(undecided),
        expect(Promise.resolve(unbounded)).resolves.not.toHaveMemoryUsage(undecided),
        expect(Promise.reject(unbounded)).rejects.not.toHaveMemoryUsage(undecided),
      ]) {
        await expect(assertion).rejects.toThrow(/Undecided: /)
      }
    })

    test('stands in place of a value, where undecided is no match, negated or not', () => {
      const state = { unbounded, list: [1, 2, 3] }
      const list = expect.toHaveMemoryUsage({ atMost: '1 kB', sure: true })
      expect(state).toEqual({ unbounded: expect.toHaveMemoryUsage({ atLeast: 24 + 8, sure: true }), list })
      expect(state).toEqual({ unbounded: expect.not.toHaveMemoryUsage({ atMost: 8, sure: true }), list })
      expect(state).not.toEqual({ unbounded: expect.toHaveMemoryUsage({ atMost: 8, sure: true }), list })
      expect(state).not.toEqual({ unbounded: expect.not.toHaveMemoryUsage({ atLeast: 24 + 8, sure: true }), list })
      expect(state).not.toEqual({ unbounded: expect.toHaveMemoryUsage(undecided), list })
      expect(state).not.toEqual({ unbounded: expect.not.toHaveMemoryUsage(undecided), list })
      expect([unbounded]).not.toEqual(expect.arrayContaining([expect.not.toHaveMemoryUsage(undecided)]))
    })
  })

  describe('toBeSmallerThan and toBeLargerThan', () => {
    test('compare with another value', () => {
      expect([1, 2]).toBeSmallerThan([1, 2, 3])
      expect([1, 2, 3]).toBeLargerThan({ a: 1 })
      expect([1, 2, 3]).not.toBeSmallerThan([4, 5, 6])
      expect([1, 2, 3]).not.toBeLargerThan([4, 5, 6])
    })

    test('compare with a number of bytes and with a text', () => {
      expect([1, 2, 3]).toBeSmallerThan(73)
      expect([1, 2, 3]).not.toBeSmallerThan(72)
      expect([1, 2, 3]).toBeSmallerThan('1 kB')
      expect([1, 2, 3]).toBeLargerThan(71)
      expect([1, 2, 3]).not.toBeLargerThan(72)
      expect([1, 2, 3]).toBeLargerThan('71 B')
    })

    test('fail with both sizes and their difference', () => {
      const larger = failureOf(() => expect({ list: [1, 2, 3] }).toBeSmallerThan({ list: [1, 2] }))
      expect(larger).toMatch(/104 B/)
      expect(larger).toMatch(/96 B/)
      expect(larger).toMatch(/\+8 B/)
      expect(larger).toMatch(/64 B +72 B +\+8 B +\.list +Array\n +2 → 3 elements/)
      const smaller = failureOf(() => expect([1]).toBeLargerThan('1 kB'))
      expect(smaller).toMatch(/1,000 B/)
      expect(smaller).toMatch(/56 B/)
    })
  })

  growth({ describe, test, expect, failureOf, thrownBy })

  describe('a wrong use', () => {
    const wrongUses = [
      { call: (e) => e.toHaveMemoryUsage('72 kb'), error: 'RangeError', names: ['72 kb', 'kB', 'KiB'] },
      { call: (e) => e.toHaveMemoryUsage('72'), error: 'RangeError', names: ['"72"'] },
      { call: (e) => e.toHaveMemoryUsage('heavy'), error: 'RangeError', names: ['heavy'] },
      { call: (e) => e.toHaveMemoryUsage(Number.NaN), error: 'RangeError', names: ['expected', 'NaN'] },
      { call: (e) => e.toHaveMemoryUsage(-1), error: 'RangeError', names: ['expected', '-1'] },
      { call: (e) => e.toHaveMemoryUsage(1.5), error: 'RangeError', names: ['expected', '1.5'] },
      {
        call: (e) => e.toHaveMemoryUsage(Number.POSITIVE_INFINITY),
        error: 'RangeError',
        names: ['expected', 'Infinity'],
      },
      { call: (e) => e.toHaveMemoryUsage(), error: 'TypeError', names: ['expected'] },
      { call: (e) => e.toHaveMemoryUsage(null), error: 'TypeError', names: ['expected', 'null'] },
      { call: (e) => e.toHaveMemoryUsage(true), error: 'TypeError', names: ['expected', 'true'] },
      { call: (e) => e.toHaveMemoryUsage({}), error: 'TypeError', names: ['expected', 'atMost', 'atLeast'] },
      { call: (e) => e.toHaveMemoryUsage({ atmost: 1 }), error: 'TypeError', names: ['atmost', 'atMost'] },
      { call: (e) => e.toHaveMemoryUsage({ atMost: -1 }), error: 'RangeError', names: ['atMost', '-1'] },
      {
        call: (e) => e.toHaveMemoryUsage({ atMost: 1, atLeast: 2 }),
        error: 'RangeError',
        names: ['atMost', 'atLeast'],
      },
      { call: (e) => e.toHaveMemoryUsage({ bytes: 72 }), error: 'TypeError', names: ['within'] },
      { call: (e) => e.toHaveMemoryUsage({ bytes: 72, within: '5 percent' }), error: 'RangeError', names: ['within'] },
      { call: (e) => e.toHaveMemoryUsage({ sure: true }), error: 'TypeError', names: ['atMost', 'sure: true'] },
      { call: (e) => e.toHaveMemoryUsage({ bytes: 72, sure: true }), error: 'TypeError', names: ['sure', 'atMost'] },
      { call: (e) => e.toHaveMemoryUsage({ atMost: 72, sure: 'yes' }), error: 'TypeError', names: ['sure', '"yes"'] },
      { call: (e) => e.toHaveMemoryUsage({ atMost: 72, strict: true }), error: 'TypeError', names: ['strict', 'sure'] },
      {
        call: (e) => e.toHaveMemoryUsage({ atMost: 72 }, { sure: true }),
        error: 'TypeError',
        names: ['sure', 'atMost'],
      },
      { call: (e) => e.toHaveMemoryUsage(72, { layout: 'v8-9' }), error: 'RangeError', names: ['v8-9', 'v8-14'] },
      { call: (e) => e.toHaveMemoryUsage(72, { layuot: 'v8-14' }), error: 'TypeError', names: ['layuot', 'layout'] },
      { call: (e) => e.toHaveMemoryUsage(72, 'v8-14'), error: 'TypeError', names: ['options'] },
      { call: (e) => e.toBeSmallerThan(), error: 'TypeError', names: ['toBeSmallerThan'] },
      { call: (e) => e.toBeSmallerThan(Number.NaN), error: 'RangeError', names: ['NaN'] },
      { call: (e) => e.toBeLargerThan('72 kb'), error: 'RangeError', names: ['72 kb', 'kB'] },
      { call: (e) => e.toBeLargerThan(-1), error: 'RangeError', names: ['-1'] },
    ]
    for (const { call, error, names } of wrongUses) {
      const written = call.toString().replace('(e) => e.', '')
      const matcher = written.slice(0, written.indexOf('('))

      test(`${written} is a ${error}, negated or not`, () => {
        for (const assertion of [() => call(expect([1, 2, 3])), () => call(expect([1, 2, 3]).not)]) {
          const thrown = thrownBy(assertion)
          expect(thrown.name).toBe(error)
          for (const name of [...names, `${matcher}(`]) expect(thrown.message).toContain(name)
        }
      })

      test(`${written} is a ${error} as an asymmetric matcher too`, () => {
        const thrown = thrownBy(() => expect([[1, 2, 3]]).toEqual([call(expect)]))
        expect(thrown.name).toBe(error)
      })
    }
  })

  describe('a hostile value', () => {
    for (const { name, make, atLeast } of hostileValues) {
      test(`${name} is weighed, and none of its code runs`, () => {
        const calls = []
        const value = make((what) => calls.push(what))
        const before = ownDescriptors(value)
        expect(value).toHaveMemoryUsage({ atLeast })
        expect([value]).toBeSmallerThan('1 MB')
        const text = failureOf(() => expect([value]).toHaveMemoryUsage('1 MB'))
        const sureText = failureOf(() => expect([value]).toHaveMemoryUsage({ atMost: 1, sure: true }))
        expect(calls).toEqual([])
        expect(text + sureText).not.toMatch(/NaN|undefined/)
        expect(haveChanged(before, ownDescriptors(value))).toBe(false)
      })
    }
  })

  describe('a patched prototype', () => {
    test('is not asked', () => {
      const value = {
        map: new Map([[1, new Set([2])]]),
        array: [1, 2, 3],
        bytes: new Uint8Array(1000),
        date: new Date(0),
      }
      // A WeakSet, whose methods are left as they are
      const owned = new WeakSet([
        value,
        value.map,
        value.map.get(1),
        value.array,
        value.bytes,
        value.bytes.buffer,
        value.date,
      ])
      const bytes = 24 + 4 * 8 + 184 + 152 + 72 + 1200 + 96
      const asked = []
      const restore = [Map, Set, Array, Object.getPrototypeOf(Uint8Array), ArrayBuffer, Date, Object].flatMap(
        ({ prototype }) => spyOnMethods(prototype, (self, name) => owned.has(self) && asked.push(name)),
      )
      try {
        expect(value).toHaveMemoryUsage(bytes)
      } finally {
        for (const undo of restore) undo()
      }
      expect(asked).toEqual([])
    })
  })

  describe('a failure text', () => {
    for (const { name, make, bytes } of table) {
      if (name === 'undefined') continue
      test(`of ${name} holds no undefined and no NaN`, () => {
        const text = failureOf(() => expect(make(globalThis)).toHaveMemoryUsage(bytes + 1))
        expect(text).not.toMatch(/NaN|undefined|\[object/)
        expect(text.replaceAll(',', '')).toContain(`${bytes + 1} B`)
      })
    }
  })

  describe('concurrent tests', () => {
    const sizes = [1, 2, 3, 4, 5, 6]
    runConcurrently(
      sizes.map((length) => [
        `of ${length} elements`,
        async () => {
          for (let round = 0; round < 3; round++) {
            const array = Array.from({ length }, () => round)
            await new Promise((resolve) => setTimeout(resolve, 1))
            expect(array).toHaveMemoryUsage(32 + 16 + length * 8)
            const text = failureOf(() => expect(array).toHaveMemoryUsage(1))
            expect(text).toContain(`${32 + 16 + length * 8} B`)
          }
        },
      ]),
    )
  })
}

/** The table with every value made in a realm of its own: its literals, classes and functions too. */
function makeRealm() {
  const context = vm.createContext({ module: { exports: {} }, Buffer, structuredClone, URL, URLSearchParams })
  vm.runInContext(readFileSync(require.resolve('./table.cjs'), 'utf8'), context)
  return { realm: vm.runInContext('globalThis', context), table: context.module.exports.table }
}

/** What the rows of a breakdown take themselves, all together. */
function selfOf({ self, parts }) {
  return parts.reduce((sum, part) => sum + selfOf(part), self)
}

function reasonsOf({ unseen }) {
  return [...new Set(unseen.map(({ reason }) => reason))].sort()
}

/** Tells `onCall` of each call of a method or getter, and lets it happen: runners need them too. Returns how to undo it. */
function spyOnMethods(prototype, onCall) {
  return Reflect.ownKeys(prototype).flatMap((name) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(prototype, name)
    if (name === 'constructor' || !descriptor.configurable) return []
    const spied = { ...descriptor }
    for (const role of ['value', 'get']) {
      const original = descriptor[role]
      if (typeof original !== 'function') continue
      spied[role] = function (...args) {
        onCall(this, name)
        return Reflect.apply(original, this, args)
      }
    }
    Object.defineProperty(prototype, name, spied)
    return [() => Object.defineProperty(prototype, name, descriptor)]
  })
}

/** The own properties of a value, seen without running code of its: none of a proxy. */
function ownDescriptors(value) {
  if (types.isProxy(value)) return []
  return Reflect.ownKeys(value).map((key) => ({ key, ...Reflect.getOwnPropertyDescriptor(value, key) }))
}

/** Compares by identity: a runner's own equality looks into what stands in the descriptors. */
function haveChanged(before, after) {
  const isSame = (one, other) => Object.keys(one).every((field) => Object.is(one[field], other?.[field]))
  return before.length !== after.length || !before.every((descriptor, i) => isSame(descriptor, after[i]))
}

function thrownBy(assertion) {
  try {
    assertion()
  } catch (error) {
    return error
  }
  throw new Error('the assertion passed, and was to fail')
}

/** The text of a failed assertion, without colours. */
function failureOf(assertion) {
  return stripVTControlCharacters(thrownBy(assertion).message)
}

module.exports = { conformance, failureOf }
