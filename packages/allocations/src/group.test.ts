import { expect, it, onTestFinished } from 'vitest'
import { type GroupEvent, group, mark, onGroup, profile } from './index.js'

const pair = 24 + 2 * 8 + 16

it('just calls the function where no profile runs', () => {
  expect(group('alone', () => 7)).toBe(7)
  expect(() =>
    group('alone', () => {
      throw new RangeError('own')
    }),
  ).toThrow(RangeError)
  expect(() => mark('alone')).not.toThrow()
})

it('totals groups, nested ones within those around them, in rows and in the tree', () => {
  const inner = () => group('inner', () => ({ left: 1, top: 2 }))
  const outer = () => {
    group('outer', () => {
      inner()
      inner()
    })
    inner()
  }
  const { bytes, groups, sites, tree } = profile(outer)
  const closures = groups[0]?.self.bytes ?? Number.NaN
  expect(groups.map(({ path, calls, bytes }) => ({ path: path.join(' > '), calls, bytes }))).toEqual([
    { path: 'outer', calls: 1, bytes: closures + 2 * pair },
    { path: 'outer > inner', calls: 2, bytes: 2 * pair },
    { path: 'inner', calls: 1, bytes: pair },
  ])
  expect(sites.some(({ group }) => group.join(' > ') === 'outer > inner')).toBe(true)
  const names: string[] = []
  const visit = (node: typeof tree): void => {
    if (node.kind === 'group') names.push(node.name)
    node.children.forEach(visit)
  }
  visit(tree)
  expect(names.sort()).toEqual(['inner', 'inner', 'outer'])
  expect(tree.total.bytes).toBe(bytes)
})

it('costs nothing that would be counted', () => {
  const make = () => ({ left: 1, top: 2 })
  expect(profile(() => group('made', make)).bytes).toBe(profile(make).bytes)
})

it('follows groups across await, one after another', async () => {
  const step = async () => {
    await null
    const made = { left: 1, top: 2 }
    await null
    return made
  }
  const { groups } = await profile(async () => {
    await group('first', step)
    await group('second', step)
  })
  expect(groups.map(({ path }) => path)).toEqual([['first'], ['second']])
  expect(groups[0]?.bytes).toBeGreaterThan(pair)
  expect(groups[1]?.bytes).toBe(groups[0]?.bytes)
  expect(groups.map(({ overlap }) => overlap.bytes)).toEqual([0, 0])
})

it('nests a group that begins after an await', async () => {
  const { groups } = await profile(async () => {
    await group('outer', async () => {
      await null
      await group('inner', async () => {
        await null
        return { left: 1, top: 2 }
      })
    })
  })
  expect(groups.map(({ path }) => path)).toEqual([['outer'], ['outer', 'inner']])
})

it("tells of groups that are open at the same time that what ran after an await is neither's", async () => {
  const step = async () => {
    await null
    return { left: 1, top: 2 }
  }
  const { groups } = await profile(async () => {
    await group('both', () => Promise.all([group('left', step), group('right', step)]))
  })
  expect(groups.map(({ path }) => path)).toEqual([['both'], ['both', 'left'], ['both', 'right']])
  expect(groups[0]?.overlap.bytes).toBeGreaterThanOrEqual(pair)
})

it('calls hooks at the start and end, also where no profile runs, and until they are taken away', async () => {
  const seen: string[] = []
  const note =
    (what: string) =>
    ({ path }: GroupEvent) =>
      seen.push(`${what} ${path.join(' > ')}`)
  const off = onGroup({ start: note('start'), end: note('end') })
  onTestFinished(off)
  group('plain', () => {})
  await group('async', async () => {
    seen.push('runs')
  })
  expect(seen).toEqual(['start plain', 'end plain', 'start async', 'runs', 'end async'])
  seen.length = 0
  profile(() => group('outer', () => group('inner', () => {})), { warmUp: 0, repeats: 1 })
  expect(seen.slice(0, 4)).toEqual(['start outer', 'start outer > inner', 'end outer > inner', 'end outer'])
  seen.length = 0
  off()
  group('plain', () => {})
  expect(seen).toEqual([])
})

it('leaves out what hooks allocate', () => {
  const make = () => ({ left: 1, top: 2 })
  const grouped = () => group('made', make)
  const { bytes } = profile(grouped)
  onTestFinished(onGroup({ start: () => new Array(1000).fill(0) }))
  expect(profile(grouped).bytes).toBe(bytes)
})

it('gives a phase from each mark to the next, and what came from each to the end', () => {
  const { bytes, phases } = profile(() => {
    const first = { left: 1, top: 2 }
    mark('second')
    const second = [{ left: 1, top: 2 }]
    mark('third')
    return [first, second]
  })
  expect(phases.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['(start)', pair],
    ['second', pair + 32 + 16 + 16 + 8],
    ['third', 32 + 16 + 16 + 2 * 8],
  ])
  expect(phases.map(({ toEnd }) => toEnd.bytes)).toEqual([bytes, bytes - pair, 32 + 16 + 16 + 2 * 8])
})

it('has no phases without marks', () => {
  expect(profile(() => []).phases).toEqual([])
})

it.each([
  [() => group('', () => {}), `group takes a name, got ""; call it as group('parse', () => parse(text))`],
  [() => group('a', 3 as never), 'group takes a function, got 3'],
  [() => mark(undefined as never), `mark takes a name, got undefined; call it as mark('parsed')`],
  [() => onGroup({ start: 1 as never }), 'onGroup takes functions, got 1 as start'],
  [() => onGroup(null as never), 'onGroup takes an object, got null'],
])('refuses a wrong call with its way out: %s', (call, message) => {
  expect(call).toThrow(message)
})

it('counts the same in the first measured run of functions that each run makes anew', () => {
  const { agreement } = profile(() => group('outer', () => group('inner', () => [{}, [{}]])), { repeats: 5 })
  expect(agreement.equal).toBe(true)
})
