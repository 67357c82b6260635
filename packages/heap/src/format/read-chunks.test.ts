import v8 from 'node:v8'
import { expect, it } from 'vitest'
import { readChunks } from './read-chunks.js'

it('reads a snapshot of this process as JSON.parse does', () => {
  const stream = v8.getHeapSnapshot()
  const chunks: Uint8Array[] = []
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) chunks.push(chunk)
  const graph = readChunks(chunks)
  const { nodes, edges, strings } = JSON.parse(Buffer.concat(chunks).toString())
  const width = nodes.length / graph.nodeCount
  expect(Array.from(graph.edgeTo, (node) => node * width)).toEqual(edges.filter((_: number, i: number) => i % 3 === 2))
  expect(graph.strings.length).toBe(strings.length)
  expect(Array.from(strings, (_, i) => graph.strings.get(i))).toEqual(strings)
})
