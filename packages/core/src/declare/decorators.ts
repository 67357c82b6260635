import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'
import { addField, type DecoratedField, knownTypeOf } from './known-types.js'

/** What the decorators leave on a class's metadata. */
const KEY = Symbol.for('carat.fields')

type FieldInitialiser<This, Value> = (this: This, initial: Value) => Value

/**
 * A standard decorator that shows a `#private` field, or an `accessor`, to the walk.
 *
 * It asks nothing of the class: what the field holds is read, when a value is measured, by the access that the language
 * gives to decorators. Where the transpiler gives a class metadata (`Symbol.metadata`), an instance costs nothing more; where
 * it does not, the first instance of each class is noted by the field's initialiser.
 *
 * @throws {TypeError} on anything but a field or an `accessor`, and as a legacy decorator (`experimentalDecorators`).
 *
 * @example
 * class Cache {
 *   @measured #entries = new Map()
 * }
 */
export function measured<This, Value>(
  target: undefined,
  context: ClassFieldDecoratorContext<This, Value>,
): FieldInitialiser<This, Value> | undefined
export function measured<This, Value>(
  target: ClassAccessorDecoratorTarget<This, Value>,
  context: ClassAccessorDecoratorContext<This, Value>,
): ClassAccessorDecoratorResult<This, Value> | undefined
export function measured(target: unknown, context: DecoratorContext): unknown {
  const { kind } = checked(context, 'measured', '@measured #entries = new Map()')
  if (kind !== 'field' && kind !== 'accessor') {
    throw new TypeError(
      `@measured shows fields and accessors, got a ${kind} ${nameText(context)}; for example @measured #entries = new Map()`,
    )
  }
  return declare(target, context as FieldContext, undefined)
}

/** What `@unmeasured` is on a class, a field or an `accessor`. */
export interface UnmeasuredDecorator {
  <This, Value>(
    target: undefined,
    context: ClassFieldDecoratorContext<This, Value>,
  ): FieldInitialiser<This, Value> | undefined
  <This, Value>(
    target: ClassAccessorDecoratorTarget<This, Value>,
    context: ClassAccessorDecoratorContext<This, Value>,
  ): ClassAccessorDecoratorResult<This, Value> | undefined
  <Class extends abstract new (...args: never[]) => unknown>(target: Class, context: ClassDecoratorContext<Class>): void
}

/**
 * A standard decorator that leaves out what a field or an `accessor` holds, and only it; or, on a class, its objects
 * whole. `measure(…).unseen` lists each place with the reason.
 *
 * @param reason Why it is not measured: `'belongs to the app'`.
 * @throws {TypeError} if `reason` is no text, or what is decorated is neither a class, a field nor an `accessor`.
 *
 * @example
 * class Session {
 *   @unmeasured('belongs to the app') logger
 * }
 */
export function unmeasured(reason: string): UnmeasuredDecorator {
  if (typeof reason !== 'string' || reason === '') {
    throw new TypeError(
      `@unmeasured takes the reason as a text, got ${reason === '' ? "''" : typeof reason}; for example @unmeasured('belongs to the app') logger`,
    )
  }
  return ((target: unknown, context: DecoratorContext) => {
    const { kind } = checked(context, 'unmeasured', "@unmeasured('belongs to the app') logger")
    if (kind === 'class') {
      const prototype: unknown = js.getOwnPropertyDescriptor(target as object, 'prototype')?.value
      knownTypeOf(prototype as object).reason = reason
      return undefined
    }
    if (kind !== 'field' && kind !== 'accessor') {
      throw new TypeError(
        `@unmeasured leaves out classes, fields and accessors, got a ${kind} ${nameText(context)}; for example @unmeasured('belongs to the app') logger`,
      )
    }
    return declare(target, context as FieldContext, reason)
  }) as UnmeasuredDecorator
}

type FieldContext = ClassFieldDecoratorContext | ClassAccessorDecoratorContext

/** A legacy decorator gets the name in the place of the context. */
function checked(context: unknown, decorator: string, example: string): DecoratorContext {
  if (typeof context === 'object' && context !== null && 'kind' in context) return context as DecoratorContext
  throw new TypeError(
    `@${decorator} is a standard decorator, and was called as a legacy one; leave "experimentalDecorators" out of the ` +
      `compiler's options and write ${example}`,
  )
}

function nameText({ name }: DecoratorContext): string {
  return js.toText(name)
}

function declare(target: unknown, context: FieldContext, reason: string | undefined): unknown {
  const field = fieldOf(target, context, reason)
  const { metadata } = context as { metadata?: object }
  if (typeof metadata === 'object' && metadata !== null) {
    addField(ownFields(metadata), field)
    return undefined
  }
  // The class can't be told from here, and its first instance is the first to know.
  let last: object | undefined
  const note = (instance: unknown): void => {
    if ((typeof instance !== 'object' && typeof instance !== 'function') || instance === null || isProxy(instance))
      return
    const key = field.isStatic ? instance : js.getPrototypeOf(instance)
    if (key === null || key === last) return
    last = key
    addField(knownTypeOf(key).fields, field)
  }
  if (context.kind === 'accessor') {
    return {
      init(this: unknown, initial: unknown) {
        note(this)
        return initial
      },
    }
  }
  return function (this: unknown, initial: unknown) {
    note(this)
    return initial
  }
}

function fieldOf(target: unknown, context: FieldContext, reason: string | undefined): DecoratedField {
  const { name, access, kind } = context
  // The access of an accessor asks the object's property, which a subclass may have overridden; its own getter does not.
  const storage = kind === 'accessor' ? (target as { get?: unknown }).get : undefined
  const get = typeof storage === 'function' ? (storage as js.AnyFunction) : (access.get as js.AnyFunction)
  const has = (access as { has?: js.AnyFunction }).has
  return {
    name,
    isHidden: context.private || kind === 'accessor',
    isStatic: context.static,
    reason,
    has(object) {
      try {
        if (typeof has === 'function' && context.private) return js.apply(has, object, [object]) === true
        js.apply(get, object, [object])
        return true
      } catch {
        return false
      }
    },
    // the first form of the proposal took the object as `this`, the present one takes it as argument
    read: (object) => js.apply(get, object, [object]),
  }
}

/** The list on a class's own metadata: what it inherits is that of the class it extends. */
function ownFields(metadata: object): DecoratedField[] {
  const there = fieldsOfMetadata(metadata)
  if (there !== undefined) return there
  const fields = js.list<DecoratedField>()
  Reflect.defineProperty(metadata, KEY, { value: fields })
  return fields
}

function fieldsOfMetadata(metadata: object): DecoratedField[] | undefined {
  const fields: unknown = js.getOwnPropertyDescriptor(metadata, KEY)?.value
  return js.isArray(fields) ? (fields as DecoratedField[]) : undefined
}

/** The fields that the decorators of a class have left on its metadata. */
export function decoratedFields(owner: js.AnyFunction): readonly DecoratedField[] | undefined {
  const metadata = metadataOf(owner)
  return metadata === undefined ? undefined : fieldsOfMetadata(metadata)
}

/** The symbol is not in every engine: a program may have added it, and transpilers else take the registered one. */
function metadataOf(owner: js.AnyFunction): object | undefined {
  const symbol: unknown = js.getOwnPropertyDescriptor(Symbol, 'metadata')?.value
  const own = typeof symbol === 'symbol' ? js.getOwnPropertyDescriptor(owner, symbol)?.value : undefined
  const metadata: unknown = own ?? js.getOwnPropertyDescriptor(owner, registered)?.value
  return typeof metadata === 'object' && metadata !== null && !isProxy(metadata) ? metadata : undefined
}

const registered = Symbol.for('Symbol.metadata')
