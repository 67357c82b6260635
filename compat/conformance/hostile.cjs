/**
 * Values that would run code of theirs, or lie, under a careless walk.
 *
 * Each `make(ran)` gives its code a `ran(what)` to call: nobody may ever call it.
 */

const TRAPS = Object.getOwnPropertyNames(Reflect)

/** A handler whose every trap throws. */
function throwingTraps(ran) {
  const throwing = (trap) => () => {
    ran(`trap ${trap}`)
    throw new Error(`trap ${trap} ran`)
  }
  return Object.fromEntries(TRAPS.map((trap) => [trap, throwing(trap)]))
}

function throwingGetter(ran, name) {
  return {
    configurable: true,
    get() {
      ran(`getter ${name}`)
      throw new Error(`getter ${name} ran`)
    },
  }
}

function spying(ran, name) {
  return function spied() {
    ran(name)
    throw new Error(`${name} ran`)
  }
}

function lyingAbout(value, ran, ...names) {
  for (const name of names) Object.defineProperty(value, name, throwingGetter(ran, String(name)))
  return value
}

/**
 * @typedef {object} HostileValue
 * @property {string} name
 * @property {(ran: (what: string) => void) => object} make
 * @property {number} atLeast A bound that a walk which believes the lies would stay below.
 */

/** @type {readonly HostileValue[]} */
const hostileValues = [
  {
    name: 'an object with a getter that throws',
    make: (ran) => lyingAbout({ list: [1, 2, 3] }, ran, 'boom'),
    atLeast: 24 + 8 + 72,
  },
  {
    name: 'an object whose every conversion throws',
    make: (ran) => ({
      list: [1, 2, 3],
      toJSON: spying(ran, 'toJSON'),
      toString: spying(ran, 'toString'),
      valueOf: spying(ran, 'valueOf'),
      asymmetricMatch: spying(ran, 'asymmetricMatch'),
      [Symbol.toPrimitive]: spying(ran, 'toPrimitive'),
      [Symbol.for('nodejs.util.inspect.custom')]: spying(ran, 'inspect'),
    }),
    atLeast: 24 + 7 * 8 + 72,
  },
  {
    name: 'a proxy whose every trap throws',
    make: (ran) => new Proxy({ list: [1, 2, 3] }, throwingTraps(ran)),
    atLeast: 40,
  },
  {
    name: 'a proxy of a function whose every trap throws',
    make: (ran) => new Proxy(() => 1, throwingTraps(ran)),
    atLeast: 40,
  },
  {
    name: 'a proxy whose handler is a proxy that throws',
    make: (ran) => new Proxy([1, 2, 3], new Proxy({}, throwingTraps(ran))),
    atLeast: 40,
  },
  {
    name: 'a revoked proxy',
    make: () => {
      const { proxy, revoke } = Proxy.revocable([1, 2, 3], {})
      revoke()
      return proxy
    },
    atLeast: 40,
  },
  {
    name: 'an object whose prototype is a proxy that throws',
    make: (ran) => Object.create(new Proxy({}, throwingTraps(ran)), { list: { value: [1, 2, 3], enumerable: true } }),
    atLeast: 24 + 8 + 72,
  },
  {
    name: 'an array of a revoked proxy and a throwing one',
    make: (ran) => {
      const { proxy, revoke } = Proxy.revocable({}, {})
      revoke()
      return [proxy, new Proxy({}, throwingTraps(ran))]
    },
    atLeast: 32 + 16 + 2 * 8 + 2 * 40,
  },
  {
    name: 'an array that says it is a Map',
    make: (ran) => lyingAbout([1, 2, 3], ran, Symbol.toStringTag),
    atLeast: 72,
  },
  {
    name: 'an object with the prototype of Map',
    make: () => Object.create(Map.prototype, { list: { value: [1, 2, 3], enumerable: true } }),
    atLeast: 24 + 8 + 72,
  },
  {
    name: 'a Map without the prototype of Map',
    make: () => Object.setPrototypeOf(new Map([[1, [1, 2, 3]]]), null),
    atLeast: 184 + 72,
  },
  {
    name: 'a Map with a size, an iterator and a constructor that throw',
    make: (ran) =>
      lyingAbout(new Map([[1, [1, 2, 3]]]), ran, 'size', Symbol.iterator, 'constructor', 'entries', 'forEach'),
    atLeast: 184 + 72,
  },
  {
    name: 'a Set with a size, an iterator and a constructor that throw',
    make: (ran) => lyingAbout(new Set([[1, 2, 3]]), ran, 'size', Symbol.iterator, 'constructor', 'values', 'forEach'),
    atLeast: 152 + 72,
  },
  {
    name: 'an array with an iterator and a constructor that throw',
    make: (ran) => lyingAbout([1, 2, 3], ran, Symbol.iterator, 'constructor', 'map', 'forEach'),
    atLeast: 72,
  },
  {
    name: 'an array-like that says it has 4,294,967,295 elements',
    make: () => ({ length: 2 ** 32 - 1, 0: 'a' }),
    atLeast: 24 + 8,
  },
  {
    name: 'a typed array that says it is empty',
    make: (ran) => lyingAbout(new Uint8Array(1000), ran, 'length', 'byteLength', 'buffer', Symbol.toStringTag),
    atLeast: 104 + 96 + 1000,
  },
  {
    name: 'an ArrayBuffer that says it is empty',
    make: (ran) => lyingAbout(new ArrayBuffer(1000), ran, 'byteLength', 'maxByteLength', 'resizable', 'detached'),
    atLeast: 96 + 1000,
  },
  {
    name: 'a DataView that says it is empty',
    make: (ran) => lyingAbout(new DataView(new ArrayBuffer(1000)), ran, 'byteLength', 'byteOffset', 'buffer'),
    atLeast: 88 + 96 + 1000,
  },
  {
    name: 'a function whose name and length throw',
    make: (ran) => lyingAbout(() => 1, ran, 'name', 'length'),
    atLeast: 56,
  },
  {
    name: 'an error whose message, stack and name throw',
    // The stack first: V8 writes it down, message and all, before it is replaced.
    make: (ran) => lyingAbout(new Error('boom'), ran, 'stack', 'message', 'name'),
    atLeast: 48,
  },
  {
    name: 'a regular expression whose source and flags throw',
    make: (ran) => lyingAbout(/boom/g, ran, 'source', 'flags', 'global', 'exec'),
    atLeast: 56,
  },
  {
    name: 'a Date whose every reading throws',
    make: (ran) => lyingAbout(new Date(0), ran, 'getTime', 'toISOString', 'valueOf', 'toJSON'),
    atLeast: 96,
  },
  {
    name: 'a promise whose then throws',
    make: (ran) => lyingAbout(Promise.resolve(1), ran, 'then', 'constructor'),
    atLeast: 48,
  },
  {
    name: 'an instance of a class whose Symbol.hasInstance and species throw',
    make: (ran) => {
      class Liar extends Array {}
      lyingAbout(Liar, ran, Symbol.hasInstance, Symbol.species)
      return Liar.from([1, 2, 3])
    },
    atLeast: 72,
  },
]

module.exports = { hostileValues }
