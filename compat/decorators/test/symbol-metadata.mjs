// As polyfills do: Node.js has no `Symbol.metadata` yet.
Object.defineProperty(Symbol, 'metadata', { value: Symbol('Symbol.metadata') })
