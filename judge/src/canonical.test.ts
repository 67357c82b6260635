import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measure, sizeOf } from '@carat/core'
import { canonicalValues } from './canonical-values.js'
import { heldBytes } from './held.js'

const values = canonicalValues.map(({ make }) => make())
// All in one snapshot, and before core has looked at any of them.
const held = heldBytes(values)

test('the table has at least 120 values', () => {
  assert.ok(canonicalValues.length >= 120, `${canonicalValues.length} values`)
})

for (const [index, { name }] of canonicalValues.entries()) {
  test(`${name} takes the bytes that V8 holds for it`, () => {
    const bytes = sizeOf(values[index], { layout: 'host' })
    if (bytes === held.bytesOf(index)) return
    assert.fail(`core says ${bytes} B, V8 ${held.bytesOf(index)} B:\n${held.describe(index)}`)
  })
}

test('whatever the judge could not follow is listed as unseen', () => {
  const hidden: string[] = []
  for (const [index, { name }] of canonicalValues.entries()) {
    const { unseen, exact } = measure(values[index])
    const listed = new Set<string>(unseen.map(({ reason }) => reason))
    assert.equal(exact, listed.size === 0, `${name} is ${exact ? '' : 'not '}exact and lists ${[...listed].join(', ')}`)
    for (const reason of held.unseenOf(index)) if (!listed.has(reason)) hidden.push(`${name}: ${reason}`)
  }
  assert.deepEqual(hidden, [])
})

test('a value weighs the same after ordinary objects as alone', () => {
  // What the walk remembers of a prototype must not be taken for another object of the same prototype.
  const first = () => [
    {},
    [],
    new Map(),
    new Set(),
    Object.create(null),
    new Date(0),
    () => {},
    new Error('first'),
    new Uint8Array(99),
  ]
  const alone = sizeOf([...first(), null])
  const wrong: string[] = []
  for (const { name, make } of [...canonicalValues, ...disguised]) {
    const value = make()
    const size = sizeOf(value)
    const after = sizeOf([...first(), value]) - alone
    // A number alone is boxed, and in an array of other things too.
    if (after !== size) wrong.push(`${name}: alone ${size} B, after others ${after} B`)
  }
  assert.deepEqual(wrong, [])
})

const disguised = [
  {
    name: 'a Map with the prototype of objects',
    make: () => Object.setPrototypeOf(new Map([[{}, {}]]), Object.prototype),
  },
  { name: 'a Set with the prototype of Maps', make: () => Object.setPrototypeOf(new Set([{}]), Map.prototype) },
  { name: 'a Map without prototype', make: () => Object.setPrototypeOf(new Map([[{}, {}]]), null) },
  { name: 'a Date with the prototype of objects', make: () => Object.setPrototypeOf(new Date(0), Object.prototype) },
  { name: 'a RegExp with the prototype of errors', make: () => Object.setPrototypeOf(/disguised/, Error.prototype) },
  { name: 'a typed array without prototype', make: () => Object.setPrototypeOf(new Uint8Array(99), null) },
  {
    name: 'an ArrayBuffer with the prototype of objects',
    make: () => Object.setPrototypeOf(new ArrayBuffer(99), Object.prototype),
  },
  { name: 'an array with the prototype of objects', make: () => Object.setPrototypeOf([1, 2, 3], Object.prototype) },
  { name: 'a function with the prototype of objects', make: () => Object.setPrototypeOf(() => {}, Object.prototype) },
  {
    name: 'a Promise with the prototype of objects',
    make: () => Object.setPrototypeOf(Promise.resolve(1), Object.prototype),
  },
  {
    name: 'an Error with the prototype of objects',
    make: () => Object.setPrototypeOf(new Error('disguised'), Object.prototype),
  },
  {
    name: 'a WeakMap with the prototype of objects',
    make: () => Object.setPrototypeOf(new WeakMap(), Object.prototype),
  },
  { name: 'an object with the prototype of Maps', make: () => Object.create(Map.prototype) },
  { name: 'an object with the prototype of typed arrays', make: () => Object.create(Uint8Array.prototype) },
  { name: 'an object with the prototype of errors', make: () => Object.create(Error.prototype) },
]
