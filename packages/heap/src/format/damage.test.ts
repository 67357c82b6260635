// Damaged snapshots: each is told to be one, or read as JSON.parse reads it.
//
// A failure prints the seed; CARAT_SEED=… runs it again, CARAT_DAMAGE=… makes that many of each kind of damage.
import { describe, expect, it } from 'vitest'
import { fixtureBytes } from '../fixtures.test-support.js'
import { differenceOf, plain, readByJson } from './read-by-json.test-support.js'
import { readChunks } from './read-chunks.test-support.js'
import { SnapshotFormatError } from './snapshot-format-error.js'
import { bytesOf, snapshotOf } from './snapshot-text.test-support.js'

const seed = Number(process.env.CARAT_SEED ?? Math.floor(Math.random() * 2 ** 31))
const times = Number(process.env.CARAT_DAMAGE ?? 200)

const texts: [string, () => Uint8Array][] = [
  ['a small one', smallText],
  ['one of Node.js', () => fixtureBytes('node-20')],
]

describe.each(texts)('%s', (name, text) => {
  it(`is no snapshot when it is cut off (CARAT_SEED=${seed})`, () => {
    const bytes = text()
    const random = randomNumbers(seed)
    for (let i = 0; i < times; i++) {
      const length = Math.floor(random() * bytes.length)
      const outcome = outcomeOf(bytes.subarray(0, length))
      expect(outcome, `cut at ${length}`).toBeInstanceOf(SnapshotFormatError)
      // one that lacks what a number of it points to is told where the strings end
      expect((outcome as SnapshotFormatError).offset, `cut at ${length}`).toBe(length)
    }
  })

  it(`is read as JSON.parse reads it, or is no snapshot, when a byte is another (CARAT_SEED=${seed})`, () => {
    const bytes = text()
    const random = randomNumbers(seed)
    let read = 0
    for (let i = 0; i < times; i++) {
      const at = Math.floor(random() * bytes.length)
      // half of them as likely as not to be what JSON has there: digits, commas, quotes
      const byte = random() < 0.5 ? Math.floor(random() * 256) : (bytes[Math.floor(random() * bytes.length)] as number)
      const damaged = bytes.slice()
      damaged[at] = byte
      const outcome = outcomeOf(damaged)
      if (outcome instanceof SnapshotFormatError) {
        expect(outcome.offset).toBeLessThanOrEqual(bytes.length)
        continue
      }
      read++
      const difference = differenceOf(outcome, readByJson(damaged))
      expect(difference, `${name}, byte ${at} is ${byte}`).toBeUndefined()
    }
    // the test would say nothing if all were refused
    expect(read).toBeGreaterThan(times / 20)
  })
})

function outcomeOf(bytes: Uint8Array): ReturnType<typeof plain> | SnapshotFormatError {
  try {
    return plain(readChunks([bytes]))
  } catch (error) {
    if (error instanceof SnapshotFormatError) return error
    throw error
  }
}

function smallText(): Uint8Array {
  return bytesOf(
    snapshotOf({
      nodes: Array.from({ length: 60 }, (_, i) => ({
        name: i % 7 === 0 ? `name "${i}" \\ \u0001 é 😀` : `name ${i % 5}`,
        selfSize: i * 1000,
        edges: Array.from({ length: i % 4 }, (_, k) => ({ name: `edge ${k}`, to: (i * 7 + k) % 60 })),
      })),
      locations: [[1, 2, 3, 4]],
      sections: { samples: [1, 2, { a: [true, null, -0.5e3, 'text'] }] },
    }),
  )
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomNumbers(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
