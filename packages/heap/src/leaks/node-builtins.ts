import type * as Fs from 'node:fs'
import type * as Inspector from 'node:inspector'
import type * as V8 from 'node:v8'
import type * as Vm from 'node:vm'
import { builtinModule } from '../builtin-module.js'

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
  return {
    v8: builtinModule('node:v8', what),
    vm: builtinModule('node:vm', what),
    inspector: builtinModule('node:inspector', what),
    fs: builtinModule('node:fs', what),
  }
}
