import { evaluate, range, type Series, series, withProperties } from './series.js'

const bytes = range(0, 80)

type Resizable = new (length: number, options: { maxByteLength: number }) => ArrayBuffer | SharedArrayBuffer

// A page that is not cross-origin isolated has the constructor only behind shared WebAssembly memory.
const SharedBuffer = evaluate(
  'new WebAssembly.Memory({ initial: 0, maximum: 1, shared: true }).buffer.constructor',
) as typeof SharedArrayBuffer

function materialised<T extends ArrayBufferView>(view: T): T {
  if (view.buffer.byteLength < 0) throw new RangeError('a buffer has a length')
  return view
}

/** Buffers and views by the number of bytes. */
export const binary: Record<string, Series> = {
  'ArrayBuffer, n bytes': series([0, 1, 7, 8, 64, 100, 1000], (n) => new ArrayBuffer(n)),
  'ArrayBuffer, n of at most 1000 bytes': series(
    [0, 1, 100, 1000],
    (n) => new (ArrayBuffer as Resizable)(n, { maxByteLength: 1000 }),
  ),
  'ArrayBuffer, n bytes, detached': series([0, 1, 100, 1000], (n) => {
    const buffer = new ArrayBuffer(n)
    const { transfer } = buffer as { transfer?: () => ArrayBuffer }
    if (transfer) transfer.call(buffer)
    else structuredClone(buffer, { transfer: [buffer] })
    return buffer
  }),
  'SharedArrayBuffer, n bytes': series([0, 1, 100, 1000], (n) => new SharedBuffer(n)),
  'SharedArrayBuffer, n of at most 1000 bytes': series(
    [0, 1, 100, 1000],
    (n) => new (SharedBuffer as Resizable)(n, { maxByteLength: 1000 }),
  ),
  'Uint8Array, n bytes': series(bytes, (n) => new Uint8Array(n)),
  'Uint8Array of n values': series(bytes, (n) => new Uint8Array(range(0, n - 1))),
  'Uint8Array, n bytes, its buffer asked for': series(bytes, (n) => materialised(new Uint8Array(n))),
  'Float64Array, n values': series(range(0, 12), (n) => new Float64Array(n)),
  'BigInt64Array, n values': series(range(0, 12), (n) => new BigInt64Array(n)),
  'Uint8Array on a buffer of n bytes': series(bytes, (n) => new Uint8Array(new ArrayBuffer(n))),
  'Uint8Array, n bytes, subarray': series([1, 8, 64, 65], (n) => new Uint8Array(n).subarray(0, 1)),
  'Uint8Array, n own properties': series(range(0, 20), (n) => withProperties(new Uint8Array(10), n)),
  'DataView on n bytes': series([0, 1, 100], (n) => new DataView(new ArrayBuffer(n))),
  'view on a resizable buffer': series(['Uint8Array', 'DataView', 'Float64Array'], (name) => {
    const View = evaluate(name) as new (buffer: ArrayBufferLike) => ArrayBufferView
    return new View(new (ArrayBuffer as Resizable)(80, { maxByteLength: 800 }))
  }),
}
