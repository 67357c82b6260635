import { typeName } from '../walk/class-facts.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'

const LONGEST_TEXT = 120

/** A value in a message, told without running any code of it: `TypeError: "x is not a function"`, `Symbol(stop)`, `-1`. */
export function valueText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return js.stringify(cut(value))
    case 'number':
      return js.is(value, -0) ? '-0' : js.toText(value)
    case 'bigint':
      return `${cut(js.toText(value))}n`
    case 'function':
      return 'a function'
    case 'object':
      return value === null ? 'null' : objectText(value)
    default:
      return cut(js.toText(value))
  }
}

/** The name of a property or a field in a message. */
export function keyText(key: PropertyKey): string {
  return valueText(key)
}

function objectText(value: object): string {
  try {
    const type = cut(typeName(value))
    const message: unknown = isProxy(value) ? undefined : js.getOwnPropertyDescriptor(value, 'message')?.value
    return typeof message === 'string' && message !== '' ? `${type}: ${js.stringify(cut(message))}` : type
  } catch {
    // a proxy where no host tells of it
    return 'an object'
  }
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${js.slice(text, 0, LONGEST_TEXT - 1)}…` : text
}
