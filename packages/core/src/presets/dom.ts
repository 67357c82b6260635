/**
 * Teaches the walk the nodes of a document: an element is weighed with its children, texts and attributes, and without its
 * parent, its document and the window. It knows the DOM of browsers, of jsdom and of happy-dom. Importing it teaches the
 * document that is there; where there is none, it does nothing. What is left out stands in docs/presets.md.
 */
import { constructorName, constructorOf, isNative } from '../walk/constructors.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'
import { measureSymbolTree, TREE } from './dom-jsdom.js'
import { measureNativeNode } from './dom-native.js'
import { keyOf, type LeftOut, type SymbolNamed, underSymbol } from './left-out.js'
import { Preset, type TaughtType } from './preset.js'

const WINDOW = 'the window belongs to the program'
const DOCUMENT = 'the document holds its nodes, not they it'
const PARENT = 'a parent holds its children, not they it'
const TARGET = 'what an event was sent to holds its events, not they it'

const presets = js.list<Preset>()
const names: string[] = []

/** The names of the classes that are taught here; none before there is a document. */
export const types: readonly string[] = names

/**
 * Teaches the walk, as importing does.
 *
 * @param document The document whose nodes are to be weighed, if it is not the global one: `new JSDOM(…).window.document`.
 * @throws {TypeError} if `document` is no document of a known DOM.
 */
export function register(document?: object): void {
  const one: unknown = document !== undefined ? document : (globalThis as { document?: unknown }).document
  if (document === undefined && !isDocument(one)) return
  if (!isDocument(one)) {
    throw new TypeError(
      `document must be a document, got ${one === null ? 'null' : typeof one}; for example register(new JSDOM(…).window.document)`,
    )
  }
  const preset = new Preset(taughtTypes(one))
  preset.register()
  presets[presets.length] = preset
  for (const name of preset.types) if (!names.includes(name)) names.push(name)
}

/** Takes it back. */
export function unregister(): void {
  for (let i = 0; i < presets.length; i++) presets[i]?.unregister()
  presets.length = 0
  names.length = 0
}

register()

function isDocument(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || isProxy(value)) return false
  return prototypeNamed(value, 'Document') !== undefined && prototypeNamed(value, 'Node') !== undefined
}

function taughtTypes(document: object): TaughtType[] {
  const view = (document as { defaultView?: unknown }).defaultView
  const event = newEvent(view)
  const implementation = held(document, underSymbol('impl'))
  if (implementation !== undefined) {
    // code inside a window sees it by a proxy of the engine's, jsdom by itself
    const windows = [view, held(implementation, '_global'), held(implementation, '_globalObject')]
    return [
      ...windows.flatMap(windowOf),
      ...jsdom(implementation, held(event, underSymbol('impl'))),
      ...leaving(styleOf(document), 'CSSStyleDeclaration', [
        { name: '_global', reason: WINDOW },
        { name: '_ownerNode', reason: PARENT },
      ]),
    ]
  }
  const node = prototypeNamed(document, 'Node')
  if (node === undefined) return windowOf(view)
  const owner = constructorOf(node)
  if (owner !== undefined && isNative(owner))
    return [{ name: 'Node', prototype: node, measurer: measureNativeNode(view, node) }]
  return [...windowOf(view), ...happyDom(document, event)]
}

/** The window as a whole is the program's, whoever refers to it. */
function windowOf(view: unknown): TaughtType[] {
  if (typeof view !== 'object' || view === null || isProxy(view)) return []
  const prototype = js.getPrototypeOf(view)
  if (prototype === null || js.getPrototypeOf(prototype) === null) return []
  return [{ name: 'Window', prototype, reason: WINDOW }]
}

/** jsdom keeps all that a node is in a second object, and the tree in a third. */
function jsdom(document: object, event: object | undefined): TaughtType[] {
  const shared: LeftOut[] = [
    { name: '_globalObject', reason: WINDOW },
    { name: '_ownerDocument', reason: DOCUMENT },
  ]
  return [
    ...leaving(document, 'EventTargetImpl', shared),
    ...leaving(document, 'NodeImpl', [
      { name: underSymbol(TREE), reason: PARENT },
      // of an attribute
      { name: '_element', reason: PARENT },
    ]).map((type) => ({ ...type, measurer: measureSymbolTree })),
    ...leaving(document, 'DocumentImpl', [
      { name: '_defaultView', reason: WINDOW },
      { name: '_global', reason: WINDOW },
    ]),
    ...leaving(event, 'EventImpl', [
      { name: '_globalObject', reason: WINDOW },
      { name: 'target', reason: TARGET },
      { name: 'currentTarget', reason: TARGET },
      { name: 'relatedTarget', reason: TARGET },
    ]),
  ]
}

/** happy-dom keeps all that a node is on the node, under symbols. */
function happyDom(document: object, event: object | undefined): TaughtType[] {
  const under = (description: string, reason: string): LeftOut => ({ name: underSymbol(description), reason })
  return [
    ...leaving(document, 'EventTarget', [under('window', WINDOW)]),
    ...leaving(document, 'Node', [
      under('ownerDocument', DOCUMENT),
      under('rootNode', DOCUMENT),
      under('parentNode', PARENT),
      under('styleNode', PARENT),
      under('textAreaNode', PARENT),
      under('formNode', PARENT),
      under('selectNode', PARENT),
      // of an attribute
      under('ownerElement', PARENT),
    ]),
    ...leaving(document, 'Document', [under('defaultView', WINDOW)]),
    ...leaving(event, 'Event', [under('window', WINDOW), under('target', TARGET), under('currentTarget', TARGET)]),
  ]
}

/** The class of a name among those of an object, with what it leaves out. */
function leaving(object: object | undefined, name: string, leftOut: readonly LeftOut[]): TaughtType[] {
  const prototype = object && prototypeNamed(object, name)
  return prototype === undefined ? [] : [{ name, prototype, leftOut }]
}

/** The prototype of an object whose class has a name. */
function prototypeNamed(object: object, name: string): object | undefined {
  for (let at = js.getPrototypeOf(object); at !== null && !isProxy(at); at = js.getPrototypeOf(at)) {
    const owner = constructorOf(at)
    if (owner !== undefined && constructorName(owner) === name) return at
  }
  return undefined
}

function held(object: object | undefined, name: string | SymbolNamed): object | undefined {
  const key = object && keyOf(object, name)
  return key === undefined ? undefined : (js.getOwnPropertyDescriptor(object as object, key)?.value as object)
}

/** The style that jsdom keeps for an element, whose class no document leads to. */
function styleOf(document: object): object | undefined {
  try {
    const element = (document as { createElement(name: string): { style: unknown } }).createElement('p')
    // made on first use
    element.style
    return held(held(element, underSymbol('impl')), '_style')
  } catch {
    return undefined
  }
}

/** An event of the window, whose classes no document leads to. */
function newEvent(view: unknown): object | undefined {
  try {
    const { Event: EventConstructor } = view as { Event: new (type: string) => object }
    return new EventConstructor('carat')
  } catch {
    return undefined
  }
}
