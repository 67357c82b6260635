/**
 * The objects that every realm comes with: constructors, their prototypes and methods, namespaces such as `Math`.
 *
 * They belong to the program (design section 4.2): a value that points at one does not grow by it.
 */
export function intrinsics(): readonly object[] {
  found ??= findIntrinsics()
  return found
}

let found: readonly object[] | undefined

// What ECMAScript names, and what only its own objects lead to: no host object, so that the walk ends soon.
const NAMES = [
  ...['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Math', 'JSON', 'Reflect'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['SuppressedError', 'Date', 'RegExp', 'Promise', 'Proxy', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef'],
  ...['FinalizationRegistry', 'Iterator', 'AsyncIterator', 'DisposableStack', 'AsyncDisposableStack'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Atomics', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray'],
  ...['Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array', 'Float16Array'],
  ...['Float32Array', 'Float64Array', 'Intl', 'WebAssembly', 'Temporal', 'parseInt', 'parseFloat', 'isNaN', 'isFinite'],
  ...['eval', 'encodeURI', 'encodeURIComponent', 'decodeURI', 'decodeURIComponent', 'escape', 'unescape'],
]

function findIntrinsics(): readonly object[] {
  const seeds: unknown[] = NAMES.map((name) => Object.getOwnPropertyDescriptor(globalThis, name)?.value)
  const unnamed: object[] = [
    function* () {},
    async () => {},
    async function* () {},
    new Map().entries(),
    new Set().entries(),
    [].entries(),
    ''[Symbol.iterator](),
    ''.matchAll(/x/g),
    new Intl.Segmenter().segment(''),
    new Intl.Segmenter().segment('')[Symbol.iterator](),
  ]
  for (const value of unnamed) seeds.push(Object.getPrototypeOf(value))
  const { Iterator } = globalThis as { Iterator?: { from(value: object): object } }
  if (Iterator !== undefined) {
    seeds.push(Object.getPrototypeOf(Iterator.from({ next: () => ({ done: true }) })))
    seeds.push(
      Object.getPrototypeOf(([].values() as unknown as { map(f: () => undefined): object }).map(() => undefined)),
    )
  }
  const seen = new Set<object>([globalThis])
  const stack = seeds
  while (stack.length > 0) {
    const value = stack.pop()
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue
    seen.add(value)
    stack.push(Object.getPrototypeOf(value))
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key)
      stack.push(descriptor?.value, descriptor?.get, descriptor?.set)
    }
  }
  return [...seen]
}
