import { afterEach, describe, expect, it } from 'vitest'
import { measurable, measure, registerType, sizeOf, type Visitor } from '../index.js'

const SHELL = 24 // an object without properties: hidden class, properties, elements

const undo: (() => void)[] = []
afterEach(() => {
  for (const unregister of undo.splice(0)) unregister()
})

describe('registerType', () => {
  it('sizes the objects of a class that is not yours, until it is undone', () => {
    class Database {}
    const unregister = registerType(Database, (_, visitor) => visitor.bytes('page cache', 4096))
    expect(sizeOf([new Database()])).toBe(32 + 24 + SHELL + 4096)
    unregister()
    expect(sizeOf([new Database()])).toBe(32 + 24 + SHELL)
  })

  it('hands the object to the measurer', () => {
    class Image {
      readonly width = 10
      readonly height = 20
    }
    undo.push(registerType(Image, ({ width, height }, visitor) => visitor.bytes('pixels', width * height * 4)))
    expect(sizeOf(new Image())).toBe(SHELL + 2 * 8 + 800)
  })

  it('is inherited: first the class that is extended', () => {
    class Base {}
    class Derived extends Base {}
    const order: string[] = []
    undo.push(
      registerType(Derived, (_, visitor) => {
        order.push('derived')
        visitor.bytes('derived', 2)
      }),
      registerType(Base, (_, visitor) => {
        order.push('base')
        visitor.bytes('base', 1)
      }),
    )
    expect([sizeOf(new Derived()), sizeOf(new Base())]).toEqual([SHELL + 3, SHELL + 1])
    expect(order.slice(0, 4)).toEqual(['base', 'base', 'derived', 'derived'])
  })

  it('stands beside a method of the class', () => {
    class Both {
      [measurable](visitor: Visitor): void {
        visitor.bytes('own', 10)
      }
    }
    undo.push(registerType(Both, (_, visitor) => visitor.bytes('registered', 5)))
    expect(sizeOf(new Both())).toBe(SHELL + 15)
  })

  it('replaces the measurer at the second call, which the first can not undo', () => {
    class Twice {}
    const first = registerType(Twice, (_, visitor) => visitor.bytes('first', 1))
    undo.push(registerType(Twice, (_, visitor) => visitor.bytes('second', 2)))
    first()
    expect(sizeOf(new Twice())).toBe(SHELL + 2)
  })

  it('knows built-in classes, and abstract ones', () => {
    abstract class Shape {
      abstract readonly sides: number
    }
    class Square extends Shape {
      readonly sides = 4
    }
    undo.push(
      registerType(Shape, (_, visitor) => visitor.bytes('shape', 7)),
      registerType(Map, (map, visitor) => visitor.bytes('per entry', map.size)),
    )
    expect(sizeOf(new Square())).toBe(SHELL + 8 + 7)
    expect(sizeOf(new Map([[1, 2]])) - sizeOf(new Map())).toBe(1)
  })

  it('says in a warning what a measurer does wrong, by the name of the class', () => {
    class Broken {}
    undo.push(
      registerType(Broken, () => {
        throw new TypeError('broken')
      }),
    )
    expect(measure({ broken: new Broken() }).warnings).toEqual([
      {
        path: '.broken',
        message: 'the measurer of Broken threw TypeError: "broken": what it did not declare before is missing',
        count: 1,
      },
    ])
  })

  it('is shared by the forms of this module, under a symbol that nothing else takes', () => {
    const state = Object.getOwnPropertyDescriptor(globalThis, Symbol.for('carat.types'))
    expect(state).toMatchObject({ writable: false, enumerable: false, value: { types: expect.any(WeakMap) } })
  })

  it.each([
    [undefined, 'type must be a class, got undefined'],
    [null, 'type must be a class, got null'],
    [{}, 'type must be a class, got object'],
    [() => {}, 'type must be a class, got a function without a prototype'],
    [new Proxy(class {}, {}), 'type must be a class, got function'],
    [Object, "type must be a class of its own: Object is all objects' class"],
    [Function, 'type must be the class of an object: functions are not asked'],
  ])('refuses %s as a class', (type, message) => {
    expect(() => registerType(type as never, () => {})).toThrow(new RegExp(`^${message}`))
    expect(() => registerType(type as never, () => {})).toThrow(TypeError)
  })

  it('refuses what is no function as a measurer, and shows a right call', () => {
    expect(() => registerType(class {}, 48 as never)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: measurer must be a function of (value, visitor), got number; for example registerType(Database, (database, visitor) => visitor.bytes('page cache', database.cacheSize()))]`,
    )
  })
})
