import { transformSync } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { measure } from '../measure.js'
import { sizeOf } from '../size-of.js'
import { measured, unmeasured } from './decorators.js'

// Decorators are called here as transpilers call them; `compat/decorators` has the transpilers themselves.

const anyDecorator = measured as (target: unknown, context: unknown) => unknown

interface Given {
  readonly kind?: string
  readonly name?: string | symbol
  readonly private?: unknown
  readonly static?: boolean
  readonly metadata?: object
  readonly access?: object
}

function context(given: Given): object {
  return { kind: 'field', name: '#list', private: true, static: false, access: { get: () => undefined }, ...given }
}

describe('what can be decorated', () => {
  const notShown = ['method', 'getter', 'setter', 'class'] as const

  it.each(notShown)('@measured says of a %s that it shows fields and accessors', (kind) => {
    expect(() => anyDecorator(undefined, context({ kind, name: 'open' }))).toThrow(
      new TypeError(
        `@measured shows fields and accessors, got a ${kind} open; for example @measured #entries = new Map()`,
      ),
    )
  })

  it.each(notShown.filter((kind) => kind !== 'class'))('@unmeasured says of a %s what it leaves out', (kind) => {
    const decorator = unmeasured('belongs to the app') as typeof anyDecorator
    expect(() => decorator(undefined, context({ kind, name: Symbol('open') }))).toThrow(
      new TypeError(
        `@unmeasured leaves out classes, fields and accessors, got a ${kind} Symbol(open); for example @unmeasured('belongs to the app') logger`,
      ),
    )
  })

  it.each([
    ['a member, as TypeScript does', [{}, 'list', { value: 1 }]],
    ['a member with a symbol', [{}, Symbol('list')]],
    ['a class', [class {}]],
    ['nothing', []],
    ['null', [undefined, null]],
  ])('a legacy decorator is told to be a standard one: %s', (_, args) => {
    const call = (decorator: unknown) => () => (decorator as (...args: unknown[]) => unknown)(...args)
    expect(call(measured)).toThrow(/^@measured is a standard decorator, and was called as a legacy one; leave/)
    expect(call(unmeasured('no'))).toThrow(
      /^@unmeasured is a standard decorator, and was called as a legacy one; leave/,
    )
  })

  it('an older form, which does not say what is private, is told to be a newer one', () => {
    expect(() => anyDecorator(undefined, context({ private: undefined }))).toThrow(/version: '2023-11'/)
  })

  it.each([[''], [undefined], [null], [7], [{}]])('@unmeasured wants a reason in words, not %j', (reason) => {
    expect(() => unmeasured(reason as string)).toThrow(/^@unmeasured takes the reason as a text, got .*; for example/)
  })

  it('@unmeasured as if it took no argument is told what it takes', () => {
    // `@unmeasured field` calls it with the target, which a field has none of
    expect(() => (unmeasured as (...args: unknown[]) => unknown)(undefined, context({}))).toThrow(
      "@unmeasured takes the reason as a text, got undefined; for example @unmeasured('belongs to the app') logger",
    )
  })
})

/** A class with one private field, decorated by hand as transpilers do it. */
function decorated(decorate: (access: object) => unknown, metadata?: object) {
  let initialise: unknown
  class Holder {
    static {
      initialise = decorate({ get: (object: Holder) => object.#list, has: (object: object) => #list in object })
      const symbol = Symbol.for('Symbol.metadata')
      if (metadata !== undefined) Object.defineProperty(Holder, symbol, { value: metadata, configurable: true })
    }
    #list: number[]
    constructor(list = [1.5, 2.5]) {
      this.#list =
        typeof initialise === 'function' ? (initialise as () => never).call(this, ...([list] as never)) : list
    }
  }
  return Holder
}

const LIST = 32 + 16 + 2 * 8

describe('where the transpiler gives metadata', () => {
  it('the first object is shown, and no initialiser runs', () => {
    const metadata = {}
    let result: unknown = 'none'
    const Holder = decorated((access) => {
      result = anyDecorator(undefined, context({ access, metadata }))
      return result
    }, metadata)
    expect(result).toBeUndefined()
    expect(measure(new Holder())).toMatchObject({ bytes: 24 + 8 + LIST, exact: true })
  })

  it('nothing is added to it, and it may be frozen', () => {
    const metadata = Object.freeze(Object.create(null) as object)
    const Holder = decorated((access) => anyDecorator(undefined, context({ access, metadata })), metadata)
    expect(Reflect.ownKeys(metadata)).toEqual([])
    expect(sizeOf(new Holder())).toBe(24 + 8 + LIST)
  })

  it('a class does not take part of what it extends as its own', () => {
    const metadata = {}
    const Holder = decorated((access) => anyDecorator(undefined, context({ access, metadata })), metadata)
    class Other extends Holder {}
    Object.defineProperty(Other, Symbol.for('Symbol.metadata'), { value: Object.create(metadata) })
    expect(measure(new Other())).toMatchObject({ bytes: 24 + 8 + LIST, exact: true, warnings: [] })
  })

  it('metadata that is no object is as good as none', () => {
    const metadata = 'none' as never
    const Holder = decorated((access) => anyDecorator(undefined, context({ access, metadata })))
    expect(sizeOf(new Holder())).toBe(24 + 8 + LIST)
  })
})

describe('where the transpiler gives none', () => {
  const decorate = (access: object) => anyDecorator(undefined, context({ access }))

  it('the first object tells its class', () => {
    const Holder = decorated(decorate)
    expect(measure(new Holder())).toMatchObject({ bytes: 24 + 8 + LIST, exact: true })
  })

  it('objects of the class and of one that extends it come in any order', () => {
    const Holder = decorated(decorate)
    class Other extends Holder {}
    const made = [new Other(), new Holder(), new Other(), new Holder()]
    for (const each of made) expect(measure(each)).toMatchObject({ bytes: 24 + 8 + LIST, exact: true, warnings: [] })
  })

  it('the value of the field stays as it is', () => {
    const initialise = decorate({ get: () => 1 }) as (this: unknown, initial: unknown) => unknown
    const value = {}
    expect(initialise.call({}, value)).toBe(value)
    expect(initialise.call(Object.create(null), 7)).toBe(7)
    expect(initialise.call(undefined, 8)).toBe(8)
  })

  it('a class that puts its field on a plain object does not tell of all plain objects', () => {
    const initialise = decorate({ get: () => [1.5, 2.5] }) as (this: unknown, initial: unknown) => unknown
    initialise.call({}, 1)
    expect(measure({ a: 1 })).toMatchObject({ bytes: 24 + 8, unseen: [] })
  })

  it('an accessor gets the same as `init`', () => {
    const accessor = context({ kind: 'accessor', name: 'x', private: false })
    const result = anyDecorator({ get: () => 1 }, accessor) as { init(initial: unknown): unknown }
    expect(Object.keys(result)).toEqual(['init'])
    expect(result.init.call({}, 5)).toBe(5)
  })
})

describe('reading', () => {
  it('calls access as the newest form of the proposal does and as the first one did', () => {
    const forms = [
      (read: (object: object) => unknown) => ({ get: (object: object) => read(object) }),
      (read: (object: object) => unknown) => ({
        get(this: object) {
          return read(this)
        },
      }),
    ]
    for (const form of forms) {
      const lists = new WeakMap<object, unknown>()
      const access = form((object) => {
        if (!lists.has(object)) throw new TypeError('no such private member')
        return lists.get(object)
      })
      const metadata = {}
      anyDecorator(undefined, context({ access, metadata }))
      // biome-ignore lint/complexity/noStaticOnlyClass: its objects are measured
      class Form {
        static readonly [Symbol.for('Symbol.metadata')] = metadata
      }
      const object = new Form()
      expect(sizeOf(object)).toBe(24)
      lists.set(object, [1.5, 2.5])
      expect(sizeOf(object)).toBe(24 + LIST)
    }
  })

  it('access that throws makes the field unseen, and fails nothing', () => {
    const metadata = {}
    const get = () => {
      throw new ReferenceError('desc is not defined')
    }
    const Holder = decorated(() => anyDecorator(undefined, context({ access: { get }, metadata })), metadata)
    expect(measure(new Holder())).toMatchObject({
      bytes: 24 + 8,
      unseen: [{ path: '', reason: 'private fields', count: 1 }],
    })
  })

  it('never asks a public field, which may be a getter of a class that extends', () => {
    const metadata = {}
    const access = { get: (object: { list: unknown }) => object.list, has: (object: object) => 'list' in object }
    const decorators = [measured, unmeasured('left out')] as (typeof anyDecorator)[]
    for (const decorator of decorators) {
      decorator(undefined, context({ name: 'list', private: false, access, metadata }))
    }
    let asked = 0
    class Open {
      static readonly [Symbol.for('Symbol.metadata')] = metadata
      get list() {
        asked++
        return []
      }
    }
    expect(measure(new Open())).toMatchObject({ bytes: 24, unseen: [], warnings: [] })
    expect(asked).toBe(0)
  })

  it('leaves out what a public static field holds, whose slot the class keeps', () => {
    const metadata = {}
    const decorator = unmeasured('belongs to the app') as unknown as typeof anyDecorator
    decorator(undefined, context({ name: 'logger', private: false, static: true, metadata }))
    const withLogger = (logger: unknown) => {
      // biome-ignore lint/complexity/noStaticOnlyClass: the class itself is measured
      class Session {
        static readonly logger = logger
      }
      return Object.defineProperty(Session, Symbol.for('Symbol.metadata'), { value: metadata })
    }
    const measurement = measure(withLogger(['a long line that is not counted']))
    expect(measurement.unseen).toContainEqual({
      path: '.logger',
      reason: 'skipped',
      note: 'belongs to the app',
      count: 1,
    })
    expect(measurement.bytes).toBe(sizeOf(withLogger(1)))
    expect(measurement.types.map(({ type }) => type)).not.toContain('string')
  })

  it('asks an accessor for its own storage, and not what a class that extends makes of it', () => {
    const metadata = {}
    const storage = {
      get(this: object) {
        return lists.get(this)
      },
    }
    const lists = new WeakMap<object, unknown>()
    let asked = 0
    const access = { get: () => asked++ }
    anyDecorator(storage, context({ kind: 'accessor', name: 'list', private: false, access, metadata }))
    class Stored {
      static readonly [Symbol.for('Symbol.metadata')] = metadata
      constructor() {
        lists.set(this, [1.5, 2.5])
      }
    }
    expect(measure(new Stored())).toMatchObject({ bytes: 24 + LIST, exact: true })
    expect(asked).toBe(0)
  })
})

describe('two copies of core, as an ES module and as CommonJS', () => {
  const other: { module?: typeof import('../index.js') } = {}
  beforeAll(async () => {
    const { build } = await import('esbuild')
    const entryPoints = [new URL('../index.ts', import.meta.url).pathname]
    const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'cjs', logLevel: 'error' })
    const module = { exports: {} as typeof import('../index.js') }
    new Function('module', 'exports', outputFiles[0]?.text ?? '')(module, module.exports)
    other.module = module.exports
  })

  it.each([[true], [false]])('what one decorates, the other shows: with metadata %s', (hasMetadata) => {
    const metadata = hasMetadata ? {} : undefined
    const fields = [measured, unmeasured('left out')] as (typeof anyDecorator)[]
    for (const decorator of fields) {
      const given = metadata === undefined ? {} : { metadata }
      const Holder = decorated((access) => decorator(undefined, context({ access, ...given })), metadata)
      const object = new Holder()
      expect(other.module?.measure(object)).toEqual(measure(object))
      expect(other.module?.measure).not.toBe(measure)
    }
  })
})

describe('as esbuild lowers them', () => {
  const compile = (source: string): unknown => {
    const { code } = transformSync(source, { target: 'es2022' })
    return new Function('measured', 'unmeasured', `${code}\nreturn new Class()`)(measured, unmeasured)
  }

  it('shows and leaves out what it says', () => {
    const object = compile(`class Class {
      @measured #list = [1.5, 2.5]
      @unmeasured('belongs to the app') logger = [1]
      @measured accessor text = 'fourteen chars'
    }`)
    expect(measure({ object })).toMatchObject({
      bytes: 24 + 8 + (24 + 8) + LIST + (16 + 16),
      unseen: [{ path: '.object.logger', reason: 'skipped', count: 1, note: 'belongs to the app' }],
      warnings: [],
    })
  })

  it('leaves a class out whole', () => {
    const object = compile(`@unmeasured('weighs itself') class Class { list = [1] }`)
    expect(measure([object])).toMatchObject({
      bytes: 32 + 16 + 8,
      unseen: [{ path: '[*]', reason: 'skipped', count: 1, note: 'weighs itself' }],
    })
  })
})
