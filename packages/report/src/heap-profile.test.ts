import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callsOf, profileOf, profiles, recursion } from '../test/allocation-trees.js'
import type { AllocationNodeLike } from './allocation-profile.js'
import { heapProfile } from './heap-profile.js'

interface HeapProfileNode {
  readonly callFrame: {
    readonly functionName: string
    readonly scriptId: string
    readonly url: string
    readonly lineNumber: number
    readonly columnNumber: number
  }
  readonly selfSize: number
  readonly id: number
  readonly children: readonly HeapProfileNode[]
}

interface HeapProfile {
  readonly head: HeapProfileNode
  readonly samples: readonly { readonly size: number; readonly nodeId: number; readonly ordinal: number }[]
}

const read = (text: string): HeapProfile => JSON.parse(text)

function nodesOf(head: HeapProfileNode): { node: HeapProfileNode; above: readonly HeapProfileNode[] }[] {
  const found = []
  const waiting: { node: HeapProfileNode; above: readonly HeapProfileNode[] }[] = [{ node: head, above: [] }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next)
    for (const node of next.node.children) waiting.push({ node, above: [...next.above, next.node] })
  }
  return found
}

describe('heapProfile', () => {
  it('writes the tree as V8 does, with places from 0, URLs, and groups as frames', () => {
    const load = profileOf('load', {
      calls: [
        {
          name: '(anonymous)',
          place: { file: '/app/src/größe 1.ts', line: 7, column: 14 },
          bytes: 152,
          count: 3,
          calls: [{ kind: 'group', name: 'parse; 1', calls: [{ name: 'push', bytes: 104, count: 1 }] }],
        },
      ],
    })
    const nowhere = { scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 }
    expect(read(heapProfile(load))).toEqual({
      head: {
        callFrame: { functionName: '(root)', ...nowhere },
        selfSize: 0,
        id: 1,
        children: [
          {
            callFrame: {
              functionName: '',
              scriptId: '1',
              url: 'file:///app/src/gr%C3%B6%C3%9Fe%201.ts',
              lineNumber: 6,
              columnNumber: 13,
            },
            selfSize: 152,
            id: 2,
            children: [
              {
                callFrame: { functionName: '(group parse; 1)', ...nowhere },
                selfSize: 0,
                id: 3,
                children: [{ callFrame: { functionName: 'push', ...nowhere }, selfSize: 104, id: 4, children: [] }],
              },
            ],
          },
        ],
      },
      samples: [
        { size: 152, nodeId: 2, ordinal: 1 },
        { size: 104, nodeId: 4, ordinal: 2 },
      ],
    })
  })

  it('has the bytes of each stack, whatever the names', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const { head, samples } = read(heapProfile(profile))
        const nodes = nodesOf(head)
        expect(new Set(nodes.map(({ node }) => node.id)).size).toBe(nodes.length)
        expect(nodes.reduce((sum, { node }) => sum + node.selfSize, 0)).toBe(profile.bytes)
        expect(samples.reduce((sum, { size }) => sum + size, 0)).toBe(profile.bytes)
        expect(samples.map(({ ordinal }) => ordinal)).toEqual(samples.map((_, index) => index + 1))
        const sizes = new Map(nodes.map(({ node }) => [node.id, node.selfSize]))
        for (const { nodeId, size } of samples) expect(sizes.get(nodeId)).toBe(size)

        const written = nodes.map(({ node, above }) => JSON.stringify([...above, node].map(keyOfWritten)))
        const given = callsOf(profile.tree).map(({ node, above }) => JSON.stringify([...above, node].map(keyOfGiven)))
        const run = profile.tree.self.bytes
        if (run > 0) given.push(JSON.stringify([keyOfGiven(profile.tree), ['(the function)', '', 0, 0, run]]))
        expect(written.sort()).toEqual(given.sort())
      }),
    )
  })

  it('gives the head no bytes, which DevTools would not show', () => {
    const { head } = read(heapProfile(profileOf('f', { bytes: 8, count: 1 })))
    expect(head).toMatchObject({
      selfSize: 0,
      children: [{ callFrame: { functionName: '(the function)' }, selfSize: 8 }],
    })
  })

  it('gives a file one script, whatever functions are in it', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const ids = new Map<string, string>()
        for (const { node } of nodesOf(read(heapProfile(profile)).head)) {
          const { url, scriptId, lineNumber } = node.callFrame
          expect(ids.get(url) ?? scriptId).toBe(scriptId)
          ids.set(url, scriptId)
          expect(scriptId === '0').toBe(lineNumber === -1)
        }
        expect(new Set(ids.values()).size).toBe(ids.size)
      }),
    )
  })

  it('writes what is called 2,000 deep', () => {
    expect(nodesOf(read(heapProfile(recursion(2000))).head)).toHaveLength(2001)
  })

  it.each([undefined, null, 808, 'profile', [1], () => [], { bytes: 808 }, { head: {}, samples: [] }])(
    'refuses %s',
    (argument) => {
      expect(() => heapProfile(argument as never)).toThrow(TypeError)
      expect(() => heapProfile(argument as never)).toThrow(
        /^heapProfile takes what profile gives, got .* instead; write heapProfile\(profile\(fn\)\), or heapProfile\(await profile\(fn\)\) where fn is async$/,
      )
    },
  )

  it('refuses the profile of an async function that nobody waited for', () => {
    expect(() => heapProfile(Promise.resolve() as never)).toThrow('got an object instead')
  })
})

function keyOfWritten({ callFrame, selfSize }: HeapProfileNode): unknown[] {
  const { functionName, url, lineNumber, columnNumber } = callFrame
  return [functionName, url, lineNumber + 1, columnNumber + 1, selfSize]
}

function keyOfGiven({ kind, name, place, self }: AllocationNodeLike): unknown[] {
  const words = { profile: '(root)', group: `(group ${name})`, function: name === '(anonymous)' ? '' : name }[kind]
  if (place === undefined) return [words, '', 0, 0, kind === 'profile' ? 0 : self.bytes]
  const url = place.file.startsWith('/') ? pathToFileURL(place.file).href : place.file
  return [words, url, place.line, place.column, self.bytes]
}
