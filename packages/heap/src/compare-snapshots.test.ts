import { Readable } from 'node:stream'
import v8 from 'node:v8'
import fc from 'fast-check'
import { type DevToolsAPI, parse } from 'heap-snapshot-toolkit'
import { describe, expect, it } from 'vitest'
import { type ClassDifference, compareSnapshots } from './compare-snapshots.js'
import { readChunks } from './format/read-chunks.test-support.js'
import { bytesOf, type NodeText, snapshotOf } from './format/snapshot-text.test-support.js'
import { graphOf, heapOf, snapshotTexts } from './graph/graphs.test-support.js'
import { Snapshot } from './snapshot.js'

type DevTools = DevToolsAPI.HeapSnapshot.JSHeapSnapshot

const snapshotWith = (...nodes: NodeText[]): Snapshot =>
  new Snapshot(
    graphOf(
      heapOf(
        nodes.map((_, i) => i + 2),
        nodes,
      ),
    ),
  )

/** As DevTools does it: the earlier one's plain objects are called by the interfaces of the later one. */
async function byDevTools(before: Uint8Array, after: Uint8Array): Promise<Record<string, number[]>> {
  const [base, current] = (await Promise.all(
    [before, after].map((bytes) => parse(Readable.from([new TextDecoder().decode(bytes)]))),
  )) as [DevTools, DevTools]
  const aggregates = base.aggregatesForDiff(current.interfaceDefinitions())
  const all = current.calculateSnapshotDiff('base' as never, aggregates)
  return Object.fromEntries(
    Object.entries(all).map(([key, diff]) => [
      key,
      [diff.addedCount, diff.removedCount, diff.countDelta, diff.addedSize, diff.removedSize, diff.sizeDelta],
    ]),
  )
}

function byCarat(before: Uint8Array, after: Uint8Array): Record<string, number[]> {
  const [earlier, later] = [before, after].map((bytes) => new Snapshot(readChunks([bytes]))) as [Snapshot, Snapshot]
  const keyOf = ({ name, location }: ClassDifference): string =>
    location === undefined ? `,${name}` : `${location.scriptId},${location.line},${location.column},${name}`
  return Object.fromEntries(
    compareSnapshots(earlier, later).map((row) => [
      keyOf(row),
      [row.newCount, row.deletedCount, row.countDelta, row.newBytes, row.deletedBytes, row.bytesDelta],
    ]),
  )
}

function textOfThisProcess(): Uint8Array {
  const stream = v8.getHeapSnapshot()
  const chunks: Buffer[] = []
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

describe('compareSnapshots', () => {
  it('counts by id what is new and what is gone in each class, the largest change first', () => {
    const before = snapshotWith(
      { name: 'A', id: 11 },
      { name: 'A', id: 13 },
      { name: 'B', id: 15 },
      { name: 'D', id: 21 },
    )
    const after = snapshotWith(
      { name: 'A', id: 13 },
      { name: 'A', id: 17 },
      { name: 'C', id: 19, selfSize: 500 },
      { name: 'D', id: 21, selfSize: 999 },
    )
    expect(compareSnapshots(before, after)).toEqual([
      row({ name: 'C', newCount: 1, newBytes: 500, newNodes: [4] }),
      row({ name: 'B', deletedCount: 1, deletedBytes: 16, deletedNodes: [4] }),
      row({
        name: 'A',
        newCount: 1,
        deletedCount: 1,
        newBytes: 16,
        deletedBytes: 16,
        newNodes: [3],
        deletedNodes: [2],
      }),
    ])
  })

  it('finds no difference between a snapshot and itself', () => {
    const snapshot = snapshotWith({ name: 'A' }, { name: 'B' })
    expect(compareSnapshots(snapshot, snapshot)).toEqual([])
  })

  it('agrees with DevTools on generated snapshots', async () => {
    await fc.assert(
      fc.asyncProperty(snapshotTexts(15), snapshotTexts(15), async (one, other) => {
        const [before, after] = [bytesOf(snapshotOf(one)), bytesOf(snapshotOf(other))]
        expect(byCarat(before, after)).toEqual(await byDevTools(before, after))
      }),
    )
  })

  it('agrees with DevTools on this process', async () => {
    class Grown {
      field = {}
    }
    const gone: unknown[] = Array.from({ length: 50 }, (_, i) => ({ onlyBefore: i }))
    const before = textOfThisProcess()
    gone.length = 0
    const grown = Array.from({ length: 30 }, () => new Grown())
    const after = textOfThisProcess()
    expect(grown.length).toBe(30)
    const ours = byCarat(before, after)
    expect(ours).toEqual(await byDevTools(before, after))
    expect(
      Object.entries(ours)
        .find(([key]) => key.endsWith(',Grown'))?.[1]
        .slice(0, 3),
    ).toEqual([30, 0, 30])
  })

  it('takes nothing but snapshots', () => {
    const snapshot = snapshotWith()
    expect(() => compareSnapshots(snapshot, null as never)).toThrow(
      new TypeError('after has to be a snapshot, as in compareSnapshots(takeSnapshot(), takeSnapshot()), got null'),
    )
    expect(() => compareSnapshots('a.heapsnapshot' as never, snapshot)).toThrow('before has to be a snapshot')
  })
})

function row(values: Partial<Record<keyof ClassDifference, unknown>>): unknown {
  const none = {
    location: undefined,
    newCount: 0,
    deletedCount: 0,
    newBytes: 0,
    deletedBytes: 0,
    newNodes: [],
    deletedNodes: [],
  }
  const all = { ...none, ...values } as Record<string, number>
  return {
    ...all,
    countDelta: (all.newCount as number) - (all.deletedCount as number),
    bytesDelta: (all.newBytes as number) - (all.deletedBytes as number),
  }
}
