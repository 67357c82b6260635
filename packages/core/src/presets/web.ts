/**
 * Teaches the walk the classes of the web platform that hide what they hold: URL, Headers, Request, Blob, Event and more.
 * Importing it is enough. What each class shows with it, and what stays unseen, stands in docs/presets.md.
 *
 * A host makes many of these classes on first use; this module uses them all once.
 */
import type { Measurer, Visitor } from '../declare/measurable.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'
import { measureEntries, measureHeaders } from './entries.js'
import { globalClass, type HostClass, memberClass } from './host-classes.js'
import { type LeftOut, underSymbol } from './left-out.js'
import { type Reader, readerOf } from './native-readers.js'
import { Preset, type TaughtType } from './preset.js'

const CLASS = 'a class belongs to the program'
const TARGET = 'what an event was sent to holds its events, not they it'

/** A flag is the same whichever it is: it takes its slot. */
const eventFlags: readonly string[] = [
  '#cancelable',
  '#bubbles',
  '#composed',
  '#defaultPrevented',
  '#propagationStopped',
]

const preset = new Preset([
  ...taught('URL', (type) => fields(type, ['href'])),
  ...taught('URLSearchParams', (type) => measureEntries(type, 'param')),
  ...taught('Headers', measureHeaders),
  ...taught('FormData', (type) => measureEntries(type, 'entry')),
  ...taught('Request', (type) => fields(type, ['url', '#headers', '#signal', 'body'])),
  ...taught('Response', (type) => fields(type, ['url', 'statusText', '#headers', 'body'])),
  ...taught('WebSocket', (type) => fields(type, ['url'])),
  ...taught('Event', measureEvent, [
    { name: underSymbol('kTarget'), reason: TARGET },
    { name: underSymbol('kCurrentTarget'), reason: TARGET },
  ]),
  ...taught('MessageEvent', (type) => fields(type, ['data'])),
  ...taught('File', (type) => fields(type, ['#name', '#lastModified'])),
  ...blob(),
  // A TransformStream makes its two sides with a property that names their class.
  ...taught('ReadableStream', none, [{ name: 'constructor', reason: CLASS }]),
  ...taught('WritableStream', none, [{ name: 'constructor', reason: CLASS }]),
  ...wasmInstance(),
])

/** The names of the classes that are taught here, those that the host lacks or shows anyway left out. */
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

/**
 * A class, if there is something to say of it: where it keeps things in private fields, what its own getters read without
 * making anything. Of a class in native code there is not: what its getters answer, they make.
 */
function taught(
  name: string,
  measurerOf: (type: HostClass) => Measurer | undefined,
  leftOut: readonly LeftOut[] = [],
): TaughtType[] {
  const type = globalClass(name)
  if (type === undefined || type.isNative) return []
  const measurer = type.hasPrivateFields ? measurerOf(type) : undefined
  return measurer === undefined && leftOut.length === 0 ? [] : [{ name, prototype: type.prototype, measurer, leftOut }]
}

function none(): undefined {
  return undefined
}

/**
 * What getters of one name each read.
 *
 * @param names `#name` for a private field whose very content the getter gives.
 */
function fields({ prototype }: HostClass, names: readonly string[]): Measurer {
  const readers = js.list<readonly [name: string, read: Reader]>()
  for (const name of names) {
    const read = readerOf(prototype, name.replace('#', ''))
    if (read !== undefined) readers[readers.length] = [name, read]
  }
  return (object, visitor) => {
    for (let i = 0; i < readers.length; i++) {
      const [name, read] = readers[i] as readonly [string, Reader]
      const value = read(object)
      if (value === undefined) continue // none of the class
      // a private field is shown whatever it holds, and has its slot; another getter's answer only if there is something
      if (js.startsWith(name, '#') || (value !== null && value !== '')) visitor.field(name, value)
    }
  }
}

/** All that an event has in private fields: flags, and the time. */
function measureEvent({ prototype }: HostClass): Measurer {
  const timeStamp = readerOf(prototype, 'timeStamp')
  return (event, visitor) => {
    const time = timeStamp?.(event)
    if (typeof time !== 'number') return // inherits from Event, and is none
    visitor.field('#timestamp', time)
    for (let i = 0; i < eventFlags.length; i++) visitor.field(eventFlags[i] as string, false)
  }
}

/**
 * What a Blob holds lies outside the heap. A slice shares it with what it was cut from, a Blob of a file has it on disk, and
 * neither can be told from its content: but their properties were written in another order than those of one that was made
 * by `new`.
 */
function blob(): TaughtType[] {
  const type = globalClass('Blob')
  const size = type && readerOf(type.prototype, 'size')
  if (type === undefined || type.isNative || size === undefined) return []
  return [
    {
      name: 'Blob',
      prototype: type.prototype,
      measurer: (object: object, visitor: Visitor) => {
        if (isMadeByNew(object)) visitor.bytes('data', size(object) as number)
      },
      // on a slice
      leftOut: [{ name: 'constructor', reason: CLASS }],
    },
  ]
}

function isMadeByNew(object: object): boolean {
  const symbols = js.getOwnPropertySymbols(object)
  let length = -1
  let type = -1
  for (let i = 0; i < symbols.length; i++) {
    const description = js.symbolDescription(symbols[i] as symbol)
    if (description === 'kLength') length = i
    else if (description === 'kType') type = i
  }
  return length >= 0 && length < type
}

/** What an instance exports was made with it: memories, tables, globals. */
function wasmInstance(): TaughtType[] {
  const { WebAssembly: namespace } = globalThis as { WebAssembly?: unknown }
  const type = memberClass(namespace, 'Instance')
  const exportsOf = type && readerOf(type.prototype, 'exports')
  if (type === undefined || exportsOf === undefined) return []
  const measurer: Measurer = (instance, visitor) => {
    const exported = exportsOf(instance)
    if (typeof exported === 'object' && exported !== null && !isProxy(exported)) visitor.field('exports', exported)
  }
  return [{ name: 'WebAssembly.Instance', prototype: type.prototype, measurer }]
}
