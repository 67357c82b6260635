/**
 * Teaches the walk the classes of Node.js that refer to what is not theirs: emitters and their domain, timers and all other
 * timers, sockets, servers and messages and each other. Importing it is enough; where there is no Node.js, it does
 * nothing. What each class shows, and what is left out, stands in docs/presets.md.
 *
 * The modules of Node.js that it teaches are loaded with it.
 */
import type { Visitor } from '../declare/measurable.js'
import * as js from '../walk/intrinsics.js'
import { builtinModule, classOfObject, type HostClass, memberClass } from './host-classes.js'
import { keyOf, type LeftOut, underSymbol } from './left-out.js'
import { readerOf } from './native-readers.js'
import { Preset, type TaughtType } from './preset.js'

const LONGEST_DELAY = 2 ** 31 - 1

const CONTEXT = 'the asynchronous context belongs to the program'
const DOMAIN = 'the domain belongs to the program'
const HANDLE = 'a handle of the operating system, with native memory'
const NEIGHBOUR = 'the next timer belongs to another part of the program'
const CONNECTION = 'the connection serves other messages, too'
const PEER = 'request and response are a value each'
const CLASS = 'a class belongs to the program'

const timerLinks: readonly LeftOut[] = [
  { name: '_idleNext', reason: NEIGHBOUR },
  { name: '_idlePrev', reason: NEIGHBOUR },
  { name: 'domain', reason: DOMAIN },
  { name: underSymbol('kResourceStore'), reason: CONTEXT },
  { name: underSymbol('kAsyncContextFrame'), reason: CONTEXT },
]

const streamLinks: readonly LeftOut[] = [
  { name: underSymbol('kFs'), reason: 'the module node:fs belongs to the program' },
  { name: underSymbol('kHandle'), reason: HANDLE },
]

const socketLinks: readonly LeftOut[] = [
  { name: underSymbol('kHandle'), reason: HANDLE },
  { name: 'ssl', reason: HANDLE },
  { name: '_tlsOptions', reason: 'the options of a server are shared by its sockets' },
  { name: 'server', reason: 'the server belongs to the program' },
  { name: '_server', reason: 'the server belongs to the program' },
  { name: 'parser', reason: 'a parser is lent by a pool' },
  { name: '_httpMessage', reason: 'the message refers to the socket, and is a value of its own' },
]

const serverLinks: readonly LeftOut[] = [
  { name: '_handle', reason: HANDLE },
  { name: underSymbol('IncomingMessage'), reason: CLASS },
  { name: underSymbol('ServerResponse'), reason: CLASS },
]

const requestLinks: readonly LeftOut[] = [
  { name: 'socket', reason: CONNECTION },
  { name: 'client', reason: CONNECTION },
  { name: 'req', reason: PEER },
]

const responseLinks: readonly LeftOut[] = [
  { name: 'socket', reason: CONNECTION },
  { name: underSymbol('kSocket'), reason: CONNECTION },
  { name: 'parser', reason: 'a parser is lent by a pool' },
  { name: 'agent', reason: 'the agent belongs to the program' },
  { name: 'req', reason: PEER },
  { name: 'res', reason: PEER },
]

const preset = new Preset(taughtTypes())

/** The names of the classes that are taught here; none where there is no Node.js. */
export const types: readonly string[] = preset.types

/** Teaches the walk, as importing does. */
export function register(): void {
  preset.register()
}

/** Takes it back. */
export function unregister(): void {
  preset.unregister()
}

register()

function taughtTypes(): TaughtType[] {
  const net = builtinModule('node:net')
  const http = builtinModule('node:http')
  const fs = builtinModule('node:fs')
  return [
    ...leaving(memberClass(builtinModule('node:events'), 'EventEmitter'), [{ name: 'domain', reason: DOMAIN }]),
    ...leaving(timerClass('Timeout', 'setTimeout', 'clearTimeout'), timerLinks),
    ...leaving(timerClass('Immediate', 'setImmediate', 'clearImmediate'), timerLinks),
    ...leaving(memberClass(fs, 'ReadStream'), streamLinks),
    ...leaving(memberClass(fs, 'WriteStream'), streamLinks),
    ...leaving(memberClass(net, 'Socket'), socketLinks),
    ...leaving(memberClass(net, 'Server'), serverLinks),
    ...leaving(memberClass(http, 'IncomingMessage'), requestLinks),
    ...leaving(memberClass(http, 'OutgoingMessage'), responseLinks),
    ...leaving(zlibBase(), [{ name: '_handle', reason: 'a compressor, with native memory' }]),
    ...leaving(memberClass(builtinModule('node:child_process'), 'ChildProcess'), [{ name: '_handle', reason: HANDLE }]),
    ...leaving(memberClass(builtinModule('node:worker_threads'), 'Worker'), [
      { name: underSymbol('kHandle'), reason: 'a thread, with a heap of its own' },
    ]),
    ...secretKey(),
  ]
}

function leaving(type: HostClass | undefined, leftOut: readonly LeftOut[]): TaughtType[] {
  return type === undefined ? [] : [{ name: type.name, prototype: type.prototype, leftOut }]
}

/** No module exports the class of what a timer function returns. */
function timerClass(name: string, set: string, clear: string): HostClass | undefined {
  const timers = builtinModule('node:timers') as Record<string, (...args: unknown[]) => unknown> | undefined
  // The host's own functions, not the globals: those may be a test's fake ones.
  const timer = timers?.[set]?.(() => {}, LONGEST_DELAY)
  timers?.[clear]?.(timer)
  return classOfObject(name, timer)
}

/** What all compressors of node:zlib extend, and the module does not export. */
function zlibBase(): HostClass | undefined {
  const gzip = memberClass(builtinModule('node:zlib'), 'Gzip')
  const zlib = gzip && js.getPrototypeOf(gzip.prototype)
  const base = zlib && js.getPrototypeOf(zlib)
  return base
    ? memberClass({ ZlibBase: js.getOwnPropertyDescriptor(base, 'constructor')?.value }, 'ZlibBase')
    : undefined
}

/**
 * A secret key is so many bytes of native memory; what the other kinds of key take, no one tells. Where a key keeps its handle
 * in a private field, as from Node.js 26 on, it is not asked: the first question makes it a table of answers.
 */
function secretKey(): TaughtType[] {
  const crypto = builtinModule('node:crypto') as { createSecretKey?(key: Uint8Array): object } | undefined
  const type = classOfObject('SecretKeyObject', crypto?.createSecretKey?.(new Uint8Array(1)))
  const size = type && readerOf(type.prototype, 'symmetricKeySize')
  if (type === undefined || size === undefined) return []
  const measurer = (key: object, visitor: Visitor) => {
    if (keyOf(key, underSymbol('kHandle')) === undefined) return
    const count = size(key)
    if (typeof count === 'number') visitor.bytes('key', count)
  }
  return [{ name: 'SecretKeyObject', prototype: type.prototype, measurer }]
}
