// A cache of a shop's sessions. Its tables are #private: beside the cache lies what its own door shows of them.
// `raw` is the same code with its classes' names, which the default entry is minified without.
const { LRUCache } = require('lru-cache/raw')

class Session {
  constructor(user, cart) {
    this.user = user
    this.cart = cart
  }
}

class Product {
  constructor(name, price) {
    this.name = name
    this.price = price
  }
}

module.exports = function lruCache() {
  const products = ['tea', 'cups', 'kettle', 'honey', 'café crème'].map((name, at) => new Product(name, 2.5 + at))
  const cache = new LRUCache({ max: 100, ttl: 60_000 })
  for (let id = 0; id < 100; id++) {
    const cart = products.slice(id % 3, id % 5)
    cache.set(`session-${id}`, new Session(`user ${id} of this shop`, cart))
  }
  const { keyMap, keyList, valList, next, prev, free, starts, ttls } = LRUCache.unsafeExposeInternals(cache)
  return { cache, keyMap, keyList, valList, next, prev, free, starts, ttls }
}
