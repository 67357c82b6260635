import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { group, mark, onGroup, peakOf, profile } from '@carat/allocations'
import {
  boundsOf,
  createTracker,
  diff,
  isLargerThan,
  layouts,
  type Measurement,
  measurable,
  measure,
  measureAll,
  measureRoots,
  merge,
  type Part,
  registerRoot,
  registerType,
  shallowSizeOf,
  sizeOf,
  unmeasured,
  type Visitor,
} from '@carat/core'
import {
  collectability,
  findLeak,
  heapUsageOf,
  pathText,
  retainedSizeOf,
  retainersOf,
  unseenBy,
  unseenOf,
} from '@carat/heap'
import { dhat, foldedStacks, treeText } from '@carat/report'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MatcherResult } from './context.js'
import { toAllocate } from './to-allocate.js'
import { toAllocateAtMost } from './to-allocate-at-most.js'
import { toAllocateNothing } from './to-allocate-nothing.js'

// Named after what loupe, memuse, allocative, dhat-rs and tracking-allocator can do, so that it can be looked up: docs/capabilities.md is the table.

const OBJECT = 24
const ARRAY = 32
const ELEMENTS = 16
const SLOT = 8
const STRING = 16
const pair = (): unknown => ({ cut: 2, facets: 58 })
/** With the 16 B that V8 leaves behind a literal. */
const PAIR = OBJECT + 2 * SLOT + 16

function row({ root }: Measurement, path: string): Part {
  const found = rows(root).find((part) => part.path === path)
  if (found === undefined) throw new Error(`no row ${path}`)
  return found
}

function rows(part: Part): Part[] {
  return [part, ...part.parts.flatMap(rows)]
}

describe('capability', () => {
  it('deep size of one value', () => {
    expect(sizeOf({ list: ['eight ch'] })).toBe(OBJECT + SLOT + ARRAY + ELEMENTS + SLOT + STRING + 8)
  })

  it('shallow/self vs heap split', () => {
    const value = { list: ['eight ch'] }
    expect(shallowSizeOf(value)).toBe(OBJECT + SLOT)
    const { root } = measure(value)
    expect([root.self, root.bytes]).toEqual([OBJECT + SLOT, sizeOf(value)])
  })

  it('cycle-safe', () => {
    const value: { self?: unknown } = {}
    value.self = value
    expect(sizeOf(value)).toBe(OBJECT + SLOT)
  })

  it('shared counted once', () => {
    const shared = [1]
    expect(sizeOf([shared, shared])).toBe(ARRAY + ELEMENTS + 2 * SLOT + (ARRAY + ELEMENTS + SLOT))
  })

  it('unique vs shared reported', () => {
    const shared = [1]
    const { roots, shared: parts } = measureAll({ a: [shared], b: [shared] })
    const one = ARRAY + ELEMENTS + SLOT
    expect(roots.a).toMatchObject({ exclusive: one, reachable: 2 * one })
    expect(parts).toMatchObject([{ between: ['a', 'b'], bytes: one }])
    expect(row(measure({ a: shared, b: shared }), '.a').also).toEqual(['.b'])
  })

  it('dedup set shared across calls', () => {
    const shared = [1]
    const tracker = createTracker()
    const one = ARRAY + ELEMENTS + SLOT
    expect([sizeOf([shared], { tracker }), sizeOf([shared], { tracker })]).toEqual([2 * one, one])
  })

  it('spare capacity reported', () => {
    const measurement = measure(new Uint8Array(new ArrayBuffer(1000), 0, 10))
    expect(measurement.spare).toBe(990)
    expect(treeText(measurement)).toContain('990 spare')
    // what the walk can't see: the slots that V8 made when the array grew
    const grown: number[] = []
    for (let i = 0; i < 18; i++) grown.push(i)
    expect(heapUsageOf(grown)).toMatchObject({ bytes: ARRAY + ELEMENTS + 43 * SLOT, spare: (43 - 18) * SLOT })
  })

  it('padding/gaps reported', () => {
    // a settled size has none: what V8 may keep free in an object is the room between the bounds
    const { lower, upper, room } = boundsOf({ a: 1 })
    expect(room).toContainEqual(expect.objectContaining({ cause: 'room in objects', bytes: expect.any(Number) }))
    expect(room.reduce((sum, { bytes }) => sum + bytes, 0)).toBe((upper as number) - lower)
    class Young {
      readonly field = 1
    }
    expect(heapUsageOf(new Young())).toMatchObject({ bytes: OBJECT + SLOT, spare: 0, slack: expect.any(Number) })
  })

  it('number of distinct blocks', () => {
    expect(measure({ list: ['eight ch', 1.5] }).objects).toBe(4)
  })

  it('lower/upper bounds', () => {
    const { lower, upper } = boundsOf(new Map([[1, 2]]))
    expect(lower).toBeLessThanOrEqual(sizeOf(new Map([[1, 2]])))
    expect(upper).toBeGreaterThanOrEqual(sizeOf(new Map([[1, 2]])))
    expect(boundsOf({ closure: () => lower }).upper).toBeUndefined()
  })

  it('breakdown tree', () => {
    const { root } = measure({ users: [{ id: 1 }, { id: 2 }] })
    expect(rows(root).map(({ path, count }) => `${path} ×${count}`)).toEqual([' ×1', '.users ×1', '.users[*] ×2'])
  })

  it('histogram by type', () => {
    expect(measure([{}, {}, 'eight ch']).types).toEqual([
      { type: 'Object', count: 2, bytes: 2 * (OBJECT + 4 * SLOT) },
      { type: 'Array', count: 1, bytes: ARRAY + ELEMENTS + 3 * SLOT },
      { type: 'string', count: 1, bytes: STRING + 8 },
    ])
  })

  it('folded flame graph', () => {
    expect(foldedStacks(measure({ list: [1] }))).toBe(
      `Object ${OBJECT + SLOT}\nObject;.list Array ${ARRAY + ELEMENTS + SLOT}\n`,
    )
  })

  it('add/merge results', () => {
    const merged = merge(measure([1]), measure([1, 2]))
    expect(merged.bytes).toBe(sizeOf([1]) + sizeOf([1, 2]))
    expect(merged.root.count).toBe(2)
  })

  it('diff two results', () => {
    const { rows: changed } = diff(measure({ list: [1] }), measure({ list: [1, 2] }))
    expect(changed).toMatchObject([{ path: '.list', change: 'grew' }])
  })

  it('global roots registry', () => {
    onTestFinished(registerRoot('sessions', () => [1]))
    expect(measureRoots().roots.sessions).toMatchObject({ exclusive: ARRAY + ELEMENTS + SLOT })
  })

  it('automatic traversal', () => {
    class Point {
      readonly x = 1
      readonly label = 'eight ch'
    }
    expect(sizeOf(new Map([['eight ch', new Point()]])) - sizeOf(new Map([['eight ch', 1]]))).toBe(OBJECT + 2 * SLOT)
  })

  it('skip field/type', () => {
    class Session {
      readonly logger = ['a line'];
      [measurable](visitor: Visitor): void {
        visitor.skip('logger', 'belongs to the app')
      }
    }
    class Socket {
      readonly buffer = new Uint8Array(1000)
    }
    unmeasured('belongs to the host')(Socket, { kind: 'class', name: 'Socket' } as ClassDecoratorContext<typeof Socket>)
    expect(sizeOf(new Session())).toBe(OBJECT + SLOT)
    expect(sizeOf({ socket: new Socket() })).toBe(OBJECT + SLOT)
  })

  it('reason required for a skip', () => {
    class Session {
      readonly logger = ['a line']
      constructor(readonly reason: string) {}
      [measurable](visitor: Visitor): void {
        visitor.skip('logger', this.reason)
      }
    }
    expect(measure(new Session('belongs to the app')).unseen).toEqual([
      { path: '.logger', reason: 'skipped', count: 1, note: 'belongs to the app' },
    ])
    expect(measure(new Session('')).warnings).toMatchObject([{ message: expect.stringContaining('without a reason') }])
    expect(() => unmeasured('')).toThrow(TypeError)
  })

  it('fixed size / size function for a foreign type', () => {
    class Handle {}
    class Image {
      readonly width = 10
      readonly height = 20
    }
    onTestFinished(registerType(Handle, (_, visitor) => visitor.bytes('native', 48)))
    onTestFinished(registerType(Image, ({ width, height }, visitor) => visitor.bytes('pixels', width * height * 4)))
    expect(sizeOf(new Handle())).toBe(OBJECT + 48)
    expect(sizeOf(new Image())).toBe(OBJECT + 2 * SLOT + 800)
  })

  it('non-GC memory', () => {
    const slab = new ArrayBuffer(1000)
    const views = [new Uint8Array(slab, 0, 600), new Uint8Array(slab, 400)]
    const { typedArray, arrayBuffer } = layouts['v8-14']
    expect(sizeOf(views)).toBe(ARRAY + ELEMENTS + 2 * SLOT + 2 * typedArray + arrayBuffer + 1000)
    class Arena {
      [measurable](visitor: Visitor): void {
        visitor.capacity('arena', { used: 100, allocated: 1000 })
      }
    }
    expect(measure(new Arena())).toMatchObject({ bytes: OBJECT + 1000, spare: 900 })
  })

  it('opaque marked, not hidden', () => {
    const value = { proxy: new Proxy({}, {}), weak: new WeakMap(), run: () => value }
    expect(measure(value).unseen).toEqual([
      { path: '.proxy', reason: 'proxy target and handler', count: 1 },
      { path: '.run', reason: 'closure context', count: 1 },
      { path: '.weak', reason: 'weak collection entries', count: 1 },
    ])
    const { rows: found } = unseenBy(measure(new Proxy({}, {})))
    expect(found).toEqual([{ path: '', cause: 'proxy target and handler', bytes: 2 * (OBJECT + 4 * SLOT), count: 2 }])
  })

  it('size-inconsistency warning', () => {
    class Ring {
      readonly slots = new Uint8Array(100);
      [measurable](visitor: Visitor): void {
        visitor.capacity('slots', { used: 5, allocated: 10 })
      }
    }
    expect(measure({ ring: new Ring() }).warnings).toEqual([
      {
        path: '.ring',
        message: 'declares 10 bytes allocated for "slots", which has 100 bytes of data: left out',
        count: 1,
      },
    ])
  })

  it('layout model / other-VM estimate', () => {
    const sizes = Object.keys(layouts).map((layout) =>
      sizeOf({ a: 1, b: 2, c: 3 }, { layout: layout as keyof typeof layouts }),
    )
    const compressed = 12 + 3 * 4
    expect(sizes.sort((a, b) => a - b)).toEqual([compressed, ...Array(3).fill(OBJECT + 3 * SLOT)])
  })

  it('depth limit / humanised units', () => {
    const nested = { a: { b: { c: { d: 1 } } } }
    expect(treeText(measure(nested), { depth: 1 })).not.toContain('.b')
    expect(isLargerThan(nested, '1 kB')).toBe(false)
  })

  it('estimate validated vs real allocator', () => {
    expect(unseenOf({ list: [1, 2, 3] })).toMatchObject({ walk: 104, heap: 104, rows: [] })
    const { walk, heap, rows: differences } = unseenOf(Promise.resolve({ id: 1 }))
    expect(differences.map(({ cause }) => cause)).toEqual(['promise result'])
    expect(differences.reduce((sum, { bytes }) => sum + bytes, walk as number)).toBe(heap)
  })

  it('retained size, and what keeps a value alive', () => {
    const session = { token: new Array(3).fill(1) }
    const holder = globalThis as { sessions?: Map<string, object> }
    holder.sessions = new Map([['user:1', session]])
    onTestFinished(() => {
      delete holder.sessions
    })
    expect(retainedSizeOf(session.token)).toBe(ARRAY + ELEMENTS + 3 * SLOT)
    expect(pathText(retainersOf(session) ?? [])).toBe('globalThis.sessions → Map[entry "user:1"]')
  })

  it('leaks, with what holds them', async () => {
    const kept: object[] = []
    expect(await findLeak(() => kept.push({ id: kept.length }))).toMatchObject({ objectsPerRun: expect.closeTo(1, 1) })
    expect(await findLeak(() => ({ id: kept.length }))).toBeUndefined()
    expect(await collectability({ id: 1 })).toEqual({ isCollectable: true })
    expect(await collectability(kept[0])).toMatchObject({ isCollectable: false })
  })

  it('allocations total/peak/current', () => {
    const fill = (): number[] => {
      const kept = [pair(), pair()]
      mark('filled')
      pair()
      return kept as never
    }
    const { bytes, count, live, phases } = profile(fill)
    expect(bytes - live.bytes).toBeGreaterThanOrEqual(PAIR)
    expect(count).toBe(2 + 1 + 1 + 1)
    expect(phases.map(({ name, toEnd }) => [name, toEnd.bytes])).toEqual([
      ['(start)', bytes],
      ['filled', PAIR],
    ])
    const { atLeast, atMost } = peakOf(fill)
    expect(atLeast).toBeGreaterThan(0)
    expect(atMost).toBeGreaterThanOrEqual(atLeast)
  })

  it('allocation assertions in tests', () => {
    const unsaved = { profile: false } as const
    expect(toAllocate.call({}, pair, PAIR, unsaved)).toMatchObject({ pass: true })
    expect(toAllocateAtMost.call({}, pair, { perCall: PAIR - 1 }, unsaved)).toMatchObject({ pass: false })
    expect(toAllocateNothing.call({}, () => PAIR, unsaved)).toMatchObject({ pass: true })
  })

  it('save profile only on failure', () => {
    const folder = mkdtempSync(join(tmpdir(), 'carat-capabilities-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'pair.dhat.json')
    const { pass, message } = toAllocate.call({}, pair, PAIR - 1, { profile: file }) as MatcherResult
    expect(pass).toBe(false)
    expect(existsSync(file)).toBe(false)
    expect(message()).toContain(file)
    expect(existsSync(file)).toBe(true)
  })

  it('DHAT JSON', () => {
    const { pps, ftbl } = JSON.parse(dhat(profile(pair)))
    expect(pps.map(({ tb, tbk }: { tb: number; tbk: number }) => [tb, tbk])).toEqual([[PAIR, 1]])
    expect(ftbl[0]).toBe('[root]')
  })

  it('allocation groups/attribution', async () => {
    const begun: string[] = []
    onTestFinished(onGroup({ start: ({ name }) => begun.push(name) }))
    const { groups, sites } = await profile(() =>
      group('request', async () => {
        await undefined
        return group('render', pair)
      }),
    )
    expect(groups.map(({ path }) => path.join(' > '))).toEqual(['request', 'request > render'])
    expect(sites.find(({ name }) => name === 'pair')).toMatchObject({ bytes: PAIR, group: ['request', 'render'] })
    expect(begun.slice(0, 2)).toEqual(['request', 'render'])
  })

  it('own allocations excluded', () => {
    expect(profile(() => PAIR)).toMatchObject({ bytes: 0, count: 0, live: { bytes: 0 } })
  })

  it('runtime enable/disable', () => {
    expect(group('outside', () => mark('here'))).toBeUndefined()
    const { bytes } = profile(pair)
    pair()
    expect(profile(pair).bytes).toBe(bytes)
  })
})

describe('docs/capabilities.md', () => {
  it('names a test above for each row of its first table', () => {
    const docs = readFileSync(new URL('../../../docs/capabilities.md', import.meta.url), 'utf8')
    const [text = ''] = docs.split('\n## ')
    const source = readFileSync(new URL(import.meta.url), 'utf8')
    const names = [...text.matchAll(/^\| ([^|]+?) +\|/gm)]
      .map(([, name]) => name as string)
      .filter((name) => !/^(capability|-+)$/.test(name))
    expect(names.length).toBeGreaterThan(20)
    const tested = [...source.matchAll(/^ {2}it\('([^']+)'/gm)].map(([, name]) => name as string).slice(0, -1)
    expect(tested.sort()).toEqual(names.sort())
  })
})
