import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parse as babelParse } from '@babel/parser'
import * as acorn from 'acorn'
import graphology from 'graphology'
import Immutable from 'immutable'
import { LRUCache } from 'lru-cache'
import * as z from 'zod'

/** A value that a library of the npm registry built, and whether it is in canonical form. */
export interface LibraryValue {
  readonly name: string
  /** Equal to V8's bytes, where the construction allows it; else not below the lower bound. */
  readonly canonical: boolean
  make(): unknown
}

const require = createRequire(import.meta.url)
const source = readFileSync(require.resolve('lru-cache'), 'utf8')

/** A lock file as npm writes it, of the packages that are installed here. */
function lockFile(count: number): string {
  const store = new URL('../../node_modules/.pnpm/', import.meta.url)
  const packages: Record<string, unknown> = {}
  for (const folder of readdirSync(store).sort()) {
    const at = folder.lastIndexOf('@')
    if (at <= 0 || Object.keys(packages).length >= count) continue
    const name = folder.slice(0, at).replace('+', '/')
    try {
      const manifest = JSON.parse(readFileSync(new URL(`${folder}/node_modules/${name}/package.json`, store), 'utf8'))
      const { version, license, dependencies, peerDependencies, engines, bin, funding } = manifest as Record<
        string,
        unknown
      >
      packages[`node_modules/${name}@${String(version)}`] = {
        ...{ version, license, dependencies, peerDependencies, engines, bin, funding },
        resolved: `https://packages.example.org/${name}/-/${name.slice(name.indexOf('/') + 1)}-${String(version)}.tgz`,
      }
    } catch (error) {
      // A folder whose name pnpm shortened, or a package of another system.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return JSON.stringify({ name: 'judged', lockfileVersion: 3, requires: true, packages })
}

/** Makes equal strings one: `JSON.parse` makes a new one each time, if it is long. */
function withSharedStrings<T>(value: T): T {
  const strings = new Map<string, string>()
  const stack: unknown[] = [value]
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item !== 'object' || item === null) continue
    const holder = item as Record<string, unknown>
    for (const [key, held] of Object.entries(holder)) {
      if (typeof held === 'string') {
        const first = strings.get(held)
        if (first === undefined) strings.set(held, held)
        else holder[key] = first
      } else stack.push(held)
    }
  }
  return value
}

function evaluated(text: string): unknown {
  // biome-ignore lint/security/noGlobalEval: a literal of this size is what is to be tried
  return globalThis.eval(`(${text})`)
}

function lruCache(): unknown {
  const cache = new LRUCache<string, object>({ max: 500, ttl: 60_000 })
  for (let key = 0; key < 1000; key++) cache.set(`cached ${key}`, { cachedNumber: key, cachedText: `text ${key}` })
  cache.get('cached 999')
  cache.delete('cached 998')
  return cache
}

function graph(): unknown {
  const { DirectedGraph } = graphology as unknown as { DirectedGraph: new () => GraphOfStrings }
  const made = new DirectedGraph()
  for (let node = 0; node < 100; node++) made.addNode(`node ${node}`, { weight: node })
  for (let node = 1; node < 100; node++) made.addEdge(`node ${node}`, `node ${node >> 1}`, { length: node / 2 })
  return made
}
interface GraphOfStrings {
  addNode(name: string, attributes: object): unknown
  addEdge(from: string, to: string, attributes: object): unknown
}

function schema(): unknown {
  return z.object({
    name: z.string().min(1).max(100),
    tags: z.array(z.string()).optional(),
    address: z.object({ street: z.string(), zip: z.string().regex(/^\d{5}$/) }),
    kind: z.union([z.literal('a'), z.literal('b'), z.number().int()]),
    extra: z.record(z.string(), z.unknown()),
  })
}

function immutableState(): unknown {
  return Immutable.fromJS(
    JSON.parse(
      JSON.stringify({ users: Array.from({ length: 200 }, (_, id) => ({ id, name: `user ${id}`, tags: ['x', id] })) }),
    ),
  )
}

export const libraryValues: readonly LibraryValue[] = [
  { name: 'a parsed lock file', canonical: true, make: () => withSharedStrings(JSON.parse(lockFile(120))) },
  { name: 'a parsed lock file with a dictionary', canonical: false, make: () => JSON.parse(lockFile(1000)) },
  {
    // As a literal: `JSON.parse` of Node 24 and 26 starts an object with the slots of the one before it in the array.
    name: 'a syntax tree of acorn as a literal',
    canonical: true,
    make: () => evaluated(JSON.stringify(acorn.parse(source, { ecmaVersion: 'latest', sourceType: 'module' }))),
  },
  {
    name: 'a syntax tree of acorn',
    canonical: false,
    make: () => acorn.parse(source, { ecmaVersion: 'latest', sourceType: 'module', locations: true }),
  },
  {
    name: 'a syntax tree of Babel',
    canonical: false,
    make: () => babelParse(source, { sourceType: 'module', tokens: true }),
  },
  { name: 'an LRU cache', canonical: false, make: lruCache },
  { name: 'a graph of graphology', canonical: false, make: graph },
  { name: 'a schema of zod', canonical: false, make: schema },
  { name: 'a schema of zod that has parsed', canonical: false, make: () => parsedOnce(schema()) },
  { name: 'an immutable Map of a state', canonical: false, make: immutableState },
  {
    name: 'an immutable List',
    canonical: false,
    make: () => Immutable.List(Array.from({ length: 5000 }, (_, index) => index)),
  },
  { name: 'an immutable Set', canonical: false, make: () => Immutable.Set(['a', 'b', Immutable.Map({ c: 1 })]) },
]

function parsedOnce(made: unknown): unknown {
  ;(made as { safeParse(value: unknown): unknown }).safeParse({ name: 'parsed', kind: 'a' })
  return made
}
