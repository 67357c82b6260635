import { fileURLToPath } from 'node:url'
import vm from 'node:vm'
import { group, profile } from '@carat/allocations'
import { transformSync } from 'esbuild'

/** Run as a compiler leaves it, with its source map, so that places are those of a file of TypeScript. */
const source = `(group: <T>(name: string, fn: () => T) => T) => {
interface Session { readonly user: string, readonly cart: number[] }

class Cache {
  readonly #sessions = new Map<string, Session>()
  add(user: string): Session {
    const session: Session = { user, cart: [] }
    for (let at = 0; at < 20; at++) session.cart.push(at + 0.5)
    this.#sessions.set(user, session)
    return session
  }
  get size(): number { return this.#sessions.size }
}

const names = (count: number): string[] => Array.from({ length: count }, (_, at) => 'user ' + at)

function fill(): Cache {
  const cache = new Cache()
  const users = group('read users', () => names(30))
  group('fill', () => {
    for (const user of users) cache.add(user)
    group('index', () => JSON.parse(JSON.stringify(users)))
  })
  return cache
}

async function fillLater(): Promise<Cache> {
  await group('wait', async () => {
    const before: unknown[] = [{ before: 1 }]
    await Promise.resolve()
    return [...before, { after: 1 }]
  })
  return fill()
}

return { fill, fillLater }
}`
const { code } = transformSync(source, {
  loader: 'ts',
  target: 'node20',
  sourcemap: 'inline',
  sourcefile: '../src/cache.ts',
})
const { fill, fillLater } = run(code, 'dist/cache.js')(group)

/** Functions with names that no format may stumble over. */
function oddlyNamed() {
  const names = [
    'a;b',
    'two\nlines',
    ' ',
    '12',
    '<b>&"\'</b>',
    '\ud800',
    '\0',
    '\u202e',
    '名前',
    '👩‍👩‍👧',
    '__proto__',
    '[root]',
    '(root)',
    '[3 insignificant]',
    'x'.repeat(300),
  ]
  // V8 knows a function by its name in the source
  const members = names.map((name) => `${JSON.stringify(name)}(name) { return [name, { name }] }`)
  return { names, named: run(`({ ${members.join(', ')} })`, 'odd;names (1).js') }
}

const { names, named } = oddlyNamed()

/** So many functions that a viewer adds the smaller ones up, of sizes that tell them apart. */
const many = Object.values(
  run(`({ ${Array.from({ length: 300 }, (_, at) => `f${at}: () => new Array(${at + 1}).fill(0)`)} })`, 'many.js'),
)

/** What is opened, profiled. */
export const profiled = [
  { name: 'TypeScript and groups', allocations: profile(fill) },
  { name: 'an async function', allocations: await profile(fillLater) },
  { name: 'odd names', allocations: profile(() => names.map((name) => group(name, () => named[name](name)))) },
  { name: 'three hundred functions', allocations: profile(() => many.map((fn) => fn())) },
  { name: 'nothing', allocations: profile(() => {}) },
]

function run(code, file) {
  return vm.runInThisContext(code, { filename: fileURLToPath(new URL(file, import.meta.url)) })
}
