import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createSecretKey } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createReadStream, openAsBlob } from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import net from 'node:net'
import { PassThrough, Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { type Measurement, measure } from '@carat/core'
import { privateParts } from './private-parts.js'
import { nodeMajor } from './settings.js'

/** The globals of newer Nodes that the types do not have, and Node 20 not all of. */
const {
  File: FileConstructor,
  CustomEvent: CustomEventConstructor,
  MessageEvent: MessageEventConstructor,
  WebAssembly,
} = globalThis as unknown as {
  File?: typeof File
  CustomEvent: new (type: string, options: { detail: unknown }) => object
  MessageEvent: new (type: string, options: { data: unknown }) => object
  WebAssembly: {
    Instance: new (module: object) => { exports: { m: { buffer: ArrayBuffer } } }
    Module: new (bytes: Uint8Array) => object
  }
}

interface Case {
  readonly name: string
  readonly make: () => unknown
  /** Strings that the preset shows and that lie in private fields: each a header of 16 B and its characters. */
  readonly strings?: readonly string[]
  /** Other bytes that it adds, as a sum. */
  readonly bytes?: number
  /** Bytes outside the heap among them. */
  readonly native?: number
  /** Paths that are left out. */
  readonly skipped?: readonly string[]
  /** What without a preset is unseen, and with it is seen. */
  readonly shown?: readonly string[]
  /** Where those lie: in the value itself, if nothing else is said. */
  readonly shownInside?: boolean
  /** What more it shows depends on the version of Node.js: the sum is not given. */
  readonly atLeast?: boolean
}

const BOXED = 16
const stringBytes = (text: string): number => (text.length < 2 ? 0 : 16 + Math.ceil(text.length / 8) * 8)
const noop = (): void => {}
/** Node.js 26 keeps the handle of a key where nothing can ask for its size without changing it. */
const secretBytes = nodeMajor < 26 ? 48 : 0

const cases: readonly Case[] = [
  {
    name: 'a URL',
    make: () => new URL('https://user@carat.example/path?q=1#part'),
    strings: ['https://user@carat.example/path?q=1#part'],
  },
  {
    name: 'a URL whose searchParams were read',
    make: () => {
      const url = new URL('https://carat.example/?q=1')
      url.searchParams.get('q')
      return url
    },
    strings: ['https://carat.example/?q=1'],
  },
  {
    name: 'URLSearchParams',
    make: () => new URLSearchParams('first=one&second=two%20words&first=again'),
    strings: ['first', 'one', 'second', 'two words', 'again'],
  },
  { name: 'URLSearchParams without parameters', make: () => new URLSearchParams() },
  {
    name: 'Headers',
    make: () =>
      new Headers([
        ['content-type', 'text/plain'],
        ['x-carat', '0.2 g'],
      ]),
    strings: ['content-type', 'text/plain', 'x-carat', '0.2 g'],
  },
  {
    name: 'Headers with cookies',
    make: () =>
      new Headers([
        ['set-cookie', 'one=1'],
        ['set-cookie', 'two=2'],
      ]),
    strings: ['set-cookie', 'one=1', 'two=2'],
  },
  {
    name: 'Headers that were listed',
    make: () => {
      const headers = new Headers({ b: 'second one', a: 'first one' })
      ;[...headers]
      return headers
    },
    strings: ['second one', 'first one'],
  },
  { name: 'an Event', make: () => new Event('weighed'), bytes: BOXED, shown: ['private fields'] },
  {
    name: 'a CustomEvent',
    make: () => new CustomEventConstructor('weighed', { detail: { grams: 1 } }),
    bytes: BOXED,
    shown: ['private fields'],
  },
  { name: 'a Blob', make: () => new Blob(['0123456789'.repeat(100)]), bytes: 1000, native: 1000 },
  { name: 'an empty Blob', make: () => new Blob([]), bytes: 0, native: 0 },
  {
    name: 'a slice of a Blob',
    make: () => new Blob(['0123456789'.repeat(100)]).slice(0, 500),
    skipped: nodeMajor < 22 ? [] : ['.constructor'],
  },
  { name: 'a secret key', make: () => createSecretKey(Buffer.alloc(48)), bytes: secretBytes, native: secretBytes },
  {
    name: 'a Request',
    make: () =>
      new Request('https://carat.example/weigh', {
        method: 'POST',
        body: 'a diamond',
        headers: { 'x-carat': 'one carat' },
      }),
    strings: ['https://carat.example/weigh', 'x-carat', 'one carat'],
    atLeast: true,
  },
  {
    name: 'a Response',
    make: () => new Response('a diamond', { headers: { 'x-carat': 'one carat' } }),
    strings: ['x-carat', 'one carat'],
    atLeast: true,
  },
  {
    name: 'FormData',
    make: () => {
      const form = new FormData()
      form.append('weight', 'one carat')
      form.append('picture', new Blob(['diamond']))
      return form
    },
    strings: [],
    atLeast: true,
    shown: ['private fields'],
    shownInside: true,
  },
  {
    name: 'a MessageEvent',
    make: () => new MessageEventConstructor('message', { data: { weight: 'one carat' } }),
    atLeast: true,
    // Node 20 has no class of its own for it
    shown: ['private fields'],
    shownInside: true,
  },
  ...(FileConstructor === undefined
    ? []
    : [
        {
          name: 'a File',
          make: () => new FileConstructor(['0123456789'], 'diamond.txt'),
          native: 10,
          atLeast: true,
          shown: ['private fields'],
        },
      ]),
  { name: 'an AbortController', make: () => new AbortController() },
  {
    name: 'an AbortController whose signal was read',
    make: () => {
      const controller = new AbortController()
      controller.signal.addEventListener('abort', noop)
      return controller
    },
  },
  { name: 'an AbortSignal with a reason', make: () => AbortSignal.abort({ because: 'too heavy' }) },
  {
    name: 'an EventTarget',
    make: () => {
      const target = new EventTarget()
      target.addEventListener('weighed', noop)
      return target
    },
  },
  {
    name: 'a ReadableStream',
    make: () => new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1000)) }),
  },
  { name: 'a TextDecoder', make: () => new TextDecoder() },
  { name: 'an EventEmitter', make: () => new EventEmitter().on('weighed', noop) },
  {
    name: 'a Readable',
    make: () => {
      const stream = new Readable({ read: noop })
      stream.push(Buffer.alloc(5000))
      return stream
    },
  },
  {
    name: 'a Writable',
    make: () => {
      const stream = new Writable({ write: noop })
      stream.write('first')
      stream.write(Buffer.alloc(5000))
      return stream
    },
  },
  {
    name: 'a PassThrough',
    make: () => {
      const stream = new PassThrough()
      stream.write(Buffer.alloc(5000))
      return stream
    },
  },
  { name: 'a net.Socket', make: () => new net.Socket() },
  {
    name: 'a timer',
    make: () => setTimeout((_weighed: object) => {}, 2 ** 30, { weight: 1 }).unref(),
    skipped: ['._idleNext', '._idlePrev'],
  },
  { name: 'an interval', make: () => setInterval(noop, 2 ** 30).unref(), skipped: ['._idleNext', '._idlePrev'] },
  {
    name: 'an event that was sent',
    make: () => {
      const event = new Event('weighed')
      new EventTarget().dispatchEvent(event)
      return event
    },
    skipped: ['[Symbol(kTarget)]'],
  },
  {
    name: 'a file stream',
    make: () => {
      const stream = createReadStream(fileURLToPath(import.meta.url))
      stream.destroy()
      return stream
    },
    skipped: ['[Symbol(kFs)]'],
  },
  {
    name: 'an IncomingMessage',
    make: () => new http.IncomingMessage(new net.Socket()),
    skipped: ['.client', '.socket'],
  },
  {
    name: 'a ServerResponse',
    make: () => new http.ServerResponse(new http.IncomingMessage(new net.Socket())),
    skipped: ['.req'],
  },
  {
    name: 'an http.Server',
    make: () => http.createServer(noop),
    skipped: ['[Symbol(IncomingMessage)]', '[Symbol(ServerResponse)]'],
  },
  { name: 'a Gzip', make: () => createGzip(), skipped: ['._handle'] },
  {
    name: 'a WebAssembly.Instance',
    make: () => {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(memoryModule()))
      // asking a memory for its buffer makes it, and an object that was in a Set has a hash where it had an empty store
      measure(instance.exports)
      return instance
    },
    bytes: 0,
    atLeast: true,
  },
]

/** `(module (memory (export "m") 1))` */
function memoryModule(): Uint8Array {
  return Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 5, 1, 1, 109, 2, 0)
}

// After some instances V8 gives back the slack of all objects of a class, and by then the measurers have made some, too.
for (const { make } of cases) for (let made = 0; made < 20; made++) make()
const values = cases.map(({ make }) => make())
// what streams put off until the end of the turn happens before the first snapshot
await new Promise((resolve) => setTimeout(resolve, 50))
const host = { layout: 'host' } as const
const unseen = (measurement: Measurement) => measurement.unseen.filter(({ reason }) => reason !== 'skipped')
const skips = (measurement: Measurement) => measurement.unseen.filter(({ reason }) => reason === 'skipped')

// Without the presets, which another import order would have registered before.
const without = values.map((value) => measure(value, host))
const behaviourBefore = values.map(ownProperties)
privateParts(values) // what a snapshot itself changes, such as flattened strings, changes now
const before = privateParts(values)
const web = await import('@carat/core/presets/web')
const node = await import('@carat/core/presets/node')
const withPresets = values.map((value) => measure(value, host))
const again = values.map((value) => measure(value, host))
const after = privateParts(values)

function ownProperties(value: unknown): unknown {
  return Reflect.ownKeys(value as object).map((key) => [key, Object.getOwnPropertyDescriptor(value, key)])
}

for (const [index, one] of cases.entries()) {
  const {
    name,
    strings = [],
    bytes = 0,
    native = 0,
    skipped = [],
    shown = [],
    shownInside = false,
    atLeast = false,
  } = one
  const plain = without[index] as Measurement
  const taught = withPresets[index] as Measurement

  test(`${name} is not changed by measuring it`, () => {
    assert.deepEqual(after.listOf(index), before.listOf(index))
    assert.deepEqual([...after.stringsOf(index)].sort(), [...before.stringsOf(index)].sort())
    assert.deepEqual(ownProperties(values[index]), behaviourBefore[index])
    assert.deepEqual(again[index], taught)
  })

  test(`${name} takes no more than V8 holds and it declares outside the heap`, () => {
    const most = after.bytesOf(index) + native + externalBytes(values[index])
    assert.ok(taught.bytes <= most, `${taught.bytes} B, V8 ${after.bytesOf(index)} B and ${native} B`)
  })

  test(`${name} declares without a warning`, () => {
    assert.deepEqual(taught.warnings ?? [], [])
  })

  test(`what of ${name} belongs to the program or to others is left out with a reason`, () => {
    const paths = skips(taught).map(({ path }) => path)
    assert.deepEqual(paths.sort(), [...skipped].sort())
    assert.ok(skips(taught).every(({ note }) => note !== undefined && note.length > 10))
    assert.ok(skips(plain).length === 0)
    if (skipped.length > 0) assert.ok(taught.bytes <= plain.bytes)
  })

  if (skipped.length === 0) {
    test(`${name} shows ${strings.length} strings and ${bytes} B more than without a preset`, () => {
      const added = taught.bytes - plain.bytes
      const expected = strings.reduce((sum, text) => sum + stringBytes(text), bytes)
      if (atLeast) assert.ok(added >= 0, `it shows ${-added} B less`)
      else assert.equal(added, expected)
      for (const text of strings) {
        if (text.length > 1) assert.ok(after.stringsOf(index).has(text), `V8 holds no string ${JSON.stringify(text)}`)
      }
    })

    test(`what stays unseen of ${name} is listed`, () => {
      const listed = new Set<string>(unseen(taught).map(({ reason }) => reason))
      const hidden = new Set<string>(unseen(plain).map(({ reason }) => reason))
      const missing = [...hidden].filter((reason) => !listed.has(reason) && !shown.includes(reason))
      assert.deepEqual(missing, [])
      if (shownInside) return
      for (const reason of shown) {
        assert.ok(!unseen(taught).some((place) => place.path === '' && place.reason === reason), `${reason} is listed`)
      }
    })
  }
}

/** What ArrayBuffers and WebAssembly memories hold outside the heap, which snapshots of some versions don't show. */
function externalBytes(value: unknown): number {
  return value instanceof WebAssembly.Instance ? 65536 : 0
}

test('a file on disk takes no memory for its content', async () => {
  const blob = await openAsBlob(fileURLToPath(import.meta.url))
  assert.ok(blob.size > 1000)
  assert.ok(measure(blob).bytes < 200)
  assert.ok(unseen(measure(blob)).some(({ reason }) => reason === 'native memory'))
})

test('a context that a timer runs in is left out', async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks')
  const storage = new AsyncLocalStorage<string[]>()
  const context = Array.from({ length: 1000 }, (_, i) => `a text of the context ${i}`)
  const makers: (() => object)[] = [() => setTimeout(noop, 2 ** 30).unref(), () => setImmediate(noop)]
  for (const make of makers) {
    const timer = storage.run(context, make)
    assert.ok(measure(timer).bytes < 1000, `${measure(timer).bytes} B`)
    assert.ok(skips(measure(timer)).some(({ note }) => note === 'the asynchronous context belongs to the program'))
  }
})

test('a message, a socket and a server do not weigh each other', async () => {
  const server = http.createServer((request, response) => {
    response.end('weighed')
    sizes.push(measure(request).bytes, measure(response).bytes, measure(request.socket).bytes)
  })
  const sizes: number[] = []
  server.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  await new Promise<void>((resolve) => {
    const { port } = server.address() as net.AddressInfo
    const request = http.get({ port, agent: new http.Agent() }, (response) => {
      sizes.push(measure(response).bytes, measure(request).bytes)
      response.resume()
      response.on('end', resolve)
    })
  })
  const idle = measure(server).bytes
  server.close()
  server.closeAllConnections()
  assert.equal(sizes.length, 5)
  // each alone is below what the five and their server are together
  for (const size of sizes) assert.ok(size < 2600, `${sizes} B`)
  assert.ok(idle < 2000, `${idle} B`)
})

test('no code of a subclass, of an instance or of a patched built-in runs', () => {
  const called: string[] = []
  const spy = (what: string) => () => {
    called.push(what)
    throw new Error(`${what} was called`)
  }
  class Lying extends URL {}
  Object.defineProperties(Lying.prototype, { href: { get: spy('href') }, toString: { value: spy('toString') } })
  class LyingHeaders extends Headers {}
  Object.defineProperties(LyingHeaders.prototype, {
    forEach: { value: spy('forEach') },
    [Symbol.iterator]: { get: spy('iterator') },
  })
  const headers = new Headers({ weight: 'one carat' })
  Object.defineProperty(headers, Symbol.iterator, { get: spy('iterator') })
  const headersOfProxy = Object.setPrototypeOf(new Headers(), new Proxy(Headers.prototype, { get: spy('get trap') }))
  const emitter = Object.defineProperty(new EventEmitter(), 'domain', { get: spy('domain') })
  const lying = [
    new Lying('https://carat.example/'),
    new LyingHeaders({ weight: 'one carat' }),
    headers,
    headersOfProxy,
    emitter,
    ...[URL, Headers, FormData, Request, Response, Event, Blob, URLSearchParams].map(({ prototype }) =>
      Object.create(prototype),
    ),
  ]
  const { call } = Function.prototype
  const params = new URLSearchParams('a=1')
  const form = new FormData()
  form.append('a name', 'a value')
  Function.prototype.call = spy('call') as never
  try {
    for (const value of [params, form]) measure(value)
  } finally {
    Function.prototype.call = call
  }
  for (const value of lying) assert.deepEqual(measure(value).warnings ?? [], [])
  assert.deepEqual(called, [])
})

test('the CommonJS form adds nothing to the ES module', () => {
  const require = createRequire(import.meta.url)
  const timer = setTimeout(noop, 2 ** 30).unref()
  const once = measure(timer)
  for (const name of ['web', 'node', 'dom']) {
    const { types } = require(`@carat/core/presets/${name}`) as { types: readonly string[] }
    assert.ok(Array.isArray(types))
  }
  assert.deepEqual(measure(timer), once)
  assert.deepEqual(measure(new URL('https://carat.example/')).warnings ?? [], [])
})

test('without the presets all is as before', () => {
  web.unregister()
  node.unregister()
  for (const [index, value] of values.entries()) {
    // a socket may have ended meanwhile
    if (skips(without[index] as Measurement).length > 0) continue
    assert.deepEqual(skips(measure(value, host)), [], cases[index]?.name)
  }
  const url = new URL('https://carat.example/')
  const plain = measure(url).bytes
  web.register()
  assert.equal(measure(url).bytes - plain, stringBytes('https://carat.example/'))
  node.register()
})

test('importing a preset prints no warning', () => {
  const script = `import '@carat/core/presets/web'; import '@carat/core/presets/node'; import '@carat/core/presets/dom'`
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  assert.equal(output, '')
})
