import type * as Fs from 'node:fs'
import type * as Stream from 'node:stream'
import type * as V8 from 'node:v8'
import type * as Zlib from 'node:zlib'

interface Modules {
  readonly 'node:fs': typeof Fs
  readonly 'node:stream': typeof Stream
  readonly 'node:v8': typeof V8
  readonly 'node:zlib': typeof Zlib
}

/**
 * One of Node's own modules, asked for when it is needed, so that the package loads in browsers and bundlers.
 *
 * @param purpose What needs it, as the beginning of a sentence.
 * @throws {Error} where there is no such module.
 */
export function builtinModule<Name extends keyof Modules>(name: Name, purpose: string): Modules[Name] {
  const get: unknown = globalThis.process?.getBuiltinModule
  const found = typeof get === 'function' ? get.call(globalThis.process, name) : undefined
  if (found === undefined) throw new Error(`${purpose} needs ${name}, which Node.js has since 20.16`)
  return found as Modules[Name]
}
