import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { diff, measureRoots, sizeOf } from '@carat/core'
import { metrics } from './metrics.mjs'
import { policy } from './policy.mjs'
import { rateLimits } from './rate-limits.mjs'
import { responseCache } from './response-cache.mjs'
import { createShop } from './server.mjs'
import { sessions } from './sessions.mjs'

const states = { metrics, rateLimits, responseCache, sessions }
const server = createShop()
let shop

before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  shop = `http://127.0.0.1:${server.address().port}`
})

after(() => {
  server.close()
  server.closeAllConnections()
})

const logIn = async (user) => (await fetch(`${shop}/login?user=${user}`, { method: 'POST' })).json()
const memory = async () => (await fetch(`${shop}/debug/memory?format=json`)).json()
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

function assertAddsUp({ bytes, objects, roots, shared }) {
  const exclusive = Object.values(roots)
  assert.equal(sum(exclusive.map((root) => root.exclusive)) + sum(shared.map((part) => part.bytes)), bytes)
  assert.equal(sum(exclusive.map((root) => root.objects)) + sum(shared.map((part) => part.objects)), objects)
}

test('measures all roots among hundreds of requests, each of which is answered', async () => {
  const products = []
  const logIns = []
  const measurements = []
  for (let i = 0; i < 300; i++) {
    const path = `/products/tea-${i % 50}`
    const product = fetch(shop + path, { headers: { 'x-client': `client ${i % 7}` } })
    products.push(product.then(async (response) => [path, (await response.json()).path]))
    if (i % 3 === 0) logIns.push(logIn(`user-${i}`))
    if (i % 20 === 0) measurements.push(memory())
  }
  const answered = await Promise.all(products)
  assert.equal(answered.length, 300)
  for (const [asked, given] of answered) assert.equal(given, asked)
  const users = (await Promise.all(logIns)).map(({ user }) => user)
  assert.deepEqual([users.length, new Set(users).size, sessions.size], [100, 100, 100])
  const measured = await Promise.all(measurements)
  assert.equal(measured.length, 15)
  for (const measurement of measured) {
    assert.deepEqual(Object.keys(measurement.roots), Object.keys(states))
    assert.deepEqual([measurement.unseen, measurement.warnings], [[], []])
    assertAddsUp(measurement)
  }
  assert.ok(measured.every(({ bytes }) => bytes > 0))
})

test('gives the numbers that sizeOf gives in the same process', async () => {
  const { bytes, roots } = await memory()
  for (const [name, state] of Object.entries(states)) assert.equal(roots[name].reachable, sizeOf(state), name)
  const others = Object.values(states).filter((state) => state !== sessions)
  const list = (values) => sizeOf(values) - sizeOf(values.map(() => 1))
  assert.equal(bytes, list(Object.values(states)))
  assert.equal(roots.sessions.exclusive, bytes - list(others))
})

test('tells that the policy is shared between the two that hold it', async () => {
  const { shared } = await memory()
  assert.deepEqual(
    shared.map(({ between, bytes }) => [between, bytes]),
    [[['rateLimits', 'responseCache'], sizeOf(policy)]],
  )
})

test('answers a request that is in flight while the state is measured', async () => {
  const { id } = await logIn('in-flight')
  const item = JSON.stringify({ product: 'kettle', price: 39.5 })
  const cart = httpRequest(`${shop}/cart`, { method: 'POST', headers: { 'x-session': id } })
  const answered = once(cart, 'response')
  const arrived = once(server, 'request')
  cart.write(item.slice(0, 7))
  await arrived
  const between = await memory()
  assert.equal(between.roots.sessions.reachable, sizeOf(sessions))
  cart.end(item.slice(7))
  const [response] = await answered
  assert.equal(response.statusCode, 200)
  assert.deepEqual(JSON.parse(await text(response)).cart, [JSON.parse(item)])
  const later = await memory()
  assert.ok(later.roots.sessions.exclusive > between.roots.sessions.exclusive)
})

test('shows what grew: more sessions are rows of .sessions, and no others', async () => {
  const earlier = measureRoots()
  for (let i = 0; i < 30; i++) await logIn(`later-${i}`)
  const later = measureRoots()
  const { rows, bytes } = diff(earlier, later)
  for (const { path } of rows) assert.match(path, /^\.sessions/)
  const grown = rows.find(({ path, type }) => path === '.sessions[value]' && type === 'Session')
  assert.equal(grown.after.count - grown.before.count, 30)
  assert.equal(bytes, later.roots.sessions.exclusive - earlier.roots.sessions.exclusive)
  assert.equal(sum(rows.map((row) => row.bytes)), bytes)
})

test('says the same as text, and draws it', async () => {
  const page = await (await fetch(`${shop}/debug/memory`)).text()
  const { bytes } = await memory()
  assert.ok(page.includes(`${bytes.toLocaleString('en')} B in `), page)
  const html = await fetch(`${shop}/debug/memory?format=html`)
  assert.match(html.headers.get('content-type'), /^text\/html/)
  assert.match(await html.text(), /<svg [^>]*aria-label="Live state: [^"]*".*\.sessions/s)
})

test('is in the README as the server says it', () => {
  const script = fileURLToPath(new URL('show-memory.mjs', import.meta.url))
  const printed = execFileSync(process.execPath, [script], { encoding: 'utf8' })
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  assert.ok(readme.includes(`\n\`\`\`\n${printed}\`\`\`\n`), `write it with: node ${script} --write\n${printed}`)
})
