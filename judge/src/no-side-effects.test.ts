import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { types } from 'node:util'
import { isLargerThan, measure, shallowSizeOf, sizeOf } from '@carat/core'
import fc from 'fast-check'
import { canonicalValues } from './canonical-values.js'
import { construct, construction } from './construction.js'
import { heldBytes } from './held.js'
import { hostileValues, type Spy } from './hostile-values.js'
import { seed, thorough } from './settings.js'

/** Everything that core can be asked about a value. */
const questions: Readonly<Record<string, (value: unknown) => unknown>> = {
  sizeOf: (value) => sizeOf(value),
  shallowSizeOf: (value) => shallowSizeOf(value),
  measure: (value) => measure(value).bytes,
  isLargerThan: (value) => isLargerThan(value, 1000),
}

function askAll(value: unknown): void {
  for (const ask of Object.values(questions)) ask(value)
}

for (const { name, make, heavy } of hostileValues) {
  test(`a hostile value is sized and runs no code: ${name}`, () => {
    const called: string[] = []
    const spy: Spy = (what) => {
      called.push(what)
      throw new Error(`${what} was called`)
    }
    const value = make(spy)
    for (const [question, ask] of Object.entries(questions)) {
      if (heavy && !thorough && question !== 'sizeOf') continue
      const answer = ask(value)
      if (typeof answer === 'boolean') continue
      assert.ok(Number.isSafeInteger(answer) && (answer as number) >= 0, `${question} says ${String(answer)}`)
    }
    assert.deepEqual(called, [])
  })
}

test('a list of ten million nodes is sized', () => {
  const script = `
    const { sizeOf, isLargerThan } = await import(${JSON.stringify(import.meta.resolve('@carat/core'))})
    let list = null
    for (let node = 0; node < 1e7; node++) list = { next: list }
    console.log(sizeOf(list), isLargerThan(list, '1 kB'))`
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  assert.equal(output, '320000000 true\n')
})

for (const mode of ['functions', 'indices']) {
  test(`replaced ${mode} of the realm are not called and change no size`, () => {
    const script = fileURLToPath(new URL('./patched-realm.js', import.meta.url))
    const output = execFileSync(process.execPath, [script, mode], { encoding: 'utf8' })
    const { before, after, called, error } = JSON.parse(output) as Record<string, unknown>
    assert.deepEqual({ error, called }, { error: undefined, called: [] })
    assert.deepEqual(after, before)
  })
}

test('an overridden Symbol.iterator, size and forEach of Map.prototype are not called', () => {
  const { size } = Object.getOwnPropertyDescriptors(Map.prototype)
  const { forEach, entries } = Map.prototype
  const map = new Map([['key of a patched map', { patchedValue: 1 }]])
  const expected = sizeOf(map)
  const fail = () => {
    throw new Error('user code was called')
  }
  Object.assign(Map.prototype, { forEach: fail, entries: fail, [Symbol.iterator]: fail })
  Object.defineProperty(Map.prototype, 'size', { get: fail, configurable: true })
  try {
    assert.equal(sizeOf(map), expected)
    assert.equal(measure(map).bytes, expected)
  } finally {
    Object.assign(Map.prototype, { forEach, entries, [Symbol.iterator]: entries })
    Object.defineProperty(Map.prototype, 'size', size)
  }
})

test('the last match of a regular expression stays', () => {
  const match = /(?<stone>diamond)/.exec('a diamond ring')
  askAll([match, 'some text 123', /\d+/g, Symbol('text'), () => 1, class Named {}])
  const { $1, lastMatch } = RegExp as unknown as Record<string, string>
  assert.deepEqual({ $1, lastMatch }, { $1: 'diamond', lastMatch: 'diamond' })
})

test('the lastIndex of a regular expression stays', () => {
  const expression = /a/g
  expression.test('aaa')
  askAll(expression)
  assert.equal(expression.lastIndex, 1)
})

test('iterators and generators go on where they were', () => {
  const generator = (function* () {
    yield 'first'
    yield 'second'
  })()
  const iterators: Iterator<unknown>[] = [
    generator,
    new Map([
      ['first', 1],
      ['second', 2],
    ]).keys(),
    new Set(['first', 'second']).values(),
    ['first', 'second'].values(),
    'fs'[Symbol.iterator](),
  ]
  for (const iterator of iterators) iterator.next()
  askAll(iterators)
  const rest = iterators.map((iterator) => [iterator.next().value, iterator.next().done])
  assert.deepEqual(rest, [...Array(4).fill(['second', true]), ['s', true]])
})

test('a generator can size itself while it runs', () => {
  const self: { generator?: Generator<number> } = {}
  self.generator = (function* () {
    yield sizeOf(self.generator)
  })()
  assert.equal(self.generator.next().value, sizeOf((function* () {})()))
})

test('a rejected promise stays unhandled or handled as it was, and a pending one pending', async () => {
  const rejected = Promise.reject(new Error('rejected'))
  rejected.catch(() => {})
  const pending = new Promise(() => {})
  askAll([rejected, pending])
  assert.equal(await Promise.race([pending, Promise.resolve('still pending')]), 'still pending')
})

test('a weak reference is still weak', () => {
  const reference = new WeakRef({})
  askAll([reference, new WeakMap([[{}, {}]])])
  assert.ok(reference instanceof WeakRef)
  assert.equal(Reflect.ownKeys(reference).length, 0)
})

test('no property, descriptor, order, prototype or extensibility of canonical values changes', () => {
  for (const { name, make } of canonicalValues) {
    const value = make()
    const before = stateOf(value)
    askAll(value)
    assertSameState(stateOf(value), before, name)
  }
})

test(`nor of values built by many steps (JUDGE_SEED=${seed})`, () => {
  fc.assert(
    fc.property(construction, (made) => {
      const value = construct(made)
      const before = stateOf(value)
      askAll(value)
      assertSameState(stateOf(value), before, made.start)
    }),
    { seed, numRuns: 300 },
  )
})

test('V8 holds the same bytes after a value was sized, small typed arrays apart', () => {
  const values = canonicalValues.map(({ make }) => make())
  const before = heldBytes(values)
  for (const value of values) askAll(value)
  const after = heldBytes(values)
  const changed = canonicalValues.filter((_, index) => before.bytesOf(index) !== after.bytesOf(index))
  // To know whether two views share a buffer it must be asked for, and V8 then moves the bytes off the heap. The lower
  // bound allows for it.
  for (const { name, make } of changed) {
    const value = make()
    assert.ok(types.isTypedArray(value) && value.byteLength <= 64, `${name} holds other bytes than before`)
  }
})

/** All that JavaScript can see of the objects a value reaches, proxies left unasked. */
function stateOf(value: unknown): readonly unknown[] {
  const state: unknown[] = []
  const seen = new Set<unknown>()
  const stack = [value]
  while (stack.length > 0) {
    const object = stack.pop()
    if (Object(object) !== object || seen.has(object) || types.isProxy(object)) continue
    seen.add(object)
    // The realm is too large to look at for each value, and the same for all.
    if (object === globalThis || typeof object === 'function') continue
    const owner = object as object
    state.push(
      owner,
      Object.getPrototypeOf(owner),
      Object.isExtensible(owner),
      Object.isFrozen(owner),
      Object.isSealed(owner),
    )
    for (const key of Reflect.ownKeys(owner)) {
      const {
        value: own,
        get,
        set,
        writable,
        enumerable,
        configurable,
      } = Object.getOwnPropertyDescriptor(owner, key) ?? {}
      state.push(key, own, get, set, writable, enumerable, configurable)
      stack.push(own)
    }
    if (types.isMap(owner)) {
      for (const [key, item] of owner) {
        state.push(key, item)
        stack.push(key, item)
      }
    }
    if (types.isSet(owner)) {
      for (const item of owner) {
        state.push(item)
        stack.push(item)
      }
    }
  }
  return state
}

function assertSameState(after: readonly unknown[], before: readonly unknown[], name: string): void {
  assert.equal(after.length, before.length, `${name} has other properties than before`)
  const changed = before.findIndex((item, index) => !Object.is(item, after[index]))
  assert.equal(changed, -1, `${name} changed: ${String(before[changed])} became ${String(after[changed])}`)
}
