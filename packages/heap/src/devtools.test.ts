// Chrome DevTools is the judge: its own code, as the package heap-snapshot-toolkit has it.
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { type DevToolsAPI, parse } from 'heap-snapshot-toolkit'
import { describe, expect, it } from 'vitest'
import { fixtureBytes, fixtures } from './fixtures.test-support.js'
import { readChunks } from './format/read-chunks.test-support.js'
import { bytesOf, snapshotOf } from './format/snapshot-text.test-support.js'
import { snapshotTexts } from './graph/graphs.test-support.js'
import { type ClassRow, Snapshot } from './snapshot.js'

type DevTools = DevToolsAPI.HeapSnapshot.JSHeapSnapshot

const byDevTools = async (bytes: Uint8Array): Promise<DevTools> =>
  parse(Readable.from([new TextDecoder().decode(bytes)])) as Promise<DevTools>

/** All that differs, so that a failure shows the first few. */
function differences(ours: Snapshot, theirs: DevTools): string[] {
  const found: string[] = []
  const compare = (what: string, mine: unknown, other: unknown): void => {
    if (!Object.is(mine, other) && found.length < 20) found.push(`${what}: ${mine}, and ${other} in DevTools`)
  }
  const node = theirs.createNode(0)
  for (let ordinal = 0; ordinal < ours.nodeCount; ordinal++) {
    node.nodeIndex = ordinal * theirs.nodeFieldCount
    const of = `of node ${ordinal}`
    compare(`dominator ${of}`, ours.dominators[ordinal], theirs.dominatorsTree[ordinal])
    compare(`shallow size ${of}`, ours.shallowSizes[ordinal], node.selfSize())
    compare(`retained size ${of}`, ours.retainedSizes[ordinal], node.retainedSize())
    compare(`distance ${of}`, ours.distances[ordinal], node.distance())
    compare(`detachedness ${of}`, ours.detachedness?.[ordinal] ?? 0, node.detachedness())
    const mine = ours.node(ordinal)
    compare(`class ${of}`, mine.className, node.className())
    compare(`name ${of}`, mine.name, node.name())
  }
  compare('total size', ours.totalSize, theirs.totalSize)

  const aggregates = theirs.aggregatesWithFilter({} as never)
  const keyOf = ({ name, location }: ClassRow): string =>
    location === undefined ? `,${name}` : `${location.scriptId},${location.line},${location.column},${name}`
  const rows = new Map(ours.classes().map((row) => [keyOf(row), row]))
  compare('classes', [...rows.keys()].sort().join('\n'), Object.keys(aggregates).sort().join('\n'))
  for (const [key, { count, self, maxRet, distance }] of Object.entries(aggregates)) {
    const row = rows.get(key)
    compare(`count of ${key}`, row?.count, count)
    compare(`shallow size of ${key}`, row?.shallowSize, self)
    compare(`retained size of ${key}`, row?.retainedSize, maxRet)
    compare(`distance of ${key}`, row?.distance ?? -5, distance)
  }
  return found
}

describe('agrees with DevTools', () => {
  it.each(fixtures)('on %s, in each node and class', async (fixture) => {
    const bytes = fixtureBytes(fixture)
    expect(differences(new Snapshot(readChunks([bytes])), await byDevTools(bytes))).toEqual([])
  })

  it('on generated snapshots', async () => {
    await fc.assert(
      fc.asyncProperty(snapshotTexts(25), async (text) => {
        const bytes = bytesOf(snapshotOf(text))
        expect(differences(new Snapshot(readChunks([bytes])), await byDevTools(bytes))).toEqual([])
      }),
      { numRuns: Number(process.env.CARAT_SNAPSHOTS ?? 300) },
    )
  })
})
