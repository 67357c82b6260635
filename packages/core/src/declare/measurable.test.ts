import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isLargerThan,
  type Measurement,
  measurable,
  measure,
  measureAll,
  type Part,
  shallowSizeOf,
  sizeOf,
  type Visitor,
} from '../index.js'

/** An object of a class that declares what a test wants. */
function declaring(declare: (visitor: Visitor) => unknown): object {
  class Declaring {
    [measurable](visitor: Visitor): unknown {
      return declare(visitor)
    }
  }
  return new Declaring()
}

const SHELL = 24 // an object without properties: hidden class, properties, elements

function part({ root }: Measurement, path: string): Part {
  const found = find(root, path)
  if (found === undefined) throw new Error(`no row ${path}`)
  return found
}

function find(row: Part, path: string): Part | undefined {
  if (row.path === path) return row
  for (const below of row.parts) {
    const found = find(below, path)
    if (found !== undefined) return found
  }
  return undefined
}

describe('visitor.field', () => {
  it('counts what a private field holds, and the slot of the field', () => {
    class Cache {
      readonly #entries = ['entry one', 'entry two'];
      [measurable](visitor: Visitor): void {
        visitor.field('#entries', this.#entries)
      }
    }
    const measurement = measure(new Cache())
    const strings = 2 * (16 + 16) // nine characters each
    expect(measurement.bytes).toBe(24 + 8 + (32 + 16 + 2 * 8) + strings)
    expect(measurement.exact).toBe(true)
    expect(part(measurement, '.#entries').type).toBe('Array')
  })

  it('counts what is closed over, which has no slot', () => {
    const hidden = [1, 2, 3]
    expect(sizeOf(declaring((visitor) => visitor.field('hidden', hidden)))).toBe(SHELL + 32 + 16 + 3 * 8)
  })

  it('counts a number that has a box, and one that has none', () => {
    expect(sizeOf(declaring((visitor) => visitor.field('small', 1)))).toBe(SHELL)
    expect(sizeOf(declaring((visitor) => visitor.field('large', 1.5)))).toBe(SHELL + 16)
  })

  it('counts once what a property holds too, and says so where it is something else', () => {
    const object = Object.assign(
      declaring((visitor) => visitor.field('list', object.list)),
      { list: [1] },
    )
    expect(measure(object)).toMatchObject({ bytes: SHELL + 8 + 32 + 24, warnings: [] })
    const liar = Object.assign(
      declaring((visitor) => visitor.field('list', object.list)),
      { list: [1, 2] },
    )
    expect(measure(liar)).toMatchObject({ bytes: SHELL + 8 + 32 + 32 })
    expect(measure(liar).warnings).toMatchInlineSnapshot(`
      [
        {
          "count": 1,
          "message": "declares a field "list", which is a property that holds something else: left out",
          "path": "",
        },
      ]
    `)
  })

  it('leaves the private fields that are not declared in unseen', () => {
    class Half {
      readonly #shown = [1]
      readonly #hidden = [1];
      [measurable](visitor: Visitor): void {
        visitor.field('#shown', this.#shown)
        if (this.#hidden === undefined) throw new Error('never')
      }
    }
    const { bytes, unseen } = measure(new Half())
    expect(bytes).toBe(24 + 2 * 8 + 32 + 24)
    expect(unseen).toEqual([{ path: '', reason: 'private fields', count: 1 }])
  })

  it('finishes a list of a hundred thousand private links', () => {
    class Link {
      readonly #next: Link | undefined
      constructor(next: Link | undefined) {
        this.#next = next
      }
      [measurable](visitor: Visitor): void {
        visitor.field('#next', this.#next)
      }
    }
    let first: Link | undefined
    for (let i = 0; i < 1e5; i++) first = new Link(first)
    expect(sizeOf(first)).toBe(1e5 * 32)
  })
})

describe('visitor.bytes', () => {
  it('counts memory outside the heap as a row that is no object', () => {
    const measurement = measure({ database: declaring((visitor) => visitor.bytes('page cache', 4096)) })
    expect(measurement.bytes).toBe(32 + SHELL + 4096)
    expect(measurement.objects).toBe(2)
    expect(part(measurement, '.database["page cache"]')).toMatchObject({
      type: 'native',
      self: 4096,
      count: 1,
      objects: 0,
    })
    expect(measurement.types).toContainEqual({ type: 'native', count: 1, bytes: 4096 })
  })

  it('belongs to the object alone, so that its shallow size has it', () => {
    expect(shallowSizeOf(declaring((visitor) => visitor.bytes('native', 1000)))).toBe(SHELL + 1000)
  })

  it('is looked at by a limit', () => {
    const object = declaring((visitor) => visitor.bytes('native', 1000))
    expect([isLargerThan(object, 1023), isLargerThan(object, 1024)]).toEqual([true, false])
  })
})

describe('visitor.capacity', () => {
  it('shows the unused part of a buffer that a field holds', () => {
    class Ring {
      readonly #slots = new Float64Array(100)
      readonly #length = 3;
      [measurable](visitor: Visitor): void {
        visitor.field('#slots', this.#slots)
        visitor.field('#length', this.#length)
        visitor.capacity('#slots', { used: this.#length * 8, allocated: 800 })
      }
    }
    const measurement = measure(new Ring())
    expect(measurement.spare).toBe(800 - 24)
    expect(part(measurement, '.#slots.buffer').spare).toBe(800 - 24)
    expect(measurement.bytes).toBe(measure(new Ring(), { layout: 'v8-14' }).bytes)
    expect(measurement.warnings).toEqual([])
  })

  it('shows the unused part of what a property holds', () => {
    const pool = Object.assign(
      declaring((visitor) => visitor.capacity('slots', { used: 16, allocated: 80 })),
      {
        slots: new Array(10).fill(0),
      },
    )
    expect(part(measure(pool), '.slots').spare).toBe(64)
  })

  it('counts an arena outside the heap, with its unused part', () => {
    const measurement = measure(declaring((visitor) => visitor.capacity('arena', { used: 100, allocated: 1000 })))
    expect(measurement).toMatchObject({ bytes: SHELL + 1000, spare: 900 })
  })

  it('adds up what several views of one buffer declare', () => {
    class Halves {
      readonly #buffer = new ArrayBuffer(200)
      readonly #front = new Uint8Array(this.#buffer, 0, 100)
      readonly #back = new Uint8Array(this.#buffer, 100);
      [measurable](visitor: Visitor): void {
        visitor.field('#buffer', this.#buffer)
        visitor.field('#front', this.#front)
        visitor.field('#back', this.#back)
        visitor.capacity('#front', { used: 10, allocated: 100 })
        visitor.capacity('#back', { used: 30, allocated: 100 })
      }
    }
    expect(measure(new Halves()).spare).toBe(90 + 70)
  })
})

describe('visitor.shared', () => {
  const config = { region: 'some region of the world' }
  class Client {
    readonly #config = config;
    [measurable](visitor: Visitor): void {
      visitor.shared('#config', this.#config)
    }
  }
  const CLIENT = 24 + 8
  const CONFIG = 24 + 8 + (16 + 24)

  it('counts it once, in a row of its own at the top', () => {
    const measurement = measure([new Client(), new Client()])
    expect(measurement.bytes).toBe(32 + 16 + 2 * 8 + 2 * CLIENT + CONFIG)
    expect(part(measurement, '(shared)')).toMatchObject({ type: 'Object', bytes: CONFIG, also: ['[*].#config'] })
  })

  it('does so even if one object alone refers to it', () => {
    const measurement = measure({ client: new Client() })
    expect(part(measurement, '.client').bytes).toBe(CLIENT)
    expect(part(measurement, '(shared)').bytes).toBe(CONFIG)
  })

  it('leaves what several roots share to these roots', () => {
    const { roots, shared } = measureAll({ a: [new Client()], b: [new Client()], c: [] })
    expect(roots.a).toMatchObject({ exclusive: 32 + 24 + CLIENT, reachable: 32 + 24 + CLIENT + CONFIG })
    expect(shared).toMatchObject([{ between: ['a', 'b'], bytes: CONFIG }])
  })
})

describe('visitor.skip', () => {
  it('leaves out what a property holds, and lists it with the reason', () => {
    const session = Object.assign(
      declaring((visitor) => visitor.skip('logger', 'belongs to the app')),
      {
        logger: { lines: ['a long line of a log that is not counted'] },
        id: 1,
      },
    )
    const measurement = measure([session, session])
    expect(measurement.bytes).toBe(32 + 16 + 2 * 8 + SHELL + 2 * 8)
    expect(measurement.unseen).toEqual([
      { path: '[*].logger', reason: 'skipped', count: 1, note: 'belongs to the app' },
    ])
    expect(measurement.exact).toBe(false)
  })

  it('leaves out symbols, getters and indices that are named so', () => {
    const object = Object.assign(
      declaring((visitor) => {
        visitor.skip('0', 'first')
        visitor.skip('getter', 'second')
      }),
      { 0: 'a text at an index' },
    )
    Object.defineProperty(object, 'getter', { get: () => 'never run', enumerable: true })
    // the store of the index is the object's; the getter lives in the hidden class
    expect(sizeOf(object)).toBe(SHELL + 16 + 8)
  })

  it('counts what somebody else holds too', () => {
    const logger = { name: 'the logger' }
    const session = Object.assign(
      declaring((visitor) => visitor.skip('logger', 'belongs to the app')),
      { logger },
    )
    expect(sizeOf([session, logger])).toBe(32 + 16 + 2 * 8 + SHELL + 8 + sizeOf(logger))
  })

  it('counts a private field as dealt with', () => {
    class Session {
      readonly #logger = ['a line'];
      [measurable](visitor: Visitor): void {
        visitor.skip('#logger', this.#logger.length > 0 ? 'belongs to the app' : 'empty')
      }
    }
    expect(measure(new Session())).toMatchObject({
      bytes: 24 + 8,
      unseen: [{ path: '.#logger', reason: 'skipped', note: 'belongs to the app' }],
    })
  })
})

describe('a declaration that can not be true', () => {
  const hostile = () => {
    throw Object.defineProperty({}, 'message', {
      get() {
        throw new Error('ran user code')
      },
    })
  }
  const wrong: readonly [name: string, declare: (visitor: Visitor) => unknown, message: string][] = [
    [
      'negative bytes',
      (visitor) => visitor.bytes('n', -1),
      'declares -1 bytes for "n", which must be whole, 0 or more: left out',
    ],
    [
      'NaN',
      (visitor) => visitor.bytes('n', Number.NaN),
      'declares NaN bytes for "n", which must be whole, 0 or more: left out',
    ],
    [
      'a half byte',
      (visitor) => visitor.bytes('n', 0.5),
      'declares 0.5 bytes for "n", which must be whole, 0 or more: left out',
    ],
    [
      'text for bytes',
      (visitor) => visitor.bytes('n', '1' as never),
      'declares "1" bytes for "n", which must be whole, 0 or more: left out',
    ],
    [
      'more used than allocated',
      (visitor) => visitor.capacity('n', { used: 2, allocated: 1 }),
      'declares 2 bytes used of 1 allocated for "n": left out; write { used: 24, allocated: 80 }',
    ],
    [
      'no amounts',
      (visitor) => visitor.capacity('n', undefined as never),
      'declares undefined bytes used of undefined allocated for "n": left out; write { used: 24, allocated: 80 }',
    ],
    [
      'no name',
      (visitor) => visitor.field('', 1),
      'declares something by the name "", which must be a text that is not empty: left out',
    ],
    ['no reason', (visitor) => visitor.skip('n', ''), 'skips "n" without a reason in words: not skipped'],
    [
      'a name twice',
      (visitor) => {
        visitor.field('n', 1)
        visitor.field('n', 2)
      },
      'declares "n" twice: the second is left out',
    ],
    ['a number returned', () => 48, 'returned 48: what it returns is not used; write visitor.bytes(name, count)'],
    ['a promise', async () => {}, 'returned a promise: what it declares later is missing; declare without await'],
    [
      'a copy',
      (visitor) => visitor.field('n', [1]),
      'declares something else for "n" when asked again, such as a copy: left out',
    ],
    [
      'an error',
      () => {
        throw new RangeError('no such index')
      },
      'threw RangeError: "no such index": what it did not declare before is missing',
    ],
    ['an error that runs code', hostile, 'threw Object: what it did not declare before is missing'],
    [
      'a thrown symbol',
      () => {
        throw Symbol('why')
      },
      'threw Symbol(why): what it did not declare before is missing',
    ],
    [
      'a proxy thrown',
      () => {
        throw new Proxy({}, { get: hostile, getPrototypeOf: hostile })
      },
      'threw Proxy: what it did not declare before is missing',
    ],
  ]

  it.each(wrong)('%s: is a warning, and not counted', (_, declare, message) => {
    const { bytes, warnings } = measure({ wrong: declaring(declare) })
    expect(bytes).toBe(32 + SHELL)
    expect(warnings).toEqual([{ path: '.wrong', message: `[measurable] of Declaring ${message}`, count: 1 }])
  })

  it('is counted by place, as warnings of one kind are one', () => {
    const list = [declaring(() => 1), declaring(() => 1)]
    expect(measure(list).warnings).toMatchObject([{ path: '[*]', count: 2 }])
  })

  it('keeps what was declared before an error', () => {
    const object = declaring((visitor) => {
      visitor.bytes('before', 10)
      throw new Error('then')
    })
    expect(sizeOf(object)).toBe(SHELL + 10)
  })

  it('ignores what comes after the call', async () => {
    let late: (() => void) | undefined
    const object = declaring(async (visitor) => {
      await new Promise<void>((resolve) => {
        late = resolve
      })
      visitor.bytes('late', 10)
      throw new Error('nobody handles it')
    })
    expect(sizeOf(object)).toBe(SHELL)
    late?.()
    await new Promise((resolve) => setImmediate(resolve))
    expect(sizeOf(object)).toBe(SHELL)
  })

  it('ends a measurer that makes one object after another', () => {
    class Endless {
      [measurable](visitor: Visitor): void {
        visitor.field('next', new Endless())
      }
    }
    expect(sizeOf(new Endless())).toBe(SHELL)
  })

  it('ends a measurer that declares without end', () => {
    const object = declaring((visitor) => {
      for (let i = 0; ; i++) visitor.field(`n${i & 1}`, 1)
    })
    const messages = measure(object).warnings.map(({ message }) => message)
    expect(messages).toContain(
      '[measurable] of Declaring declares more than 100000 things of one object: the rest is left out',
    )
  })

  it('ends a measurer that asks for the size of its own object', () => {
    const object: object = declaring((visitor) => visitor.bytes('n', sizeOf({ object })))
    expect(measure(object)).toMatchObject({ bytes: SHELL + 32 + SHELL })
    expect(measure(object).warnings).toEqual([
      {
        path: '',
        message:
          '[measurable] of Declaring asks for the size of the object that it is to size: that size is without what it declares',
        count: 1,
      },
    ])
  })

  it('says that more is allocated than there is', () => {
    const object = Object.assign(
      declaring((visitor) => visitor.capacity('list', { used: 0, allocated: 1000 })),
      { list: [1] },
    )
    expect(measure(object)).toMatchObject({
      spare: 0,
      warnings: [
        { path: '', message: 'declares 1000 bytes allocated for "list", which takes 56 with its header: left out' },
      ],
    })
  })

  it('says that less is allocated than a buffer has', () => {
    const object = Object.assign(
      declaring((visitor) => visitor.capacity('data', { used: 0, allocated: 8 })),
      {
        data: new Uint8Array(100),
      },
    )
    expect(measure(object)).toMatchObject({
      spare: 0,
      warnings: [{ path: '', message: 'declares 8 bytes allocated for "data", which has 100 bytes of data: left out' }],
    })
  })

  it('says that bytes are declared of what the walk counts', () => {
    const object = Object.assign(
      declaring((visitor) => visitor.bytes('list', 8)),
      { list: [1] },
    )
    expect(measure(object)).toMatchObject({
      bytes: SHELL + 8 + 56,
      warnings: [{ message: 'declares 8 bytes for "list", which is a property that is counted as it is' }],
    })
  })
})

describe('[measurable]', () => {
  it('is not run as an accessor, on a proxy, or on the prototype of the class', () => {
    const run = () => {
      throw new Error('ran')
    }
    const accessor = Object.defineProperty({}, measurable, { get: run })
    class Base {
      [measurable](): void {
        run()
      }
    }
    class Derived extends Base {}
    const proxy = new Proxy({}, { get: run, getOwnPropertyDescriptor: run })
    const { warnings } = measure([accessor, Object.setPrototypeOf({ a: 1 }, accessor), proxy, Derived.prototype])
    expect(warnings).toEqual([])
  })

  it('may be an object’s own', () => {
    const object = {
      id: 1,
      [measurable](visitor: Visitor) {
        visitor.bytes('native', 100)
      },
    }
    const method = 56
    expect(sizeOf(object)).toBe(24 + 2 * 8 + method + 100)
  })

  it('of an object overrides that of its class', () => {
    class Declaring {
      [measurable](visitor: Visitor): void {
        visitor.bytes('class', 10)
      }
    }
    const own = { [measurable]: (visitor: Visitor) => visitor.bytes('own', 1) }
    const method = 56
    expect(sizeOf(Object.assign(new Declaring(), own))).toBe(SHELL + 8 + method + 1)
    expect(measure(Object.assign(new Declaring(), own)).types).toContainEqual({ type: 'native', count: 1, bytes: 1 })
  })

  it('is the nearest one, which may call that of the class it extends', () => {
    class Base {
      [measurable](visitor: Visitor): void {
        visitor.bytes('base', 10)
      }
    }
    class Silent extends Base {
      override [measurable](): void {}
    }
    class Polite extends Base {
      override [measurable](visitor: Visitor): void {
        super[measurable](visitor)
        visitor.bytes('polite', 5)
      }
    }
    expect([new Base(), new Silent(), new Polite()].map((object) => sizeOf(object))).toEqual([
      SHELL + 10,
      SHELL,
      SHELL + 15,
    ])
  })

  it('is heard on arrays, maps, errors and typed arrays of a class', () => {
    const classes = [Array, Map, Set, Date, Uint8Array, Error].map((Base) => {
      return class extends (Base as new () => object) {
        [measurable](visitor: Visitor): void {
          visitor.bytes('native', 1000)
        }
      }
    })
    for (const Class of classes) {
      const object = new Class()
      expect(measure(object).types).toContainEqual({ type: 'native', count: 1, bytes: 1000 })
    }
  })

  it('is registered, so that a library needs no dependency to have it', () => {
    expect(measurable).toBe(Symbol.for('carat.measurable'))
  })
})

describe('declarations', () => {
  const name = fc.constantFrom('a', 'b', '#c', '#d', 'e')
  const one = fc.oneof(
    fc.record({ kind: fc.constant('field' as const), name, value: fc.anything() }),
    fc.record({ kind: fc.constant('shared' as const), name, value: fc.anything() }),
    fc.record({ kind: fc.constant('bytes' as const), name, value: fc.oneof(fc.nat(), fc.double(), fc.anything()) }),
    fc.record({
      kind: fc.constant('capacity' as const),
      name,
      value: fc.oneof(fc.record({ used: fc.nat(), allocated: fc.nat() }), fc.anything()),
    }),
    fc.record({ kind: fc.constant('skip' as const), name, value: fc.oneof(fc.string(), fc.anything()) }),
  )
  const lists = fc.array(one, { maxLength: 6 })
  const make = (
    list: readonly { kind: keyof Visitor; name: string; value: unknown }[],
    own: Record<string, unknown>,
  ): object =>
    Object.assign(
      declaring((visitor) => {
        for (const { kind, name, value } of list) visitor[kind](name, value as never)
      }),
      own,
    )

  it('never throw, add up, and give sizeOf and measure the same bytes', () => {
    fc.assert(
      fc.property(fc.array(lists, { maxLength: 4 }), fc.dictionary(name, fc.anything()), (all, own) => {
        const value = all.map((list) => make(list, own))
        const measurement = measure(value)
        expect(measurement.bytes).toBe(sizeOf(value))
        expect(sum(measurement.root, (row) => row.self)).toBe(measurement.bytes)
        expect(sum(measurement.root, (row) => row.spare)).toBe(measurement.spare)
        expect(measurement.types.reduce((total, { bytes }) => total + bytes, 0)).toBe(measurement.bytes)
        expect(measurement.spare).toBeLessThanOrEqual(measurement.bytes)
      }),
      { numRuns: 500 },
    )
  })

  it('give the same measurement in whatever order they are declared, if each name is there once', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { selector: (item) => item.name }),
        fc.dictionary(name, fc.nat()),
        (list, own) => {
          expect(measure([make([...list].reverse(), own)])).toEqual(measure([make(list, own)]))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('run nothing but the measurer', () => {
    let ran = 0
    const trap = () => {
      ran++
      return undefined
    }
    const object = declaring((visitor) => {
      visitor.field('getter', Object.defineProperty({}, 'x', { get: trap, enumerable: true }))
      visitor.capacity('proxy', new Proxy({ used: 1, allocated: 2 }, { get: trap, getOwnPropertyDescriptor: trap }))
      visitor.bytes('coerced', { valueOf: trap, toString: trap, [Symbol.toPrimitive]: trap } as never)
      visitor.field({ toString: trap } as never, 1)
      return Object.fromEntries([['then', trap]])
    })
    measure(object)
    expect(ran).toBe(0)
  })
})

function sum(row: Part, of: (row: Part) => number): number {
  return row.parts.reduce((total, below) => total + sum(below, of), of(row))
}
