import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callsOf, profileOf, profiles, recursion } from '../test/allocation-trees.js'
import type { AllocationNodeLike } from './allocation-profile.js'
import { dhat } from './dhat.js'
import { foldedStacks } from './folded-stacks.js'

interface DhatFile {
  readonly ftbl: readonly string[]
  readonly pps: readonly { readonly tb: number; readonly tbk: number; readonly fs: readonly number[] }[]
}

const read = (text: string): DhatFile => JSON.parse(text)

describe('dhat', () => {
  it('writes version 2 of the format, without time, process and folder', () => {
    const load = profileOf('load', {
      calls: [
        {
          name: 'load',
          place: { file: `${process.cwd()}/src/load.ts`, line: 7, column: 14 },
          bytes: 152,
          count: 3,
          calls: [{ kind: 'group', name: 'parse', calls: [{ name: 'push', bytes: 104, count: 1 }] }],
        },
      ],
    })
    expect(read(dhat(load))).toEqual({
      dhatFileVersion: 2,
      mode: 'v8-allocations',
      verb: 'Allocated',
      bklt: false,
      bkacc: false,
      bksu: 'pieces',
      tu: 'µrun',
      Mtu: 'run',
      te: 1_000_000,
      cmd: 'load',
      pid: 0,
      pps: [
        { tb: 152, tbk: 3, fs: [1] },
        { tb: 104, tbk: 1, fs: [1, 2, 3] },
      ],
      ftbl: ['[root]', 'load (src/load.ts:7:14)', '(group parse)', 'push'],
    })
  })

  it('has what was allocated outside of all functions at the root', () => {
    expect(read(dhat(profileOf('f', { bytes: 8, count: 1 })))).toMatchObject({
      pps: [{ tb: 8, tbk: 1, fs: [] }],
      ftbl: ['[root]'],
    })
  })

  it('has one point for functions that are written the same', () => {
    const long = (middle: string) => ({ name: `${'x'.repeat(60)}${middle}${'y'.repeat(60)}`, bytes: 8, count: 1 })
    const { pps, ftbl } = read(dhat(profileOf('f', { calls: [long('1'), long('2')] })))
    expect(pps).toEqual([{ tb: 16, tbk: 2, fs: [1] }])
    expect(ftbl).toHaveLength(2)
  })

  it('keeps what dh_view demands, and all bytes and pieces by stack, whatever the names', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const { pps, ftbl } = read(dhat(profile))
        expect(ftbl[0]).toBe('[root]')
        expect(new Set(ftbl).size).toBe(ftbl.length)
        expect(new Set(pps.map(({ fs }) => fs.join())).size).toBe(pps.length)
        expect(pps.reduce((sum, { tb }) => sum + tb, 0)).toBe(profile.bytes)
        expect(pps.reduce((sum, { tbk }) => sum + tbk, 0)).toBe(profile.count)

        const used = new Set(pps.flatMap(({ fs }) => fs))
        for (const frame of used) expect(ftbl[frame]).toBeTypeOf('string')
        expect(used.has(0)).toBe(false)
        const stacksIn = (weight: 'tb' | 'tbk') =>
          pps
            .filter((point) => point[weight] > 0)
            .map(({ fs, ...point }) => [['(root)', ...fs.map((at) => ftbl[at])].join(';'), point[weight]] as const)
        for (const [weight, ours] of [
          ['tb', 'bytes'],
          ['tbk', 'count'],
        ] as const) {
          expect(summed(stacksIn(weight))).toEqual(summed(linesOf(foldedStacks(profile, { weight: ours }))))
        }
      }),
    )
  })

  it('is one text, whatever the order of calls, with nothing that breaks a line', () => {
    const reversed = (node: AllocationNodeLike): AllocationNodeLike => ({
      ...node,
      children: [...node.children].reverse().map(reversed),
    })
    fc.assert(
      fc.property(profiles, (profile) => {
        const text = dhat(profile)
        expect(dhat(JSON.parse(JSON.stringify(profile)))).toBe(text)
        expect(text).not.toContain(process.cwd())
        for (const frame of read(text).ftbl) expect(frame).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        const isTold = new Set(
          callsOf(profile.tree).map(({ node: { kind, name, place } }) => JSON.stringify([kind, name, place])),
        )
        // functions that nothing tells apart stand in the order in which they come
        if (isTold.size === callsOf(profile.tree).length) {
          expect(dhat({ ...profile, tree: reversed(profile.tree) })).toBe(text)
        }
      }),
    )
  })

  it('writes what is called 2,000 deep', () => {
    expect(read(dhat(recursion(2000))).pps.at(-1)?.fs).toHaveLength(2000)
  })

  it('refuses what is no profile', () => {
    expect(() => dhat((() => []) as never)).toThrow(
      new TypeError(
        'dhat takes what profile gives, got a function instead; write dhat(profile(fn)), or dhat(await profile(fn)) where fn is async',
      ),
    )
  })
})

function linesOf(text: string): (readonly [string, number])[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))] as const)
}

function summed(entries: (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [stack, number] of entries) sums.set(stack, (sums.get(stack) ?? 0) + number)
  return sums
}
