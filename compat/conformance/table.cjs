/**
 * One table of values and of the bytes that each needs in the default layout (V8 14, 64-bit, no pointer compression).
 * Every runner, pool and Node asserts the same numbers.
 *
 * The sums are done by hand, so that a reader can redo them. Their terms:
 *
 *     8              a slot: a property, an element, one value of a Map entry
 *     16             a boxed number: a fraction, -0, or an integer beyond 32 bits, in a slot
 *     16 + 8n        a string: a header and its characters, two bytes each if one is beyond Latin-1, filled up to 8;
 *                    '' and one Latin-1 character are V8's own and cost nothing
 *     16 + 8n        a BigInt of n 64-bit digits, or a store of n slots or doubles
 *     24 + 8n        an object of n properties; `{}` is 56, since V8 keeps four slots free in it
 *     32 + 16 + 8n   an array of n elements; `[]` is 32
 *     64 + 24n       a property dictionary with room for n entries, in powers of two from 4
 *     40 + 8b(1 + 6) the table of a Map of b buckets, for 2b entries; b is a power of two from 2
 *     40 + 8b(1 + 4) the table of a Set of b buckets
 *     96 + n         an ArrayBuffer of n bytes
 *
 * Objects that belong to the program cost nothing: prototypes, hidden classes, property names, code.
 */

/** @type {readonly import('./table.cjs').Row[]} */
const primitives = [
  { name: 'undefined', make: () => undefined, bytes: 0 },
  { name: 'null', make: () => null, bytes: 0 },
  { name: 'true', make: () => true, bytes: 0 },
  { name: 'a small integer', make: () => 42, bytes: 0 },
  { name: 'the largest small integer', make: () => 2 ** 31 - 1, bytes: 0 },
  { name: 'an integer beyond 32 bits', make: () => 2 ** 31, bytes: 16 },
  { name: 'a fraction', make: () => 1.5, bytes: 16 },
  { name: 'negative zero', make: () => -0, bytes: 16 },
  { name: 'an empty string', make: () => '', bytes: 0 },
  { name: 'a string of one Latin-1 character', make: () => 'é', bytes: 0 },
  { name: 'a string of one character beyond Latin-1', make: () => '€', bytes: 16 + 8 },
  { name: 'a string of 8 one-byte characters', make: () => 'jeweller', bytes: 16 + 8 },
  { name: 'a string of 9 one-byte characters', make: () => 'jewellers', bytes: 16 + 16 },
  { name: 'a string of 5 two-byte characters', make: () => 'карат', bytes: 16 + 16 },
  { name: 'an emoji, of two code units', make: () => '💎', bytes: 16 + 8 },
  { name: 'a string of 1000 characters', make: () => 'x'.repeat(1000), bytes: 16 + 1000 },
  { name: '0n', make: () => 0n, bytes: 16 },
  { name: 'a BigInt of one digit', make: () => -5n, bytes: 16 + 8 },
  { name: 'a BigInt of two digits', make: () => 2n ** 64n, bytes: 16 + 2 * 8 },
  { name: 'a BigInt of 1024 bits', make: () => 2n ** 1023n, bytes: 16 + 16 * 8 },
  { name: 'a symbol with a description', make: (realm) => realm.Symbol('carat'), bytes: 24 + (16 + 8) },
  { name: 'a symbol without a description', make: (realm) => realm.Symbol(), bytes: 24 },
]

/** @type {readonly import('./table.cjs').Row[]} */
const objects = [
  { name: 'an empty object', make: () => ({}), bytes: 24 + 4 * 8 },
  { name: 'an object of one small integer', make: () => ({ a: 1 }), bytes: 24 + 8 },
  { name: 'an object of two properties', make: () => ({ x: 1, y: 2 }), bytes: 24 + 2 * 8 },
  { name: 'an object of one fraction', make: () => ({ a: 1.5 }), bytes: 24 + 8 + 16 },
  {
    name: 'an object of booleans, null and undefined',
    make: () => ({ a: true, b: false, c: null, d: undefined }),
    bytes: 24 + 4 * 8,
  },
  {
    name: 'an object of a string and a number',
    make: () => ({ name: 'Ada Lovelace', born: 1815 }),
    bytes: 24 + 2 * 8 + (16 + 16),
  },
  { name: 'objects in objects', make: () => ({ a: { b: { c: 1 } } }), bytes: 3 * (24 + 8) },
  {
    name: 'an object of 30 properties',
    make: (realm) => realm.JSON.parse(`{${realm.Array.from({ length: 30 }, (_, i) => `"key${i}":${i}`).join()}}`),
    bytes: 24 + 30 * 8,
  },
  {
    name: 'an object of 1021 properties, a dictionary',
    make: (realm) => realm.Object.fromEntries(realm.Array.from({ length: 1021 }, (_, i) => [`key${i}`, i])),
    bytes: 24 + (64 + 2048 * 24),
  },
  {
    name: 'an instance of a class without fields',
    make: () => new (class Empty {})(),
    bytes: 24,
  },
  {
    name: 'an instance of a class with two fields',
    make: () =>
      new (class Point {
        x = 1
        y = 2
      })(),
    bytes: 24 + 2 * 8,
  },
  {
    name: 'an instance of a derived class',
    make: () => {
      class Shape {
        colour = 'red'
      }
      class Circle extends Shape {
        radius = 0.5
      }
      return new Circle()
    },
    bytes: 24 + 2 * 8 + (16 + 8) + 16,
  },
  {
    name: 'an instance with private fields, whose slots are counted and whose values are not seen',
    make: () =>
      new (class Session {
        id = 1
        #user = 'Ada Lovelace'
        #visits = 2.5
        visits() {
          return `${this.#user} ${this.#visits}`
        }
      })(),
    bytes: 24 + 3 * 8,
    unseen: ['private fields'],
  },
  {
    name: 'an instance that shows its private fields',
    make: () =>
      new (class Session {
        id = 1
        #user = 'Ada Lovelace'
        #visits = 2.5;
        [Symbol.for('carat.measurable')](visitor) {
          visitor.field('#user', this.#user)
          visitor.field('#visits', this.#visits)
        }
      })(),
    bytes: 24 + 3 * 8 + (16 + 16) + 16,
  },
  {
    name: 'an instance with a private method, by which V8 brands it',
    make: () =>
      new (class Counter {
        count = 1
        #next() {
          return this.count + 1
        }
        next() {
          return this.#next()
        }
      })(),
    bytes: 24 + 2 * 8,
  },
  {
    name: 'an object that declares memory outside the heap',
    make: () =>
      new (class Image {
        width = 10
        height = 20;
        [Symbol.for('carat.measurable')](visitor) {
          visitor.bytes('pixels', this.width * this.height * 4)
        }
      })(),
    bytes: 24 + 2 * 8 + 800,
  },
  {
    name: 'an object that leaves out what its property holds',
    make: () =>
      new (class Session {
        logger = ['not counted'];
        [Symbol.for('carat.measurable')](visitor) {
          visitor.skip('logger', 'belongs to the app')
        }
      })(),
    bytes: 24 + 8,
    unseen: ['skipped'],
  },
  {
    name: 'a null-prototype object, a dictionary',
    make: (realm) => realm.Object.create(null),
    bytes: 24 + (64 + 4 * 24),
  },
  {
    name: 'a null-prototype object of one property',
    make: () => ({ __proto__: null, a: 1 }),
    bytes: 24 + (64 + 4 * 24),
  },
  { name: 'a frozen object', make: (realm) => realm.Object.freeze({ a: 1, b: 2 }), bytes: 24 + 2 * 8 },
  { name: 'a sealed object', make: (realm) => realm.Object.seal({ a: 1, b: 2 }), bytes: 24 + 2 * 8 },
  { name: 'a symbol-keyed property', make: (realm) => ({ a: 1, [realm.Symbol('b')]: 2 }), bytes: 24 + 2 * 8 },
  {
    name: 'a non-enumerable property',
    make: (realm) => realm.Object.defineProperty({ a: 1 }, 'b', { value: 'hidden', enumerable: false }),
    bytes: 24 + 2 * 8 + (16 + 8),
  },
  {
    name: 'a getter on an object with nothing else: the four slots of {}, a pair and a function',
    make: () => ({
      get a() {
        return 1
      },
    }),
    bytes: 24 + 4 * 8 + 24 + 56,
    unseen: ['closure context'],
  },
  {
    name: 'a getter and a setter beside a property',
    make: () => ({
      a: 1,
      get b() {
        return 2
      },
      set b(_value) {},
    }),
    bytes: 24 + 8 + 24 + 2 * 56,
    unseen: ['closure context'],
  },
  {
    name: 'an object keyed by integers, which are elements beside what {} takes',
    make: () => ({ 0: 'x', 1: 'y' }),
    bytes: 24 + 4 * 8 + (16 + 2 * 8),
  },
  {
    name: 'an object keyed by integers and a name',
    make: () => ({ 0: 'x', 1: 'y', name: 'z' }),
    bytes: 24 + 8 + (16 + 2 * 8),
  },
]

/** @type {readonly import('./table.cjs').Row[]} */
const arrays = [
  { name: 'an empty array', make: () => [], bytes: 32 },
  { name: 'an array of small integers', make: () => [1, 2, 3], bytes: 32 + 16 + 3 * 8 },
  { name: 'an array of fractions', make: () => [1.5, 2.5, 3.5], bytes: 32 + 16 + 3 * 8 },
  { name: 'an array of a fraction and a small integer', make: () => [1.5, 2], bytes: 32 + 16 + 2 * 8 },
  { name: 'an array of -0', make: () => [0, -0], bytes: 32 + 16 + 2 * 8 },
  {
    name: 'an array of fractions and an object, the fractions boxed',
    make: () => [1.5, { a: 1 }, 3.5],
    bytes: 32 + 16 + 3 * 8 + 2 * 16 + (24 + 8),
  },
  { name: 'an array of booleans, null and undefined', make: () => [true, null, undefined], bytes: 32 + 16 + 3 * 8 },
  {
    name: 'an array of strings',
    make: () => ['ruby', 'garnet'],
    bytes: 32 + 16 + 2 * 8 + (16 + 8) + (16 + 8),
  },
  { name: 'an array of equal strings', make: () => ['ruby', 'ruby'], bytes: 32 + 16 + 2 * 8 + (16 + 8) },
  // biome-ignore lint/suspicious/noSparseArray: the hole is what is weighed
  { name: 'an array with a hole', make: () => [1, , 3], bytes: 32 + 16 + 3 * 8 },
  // biome-ignore lint/suspicious/noSparseArray: the hole is what is weighed
  { name: 'an array of fractions with a hole', make: () => [1.5, , 3.5], bytes: 32 + 16 + 3 * 8 },
  // biome-ignore lint/suspicious/noSparseArray: the hole is what is weighed
  { name: 'an array of objects with a hole', make: () => [{ a: 1 }, ,], bytes: 32 + 16 + 2 * 8 + (24 + 8) },
  {
    name: 'a sparse array, a dictionary of 4',
    make: () => {
      const sparse = []
      sparse[100000] = 1
      return sparse
    },
    bytes: 32 + (48 + 4 * 24),
  },
  {
    name: 'an array of 1000 small integers',
    make: (realm) => realm.Array.from({ length: 1000 }, (_, i) => i),
    bytes: 32 + 16 + 1000 * 8,
  },
  { name: 'arrays in an array', make: () => [[1], [2]], bytes: 32 + 16 + 2 * 8 + 2 * (32 + 16 + 8) },
  {
    name: 'an array of objects of one shape',
    make: (realm) => realm.Array.from({ length: 10 }, (_, i) => ({ id: i, left: null })),
    bytes: 32 + 16 + 10 * 8 + 10 * (24 + 2 * 8),
  },
  { name: 'a frozen array', make: (realm) => realm.Object.freeze([1, 2, 3]), bytes: 32 + 16 + 3 * 8 },
  {
    name: 'an instance of a class that extends Array',
    make: (realm) => new (class Stack extends realm.Array {})(1, 2, 3),
    bytes: 32 + 16 + 3 * 8,
  },
  {
    name: 'an array with a named property, in a property array of 3',
    make: () => {
      const tagged = [1, 2, 3]
      tagged.tag = 4
      return tagged
    },
    bytes: 32 + (16 + 3 * 8) + (16 + 3 * 8),
  },
  {
    name: 'an array of symbols that belong to the program',
    make: (realm) => [realm.Symbol.iterator, realm.Symbol.for('carat')],
    bytes: 32 + 16 + 2 * 8,
  },
  {
    name: 'an array of classes and functions that belong to the program',
    make: (realm) => [realm.Array, realm.Object.prototype, realm.parseInt],
    bytes: 32 + 16 + 3 * 8,
  },
]

/** A Map of `size` small integers. */
const mapOf = (realm, size) => {
  const map = new realm.Map()
  for (let i = 0; i < size; i++) map.set(i, i)
  return map
}

/** A Set of `size` small integers. */
const setOf = (realm, size) => {
  const set = new realm.Set()
  for (let i = 0; i < size; i++) set.add(i)
  return set
}

/** @type {readonly import('./table.cjs').Row[]} */
const collections = [
  { name: 'a Map of 0 entries', make: (realm) => mapOf(realm, 0), bytes: 32 + 40 + 8 * 2 * 7 },
  { name: 'a Map of 1 entry', make: (realm) => mapOf(realm, 1), bytes: 32 + 40 + 8 * 2 * 7 },
  { name: 'a Map of 3 entries', make: (realm) => mapOf(realm, 3), bytes: 32 + 40 + 8 * 2 * 7 },
  { name: 'a Map of 4 entries', make: (realm) => mapOf(realm, 4), bytes: 32 + 40 + 8 * 2 * 7 },
  { name: 'a Map of 5 entries', make: (realm) => mapOf(realm, 5), bytes: 32 + 40 + 8 * 4 * 7 },
  { name: 'a Map of 8 entries', make: (realm) => mapOf(realm, 8), bytes: 32 + 40 + 8 * 4 * 7 },
  { name: 'a Map of 9 entries', make: (realm) => mapOf(realm, 9), bytes: 32 + 40 + 8 * 8 * 7 },
  { name: 'a Map of 100 entries', make: (realm) => mapOf(realm, 100), bytes: 32 + 40 + 8 * 64 * 7 },
  { name: 'a Set of 0 entries', make: (realm) => setOf(realm, 0), bytes: 32 + 40 + 8 * 2 * 5 },
  { name: 'a Set of 1 entry', make: (realm) => setOf(realm, 1), bytes: 32 + 40 + 8 * 2 * 5 },
  { name: 'a Set of 3 entries', make: (realm) => setOf(realm, 3), bytes: 32 + 40 + 8 * 2 * 5 },
  { name: 'a Set of 4 entries', make: (realm) => setOf(realm, 4), bytes: 32 + 40 + 8 * 2 * 5 },
  { name: 'a Set of 5 entries', make: (realm) => setOf(realm, 5), bytes: 32 + 40 + 8 * 4 * 5 },
  { name: 'a Set of 8 entries', make: (realm) => setOf(realm, 8), bytes: 32 + 40 + 8 * 4 * 5 },
  { name: 'a Set of 9 entries', make: (realm) => setOf(realm, 9), bytes: 32 + 40 + 8 * 8 * 5 },
  { name: 'a Set of 100 entries', make: (realm) => setOf(realm, 100), bytes: 32 + 40 + 8 * 64 * 5 },
  {
    name: 'a Map of a string and an object',
    make: (realm) => new realm.Map([['key', { a: 1 }]]),
    bytes: 32 + 40 + 8 * 2 * 7 + (16 + 8) + (24 + 8),
  },
  {
    name: 'a Map of fractions, boxed',
    make: (realm) => new realm.Map([[0.5, 1.5]]),
    bytes: 32 + 40 + 8 * 2 * 7 + 2 * 16,
  },
  {
    name: 'a Set of a fraction and a string',
    make: (realm) => new realm.Set([0.5, 'half']),
    bytes: 32 + 40 + 8 * 2 * 5 + 16 + (16 + 8),
  },
  {
    name: 'a WeakMap',
    make: (realm) => new realm.WeakMap(),
    bytes: 32 + 104,
    unseen: ['weak collection entries'],
  },
  {
    name: 'a WeakSet',
    make: (realm) => new realm.WeakSet(),
    bytes: 32 + 104,
    unseen: ['weak collection entries'],
  },
  { name: 'a WeakRef, its target not counted', make: (realm) => new realm.WeakRef({ a: 1 }), bytes: 32 },
]

/** @type {readonly import('./table.cjs').Row[]} */
const binaryData = [
  { name: 'an ArrayBuffer', make: (realm) => new realm.ArrayBuffer(1000), bytes: 96 + 1000 },
  { name: 'an empty ArrayBuffer', make: (realm) => new realm.ArrayBuffer(0), bytes: 96 },
  {
    name: 'a detached ArrayBuffer',
    make: (realm) => {
      const buffer = new realm.ArrayBuffer(1000)
      realm.structuredClone(buffer, { transfer: [buffer] })
      return buffer
    },
    bytes: 96,
  },
  { name: 'a SharedArrayBuffer', make: (realm) => new realm.SharedArrayBuffer(64), bytes: 96 + 64 },
  { name: 'a Uint8Array of 1000', make: (realm) => new realm.Uint8Array(1000), bytes: 104 + 96 + 1000 },
  { name: 'a Float64Array of 100', make: (realm) => new realm.Float64Array(100), bytes: 104 + 96 + 100 * 8 },
  { name: 'a BigInt64Array of 100', make: (realm) => new realm.BigInt64Array(100), bytes: 104 + 96 + 100 * 8 },
  {
    name: 'a Uint8ClampedArray over a part of a buffer, which counts in full',
    make: (realm) => new realm.Uint8ClampedArray(new realm.ArrayBuffer(1000), 100, 8),
    bytes: 104 + 96 + 1000,
  },
  {
    name: 'two views of one buffer',
    make: (realm) => {
      const buffer = new realm.ArrayBuffer(1000)
      return [new realm.Uint8Array(buffer), new realm.Float32Array(buffer)]
    },
    bytes: 32 + 16 + 2 * 8 + 2 * 104 + 96 + 1000,
  },
  {
    name: 'a DataView',
    make: (realm) => new realm.DataView(new realm.ArrayBuffer(1000)),
    bytes: 88 + 96 + 1000,
  },
  // Up to 64 bytes lie on the heap beside the typed array, until somebody asks for its buffer.
  { name: 'an empty Uint8Array', make: (realm) => new realm.Uint8Array(0), bytes: 104 + 96 },
  { name: 'a Uint8Array of 64', make: (realm) => new realm.Uint8Array(64), bytes: 104 + 96 + (16 + 64) },
  { name: 'a Uint8Array of 65', make: (realm) => new realm.Uint8Array(65), bytes: 104 + 96 + 65 },
  { name: 'an Int16Array of 5', make: (realm) => new realm.Int16Array(5), bytes: 104 + 96 + (16 + 16) },
  {
    name: 'two views of one small buffer',
    make: (realm) => {
      const buffer = new realm.ArrayBuffer(16)
      return [new realm.Uint8Array(buffer), new realm.Float32Array(buffer)]
    },
    bytes: 32 + 16 + 2 * 8 + 2 * 104 + 96 + 16,
  },
  { name: 'a Buffer of its own', make: (realm) => realm.Buffer.alloc(1000), bytes: 104 + 96 + 1000 },
  {
    name: 'a resizable ArrayBuffer',
    make: (realm) => new realm.ArrayBuffer(1000, { maxByteLength: 4096 }),
    bytes: 96 + 1000,
  },
  {
    name: 'a WebAssembly.Memory of one page',
    make: (realm) => new realm.WebAssembly.Memory({ initial: 1, maximum: 1 }),
    // The buffer points back at its memory, from a property array of 3.
    bytes: 64 + 96 + (16 + 3 * 8) + 65536,
  },
]

/** @type {readonly import('./table.cjs').Row[]} */
const builtIns = [
  { name: 'a Date', make: (realm) => new realm.Date(0), bytes: 96 },
  { name: 'an invalid Date', make: (realm) => new realm.Date(Number.NaN), bytes: 96 },
  { name: 'a boxed small integer', make: (realm) => realm.Object(1), bytes: 32 },
  { name: 'a boxed fraction', make: (realm) => realm.Object(1.5), bytes: 32 + 16 },
  { name: 'a boxed string', make: (realm) => realm.Object('carat'), bytes: 32 + (16 + 8) },
  { name: 'a boxed boolean', make: (realm) => realm.Object(true), bytes: 32 },
  { name: 'a boxed BigInt', make: (realm) => realm.Object(5n), bytes: 32 + (16 + 8) },
  { name: 'a boxed symbol', make: (realm) => realm.Object(realm.Symbol()), bytes: 32 + 24 },
  {
    name: 'a regular expression with its source, its code not counted',
    make: (realm) => new realm.RegExp('a+', 'gi'),
    bytes: 56 + (16 + 8),
  },
  // An Error has three slots. V8 uses two of them, one for the captured frames, which are not counted.
  {
    name: 'an error without a message',
    make: (realm) => new realm.Error(),
    bytes: 24 + 3 * 8,
    unseen: ['error stack'],
  },
  {
    name: 'an error with a message',
    make: (realm) => new realm.TypeError('boom'),
    bytes: 24 + 3 * 8 + (16 + 8),
    unseen: ['error stack'],
  },
  {
    name: 'an error with a cause, in a property array of 3',
    make: (realm) => new realm.Error('boom', { cause: { code: 1 } }),
    bytes: 24 + 3 * 8 + (16 + 3 * 8) + (16 + 8) + (24 + 8),
    unseen: ['error stack'],
  },
  {
    name: 'an instance of a class that extends Error, which has its properties inside',
    make: (realm) =>
      new (class Failure extends realm.Error {
        code = 7
      })('boom'),
    bytes: 24 + (2 + 2) * 8 + (16 + 8),
    unseen: ['error stack'],
  },
  {
    name: 'an AggregateError of one error',
    make: (realm) => new realm.AggregateError([new realm.Error('one')], 'many'),
    bytes: 24 + 3 * 8 + (16 + 3 * 8) + (16 + 8) + (32 + 16 + 8) + (24 + 3 * 8 + (16 + 8)),
    unseen: ['error stack'],
  },
  {
    name: 'a promise, its result not seen',
    make: (realm) => realm.Promise.resolve({ a: 1 }),
    bytes: 48,
    unseen: ['promise result'],
  },
  {
    name: 'a FinalizationRegistry',
    make: (realm) => new realm.FinalizationRegistry(() => {}),
    bytes: 80,
    unseen: ['finalization registry cells'],
  },
  {
    name: 'an iterator of a Map',
    make: (realm) => new realm.Map([[1, 2]]).entries(),
    bytes: 40,
    unseen: ['iterator state'],
  },
  { name: 'an iterator of a Set', make: (realm) => new realm.Set([1]).values(), bytes: 40, unseen: ['iterator state'] },
  { name: 'an iterator of an array', make: () => [1, 2, 3].values(), bytes: 48, unseen: ['iterator state'] },
  {
    name: 'an iterator of a string',
    make: (realm) => 'carat'[realm.Symbol.iterator](),
    bytes: 40,
    unseen: ['iterator state'],
  },
  {
    name: 'an iterator of matches',
    make: () => 'carat'.matchAll(/a/g),
    bytes: 48,
    unseen: ['iterator state'],
  },
  {
    name: 'an Intl.NumberFormat',
    make: (realm) => new realm.Intl.NumberFormat('en'),
    bytes: 48,
    unseen: ['native memory'],
  },
  {
    name: 'an Intl.DateTimeFormat',
    make: (realm) => new realm.Intl.DateTimeFormat('en'),
    bytes: 72,
    unseen: ['native memory'],
  },
  { name: 'an Intl.Collator', make: (realm) => new realm.Intl.Collator('en'), bytes: 48, unseen: ['native memory'] },
  {
    name: 'an Intl.PluralRules',
    make: (realm) => new realm.Intl.PluralRules('en'),
    bytes: 56,
    unseen: ['native memory'],
  },
  { name: 'an Intl.Segmenter', make: (realm) => new realm.Intl.Segmenter('en'), bytes: 48, unseen: ['native memory'] },
  // Node holds what a URL is made of in three private fields, and has private methods.
  {
    name: 'a URL',
    make: (realm) => new realm.URL('https://example.org/carat?unit=B'),
    bytes: 24 + (3 + 1) * 8,
    unseen: ['private fields'],
  },
]

/** @type {readonly import('./table.cjs').Row[]} */
const functions = [
  { name: 'an arrow function', make: () => () => 1, bytes: 56, unseen: ['closure context'] },
  {
    name: 'a function',
    make: () => {
      function carat() {}
      return carat
    },
    bytes: 64,
    unseen: ['closure context'],
  },
  { name: 'a method', make: () => ({ weigh() {} }).weigh, bytes: 56, unseen: ['closure context'] },
  { name: 'an async function', make: () => async () => {}, bytes: 56, unseen: ['closure context'] },
  { name: 'a generator function', make: () => function* carats() {}, bytes: 64, unseen: ['closure context'] },
  {
    name: 'a class, with the place of its source in a property array',
    make: () => class Carat {},
    bytes: 64 + (16 + 8) + 24,
    unseen: ['closure context'],
  },
  {
    name: 'a class with fields, with the function that makes them in a property array that grew by 3',
    make: () =>
      class Carat {
        unit = 'B'
        #grams = 0.2
      },
    bytes: 64 + (16 + 8 + 3 * 8) + 24,
    unseen: ['closure context'],
  },
  {
    name: 'a function with a property, in a property array of 3',
    make: () => {
      const counter = () => 1
      counter.calls = 0
      return counter
    },
    bytes: 56 + (16 + 3 * 8),
    unseen: ['closure context'],
  },
  {
    name: 'a bound function',
    make: () => ((a, b) => a + b).bind(null, 1),
    bytes: 48,
    unseen: ['bound function'],
  },
  {
    name: 'a generator',
    make: () =>
      (function* () {
        yield 1
      })(),
    bytes: 80,
    unseen: ['suspended generator'],
  },
  {
    name: 'an async generator',
    make: () =>
      (async function* () {
        yield 1
      })(),
    bytes: 96,
    unseen: ['suspended generator'],
  },
  {
    name: 'strict arguments',
    make: (realm) => realm.Function('"use strict"; return arguments')(1, 2, 3),
    bytes: 32 + (16 + 3 * 8),
  },
  {
    name: 'sloppy arguments, with their function',
    make: (realm) => realm.Function('return arguments')(1, 2, 3),
    bytes: 40 + (16 + 3 * 8) + 64,
    unseen: ['closure context'],
  },
  {
    name: 'sloppy arguments that stand for parameters',
    make: (realm) => realm.Function('a', 'b', 'return arguments')(1, 2, 3),
    bytes: 40 + (16 + 3 * 8) + (32 + 2 * 8) + 64,
    unseen: ['arguments map', 'closure context'],
  },
  {
    name: 'a proxy, its target not seen',
    make: (realm) => new realm.Proxy({ a: 1 }, {}),
    bytes: 40,
    unseen: ['proxy target and handler'],
  },
]

/** @type {readonly import('./table.cjs').Row[]} */
const shapes = [
  {
    name: 'a cycle',
    make: () => {
      const ring = { name: 'ring', self: null }
      ring.self = ring
      return ring
    },
    bytes: 24 + 2 * 8 + (16 + 8),
  },
  {
    name: 'a shared object, counted once',
    make: () => {
      const shared = { a: 1, b: 2 }
      return [shared, shared, { shared }]
    },
    bytes: 32 + 16 + 3 * 8 + (24 + 2 * 8) + (24 + 8),
  },
  {
    name: 'a tree with links to its root',
    make: () => {
      const root = { parent: null, children: [] }
      root.children.push({ parent: root, children: [] }, { parent: root, children: [] })
      return root
    },
    bytes: 3 * (24 + 2 * 8) + 3 * 32 + (16 + 2 * 8),
  },
  {
    name: 'a list of 100,000 nodes',
    make: () => {
      let list = null
      for (let i = 0; i < 100_000; i++) list = { next: list }
      return list
    },
    bytes: 100_000 * (24 + 8),
  },
  {
    name: 'arrays nested 1000 deep',
    make: () => {
      let nested = []
      for (let i = 0; i < 1000; i++) nested = [nested]
      return nested
    },
    bytes: 32 + 1000 * (32 + 16 + 8),
  },
]

/** @type {readonly import('./table.cjs').Row[]} */
const table = [
  ...primitives,
  ...objects,
  ...arrays,
  ...collections,
  ...binaryData,
  ...builtIns,
  ...functions,
  ...shapes,
]

module.exports = { table }
