import type { HeapGraph } from '../graph/heap-graph.js'
import { joinedText } from '../graph/node-names.js'
import type { GraphReader } from './graph-reader.js'
import { tableSlot } from './hash-table-slot.js'
import { printableName, quotedName } from './printable-name.js'
import type { RetainerStep } from './retainer-step.js'
import { isEphemeron, type RetainerOptions, type RetainerTree, retainerTree } from './retainer-tree.js'
import { type Scripts, scriptsOf } from './scripts-of-functions.js'

/**
 * The shortest path from a root that keeps a node alive; `undefined` if nothing holds it strongly.
 *
 * @param target The node's ordinal.
 * @throws {RangeError} if the graph has no such node.
 */
export function retainerPath(
  graph: HeapGraph,
  target: number,
  options: RetainerOptions = {},
  variableNames?: VariableNames,
): readonly RetainerStep[] | undefined {
  if (!Number.isInteger(target) || target < 0 || target >= graph.nodeCount) {
    throw new RangeError(`target must be the ordinal of one of ${graph.nodeCount} nodes, got ${String(target)}`)
  }
  return pathInTree(retainerTree(graph, options), target, variableNames)
}

/** Of variables that a snapshot has no names for, those of blocks, the name: by the ordinals of the scope and of the value. */
export type VariableNames = (context: number, variable: number) => string | undefined

/** The path to one node in a tree that serves for many. */
export function pathInTree(
  tree: RetainerTree,
  target: number,
  variableNames: VariableNames = () => undefined,
): readonly RetainerStep[] | undefined {
  if (!tree.isReached(target)) return undefined
  const { parents, starts, edgeInto, reader } = tree
  const edges: number[] = []
  const nodes: number[] = []
  for (let node = target; edgeInto[node] !== -1; node = parents[node] as number) {
    edges.push(edgeInto[node] as number)
    const parent = parents[node] as number
    nodes.push(parent === -1 ? (starts.get(node) as number) : parent)
    if (parent === -1) break
  }
  const walk = new StepWalk(reader, scriptsOf(reader), variableNames)
  const first = nodes.at(-1)
  if (first !== undefined && tree.starts.size > 0) walk.begin(first)
  for (let at = edges.length - 1; at >= 0; at--) walk.take(nodes[at] as number, edges[at] as number)
  return walk.steps
}

const ROOT_NAMES: Readonly<Record<string, string>> = {
  '(Stack roots)': 'a variable of running code',
  '(Handle scope)': 'a variable of running code',
  '(Relocatable)': 'a variable of running code',
  '(Micro tasks)': 'microtask queue',
  '(Global handles)': 'native handle',
  '(Eternal handles)': 'native handle',
  '(Traced handles)': 'native handle',
  'Node / Environment': 'Node.js',
}
const PROXY = 'system / JSProxy'
const EMBEDDER_DATA = '(embedder data)'
const TIMER_LINKS = new Set(['_idleNext', '_idlePrev'])
/** Objects of V8's own and plain ones: their names tell nothing that the step does not. */
const PLAIN_TYPES = new Set(['Object', 'Array', 'Map', 'Set', 'Arguments', 'Generator', 'global', 'Promise'])
const WEAK_MAP_PARTS = /part of key \((?<key>.*?) @\d+\) -> value /

/** Turns the edges of a path into steps, one after another; V8's own stores only move what the next step belongs to. */
class StepWalk {
  readonly steps: RetainerStep[] = []
  readonly #reader: GraphReader
  readonly #scripts: Scripts
  readonly #variableNames: VariableNames
  /** The object whose stores the path is in. */
  #owner = 0
  /** What leads out of an object of V8's own that shows as no step. */
  #through = ''
  #lastScript: string | undefined

  constructor(reader: GraphReader, scripts: Scripts, variableNames: VariableNames) {
    this.#reader = reader
    this.#variableNames = variableNames
    this.#scripts = scripts
  }

  /** Names the module whose scope a path begins in; of a function's scope, the variable says enough. */
  begin(node: number): void {
    if (this.#reader.nameOf(node) !== 'system / Context') return
    this.#takeContext(node)
    if (this.steps.at(-1)?.kind === 'context') this.steps.pop()
  }

  take(from: number, edge: number): void {
    const reader = this.#reader
    const to = reader.graph.edgeTo[edge] as number
    const type = reader.edgeTypeOf(edge)
    const name = reader.edgeNameOf(edge)
    const toType = reader.typeOf(to)
    const toName = reader.nameOf(to)
    if (toType === 'closure') this.#lastScript = this.#scripts.scriptOf(to) ?? this.#lastScript

    if (toType === 'synthetic') {
      this.#owner = to
      return
    }
    if (isGlobalEdge(reader, from, type, name)) {
      this.#push('global', 'globalThis', to)
      return
    }
    if (reader.typeOf(from) === 'synthetic' || from === 0) {
      this.#takeFromRoot(from, to, toName)
      return
    }
    if (type === 'internal' && isEphemeron(name)) {
      this.#push('weak map entry', `WeakMap[key ${printableName(WEAK_MAP_PARTS.exec(name)?.groups?.key ?? '')}]`, to)
      return
    }
    if (toName === 'system / Context') {
      this.#takeContext(to)
      return
    }
    if (toName === 'system / PromiseReaction' || toName.endsWith('JobTask')) {
      if (this.steps.at(-1)?.kind !== 'promise reaction') this.#push('promise reaction', 'promise reaction', to)
      this.#owner = to
      return
    }
    if (type === 'internal' && name === 'extension' && isSuspended(reader, to)) {
      this.#takeSuspended(to)
      return
    }
    if (this.#takeSandbox(from, to, name)) return
    if (isStore(toType, toName)) {
      if (this.#owner === from || reader.typeOf(from) !== 'array') this.#through = name
      return
    }
    this.#takeEdge(from, to, type, name)
  }

  /** The proxy that stands for the globals of a vm context, as Jest has one, and its target: no steps beside `globalThis`. */
  #takeSandbox(from: number, to: number, name: string): boolean {
    const reader = this.#reader
    const [last, before] = [this.steps.at(-1), this.steps.at(-2)]
    if (reader.nameOf(to) === PROXY && last?.name === EMBEDDER_DATA && before?.kind === 'global') this.steps.pop()
    else if (reader.nameOf(from) !== PROXY || name !== '1' || last?.kind !== 'global') return false
    this.#owner = to
    return true
  }

  #takeFromRoot(root: number, to: number, toName: string): void {
    const reader = this.#reader
    const rootName = reader.nameOf(root)
    if (toName === 'system / Context') return this.#takeContext(to)
    if (toName.startsWith('system / Promise')) return this.#push('promise reaction', 'microtask queue', to)
    const known = ROOT_NAMES[rootName] ?? printableName(rootName)
    const isNamed = this.#label(to) !== '' && (known === 'native handle' || known === 'Node.js')
    this.#push('root', isNamed ? '' : known, to)
  }

  #takeContext(context: number): void {
    const reader = this.#reader
    const previous = reader.follow(context, 'internal', 'previous')
    const isModule = previous === undefined || reader.nameOf(previous) === 'system / NativeContext'
    const last = this.steps.at(-1)
    // One of the scopes round a function: of all that a path passes, the outermost says where it is.
    if (last?.kind === 'context' || last?.kind === 'module scope') this.steps.pop()
    const script = this.#scripts.scriptOfContext(context) ?? this.#lastScript
    if (isModule && script !== undefined)
      this.#push('module scope', `module scope of ${printableName(script)}`, context)
    else this.#push('context', 'context', context)
  }

  #takeSuspended(generator: number): void {
    const reader = this.#reader
    const closure = reader.follow(generator, 'internal', 'function')
    const name = closure === undefined ? 'anonymous' : this.#scripts.functionName(closure)
    this.#popAwaitClosure()
    this.#push('await', `await of async function ${printableName(name)}`, generator)
  }

  /** An `await` is a builtin closure with a context of its own: nothing that stands in the program. */
  #popAwaitClosure(): void {
    const last = this.steps.at(-1)
    if (last?.kind === 'context' || last?.kind === 'module scope') this.steps.pop()
    const closure = this.steps.at(-1)
    if (closure?.type === 'closure' && closure.label === '(closure) anonymous') this.steps.pop()
  }

  #takeEdge(from: number, to: number, type: string, name: string): void {
    const reader = this.#reader
    const fromName = reader.nameOf(from)
    if (reader.typeOf(from) === 'array') return this.#takeFromStore(from, to, name)
    if (fromName === 'system / Context') return this.#takeVariable(from, to, type, name)
    if (fromName === 'system / PromiseReaction' || fromName.startsWith('system / Promise')) {
      return this.#push('internal', '', to)
    }
    if (fromName === PROXY) return this.#push('internal', name === '1' ? '(target)' : '(handler)', to)
    if (fromName === 'system / WeakCell') return this.#push('internal', '(held value)', to)
    if (type === 'element') return this.#push('element', `[${name}]`, to)
    if (type === 'property') return this.#takeProperty(to, name)
    if (type === 'shortcut') return this.#push('internal', `(${printableName(name.replaceAll('_', ' '))})`, to)
    if (name === 'reactions_or_result') return this.#push('internal', '(result)', to)
    if (isSuspended(reader, from)) return this.#push('variable', '(local variable)', to)
    return this.#push('internal', type === 'hidden' ? '' : `(${printableName(name.replaceAll('_', ' '))})`, to)
  }

  #takeProperty(to: number, name: string): void {
    if (name === 'head' && isTimer(this.#reader, to)) this.#push('timer', '', to)
    else if (TIMER_LINKS.has(name) && isTimer(this.#reader, to)) this.#push('timer', '', to)
    else this.#push('property', propertyName(name), to)
  }

  #takeVariable(context: number, to: number, type: string, name: string): void {
    // V8 keeps the names of variables for functions and modules, not for blocks.
    const known = type === 'context' ? name : this.#variableNames(context, to)
    this.#push('variable', known === undefined ? '(variable of a block)' : printableName(known), to)
  }

  #takeFromStore(store: number, to: number, name: string): void {
    const reader = this.#reader
    if (isSuspended(reader, this.#owner)) return this.#push('variable', '(local variable)', to)
    if (this.#through === 'table') {
      const slot = tableSlot(reader.graph.selfSizes[store] as number, Number(name))
      if (slot?.of === 'set') return this.#push('set element', `Set[element #${slot.entry}]`, to)
      if (slot?.part === 'key') return this.#push('map entry', `Map[key #${slot.entry}]`, to)
      if (slot !== undefined) return this.#push('map entry', `Map[entry ${this.#keyName(store, slot)}]`, to)
    }
    if (this.#through === 'elements') return this.#push('element', `[${name}]`, to)
    this.#push('internal', '', to)
  }

  #keyName(table: number, { keySlot, entry }: { keySlot: number; entry: number }): string {
    const reader = this.#reader
    const key = reader.follow(table, 'internal', String(keySlot))
    if (key === undefined) return `#${entry}`
    const type = reader.typeOf(key)
    if (type === 'string' || type === 'concatenated string' || type === 'sliced string') {
      return quotedName(joinedText(reader.graph, key))
    }
    return type === 'object' || type === 'closure' ? `{${printableName(reader.nameOf(key))}}` : `#${entry}`
  }

  #push(kind: RetainerStep['kind'], name: string, ordinal: number): void {
    this.#owner = ordinal
    this.#through = ''
    this.steps.push({ kind, name, type: this.#typeOf(ordinal), label: this.#label(ordinal), ordinal })
  }

  #typeOf(node: number): string {
    const type = this.#reader.typeOf(node)
    if (this.#reader.nameOf(node).startsWith('global ')) return 'global'
    return type === 'object' ? printableName(this.#reader.nameOf(node)) : type
  }

  #label(node: number): string {
    const reader = this.#reader
    const type = reader.typeOf(node)
    const name = reader.nameOf(node)
    if (type === 'closure') return `(closure) ${printableName(this.#scripts.functionName(node))}`
    if (name === PROXY) return 'Proxy'
    if (
      type !== 'object' ||
      PLAIN_TYPES.has(name) ||
      name.startsWith('global ') ||
      name.startsWith('system / ') ||
      name === ''
    )
      return ''
    return printableName(name)
  }
}

function isGlobalEdge(reader: GraphReader, from: number, type: string, name: string): boolean {
  if (from === 0) return type === 'shortcut'
  return type === 'internal' && name === 'global_object' && reader.nameOf(from) === 'system / NativeContext'
}

/** A generator, or an async function at its `await`. */
function isSuspended(reader: GraphReader, node: number): boolean {
  return reader.typeOf(node) === 'object' && reader.follow(node, 'internal', 'parameters_and_registers') !== undefined
}

function isTimer(reader: GraphReader, node: number): boolean {
  const name = reader.nameOf(node)
  return name === 'Timeout' || name === 'Immediate'
}

function isStore(type: string, name: string): boolean {
  if (type === 'array') return true
  return type === 'hidden' && (name === 'system / PropertyArray' || name === 'system / WeakCell')
}

const SYMBOL = /^<symbol ?(?<description>.*)>$/

function propertyName(name: string): string {
  const symbol = SYMBOL.exec(name)?.groups?.description
  if (symbol !== undefined) return `[${printableName(symbol.startsWith('Symbol.') ? symbol : `Symbol(${symbol})`)}]`
  if (/^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return `.${printableName(name)}`
  if (/^(?:get|set) /.test(name)) return `.(${printableName(name)})`
  return `[${quotedName(name)}]`
}
