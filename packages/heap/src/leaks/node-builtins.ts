import type * as Fs from 'node:fs'
import type * as Inspector from 'node:inspector'
import type * as V8 from 'node:v8'
import type * as Vm from 'node:vm'

/** What the probes need of Node.js. */
export interface NodeBuiltins {
  readonly v8: typeof V8
  readonly vm: typeof Vm
  readonly inspector: typeof Inspector
  readonly fs: typeof Fs
}

/**
 * Node's own modules, asked for when needed: the package loads in browsers, too, and no runner's mock takes their place.
 *
 * @throws {Error} outside Node.js, and on a Node.js before 20.16 or without an inspector.
 */
export function nodeBuiltins(what: string): NodeBuiltins {
  const get: unknown = globalThis.process?.getBuiltinModule
  if (typeof get !== 'function') throw new Error(`${what} needs Node.js 20.16 or later: it looks at V8's heap`)
  const { process } = globalThis
  try {
    return {
      v8: process.getBuiltinModule('node:v8'),
      vm: process.getBuiltinModule('node:vm'),
      inspector: process.getBuiltinModule('node:inspector'),
      fs: process.getBuiltinModule('node:fs'),
    }
  } catch (cause) {
    throw new Error(`${what} needs a Node.js with its inspector`, { cause })
  }
}
