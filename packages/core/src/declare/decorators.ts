import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'
import { addField, type DecoratedField, knownType, knownTypeOf } from './known-types.js'

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

/** A legacy decorator gets the name in the place of the context, and on a class nothing. */
function checked(context: unknown, decorator: string, example: string): DecoratorContext {
  if (typeof context !== 'object' || context === null || !('kind' in context)) {
    throw new TypeError(
      `@${decorator} is a standard decorator, and was called as a legacy one; leave "experimentalDecorators" or "legacy" out ` +
        `of the compiler's options and write ${example}`,
    )
  }
  const { kind, private: isPrivate } = context as { kind: unknown; private?: unknown }
  if ((kind === 'field' || kind === 'accessor') && typeof isPrivate !== 'boolean') {
    throw new TypeError(
      `@${decorator} was called in an older form of the proposal, which does not tell private fields from others; for ` +
        `example in Babel use ['@babel/plugin-proposal-decorators', { version: '2023-11' }]`,
    )
  }
  return context as DecoratorContext
}

function nameText({ name }: DecoratorContext): string {
  return js.toText(name)
}

function declare(target: unknown, context: FieldContext, reason: string | undefined): unknown {
  const field = fieldOf(target, context, reason)
  const { metadata } = context as { metadata?: unknown }
  if (typeof metadata === 'object' && metadata !== null) {
    // a class's own: what it inherits from has the fields of the class that is extended
    addField(knownTypeOf(metadata).fields, field)
    return undefined
  }
  // The class can't be told from here, and its first instance is the first to know.
  let last: object | undefined
  const note = (instance: unknown): void => {
    if ((typeof instance !== 'object' && typeof instance !== 'function') || instance === null || isProxy(instance))
      return
    const key = field.isStatic ? instance : js.getPrototypeOf(instance)
    if (key === null || key === last) return
    // a class may put its fields on any object; those of all objects' class are not asked for that
    if (js.getPrototypeOf(key) === null) return
    last = key
    addField(knownTypeOf(key).fields, field)
  }
  function initialise(this: unknown, initial: unknown): unknown {
    note(this)
    return initial
  }
  return context.kind === 'accessor' ? { init: initialise } : initialise
}

function fieldOf(target: unknown, context: FieldContext, reason: string | undefined): DecoratedField {
  const { name, access, kind } = context
  const isHidden = context.private || kind === 'accessor'
  // The access of an accessor asks the object's property, which a subclass may have overridden; its own getter does not.
  const storage = kind === 'accessor' ? (target as { get?: unknown }).get : undefined
  const get = typeof storage === 'function' ? (storage as js.AnyFunction) : (access.get as js.AnyFunction)
  // the first form of the proposal took the object as `this`, the present one takes it as argument
  const read = (object: object): unknown => js.apply(get, object, [object])
  return {
    name,
    isHidden,
    isStatic: context.static,
    reason,
    has: isHidden ? (object) => canRead(read, object) : (object) => js.hasOwn(object, name),
    read,
  }
}

/**
 * Reading a private field of an object that has none is an error. `access.has` is no help: swc's first version has none, and
 * that of Babel asks for another private name of the class.
 */
function canRead(read: (object: object) => unknown, object: object): boolean {
  try {
    read(object)
    return true
  } catch {
    return false
  }
}

/** What is known of a class by its metadata: the fields that its decorators show. */
export function decoratedFields(owner: js.AnyFunction): readonly DecoratedField[] | undefined {
  const metadata = metadataOf(owner)
  return metadata === undefined ? undefined : knownType(metadata)?.fields
}

/** The symbol is not in every engine: a program may have added it, and transpilers else take the registered one. */
function metadataOf(owner: js.AnyFunction): object | undefined {
  const symbol: unknown = js.getOwnPropertyDescriptor(Symbol, 'metadata')?.value
  const own = typeof symbol === 'symbol' ? js.getOwnPropertyDescriptor(owner, symbol)?.value : undefined
  const metadata: unknown = own ?? js.getOwnPropertyDescriptor(owner, registered)?.value
  return typeof metadata === 'object' && metadata !== null && !isProxy(metadata) ? metadata : undefined
}

const registered = Symbol.for('Symbol.metadata')
