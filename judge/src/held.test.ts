import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heldBytes } from './held.js'
import { build, type Recipe } from './recipe.js'

// What the judge itself says about values whose bytes can be added up by hand: a judge that is wrong in the same way as
// core would find nothing.

class Settled {
  readonly heldField = 'text'
}
for (let made = 0; made < 20; made++) new Settled()

const secret = { far: 'away' }
class Secretive {
  readonly #secret = secret
  open(): unknown {
    return this.#secret
  }
}
for (let made = 0; made < 20; made++) new Secretive()

const shared = { heldShared: 1 }
const cyclic: Record<string, unknown> = { heldCycle: null }
cyclic.heldCycle = cyclic

const facts: readonly (readonly [name: string, value: unknown, bytes: number])[] = [
  ['nothing', undefined, 0],
  ['a small integer', 5, 0],
  ['a boxed number', 0.5, 16],
  ['the empty string', '', 0],
  ['one character', 'a', 0],
  ['nine one-byte characters', 'nine-char', 16 + 16],
  ['four two-byte characters', 'őőőő', 16 + 8],
  ["a name of V8's own", 'constructor', 16 + 16],
  ['5n', 5n, 24],
  ['a symbol and its description', Symbol('description'), 24 + 16 + 16],
  ['a well-known symbol', Symbol.iterator, 0],
  ['a registered symbol', Symbol.for('held'), 0],
  ['{}', {}, 24 + 4 * 8],
  ['one property', { heldOne: 1 }, 24 + 8],
  ['a property name is not counted', { 'a name of more than a few characters': 1 }, 24 + 8],
  ['a double field', { heldDouble: 1.5 }, 24 + 8 + 16],
  ['a shared object counts once', { heldA: shared, heldB: shared }, 24 + 16 + 24 + 8],
  ['a cycle ends', cyclic, 24 + 8],
  ['an instance without its prototype', new Settled(), 24 + 8 + 16 + 8],
  ['a prototype of its own is not counted', Object.create(secret), 24 + 4 * 8],
  ['a private field is a slot, what it holds is not followed', new Secretive(), 24 + 8],
  ['a null prototype, a dictionary', Object.create(null), 24 + 160],
  ['[]', [], 32],
  ['[1, 2, 3]', [1, 2, 3], 32 + 16 + 3 * 8],
  ['an array of doubles', [1.5, 2.5], 32 + 16 + 2 * 8],
  ['boxed numbers in an array', [1.5, null], 32 + 16 + 2 * 8 + 16],
  ['a Map', new Map([[1, 2]]), 32 + 152],
  ['a Set', new Set<unknown>().add(1), 32 + 120],
  ['an arrow function', () => secret, 56],
  ['a function without its prototype object', function named() {}, 64],
  ['an intrinsic', Math.max, 0],
  ['intrinsics in an object', { heldMax: Math.max, heldObject: Object }, 24 + 16],
  ['a promise', Promise.resolve(secret), 48],
]
const held = heldBytes(facts.map(([, value]) => value))

for (const [index, [name, , bytes]] of facts.entries()) {
  test(`the judge finds ${bytes} B: ${name}`, () => {
    assert.equal(held.bytesOf(index), bytes, held.describe(index))
  })
}

test('the judge names what it does not follow', () => {
  const reasons = (value: unknown) => held.unseenOf(facts.findIndex(([, fact]) => fact === value))
  assert.deepEqual(heldBytes([() => secret]).unseenOf(0), ['closure context'])
  assert.deepEqual(heldBytes([new Secretive()]).unseenOf(0), ['private fields'])
  assert.deepEqual(reasons(cyclic), [])
})

test('the judge prints the nodes it counted, with their way', () => {
  assert.match(heldBytes([{ heldPath: ['at the end'] }]).describe(0), /32 {2}string at the end {2}heldPath › 0/)
})

test('twice the same recipe makes two values that share strings only', () => {
  const recipe: Recipe = {
    kind: 'json',
    fields: [
      { name: 'r0', value: { kind: 'string', text: 'shared by both' } },
      { name: 'r1', value: { kind: 'array', items: [{ kind: 'double', value: 0.5 }] } },
    ],
  }
  const [first, second] = [build(recipe), build(recipe)]
  const both = heldBytes([first, [first, second]])
  const own = both.bytesOf(0)
  assert.equal(own, 24 + 16 + 32 + 32 + 16 + 8)
  assert.equal(both.bytesOf(1), 32 + 16 + 2 * 8 + 2 * own - 32)
})
