// Ten structures as programs hold them, built by their own libraries: the same in each runner and on each Node.
module.exports = {
  'LRU cache': require('./lru-cache.cjs'),
  'immutable list': require('./immutable-list.cjs'),
  'syntax tree': require('./syntax-tree.cjs'),
  'zod schema': require('./zod-schema.cjs'),
  graph: require('./graph.cjs'),
  router: require('./router.cjs'),
  'i18n catalogue': require('./i18n-catalogue.cjs'),
  'lock file': require('./lock-file.cjs'),
  'event emitter': require('./event-emitter.cjs'),
  'typed-array pool': require('./typed-array-pool.cjs'),
}
