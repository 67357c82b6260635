import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { build as buildGraph, graphPlan } from './graph/object-graphs.test-support.js'
import { createTracker, diff, isMeasurement, measureAll, sizeOf } from './index.js'
import { measureRoots, registerRoot } from './roots.js'

const registered: (() => void)[] = []
afterEach(() => {
  for (const unregister of registered.splice(0)) unregister()
  expect(Object.keys(measureRoots().roots)).toEqual([])
})

function register(name: string, get: () => unknown): () => void {
  const unregister = registerRoot(name, get)
  registered.push(unregister)
  return unregister
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** What the only warning says of the function. */
function onlyWarning(): string {
  const { warnings } = measureRoots()
  expect(warnings).toHaveLength(1)
  return warnings[0]?.message ?? ''
}

describe('registerRoot', () => {
  it('lets the root be measured under its name until it is unregistered', () => {
    const unregister = register('sessions', () => ['a session', 'another'])
    expect(measureRoots().roots).toEqual({
      sessions: {
        exclusive: sizeOf(['a session', 'another']),
        reachable: sizeOf(['a session', 'another']),
        objects: 3,
      },
    })
    unregister()
    expect(measureRoots().roots).toEqual({})
  })

  it('unregisters a root once, and no later one of its name, though it has the same function', () => {
    const get = () => [1, 2, 3]
    const first = register('list', get)
    first()
    register('list', get)
    first()
    expect(measureRoots().roots.list?.exclusive).toBe(72)
  })

  it('leaves alone what others registered after the table was emptied', () => {
    const old = register('list', () => 'old')
    const table: unknown = Reflect.get(globalThis, Symbol.for('carat.roots'))
    Map.prototype.clear.call(table as Map<string, unknown>)
    register('list', () => [1, 2, 3])
    old()
    expect(measureRoots().bytes).toBe(72)
  })

  it.each([
    [undefined, 'undefined'],
    ['', '""'],
    [7, '7'],
    [Symbol('sessions'), 'Symbol(sessions)'],
    [{ name: 'sessions' }, 'Object'],
  ])('refuses the name %s with a right call', (name, got) => {
    const call = () => registerRoot(name as string, () => 1)
    expect(call).toThrow(TypeError)
    expect(call).toThrow(
      `name must be a non-empty string, got ${got}; for example registerRoot('sessions', () => sessions)`,
    )
  })

  it.each([
    [undefined, 'undefined'],
    [new Map(), 'Map'],
    ['sessions', '"sessions"'],
    [null, 'null'],
  ])('refuses %s for a function with a right call', (get, got) => {
    const call = () => registerRoot('sessions', get as never)
    expect(call).toThrow(TypeError)
    expect(call).toThrow(
      `get must be a function that returns the root, got ${got}; for example registerRoot("sessions", () => value)`,
    )
    expect(measureRoots().roots).toEqual({})
  })

  it('refuses a name that is taken, naming it and the way out, and keeps the root that has it', () => {
    register('cache', () => [1, 2, 3])
    const call = () => registerRoot('cache', () => 'another')
    expect(call).toThrow(RangeError)
    expect(call).toThrow(/a root "cache" is registered; unregister it first, .* or choose another name/)
    expect(measureRoots().bytes).toBe(72)
  })
})

describe('measureRoots', () => {
  it('is measureAll of what the functions return, whatever the order in which they were registered', () => {
    fc.assert(
      fc.property(
        graphPlan.chain((plan) => {
          const values = buildGraph(plan)
          const named = values.map((value, i): readonly [string, object] => [`root ${(i * 7) % 10}`, value])
          return fc.tuple(fc.constant(named), fc.shuffledSubarray(named, { minLength: named.length }))
        }),
        ([named, shuffled]) => {
          const unregister = shuffled.map(([name, value]) => registerRoot(name, () => value))
          const measurement = measureRoots()
          for (const end of unregister) end()
          const all = measureAll(Object.fromEntries(named))
          expect(measurement).toEqual(all)
          expect(JSON.stringify(measurement)).toBe(JSON.stringify(all))
          const { roots, shared, bytes } = measurement
          expect(sum(Object.values(roots).map((root) => root.exclusive)) + sum(shared.map((part) => part.bytes))).toBe(
            bytes,
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  it('calls each function once, in the order of the names, as a function and not as a method', () => {
    const calls: unknown[] = []
    for (const name of ['users', 'cache', 'sessions']) {
      register(name, function (this: unknown, ...args: unknown[]) {
        calls.push([name, this, ...args])
        return name
      })
    }
    measureRoots()
    expect(calls).toEqual([
      ['cache', undefined],
      ['sessions', undefined],
      ['users', undefined],
    ])
  })

  it('says what is shared between which', () => {
    const config = { retries: 3 }
    register('users', () => ({ config }))
    register('sessions', () => [config])
    const { roots, shared, bytes } = measureRoots()
    expect(roots).toEqual({
      sessions: { exclusive: 32 + 24, reachable: 56 + 32, objects: 1 },
      users: { exclusive: 32, reachable: 64, objects: 1 },
    })
    expect(shared).toEqual([
      { between: ['sessions', 'users'], bytes: 32, objects: 1, types: [{ type: 'Object', count: 1, bytes: 32 }] },
    ])
    expect(bytes).toBe(32 + 32 + 56)
  })

  it('gives an empty measurement without roots', () => {
    expect(measureRoots()).toEqual(measureAll({}))
    expect(measureRoots()).toMatchObject({ bytes: 0, objects: 0, exact: true, roots: {}, shared: [], warnings: [] })
  })

  it('asks anew at each call, so that what grew can be seen', () => {
    const sessions = new Map<string, object>()
    register('sessions', () => sessions)
    const before = measureRoots()
    sessions.set('a', { user: 'Ada' })
    const after = measureRoots()
    expect(isMeasurement(after)).toBe(true)
    const { rows, bytes } = diff(before, after)
    expect(rows.every(({ path }) => path.startsWith('.sessions'))).toBe(true)
    expect(bytes).toBe(after.bytes - before.bytes)
    expect(bytes).toBe(sizeOf(sessions) - sizeOf(new Map()))
  })

  it('measures nothing for a root that is not there', () => {
    let app: object | undefined = { name: 'an app' }
    register('app', () => app)
    expect(measureRoots().roots.app?.exclusive).toBe(sizeOf(app))
    app = undefined
    expect(measureRoots()).toMatchObject({ bytes: 0, roots: { app: { exclusive: 0, reachable: 0, objects: 0 } } })
  })

  it('takes primitives, and names that are no identifiers', () => {
    for (const [name, value] of Object.entries({ 'two words': 'some text', '0': 1.5, constructor: 2n ** 70n })) {
      register(name, () => value)
    }
    register('__proto__', () => [1, 2, 3])
    const { roots, root } = measureRoots()
    expect(Object.entries(roots).map(([name, { exclusive }]) => [name, exclusive])).toEqual([
      ['0', 16],
      ['__proto__', 72],
      ['constructor', sizeOf(2n ** 70n)],
      ['two words', sizeOf('some text')],
    ])
    expect(root.parts.map(({ path }) => path).sort()).toEqual(['.__proto__', '.constructor', '["0"]', '["two words"]'])
  })

  it('takes the options of measureAll, and refuses others before it asks anything', () => {
    const shared = { a: 1 }
    const root = { shared }
    const get = vi.fn(() => root)
    register('root', get)
    const tracker = createTracker()
    expect(measureRoots({ tracker }).bytes).toBe(64)
    expect(measureRoots({ tracker }).bytes).toBe(0)
    expect(measureRoots({ exclude: [shared] }).bytes).toBe(32)
    expect(measureRoots({ layout: 'v8-14-compressed' })).toEqual(measureAll({ root }, { layout: 'v8-14-compressed' }))
    get.mockClear()
    expect(() => measureRoots({ depth: 3 } as never)).toThrow(/unknown option "depth"/)
    expect(get).not.toHaveBeenCalled()
  })
})

describe('a function that fails', () => {
  it('costs a warning with the path of its root, which is left out, and nothing of the others', () => {
    register('sessions', () => {
      throw new TypeError('sessions.get is not a function')
    })
    register('cache', () => [1, 2, 3])
    const measurement = measureRoots()
    expect(measurement.warnings).toEqual([
      {
        path: '.sessions',
        message: 'the function of this root threw TypeError: "sessions.get is not a function"; the root is left out',
        count: 1,
      },
    ])
    expect({ ...measurement, warnings: [] }).toEqual(measureAll({ cache: [1, 2, 3] }))
  })

  it('gives its warnings in the order of their paths', () => {
    for (const name of ['b', 'c', 'a']) {
      register(name, () => {
        throw name
      })
    }
    expect(measureRoots().warnings.map(({ path }) => path)).toEqual(['.a', '.b', '.c'])
  })

  const ran: string[] = []
  const noisy = {
    get message() {
      ran.push('message')
      return 'text'
    },
    get name() {
      ran.push('name')
      return 'text'
    },
    get [Symbol.toStringTag]() {
      ran.push('tag')
      return 'text'
    },
    toString() {
      ran.push('toString')
      return 'text'
    },
    toJSON() {
      ran.push('toJSON')
      return 'text'
    },
    [Symbol.toPrimitive]() {
      ran.push('toPrimitive')
      return 'text'
    },
  }
  const traps = new Proxy(
    {},
    {
      get(_, trap) {
        ran.push(String(trap))
        throw new Error('a trap ran')
      },
    },
  )
  const { proxy: revoked, revoke } = Proxy.revocable({}, {})
  revoke()
  class StorageFull extends Error {}

  it.each([
    ['an object with getters', noisy, 'Object'],
    ['a proxy', new Proxy({}, traps), 'Proxy'],
    ['a revoked proxy', revoked, 'Proxy'],
    ['an object that inherits from a proxy', Object.create(new Proxy({}, traps)), 'Object'],
    ['an error of an own class', new StorageFull('no room'), 'StorageFull: "no room"'],
    [
      'an error whose message is a getter',
      Object.defineProperty(new Error(), 'message', { get: () => ran.push('own') }),
      'Error',
    ],
    ['an error without a message', new RangeError(), 'RangeError'],
    ['an object without a prototype', Object.create(null), 'Object (no prototype)'],
    ['a symbol', Symbol('stop'), 'Symbol(stop)'],
    ['a text', 'out of\nlines', '"out of\\nlines"'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', -0.5, '-0.5'],
    ['a BigInt', 12n, '12n'],
    ['a function', () => ran.push('function'), 'a function'],
    ['a long text', 'x'.repeat(1000), `"${'x'.repeat(119)}…"`],
  ])('may throw %s, which is told without running any of its code', (_, thrown, text) => {
    ran.length = 0
    register('root', () => {
      throw thrown
    })
    expect(onlyWarning()).toBe(`the function of this root threw ${text}; the root is left out`)
    expect(ran).toEqual([])
  })

  it('may run out of stack', () => {
    const deeper = (): unknown => [deeper()]
    register('root', deeper)
    expect(onlyWarning()).toMatch(/threw RangeError: "Maximum call stack/)
  })

  it('may return a promise: a root has to be there at once', async () => {
    register('sessions', async () => [1, 2, 3])
    expect(measureRoots()).toMatchObject({
      bytes: 0,
      roots: {},
      warnings: [
        {
          path: '.sessions',
          message:
            'the function of this root returned a promise, but a root has to be there at once: registerRoot("sessions", () => value); the root is left out',
          count: 1,
        },
      ],
    })
  })

  it('may return a promise that is rejected, now or later, without an unhandled rejection', async () => {
    class Task<T> extends Promise<T> {}
    const unhandled: unknown[] = []
    const listen = (reason: unknown) => unhandled.push(reason)
    const others = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', listen)
    try {
      register('now', async () => {
        throw new Error('now')
      })
      register('later', () => new Promise((_, reject) => setImmediate(reject, new Error('later'))))
      register('own class', () => Task.reject(new Error('own class')))
      register('another realm', () => runInContext('Promise.reject(new Error("realm"))', createContext()))
      expect(measureRoots().warnings.map(({ path }) => path)).toEqual([
        '.later',
        '.now',
        '["another realm"]',
        '["own class"]',
      ])
      // Node.js reports those of a turn at its end: the one of this turn, then the one of `later`
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
      expect(unhandled).toEqual([])
      // the listener hears what nobody handles
      Promise.reject(new Error('heard'))
      for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate)
      expect(unhandled).toEqual([new Error('heard')])
    } finally {
      process.off('unhandledRejection', listen)
      for (const other of others) process.on('unhandledRejection', other)
    }
  })

  it('runs no getter of a promise, nor a patched then', () => {
    ran.length = 0
    const promise = Object.defineProperties(Promise.resolve(1), {
      // biome-ignore lint/suspicious/noThenProperty: that it does not run is what is tested
      then: { get: () => ran.push('then') },
      constructor: { get: () => ran.push('constructor') },
    })
    register('promise', () => promise)
    expect(onlyWarning()).toMatch(/returned a promise/)
    expect(ran).toEqual([])
  })

  it('measures what only looks like a promise as the object it is', () => {
    // biome-ignore lint/suspicious/noThenProperty: looks like a promise
    const query = { table: 'users', then: () => ran.push('then') }
    ran.length = 0
    register('query', () => query)
    expect(measureRoots()).toMatchObject({ bytes: sizeOf(query), warnings: [] })
    expect(ran).toEqual([])
  })
})

describe('a function that changes the roots', () => {
  it('registers one that is measured the next time', () => {
    register('first', () => {
      if (registered.length === 1) register('second', () => [1, 2, 3])
      return 'first'
    })
    expect(Object.keys(measureRoots().roots)).toEqual(['first'])
    expect(Object.keys(measureRoots().roots)).toEqual(['first', 'second'])
  })

  it('unregisters itself and others, which are measured this once', () => {
    register('a', () => {
      for (const unregister of registered) unregister()
      return 'the first'
    })
    register('b', () => 'the second')
    register('c', () => 'the third')
    expect(Object.keys(measureRoots().roots)).toEqual(['a', 'b', 'c'])
    expect(measureRoots().roots).toEqual({})
  })

  it('registers itself anew under another name, again and again, without an end of the measurement being lost', () => {
    let number = 0
    const again = (): string => {
      register(`again ${++number}`, again)
      return 'again'
    }
    register('again', again)
    expect(Object.keys(measureRoots().roots)).toHaveLength(1)
    expect(Object.keys(measureRoots().roots)).toHaveLength(2)
    expect(Object.keys(measureRoots().roots)).toHaveLength(4)
  })

  it('can not measure the roots itself, which would never end', () => {
    for (let i = 0; i < 20; i++) register(`root ${i}`, () => measureRoots())
    const { warnings } = measureRoots()
    expect(warnings).toHaveLength(20)
    for (const { message } of warnings)
      expect(message).toMatch(/threw Error: "measureRoots: called by the function of a root/)
    // and the next is not taken for a call inside this one
    for (const unregister of registered) unregister()
    expect(measureRoots().warnings).toEqual([])
  })

  it('may measure other things', () => {
    register('size', () => measureAll({ list: [1, 2, 3] }).bytes + 0.5)
    expect(measureRoots().bytes).toBe(16)
  })
})

// Each of these loads the sources anew, as another module format, thread or realm does.
async function bundle(format: 'esm' | 'cjs' | 'iife'): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from './roots.js'; export { sizeOf } from './size-of.js'",
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    write: false,
    format,
    globalName: 'carat',
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}

describe('the table of roots', () => {
  interface Carat {
    registerRoot: typeof registerRoot
    measureRoots: typeof measureRoots
  }
  const load = async (): Promise<Carat> => {
    const code = await bundle('cjs')
    const module = { exports: {} as Carat }
    new Function('module', 'exports', code)(module, module.exports)
    return module.exports
  }

  it('is one for both module formats, whose code is loaded apart', async () => {
    const other = await load()
    registered.push(other.registerRoot('from the other', () => [1, 2, 3]))
    expect(measureRoots().roots['from the other']?.exclusive).toBe(72)
    expect(() => registerRoot('from the other', () => 1)).toThrow(RangeError)
    register('from here', () => 'text')
    expect(Object.keys(other.measureRoots().roots)).toEqual(['from here', 'from the other'])
  })

  it.each([
    ['a number', '7'],
    ['an object with the methods of a Map', '{ get() {}, set() {}, has() {}, delete() {}, forEach() {}, size: 0 }'],
    ['a Set', 'new Set()'],
    ['a proxy of a Map', 'new Proxy(new Map(), {})'],
  ])('is a new one where somebody has put %s', async (_, there) => {
    const code = await bundle('iife')
    expect(inRealm(`globalThis[Symbol.for('carat.roots')] = ${there}; ${code}; ${use}`)).toEqual(['list', 72])
  })

  it.each([
    [
      'an accessor',
      "Object.defineProperty(globalThis, Symbol.for('carat.roots'), { get() { throw new Error('ran') } })",
    ],
    ['what can not be replaced', "Object.defineProperty(globalThis, Symbol.for('carat.roots'), { value: 7 })"],
  ])('is a new one where there is %s', async (_, there) => {
    const code = await bundle('cjs')
    const program = `${there}; { const module = { exports: {} }; ((module) => { ${code} })(module); const carat = module.exports; ${use} }`
    expect(inRealm(program)).toEqual(['list', 72])
  })

  it('is one for each form where the global object takes no property', async () => {
    const code = await bundle('cjs')
    const program = `Object.preventExtensions(globalThis)
      const module = { exports: {} };
      ((module) => { ${code} })(module)
      const carat = module.exports
      console.log(JSON.stringify(eval(${JSON.stringify(use)})))`
    expect(inProcess(program)).toEqual(['list', 72])
  })

  it('takes a Map with other things in it', async () => {
    const code = await bundle('iife')
    const odd = "new Map([['odd', 7], [Symbol('s'), () => 1], [{}, () => 2]])"
    const program = `globalThis[Symbol.for('carat.roots')] = ${odd}; ${code}; carat.registerRoot('list', () => [1, 2, 3]); const m = carat.measureRoots(); [Object.keys(m.roots), m.warnings.map((w) => w.path)]`
    expect(inRealm(program)).toEqual([['list'], ['.odd']])
  })

  it('does not care for built-ins that were patched after it was loaded', async () => {
    const code = await bundle('iife')
    const patch = `
      const broken = () => { throw new Error('a patched built-in ran') }
      const methods = []
      for (const { prototype } of [Map, Set, WeakSet, Promise, Array, String, Function, Object])
        for (const name of Reflect.ownKeys(prototype)) {
          const { value, configurable } = Object.getOwnPropertyDescriptor(prototype, name)
          if (configurable && name !== 'constructor' && typeof value === 'function') methods.push({ prototype, name })
        }
      const { defineProperty } = Object
      for (let i = 0; i < methods.length; i++) defineProperty(methods[i].prototype, methods[i].name, { value: broken })
      Object.keys = Object.getOwnPropertyDescriptor = JSON.stringify = Array.isArray = broken`
    const patched = `
      const promise = Promise.reject(1)
      ${patch}
      const unregister = carat.registerRoot('list', () => [1, 2, 3])
      carat.registerRoot('promise', () => promise)
      carat.registerRoot('thrown', () => { throw new TypeError('text') })
      const { roots, warnings } = carat.measureRoots()
      unregister()
      const left = carat.measureRoots()
      ;[roots.list.exclusive, warnings[0].path, warnings[1].message, left.roots.list === undefined]`
    expect(inRealm(`${code}; ${patched}`)).toEqual([
      72,
      '.promise',
      'the function of this root threw TypeError: "text"; the root is left out',
      true,
    ])
  })

  it('is of one realm: in Jest each test file has a global object of its own', async () => {
    register('here', () => [1, 2, 3])
    const code = await bundle('iife')
    expect(
      inRealm(`${code}; carat.registerRoot('here', () => 'there'); Object.keys(carat.measureRoots().roots)`),
    ).toEqual(['here'])
    expect(measureRoots().bytes).toBe(72)
  })

  it('is of one thread', async () => {
    register('here', () => [1, 2, 3])
    const code = await bundle('iife')
    const worker = new Worker(
      `${code}; const before = Object.keys(carat.measureRoots().roots); carat.registerRoot('there', () => [1.5]); require('node:worker_threads').parentPort.postMessage([before, Object.keys(carat.measureRoots().roots)])`,
      { eval: true },
    )
    const [message] = (await once(worker, 'message')) as unknown[]
    expect(message).toEqual([[], ['there']])
    expect(Object.keys(measureRoots().roots)).toEqual(['here'])
    await worker.terminate()
  })

  it('holds a value until its root is unregistered, and no longer, nor what a root holds weakly', async () => {
    const code = await bundle('iife')
    const program = `${code}
      const collect = async () => {
        await new Promise(setImmediate)
        gc()
      }
      const exclusive = (name) => carat.measureRoots().roots[name].exclusive
      let value = { list: [1, 2, 3] }
      const ref = new WeakRef(value)
      const unregister = ((held) => carat.registerRoot('held', () => held))(value)
      carat.registerRoot('weak', () => ref.deref())
      value = undefined
      ;(async () => {
        await collect()
        const there = [exclusive('held'), carat.measureRoots().shared.map(({ between, bytes }) => [between, bytes])]
        unregister()
        await collect()
        console.log(JSON.stringify([...there, exclusive('weak')]))
      })()`
    const bytes = sizeOf({ list: [1, 2, 3] })
    expect(inProcess(program)).toEqual([0, [[['held', 'weak'], bytes]], 0])
  })
})

const use =
  "carat.registerRoot('list', () => [1, 2, 3]); const m = carat.measureRoots(); [Object.keys(m.roots)[0], m.bytes]"

/** What a program gives in a realm of its own, as data of this one. */
function inRealm(program: string): unknown {
  return structuredClone(runInContext(program, createContext({ process })))
}

/** What a program prints in a process of its own. */
function inProcess(program: string): unknown {
  return JSON.parse(execFileSync(process.execPath, ['--expose-gc', '-'], { input: program, encoding: 'utf8' }))
}
