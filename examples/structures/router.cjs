// The routes of a shop's server in a radix tree.
const createRouter = require('find-my-way')

const routes = [
  ['GET', '/'],
  ['GET', '/products'],
  ['GET', '/products/:id'],
  ['GET', '/products/:id/reviews'],
  ['POST', '/products/:id/reviews'],
  ['GET', '/search'],
  ['GET', '/cart'],
  ['PUT', '/cart/:item'],
  ['DELETE', '/cart/:item'],
  ['POST', '/orders'],
  ['GET', '/orders/:year-:number'],
  ['GET', '/assets/*'],
]

module.exports = function router() {
  const router = createRouter({ ignoreTrailingSlash: true })
  const counts = { served: 0 }
  for (const [method, path] of routes) {
    router.on(method, path, () => counts.served++, { name: `${method} ${path}`, counts })
  }
  return router
}
