import { isProxy } from './host.js'
import * as js from './intrinsics.js'

/** The constructor that a prototype names, read without running anything. */
export function constructorOf(prototype: object): js.AnyFunction | undefined {
  const value: unknown = js.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  return typeof value === 'function' && !isProxy(value) ? (value as js.AnyFunction) : undefined
}

/** The name of a class, as its own data property has it. */
export function constructorName(owner: js.AnyFunction): string {
  const name: unknown = js.getOwnPropertyDescriptor(owner, 'name')?.value
  return typeof name === 'string' && name !== '' ? name : '(anonymous class)'
}

/** Whether a function comes from the engine or the host and has no source. */
export function isNative(fn: js.AnyFunction): boolean {
  return js.endsWith(js.functionToString(fn), '[native code] }')
}
