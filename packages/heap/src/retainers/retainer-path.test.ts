import { expect, it } from 'vitest'
import { type HandMadeNode, handMadeGraph } from './hand-made-graph.test-support.js'
import { pathText } from './path-text.js'
import { retainerPath } from './retainer-path.js'

const GLOBAL: HandMadeNode = { type: 'object', name: 'global' }

function textOf(nodes: Record<string, HandMadeNode>, target = 'target'): string | undefined {
  const graph = handMadeGraph(nodes)
  const path = retainerPath(graph, graph.at(target))
  return path === undefined ? undefined : pathText(path)
}

it('names properties, elements and classes', () => {
  const nodes: Record<string, HandMadeNode> = {
    root: { type: 'synthetic', name: '', edges: [['shortcut', 'g', 'global']] },
    global: { ...GLOBAL, edges: [['property', 'app', 'app']] },
    app: { type: 'object', name: 'Object', edges: [['property', 'users', 'users']] },
    users: { type: 'object', name: 'Array', edges: [['element', 3, 'user']] },
    user: { type: 'object', name: 'User', edges: [['property', '#secret', 'target']] },
    target: { type: 'object', name: 'Object' },
  }
  expect(textOf(nodes)).toBe('globalThis.app.users[3] (User) → #secret')
})

it('names the entry of a map by its key, and of a set by its place', () => {
  const table = (edges: HandMadeNode['edges'], size: number): HandMadeNode => ({ type: 'array', name: '', size, edges })
  const nodes: Record<string, HandMadeNode> = {
    root: { type: 'synthetic', name: '', edges: [['shortcut', 'g', 'global']] },
    global: {
      ...GLOBAL,
      edges: [
        ['property', 'cache', 'map'],
        ['property', 'seen', 'set'],
      ],
    },
    map: { type: 'object', name: 'Map', edges: [['internal', 'table', 'mapTable']] },
    // 2 buckets: 16 + 8 × (3 + 2 + 4 × 3)
    mapTable: table(
      [
        ['internal', '8', 'key'],
        ['internal', '9', 'target'],
      ],
      152,
    ),
    key: { type: 'string', name: 'user:"1"\n' },
    target: { type: 'object', name: 'Session' },
    set: { type: 'object', name: 'Set', edges: [['internal', 'table', 'setTable']] },
    // 2 buckets: 16 + 8 × (3 + 2 + 4 × 2)
    setTable: table([['internal', '7', 'member']], 120),
    member: { type: 'object', name: 'Object' },
  }
  expect(textOf(nodes)).toBe('globalThis.cache → Map[entry "user:\\"1\\"\\u000a"] (Session)')
  expect(textOf(nodes, 'member')).toBe('globalThis.seen → Set[element #1]')
})

it('puts the key of an entry together that was joined and never read', () => {
  const nodes: Record<string, HandMadeNode> = {
    root: { type: 'synthetic', name: '', edges: [['shortcut', 'g', 'global']] },
    global: { ...GLOBAL, edges: [['property', 'cache', 'map']] },
    map: { type: 'object', name: 'Map', edges: [['internal', 'table', 'table']] },
    table: {
      type: 'array',
      name: '',
      size: 152,
      edges: [
        ['internal', '8', 'key'],
        ['internal', '9', 'target'],
      ],
    },
    key: {
      type: 'concatenated string',
      name: '(concatenated string)',
      edges: [
        ['internal', 'first', 'first'],
        ['internal', 'second', 'second'],
      ],
    },
    first: { type: 'string', name: 'user:' },
    second: { type: 'string', name: '1' },
    target: { type: 'object', name: 'Session' },
  }
  expect(textOf(nodes)).toBe('globalThis.cache → Map[entry "user:1"] (Session)')
})

it('takes what the program wrote before what the loader of modules holds', () => {
  const nodes: Record<string, HandMadeNode> = {
    root: {
      type: 'synthetic',
      name: '',
      edges: [
        ['element', 1, 'environment'],
        ['shortcut', 'g', 'global'],
      ],
    },
    environment: { type: 'synthetic', name: 'Node / Environment', edges: [['element', 1, 'target']] },
    global: {
      ...GLOBAL,
      edges: [
        ['property', 'loaded', 'wrap'],
        ['property', 'app', 'app'],
      ],
    },
    wrap: { type: 'object', name: 'ModuleWrap', edges: [['property', 'value', 'target']] },
    app: { type: 'object', name: 'Object', edges: [['property', 'state', 'state']] },
    state: { type: 'object', name: 'Object', edges: [['property', 'current', 'target']] },
    target: { type: 'object', name: 'Object' },
  }
  expect(textOf(nodes)).toBe('globalThis.app.state.current')
})

it('takes the proxy that stands for the globals of a vm context for these', () => {
  const nodes: Record<string, HandMadeNode> = {
    root: { type: 'synthetic', name: '', edges: [['shortcut', 'g', 'global']] },
    global: { type: 'hidden', name: 'system / NativeContext', edges: [['internal', 'embedder_data', 'data']] },
    data: { type: 'hidden', name: 'system / EmbedderDataArray', edges: [['internal', '3', 'proxy']] },
    proxy: { type: 'object', name: 'system / JSProxy', edges: [['internal', '1', 'sandbox']] },
    sandbox: {
      type: 'object',
      name: 'Object',
      edges: [
        ['property', 'sessions', 'list'],
        ['property', 'proxied', 'otherProxy'],
      ],
    },
    list: { type: 'object', name: 'Array', edges: [['element', 7, 'target']] },
    target: { type: 'object', name: 'Session' },
    otherProxy: { type: 'object', name: 'system / JSProxy', edges: [['internal', '1', 'otherTarget']] },
    otherTarget: { type: 'object', name: 'Object' },
  }
  expect(textOf(nodes)).toBe('globalThis.sessions[7] (Session)')
  expect(textOf(nodes, 'otherTarget')).toBe('globalThis.proxied (Proxy) → (target)')
})

it('walks to the value of a WeakMap from its key', () => {
  const edge = '1 / part of key (Object @5) -> value (Object @7) pair in WeakMap (table @9)'
  const nodes: Record<string, HandMadeNode> = {
    root: { type: 'synthetic', name: '', edges: [['shortcut', 'g', 'global']] },
    global: {
      ...GLOBAL,
      edges: [
        ['property', 'weak', 'map'],
        ['property', 'settings', 'middle'],
      ],
    },
    map: { type: 'object', name: 'WeakMap', edges: [['internal', 'table', 'table']] },
    table: { type: 'array', name: '', edges: [['internal', edge, 'target']] },
    middle: { type: 'object', name: 'Object', edges: [['property', 'key', 'key']] },
    key: { type: 'object', name: 'Object', edges: [['internal', edge, 'target']] },
    target: { type: 'object', name: 'Object' },
  }
  expect(textOf(nodes)).toBe('globalThis.settings.key → WeakMap[key Object]')
})

it('prefers a longer path through the program to a shorter one through the engine', () => {
  const nodes: Record<string, HandMadeNode> = {
    root: {
      type: 'synthetic',
      name: '',
      edges: [
        ['element', 1, 'roots'],
        ['shortcut', 'g', 'global'],
      ],
    },
    roots: { type: 'synthetic', name: '(GC roots)', edges: [['element', 1, 'stack']] },
    stack: { type: 'synthetic', name: '(Stack roots)', edges: [['element', 1, 'target']] },
    global: { ...GLOBAL, edges: [['property', 'a', 'a']] },
    a: { type: 'object', name: 'Object', edges: [['property', 'b', 'b']] },
    b: { type: 'object', name: 'Object', edges: [['property', 'c', 'target']] },
    target: { type: 'object', name: 'Object' },
  }
  expect(textOf(nodes)).toBe('globalThis.a.b.c')
})

it('knows no path to what is held weakly', () => {
  const nodes: Record<string, HandMadeNode> = {
    root: { type: 'synthetic', name: '', edges: [['shortcut', 'g', 'global']] },
    global: { ...GLOBAL, edges: [['weak', 'target', 'target']] },
    target: { type: 'object', name: 'Object' },
  }
  expect(textOf(nodes)).toBeUndefined()
})

it('leads through no node that is left out', () => {
  const graph = handMadeGraph({
    root: { type: 'synthetic', name: '', edges: [['shortcut', 'g', 'global']] },
    global: {
      ...GLOBAL,
      edges: [
        ['property', 'probe', 'probe'],
        ['property', 'a', 'a'],
      ],
    },
    probe: { type: 'object', name: 'Probe', edges: [['property', 'x', 'target']] },
    a: { type: 'object', name: 'Object', edges: [['property', 'b', 'b']] },
    b: { type: 'object', name: 'Object', edges: [['property', 'x', 'target']] },
    target: { type: 'object', name: 'Object' },
  })
  const path = retainerPath(graph, graph.at('target'), { without: [graph.at('probe')] })
  expect(pathText(path ?? [])).toBe('globalThis.a.b.x')
})

it('shortens a long path in its middle, and counts the steps along a list', () => {
  const nodes: Record<string, HandMadeNode> = {
    root: { type: 'synthetic', name: '', edges: [['shortcut', 'g', 'global']] },
    global: { ...GLOBAL, edges: [['property', 'list', 'n0']] },
  }
  for (let at = 0; at < 40; at++) {
    nodes[`n${at}`] = { type: 'object', name: 'Item', edges: [['property', 'next', `n${at + 1}`]] }
  }
  nodes.n40 = { type: 'object', name: 'Item', edges: [] }
  expect(textOf(nodes, 'n40')).toBe('globalThis.list (Item) → next (Item) ×40')
  for (let at = 0; at < 40; at++) {
    nodes[`n${at}`] = { type: 'object', name: 'Item', edges: [['property', `p${at}`, `n${at + 1}`]] }
  }
  expect(textOf(nodes, 'n40')).toContain('p4 (Item) → … 28 more … → p33 (Item)')
})

it('refuses an ordinal that the graph has not', () => {
  const graph = handMadeGraph({ root: { type: 'synthetic', name: '' } })
  expect(() => retainerPath(graph, 1)).toThrow('target must be the ordinal of one of 1 nodes, got 1')
})
