import type * as Fs from 'node:fs'
import type * as Inspector from 'node:inspector'
import type * as Stream from 'node:stream'
import type * as V8 from 'node:v8'
import type * as Vm from 'node:vm'
import type * as Zlib from 'node:zlib'

interface Modules {
  readonly 'node:fs': typeof Fs
  readonly 'node:inspector': typeof Inspector
  readonly 'node:stream': typeof Stream
  readonly 'node:v8': typeof V8
  readonly 'node:vm': typeof Vm
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
  const missing = `${purpose} needs ${name}, which Node.js has since 20.16`
  if (typeof get !== 'function') throw new Error(missing)
  let found: unknown
  try {
    found = get.call(globalThis.process, name)
  } catch (cause) {
    // a Node.js that was built without its inspector has the module's name, and throws
    throw new Error(missing, { cause })
  }
  if (found === undefined) throw new Error(missing)
  return found as Modules[Name]
}
