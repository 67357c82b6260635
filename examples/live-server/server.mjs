import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { memoryPage } from './memory-page.mjs'
import { record } from './metrics.mjs'
import { admit } from './rate-limits.mjs'
import { cached } from './response-cache.mjs'
import { logIn, sessions } from './sessions.mjs'

/** A small shop. Its state lies in the modules that it imports, each of which registers what it holds. */
export function createShop() {
  return createServer(async (request, response) => {
    const start = performance.now()
    const url = new URL(request.url, 'http://shop')
    // left out of what is measured: no client of the shop, and no route in its metrics
    if (url.pathname === '/debug/memory') return answer(response, 200, memoryPage(url.searchParams.get('format')))
    const route = `${request.method} ${url.pathname.split('/')[1]}`
    try {
      const { status, body } = await handle(route, request, url)
      answer(response, status, { type: 'application/json', body })
    } catch (error) {
      answer(response, 400, { type: 'text/plain', body: `${error}` })
    }
    record(route, performance.now() - start)
  })
}

async function handle(route, request, url) {
  if (!admit(request.headers['x-client'] ?? 'anybody')) return { status: 429, body: '{}' }
  switch (route) {
    case 'POST login':
      return { status: 200, body: JSON.stringify(logIn(url.searchParams.get('user'))) }
    case 'GET products':
      return { status: 200, body: cached(url.pathname, () => JSON.stringify(productAt(url.pathname))) }
    case 'POST cart': {
      const item = await json(request)
      const session = sessions.get(request.headers['x-session'])
      if (session === undefined) return { status: 403, body: '{}' }
      session.cart.push(item)
      return { status: 200, body: JSON.stringify(session) }
    }
    default:
      return { status: 404, body: '{}' }
  }
}

function productAt(path) {
  const name = path.split('/')[2]
  return { path, name, price: name.length + 0.5, text: `All that is to be said of ${name}.` }
}

function answer(response, status, { type, body }) {
  response.writeHead(status, { 'content-type': type }).end(body)
}
