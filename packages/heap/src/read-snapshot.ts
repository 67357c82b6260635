import { builtinModule } from './builtin-module.js'
import { SnapshotFormatError } from './format/snapshot-format-error.js'
import { SnapshotReader } from './format/snapshot-reader.js'
import { Snapshot } from './snapshot.js'

/** Where `readSnapshot` reads from: a file's path or URL, the bytes, or a stream of either kind. */
export type SnapshotSource =
  | string
  | URL
  | Uint8Array
  | AsyncIterable<Uint8Array | string>
  | ReadableStream<Uint8Array | string>

/**
 * Reads a heap snapshot that V8 wrote: of Node.js, Chrome, Edge, Electron or Deno, gzipped or not.
 *
 * The text is read in chunks and never held as a whole; what stays in memory is less than the text.
 *
 * @throws {SnapshotFormatError} if it is no heap snapshot, of an unknown format, corrupt, or cut off; it names the file, if `source` is one.
 * @throws {TypeError} if `source` is nothing to read from, or a stream gives something else than bytes or text.
 */
export async function readSnapshot(source: SnapshotSource): Promise<Snapshot> {
  if (typeof source === 'string' || source instanceof URL) return readFile(source)
  if (source instanceof Uint8Array) return readFrom(once(source), source.length)
  if (typeof source !== 'object' || source === null) throw wrongSource(source)
  if (Symbol.asyncIterator in source) return readFrom(toBytes(source), undefined)
  if (typeof (source as { getReader?: unknown }).getReader === 'function') {
    return readFrom(toBytes(chunksOf(source)), undefined)
  }
  throw wrongSource(source)
}

function wrongSource(source: unknown): TypeError {
  const got = source === null ? 'null' : typeof source
  return new TypeError(
    `readSnapshot takes a file, bytes or a stream, as in readSnapshot('app.heapsnapshot'), got ${got}`,
  )
}

async function readFile(path: string | URL): Promise<Snapshot> {
  if (path instanceof URL && path.protocol !== 'file:') {
    throw new TypeError(
      `readSnapshot takes a URL of a file (file:///…) or a stream such as (await fetch(url)).body, got ${path}`,
    )
  }
  const { promises } = builtinModule('node:fs', 'Reading a heap snapshot from a file')
  const file = await promises.open(path)
  try {
    const { size } = await file.stat()
    // the reader keeps nothing of a chunk, so that one buffer serves for all
    const buffer = new Uint8Array(CHUNK)
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      while (true) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length)
        if (bytesRead === 0) return
        yield buffer.subarray(0, bytesRead)
      }
    }
    return await readFrom(chunks(), size)
  } catch (error) {
    if (!(error instanceof SnapshotFormatError)) throw error
    throw new SnapshotFormatError(`${path}: ${error.message}`, error.offset, { cause: error })
  } finally {
    await file.close()
  }
}

/** @param size How many bytes come, where that is known. */
async function readFrom(chunks: AsyncGenerator<Uint8Array>, size: number | undefined): Promise<Snapshot> {
  try {
    const beginning = await firstBytes(chunks)
    const all = prepend(beginning, chunks)
    const isGzip = beginning[0] === 0x1f && beginning[1] === 0x8b
    if (isGzip) return await readGzip(all)
    const reader = new SnapshotReader(size === undefined ? {} : { size })
    for await (const chunk of all) reader.push(chunk)
    return new Snapshot(reader.end())
  } finally {
    // not waited for: a stream that is given up on may be waiting for its next chunk
    chunks.return(undefined).catch(() => {})
  }
}

async function readGzip(chunks: AsyncGenerator<Uint8Array>): Promise<Snapshot> {
  const { createGunzip } = builtinModule('node:zlib', 'Reading a gzipped heap snapshot')
  const { pipeline, Readable } = builtinModule('node:stream', 'Reading a gzipped heap snapshot')
  const reader = new SnapshotReader()
  let length = 0
  // each chunk is used up before the next one is asked for, but gunzip may still hold the one before: they are copied
  const copies = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) yield new Uint8Array(chunk)
  }
  const inflated = createGunzip({ chunkSize: CHUNK })
  // what goes wrong comes out of `inflated`, too
  pipeline(Readable.from(copies(), { objectMode: false }), inflated, () => {})
  try {
    for await (const chunk of inflated as AsyncIterable<Uint8Array>) {
      length += chunk.length
      reader.push(chunk)
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (typeof code !== 'string' || !code.startsWith('Z_')) throw error
    const { message } = error as Error
    throw new SnapshotFormatError(
      `expected more of a whole gzip file at byte ${length} of the text, got: ${message}`,
      length,
      {
        cause: error,
      },
    )
  }
  return new Snapshot(reader.end())
}

/** At least two bytes, if there are so many. */
async function firstBytes(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let beginning: Uint8Array = new Uint8Array(0)
  while (beginning.length < 2) {
    const { value, done } = await chunks.next()
    if (done === true) break
    const longer = new Uint8Array(beginning.length + value.length)
    longer.set(beginning)
    longer.set(value, beginning.length)
    beginning = longer
  }
  return beginning
}

async function* prepend(beginning: Uint8Array, chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield beginning
  yield* chunks
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** For web streams where they can't be iterated over. */
async function* chunksOf(stream: ReadableStream<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
  const reader = stream.getReader()
  try {
    while (true) {
      const { value, done } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    reader.releaseLock()
  }
}

async function* toBytes(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  // the first half of a pair that was cut in two
  let half = ''
  for await (const chunk of chunks) {
    if (chunk instanceof Uint8Array) {
      yield chunk
      continue
    }
    if (typeof chunk !== 'string') {
      throw new TypeError(`readSnapshot takes a stream of Uint8Arrays or texts, got a chunk of type ${typeof chunk}`)
    }
    const text = half + chunk
    half = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : ''
    yield encoder.encode(text.slice(0, text.length - half.length))
  }
  if (half !== '') yield encoder.encode(half)
}

const CHUNK = 2 ** 18
