import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { PassThrough, pipeline, Readable } from 'node:stream'
import { setImmediate as immediately, setTimeout as later } from 'node:timers/promises'
import { inspect } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import vm from 'node:vm'
import { gzipSync } from 'node:zlib'

/**
 * Functions that keep nothing, or no more than a bound, of each further call: a hundred, of what programs do all the time and
 * of what V8 makes long-lived things for. None of them may be taken for a leak.
 *
 * @type {Record<string, () => unknown>}
 */
export const clean = {}

let calls = 0
const bus = new EventEmitter()
const target = new EventTarget()
const lru = new Map()
const memo = new Map()
const ring = new Array(64).fill(null)
const weakMap = new WeakMap()
const weakSet = new WeakSet()
const weakRefs = []
const registry = new FinalizationRegistry(() => {})
const pool = []
const queue = []
const storage = new AsyncLocalStorage()
const settings = { theme: 'dark' }
const counters = { hits: 0, misses: 0 }
const template = { list: [1, 2, 3], nested: { deep: { deeper: true } } }
let latest = null
let once_
let chain = Promise.resolve()

class Point {
  constructor(x, y) {
    this.x = x
    this.y = y
  }
}

class Secret {
  #value
  static last = null

  constructor(value) {
    this.#value = value
  }

  static keep(value) {
    Secret.last = new Secret(value)
    return Secret.last.#value
  }
}

class Session {
  #timer
  #listeners = []

  open() {
    this.#timer = setInterval(() => this, 1_000_000)
    const onData = () => this
    bus.on('data', onData)
    this.#listeners.push(onData)
    return this
  }

  close() {
    clearInterval(this.#timer)
    for (const listener of this.#listeners) bus.off('data', listener)
    this.#listeners.length = 0
  }
}

const add = (functions) => Object.assign(clean, functions)

add({
  'does nothing': () => {},
  'returns an object': () => ({ id: ++calls, list: [calls] }),
  'makes instances': () => new Point(++calls, calls),
  'makes an array by pushing': () => {
    const list = []
    for (let at = 0; at < 100; at++) list.push({ at })
    return list.length
  },
  'maps, filters, reduces': () =>
    Array.from({ length: 50 }, (_, at) => at)
      .map((at) => ({ at }))
      .filter(({ at }) => at % 2 === 0)
      .reduce((sum, { at }) => sum + at, 0),
  'sorts objects': () => [{ n: 3 }, { n: 1 }, { n: 2 }].sort((a, b) => a.n - b.n),
  'spreads and destructures': () => {
    const { list, ...rest } = { ...template, extra: ++calls }
    return [...list, rest]
  },
  'closes over its variables': () => {
    const value = { n: ++calls }
    return () => value
  },
  'makes a closure in a loop': () => {
    const made = []
    for (let at = 0; at < 10; at++) made.push(() => at)
    return made.map((fn) => fn())
  },
  'throws and catches': () => {
    try {
      throw new Error(`failed ${++calls}`)
    } catch (error) {
      return error.message
    }
  },
  'reads the stack of an error': () => new Error(`failed ${++calls}`).stack,
  'makes an error with a cause': () => new Error('outer', { cause: new Error('inner') }),
  'runs a generator': () => {
    let sum = 0
    for (const value of (function* numbers() {
      yield* [1, 2, 3]
    })())
      sum += value
    return sum
  },
  'leaves a generator suspended': () => {
    const generator = (function* numbers() {
      yield { n: ++calls }
    })()
    generator.next()
  },
  'makes a class': () => {
    class Local {
      #x = ++calls
      get x() {
        return this.#x
      }
    }
    return new Local().x
  },
  'makes a subclass of a builtin': () => {
    class Stack extends Array {
      peek() {
        return this.at(-1)
      }
    }
    return Stack.of(1, 2).peek()
  },
  'makes a function from text': () => new Function('a', `return a + ${++calls}`)(1),
  // biome-ignore lint/security/noGlobalEval: programs do
  'evaluates text': () => globalThis.eval(`1 + ${++calls}`),
  'runs a script in this context': () => new vm.Script(`${++calls} + 1`).runInThisContext(),
  'makes unique regular expressions': () => new RegExp(`a${++calls}b`).test('a1b'),
  'matches all of a pattern': () => [...'a1b22c333'.matchAll(/(?<digits>\d+)/g)].map((match) => match.groups.digits),
  'replaces by a function': () => 'a-b-c'.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()),
  'makes unique strings': () => `user:${++calls}`.toUpperCase(),
  'joins ropes': () => {
    let text = ''
    for (let at = 0; at < 50; at++) text += `${at},`
    return text.length
  },
  'slices long strings': () => 'x'.repeat(1000 + (++calls % 7)).slice(10, 500),
  'splits and joins': () => 'a,b,c,d'.split(',').join(';'),
  'uses unique property names': () => {
    const object = {}
    object[`key${++calls}`] = calls
    return object
  },
  'makes unique symbols': () => ({ [Symbol(`s${++calls}`)]: calls }),
  'parses JSON with unique keys': () => JSON.parse(`{"k${++calls}": {"v": ${calls}}}`),
  'writes JSON': () => JSON.stringify({ ...template, calls: ++calls }),
  'clones by structure': () => structuredClone({ list: [new Point(1, 2)], when: new Date(0) }),
  'serializes and deserializes': () => deserialize(serialize({ map: new Map([[1, { n: ++calls }]]) })),
  'deletes properties': () => {
    const object = { a: 1, b: 2, c: 3 }
    delete object.a
    return object
  },
  'makes big dictionaries': () => {
    const object = {}
    for (let at = 0; at < 200; at++) object[`p${at}`] = at
    return object
  },
  'makes proxies': () => new Proxy({ n: ++calls }, { get: (object, key) => object[key] }).n,
  'uses Reflect': () => Reflect.construct(Point, [1, 2]),
  'defines accessors': () => Object.defineProperty({}, 'n', { get: () => calls, configurable: true }),
  'freezes objects': () => Object.freeze({ n: ++calls, list: Object.freeze([calls]) }),
  'makes objects with new prototypes': () => Object.create({ inherited: ++calls }),
  'sets prototypes': () => Object.setPrototypeOf({ n: ++calls }, Point.prototype),
  'binds functions': () => Math.max.bind(null, ++calls)(1),
  'uses arguments': () =>
    (function sum() {
      // biome-ignore lint/complexity/noArguments: programs do
      return [...arguments].length
    })(1, 2, 3),
  'formats numbers': () => (++calls / 3).toFixed(3) + calls.toString(36),
  'formats dates': () => new Date(++calls).toISOString(),
  'formats by Intl': () => format.format(++calls),
  'counts in big integers': () => 2n ** 100n + BigInt(++calls),
  'makes typed arrays': () => new Float64Array(100).fill(++calls).reduce((a, b) => a + b),
  'makes array buffers': () => new Uint8Array(new ArrayBuffer(10_000)).length,
  'makes pooled buffers': () => Buffer.from(`text ${++calls}`).toString('base64'),
  'makes large buffers': () => Buffer.alloc(100_000).length,
  'makes data views': () => new DataView(new ArrayBuffer(16)).setFloat64(0, ++calls),
  'encodes and decodes text': () => new TextDecoder().decode(new TextEncoder().encode(`ü${++calls}`)),
  hashes: () => createHash('sha256').update(`${++calls}`).digest('hex'),
  compresses: () => gzipSync('x'.repeat(1000)).length,
  'reads a file': () => readFileSync(new URL(import.meta.url)).length,
  'parses URLs': () => new URL(`https://example.com/${++calls}?a=1#b`).searchParams.get('a'),
  'inspects values': () => inspect({ map: new Map([[++calls, {}]]) }),
})

add({
  'fills a bounded cache': () => {
    lru.set(++calls, { n: calls })
    if (lru.size > 20) lru.delete(lru.keys().next().value)
  },
  'fills a cache of a few keys': () => {
    const key = ++calls % 10
    if (!memo.has(key)) memo.set(key, { key })
    return memo.get(key)
  },
  'fills a ring': () => {
    ring[++calls % ring.length] = { n: calls }
  },
  'keeps the latest': () => {
    latest = { n: ++calls, before: null }
    return latest
  },
  'keeps the latest in a class': () => Secret.keep({ n: ++calls }),
  'makes once, lazily': () => {
    once_ ??= new Map([['made', { when: ++calls }]])
    return once_
  },
  'adds and deletes in a map': () => {
    memo.set('temporary', { n: ++calls })
    memo.delete('temporary')
  },
  'adds and clears a set': () => {
    const set = new Set()
    set.add({ n: ++calls })
    set.clear()
  },
  'fills a queue and drains it': () => {
    queue.push({ n: ++calls })
    if (queue.length >= 8) queue.length = 0
  },
  'takes from a pool and gives back': () => {
    const item = pool.pop() ?? { data: new Array(10) }
    item.data[0] = ++calls
    pool.push(item)
  },
  counts: () => {
    counters[++calls % 2 === 0 ? 'hits' : 'misses']++
  },
  'keys a WeakMap by what goes': () => {
    weakMap.set({ n: ++calls }, { value: calls })
  },
  'keys a WeakMap by what its value holds': () => {
    const key = { n: ++calls }
    weakMap.set(key, { key })
  },
  'adds to a WeakSet': () => {
    weakSet.add({ n: ++calls })
  },
  'makes WeakRefs': () => new WeakRef({ n: ++calls }).deref(),
  'keeps a few WeakRefs': () => {
    weakRefs[++calls % 8] = new WeakRef({ n: calls })
  },
  'registers what goes': () => {
    registry.register({ n: ++calls }, { held: calls })
  },
  'registers and unregisters': () => {
    const object = { n: ++calls }
    registry.register(object, 'held', object)
    registry.unregister(object)
  },
  'adds and removes a listener': () => {
    const onData = () => calls
    bus.on('data', onData)
    bus.off('data', onData)
  },
  'listens once': () => {
    bus.once('ping', () => ++calls)
    bus.emit('ping')
  },
  'adds and removes an event listener': () => {
    const onChange = () => calls
    target.addEventListener('change', onChange)
    target.removeEventListener('change', onChange)
  },
  'dispatches events': () => target.dispatchEvent(new Event('change')),
  'aborts a controller': () => {
    const controller = new AbortController()
    controller.signal.addEventListener('abort', () => ++calls)
    controller.abort()
  },
  'starts and clears a timeout': () => clearTimeout(setTimeout(() => calls, 1000)),
  'starts and clears an interval': () => clearInterval(setInterval(() => calls, 1000)),
  'starts and clears an immediate': () => clearImmediate(setImmediate(() => calls)),
  'opens and closes a session': () => new Session().open().close(),
  'makes a tree and drops it': () => {
    const root = { children: [], parent: null }
    for (let at = 0; at < 10; at++) root.children.push({ parent: root, children: [] })
    return root.children.length
  },
  'runs in a storage': () => storage.run({ id: ++calls }, () => storage.getStore().id),
  'makes async resources': () => new AsyncResource('CaratTest').runInAsyncScope(() => ++calls),
  'makes a settled promise': () => {
    Promise.resolve(settings)
  },
})

add({
  'awaits nothing': async () => {
    await null
  },
  'awaits a chain': async () => {
    const value = await Promise.resolve(++calls).then((n) => ({ n }))
    return value
  },
  'awaits a microtask that it starts': async () => {
    let done = false
    queueMicrotask(() => {
      done = true
    })
    await null
    return done
  },
  'awaits a timer': async () => {
    await later(0)
  },
  'awaits an immediate': async () => {
    await immediately()
  },
  'awaits all': async () => Promise.all([1, 2, 3].map(async (n) => ({ n }))),
  'awaits a race': async () => Promise.race([Promise.resolve(1), new Promise(() => {})]),
  'rejects and catches': async () => {
    try {
      await Promise.reject(new Error(`failed ${++calls}`))
    } catch (error) {
      return error.message
    }
  },
  'appends to a chain that settles': async () => {
    chain = chain.then(() => ({ n: ++calls }))
    await chain
  },
  'iterates asynchronously': async () => {
    let sum = 0
    for await (const n of (async function* numbers() {
      yield 1
      yield 2
    })())
      sum += n
    return sum
  },
  'reads a stream': async () => {
    const chunks = []
    for await (const chunk of Readable.from(['a', 'b', 'c'])) chunks.push(chunk)
    return chunks.join('')
  },
  'pipes a stream': () =>
    new Promise((resolve, reject) => {
      const sink = new PassThrough().resume()
      pipeline(Readable.from(['a', 'b']), sink, (error) => (error ? reject(error) : resolve()))
    }),
  'waits for an event': async () => {
    const emitter = new EventEmitter()
    const waiting = once(emitter, 'done')
    emitter.emit('done', ++calls)
    await waiting
  },
  'reads a file asynchronously': async () => (await readFile(new URL(import.meta.url))).length,
  'registers what goes, and waits': async () => {
    registry.register({ n: ++calls }, { held: calls })
    await null
  },
  'keeps its storage over an await': async () =>
    storage.run({ id: ++calls }, async () => {
      await null
      return storage.getStore().id
    }),
})

const format = new Intl.NumberFormat('en')
