/**
 * Prints the table of docs/presets.md: what typical values weigh without the presets and with them, beside what V8 holds for
 * them in this process. After `pnpm run build`; run it by the newest Node.js, whose layout is the default.
 *
 *     node_modules/…/node scripts/presets-table.mjs
 */
import { createSecretKey } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createReadStream } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { Readable, Writable } from 'node:stream'
import { privateParts } from '../judge/dist/private-parts.js'
import { measure } from '../packages/core/dist/index.mjs'

const noop = () => {}
const text = 'x'.repeat(100)

/** What a reader meets, each with the code that makes it. */
const makers = {
  "new URL('https://carat.example/weigh?stone=diamond')": () => new URL('https://carat.example/weigh?stone=diamond'),
  "new URLSearchParams('stone=diamond&weight=one')": () => new URLSearchParams('stone=diamond&weight=one'),
  'Headers with 2 fields of 100 characters': () => new Headers({ first: `1${text}`, second: `2${text}` }),
  'FormData with a text of 100 characters': () => {
    const form = new FormData()
    form.append('name', text)
    return form
  },
  'Request with a body of 100 characters': () => new Request('https://carat.example/', { method: 'POST', body: text }),
  'Response with a body of 100 characters': () => new Response(text),
  "new Event('weighed')": () => new Event('weighed'),
  'the same, sent to an EventTarget with 2 listeners': () => {
    const target = new EventTarget()
    target.addEventListener('weighed', () => {})
    target.addEventListener('weighed', () => {})
    const event = new Event('weighed')
    target.dispatchEvent(event)
    return event
  },
  'Blob of 10,000 characters': () => new Blob([text.repeat(100)]),
  'a slice of it': () => new Blob([text.repeat(100)]).slice(0, 5000),
  'new AbortController()': () => new AbortController(),
  'AbortSignal.abort(reason)': () => AbortSignal.abort({ reason: text }),
  'EventTarget with a listener': () => {
    const target = new EventTarget()
    target.addEventListener('weighed', noop)
    return target
  },
  'ReadableStream with 1,000 bytes enqueued': () =>
    new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1000)) }),
  'new TransformStream()': () => new TransformStream(),
  'EventEmitter with a listener': () => new EventEmitter().on('weighed', noop),
  'Readable with 5,000 bytes buffered': () => {
    const stream = new Readable({ read: noop })
    stream.push(Buffer.alloc(5000))
    return stream
  },
  'Writable with 5,000 bytes buffered': () => {
    const stream = new Writable({ write: noop })
    stream.write('first')
    stream.write(Buffer.alloc(5000))
    return stream
  },
  'setTimeout(callback, delay, argument)': () => setTimeout(() => {}, 2 ** 30, { argument: text }).unref(),
  'fs.createReadStream(path)': () => createReadStream(process.execPath).on('open', noop),
  'new net.Socket()': () => new net.Socket(),
  'http.IncomingMessage with its socket': () => new http.IncomingMessage(new net.Socket()),
  'http.ServerResponse with its request': () => new http.ServerResponse(new http.IncomingMessage(new net.Socket())),
  'http.createServer()': () => http.createServer(noop),
  'a secret key of 64 bytes': () => createSecretKey(Buffer.alloc(64)),
}

// After some instances V8 gives back the slack of a class.
for (const make of Object.values(makers)) for (let made = 0; made < 20; made++) make()
const values = Object.values(makers).map((make) => make())
await new Promise((resolve) => setTimeout(resolve, 50))
const held = privateParts(values)
const without = values.map((value) => measure(value, { layout: 'host' }))
await import('../packages/core/dist/presets/web.mjs')
await import('../packages/core/dist/presets/node.mjs')
const taught = values.map((value) => measure(value, { layout: 'host' }))

const count = (bytes) => bytes.toLocaleString('en-US')
console.log(`Node.js ${process.versions.node}, V8 ${process.versions.v8.split('-')[0]}\n`)
console.log('| value | without | with | V8 holds | left out | unseen still |')
console.log('| --- | ---: | ---: | ---: | --- | --- |')
for (const [index, name] of Object.keys(makers).entries()) {
  const { bytes, unseen } = taught[index]
  const leftOut = unseen.filter(({ reason }) => reason === 'skipped').map(({ path }) => `\`${path}\``)
  const still = new Set(unseen.filter(({ reason }) => reason !== 'skipped').map(({ reason }) => reason))
  const cells = [name, count(without[index].bytes), count(bytes), count(held.bytesOf(index))]
  console.log(`| ${cells.join(' | ')} | ${leftOut.join(', ')} | ${[...still].join(', ')} |`)
}
process.exit()
