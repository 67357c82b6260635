import fc from 'fast-check'
import type {
  AllocatedLike,
  AllocationNodeLike,
  AllocationProfileLike,
  CodePlaceLike,
} from '../src/allocation-profile.js'
import { hostile } from './part-trees.js'

/** What a node is made of, before it has its place in a tree. */
export interface CallSeed {
  readonly kind?: 'function' | 'group'
  readonly name: string
  readonly place?: CodePlaceLike | undefined
  /** Of its own. */
  readonly bytes?: number
  readonly count?: number
  readonly calls?: readonly CallSeed[]
}

/** A profile whose sums are those that `profile` promises, with a site for each function and group that allocated. */
export function profileOf(name: string, seed: Omit<CallSeed, 'name'>, rest: object = {}): AllocationProfileLike {
  const tree = { ...nodeOf({ ...seed, name }), kind: 'profile' as const }
  const all = callsOf(tree)
  const sites = all
    .filter(({ node }) => node.self.count > 0)
    .map(({ node: { name, place, self }, above }) => {
      const caller = above.at(-1)
      const group = above.filter(({ kind }) => kind === 'group').map(({ name }) => name)
      return place === undefined && caller?.place !== undefined
        ? { name: caller.name, place: caller.place, via: name, group, ...self }
        : { name, place, via: undefined, group, ...self }
    })
    .sort((a, b) => b.bytes - a.bytes)
  return {
    name,
    ...tree.total,
    live: allocated(0, 0),
    tree,
    sites,
    tier: 'interpreter',
    agreement: { equal: true },
    conditions: [],
    v8: '14.6.202.33-node.21',
    ...rest,
  }
}

/** The nodes of a tree with those above, a parent before its children. */
export function callsOf(
  root: AllocationNodeLike,
): { node: AllocationNodeLike; above: readonly AllocationNodeLike[] }[] {
  const calls = []
  const waiting: { node: AllocationNodeLike; above: readonly AllocationNodeLike[] }[] = [{ node: root, above: [] }]
  for (let call = waiting.pop(); call !== undefined; call = waiting.pop()) {
    calls.push(call)
    for (const node of call.node.children) waiting.push({ node, above: [...call.above, call.node] })
  }
  return calls
}

/** A function that calls itself, `depth` times. */
export function recursion(depth: number): AllocationProfileLike {
  let seed: CallSeed = { name: 'walk', bytes: 16, count: 1 }
  for (let at = 1; at < depth; at++) seed = { name: 'walk', bytes: 16, count: 1, calls: [seed] }
  return profileOf('walk', { calls: [seed] })
}

function nodeOf({ kind = 'function', name, place, bytes = 0, count = 0, calls = [] }: CallSeed): AllocationNodeLike {
  const children = calls.map(nodeOf)
  const sum = (weight: 'bytes' | 'count', own: number) => children.reduce((sum, { total }) => sum + total[weight], own)
  const total = allocated(sum('bytes', bytes), sum('count', count))
  return { kind, name, place, self: allocated(bytes, count), total, children }
}

function allocated(bytes: number, count: number): AllocatedLike {
  return { bytes, count } as AllocatedLike
}

const name = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('index', 'push', 'get size', '(anonymous)', '[Symbol.iterator]', '#set', 'Map.größe'),
  },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', '(root)', '[root]', '(group parse)', '0 808') },
  { weight: 1, arbitrary: hostile },
)
const place = fc.record({
  file: fc.oneof(
    fc.constantFrom(
      `${process.cwd()}/src/index.ts`,
      '/elsewhere/größe 1/a#b?c%d.ts',
      'https://host/a.js?v=1;2',
      'webpack:///a.ts',
    ),
    hostile.filter((text) => text !== ''),
    hostile.map((text) => `/${text}`),
  ),
  line: fc.integer({ min: 1, max: 9 }),
  column: fc.integer({ min: 1, max: 9 }),
})
const own = fc.oneof(
  fc.constant({ bytes: 0, count: 0 }),
  fc.record({ bytes: fc.integer({ min: 1, max: 1e9 }), count: fc.integer({ min: 1, max: 1e6 }) }),
)
const { calls } = fc.letrec<{ calls: CallSeed[]; call: CallSeed }>((tie) => ({
  call: fc
    .tuple(
      fc.oneof(
        fc.record({ kind: fc.constant('function' as const), name, place: fc.option(place, { nil: undefined }) }),
        fc.record({ kind: fc.constant('group' as const), name }),
      ),
      own,
      tie('calls'),
    )
    .map(([call, own, calls]) => ({ ...call, ...own, calls })),
  calls: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('call'), { maxLength: 5 })),
}))

/** Any profile that keeps the promises of its type, with names that keep none. Functions of one name and place may be there twice. */
export const profiles: fc.Arbitrary<AllocationProfileLike> = fc
  .tuple(name, own, calls, fc.boolean(), fc.array(hostile, { maxLength: 2 }))
  .map(([name, own, calls, equal, conditions]) =>
    profileOf(name, { ...own, calls }, { agreement: { equal }, conditions }),
  )
