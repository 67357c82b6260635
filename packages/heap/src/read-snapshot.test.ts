import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { fixtureBytes, fixtureUrl } from './fixtures.test-support.js'
import { differenceOf, plain } from './format/read-by-json.test-support.js'
import { readChunks } from './format/read-chunks.test-support.js'
import { SnapshotFormatError } from './format/snapshot-format-error.js'
import { bytesOf, snapshotOf } from './format/snapshot-text.test-support.js'
import { readSnapshot, type SnapshotSource } from './read-snapshot.js'

const folder = mkdtempSync(join(tmpdir(), 'read-snapshot-'))
afterAll(() => rmSync(folder, { recursive: true }))

const text = snapshotOf({ nodes: [{ name: 'root 😀', edges: [{ to: 1 }] }, { name: 'Größe' }] })
const bytes = bytesOf(text)
const zipped = gzipSync(bytes)
const path = join(folder, 'small.heapsnapshot')
const zippedPath = join(folder, 'small.heapsnapshot.gz')
writeFileSync(path, bytes)
writeFileSync(zippedPath, zipped)

const inPieces = (whole: Uint8Array, length: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(whole.length / length) }, (_, i) => whole.subarray(i * length, (i + 1) * length))

async function errorOf(source: SnapshotSource): Promise<unknown> {
  return readSnapshot(source).then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('readSnapshot', () => {
  it.each<[string, () => SnapshotSource]>([
    ['a path', () => path],
    ['a path of a gzipped file', () => zippedPath],
    ['a URL', () => pathToFileURL(path)],
    ['bytes', () => new Uint8Array(bytes)],
    ['gzipped bytes', () => zipped],
    ['a Readable', () => Readable.from(inPieces(bytes, 3))],
    ['a Readable of texts that cut characters in two', () => Readable.from(JSON.stringify(text).split(''))],
    ['a gzipped Readable in single bytes', () => Readable.from(inPieces(zipped, 1))],
    ['a web stream', () => new Blob([bytes]).stream()],
    ['a gzipped web stream', () => new Response(zipped).body as ReadableStream<Uint8Array>],
    ['two gzip members', () => Buffer.concat([gzipSync(bytes.subarray(0, 50)), gzipSync(bytes.subarray(50))])],
    [
      'a web stream that can’t be iterated over',
      () => {
        const reader = new Blob([bytes]).stream().getReader()
        return { getReader: () => reader } as unknown as ReadableStream<Uint8Array>
      },
    ],
  ])('reads %s', async (_, source) => {
    const { graph } = await readSnapshot(source())
    expect(plain(graph)).toEqual(plain(readChunks([bytes])))
  })

  it('reads a file that a runtime wrote, gzipped, as from its text', async () => {
    const { graph } = await readSnapshot(fixtureUrl('deno'))
    expect(differenceOf(plain(graph), plain(readChunks([fixtureBytes('deno')])))).toBeUndefined()
  })

  it.each([0, 1, 2, 10, 50, zipped.length - 5, zipped.length - 1])('tells a gzip file cut at %d', async (length) => {
    const error = await errorOf(zipped.subarray(0, length))
    expect(error).toBeInstanceOf(SnapshotFormatError)
  })

  it('tells a gzip file that is damaged', async () => {
    const real = gzipSync(fixtureBytes('node-20'))
    real[real.length >> 1] = (real[real.length >> 1] as number) ^ 0xff
    const error = await errorOf(real)
    expect(error).toBeInstanceOf(SnapshotFormatError)
    expect((error as Error).message).toMatch(/at byte \d+/)
  })

  it('tells what is no snapshot, gzipped or not', async () => {
    for (const source of [new TextEncoder().encode('hello'), gzipSync('hello'), gzipSync('')]) {
      expect(await errorOf(source)).toBeInstanceOf(SnapshotFormatError)
    }
  })

  it('names the file that is no snapshot', async () => {
    const cut = join(folder, 'cut.heapsnapshot')
    writeFileSync(cut, bytes.subarray(0, 20))
    for (const source of [cut, pathToFileURL(cut)]) {
      expect(await errorOf(source)).toEqual(
        new SnapshotFormatError(`${source}: expected a value in snapshot at byte 20, got the end of the text`, 20),
      )
    }
  })

  it('gives the errors of files and streams as they are', async () => {
    expect(await errorOf(join(folder, 'missing'))).toMatchObject({ code: 'ENOENT' })
    const failure = new Error('the network is gone')
    for (const beginning of [bytes, zipped]) {
      const source = async function* (): AsyncGenerator<Uint8Array> {
        yield beginning.subarray(0, 20)
        throw failure
      }
      expect(await errorOf(source())).toBe(failure)
    }
  })

  it('lets go of a stream that it gives up on', async () => {
    for (const chunk of [new TextEncoder().encode('no snapshot'), gzipSync('no snapshot')]) {
      let ended = false
      const source = async function* (): AsyncGenerator<Uint8Array> {
        try {
          while (true) yield chunk
        } finally {
          ended = true
        }
      }
      expect(await errorOf(source())).toBeInstanceOf(SnapshotFormatError)
      await expect.poll(() => ended).toBe(true)
    }
  })

  it('says what it can’t read from, and a right call', async () => {
    for (const wrong of [undefined, null, 7, {}, []]) {
      const error = await errorOf(wrong as never)
      expect(error).toBeInstanceOf(TypeError)
      expect((error as Error).message).toContain("as in readSnapshot('app.heapsnapshot'), got ")
    }
    expect(await errorOf(new URL('https://example.com/a.heapsnapshot'))).toBeInstanceOf(TypeError)
    expect(await errorOf(Readable.from([7]))).toEqual(
      new TypeError('readSnapshot takes a stream of Uint8Arrays or texts, got a chunk of type number'),
    )
  })
})
