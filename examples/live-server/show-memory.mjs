/**
 * Starts the server, sends it a day's requests, and prints what it says of its memory in between.
 *
 *     node examples/live-server/show-memory.mjs           prints
 *     node examples/live-server/show-memory.mjs --write   writes it into the README
 */
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createShop } from './server.mjs'

const READMES_SAMPLE = /(<!-- memory -->\n\n```\n)[\s\S]*?(\n```\n\n<!-- \/memory -->)/

const server = createShop().listen(0, '127.0.0.1')
await once(server, 'listening')
const text = await memoryAfterRequests(`http://127.0.0.1:${server.address().port}`)
server.close()
server.closeAllConnections()

if (process.argv.includes('--write')) {
  const readme = new URL('README.md', import.meta.url)
  const before = readFileSync(readme, 'utf8')
  if (!READMES_SAMPLE.test(before)) throw new Error('README.md has no <!-- memory --> … <!-- /memory -->')
  writeFileSync(
    readme,
    before.replace(READMES_SAMPLE, (_, start, end) => start + text + end),
  )
} else {
  console.log(text)
}

async function memoryAfterRequests(shop) {
  const headers = { 'x-client': 'client 1' }
  for (let user = 1; user <= 20; user++) {
    const { id } = await (await fetch(`${shop}/login?user=user ${user}`, { method: 'POST', headers })).json()
    const item = JSON.stringify({ product: `tea ${user}`, price: 2.5 })
    await fetch(`${shop}/cart`, { method: 'POST', headers: { ...headers, 'x-session': id }, body: item })
    await fetch(`${shop}/products/tea-${user % 5}`, { headers: { 'x-client': `client ${user % 4}` } })
  }
  return (await (await fetch(`${shop}/debug/memory`)).text()).trim()
}
