import type { HeapGraph } from '../graph/heap-graph.js'
import { heapGraphOfProcess } from '../heap-graph-of-process.js'
import { readerOf } from '../retainers/graph-reader.js'
import { retainerPath } from '../retainers/retainer-path.js'
import type { RetainerStep } from '../retainers/retainer-step.js'
import { type Collector, collectorOf } from './collector.js'
import { turnOfTheEventLoop } from './event-loop.js'
import { withVariableNames } from './live-scopes.js'
import { type NodeBuiltins, nodeBuiltins } from './node-builtins.js'
import { withoutTestVariables } from './test-variables.js'
import { isThenable } from './thenable.js'

/** Whether a value can be collected once the code that runs lets go of it. */
export type Collectability =
  | { readonly isCollectable: true }
  /** `path` leads to the value from what keeps it alive. */
  | { readonly isCollectable: false; readonly path: readonly RetainerStep[] }

/**
 * Whether nothing holds a value but the variables of the functions that run, such as the test's own.
 *
 * An object is looked for in a snapshot of this process. A function is called, and what it returns is judged, by a snapshot
 * only if that is still there after a garbage collection; if it returns a promise, this does, too. Of a WeakRef, what it
 * points at is judged.
 *
 * @throws {TypeError} if there is no object to judge, as nothing holds primitives.
 */
export function collectability(subject: () => PromiseLike<unknown>): Promise<Collectability>
export function collectability(subject: unknown): Collectability | Promise<Collectability>
export function collectability(subject: unknown): Collectability | Promise<Collectability> {
  const builtins = nodeBuiltins('collectability')
  const judge = new Judge(builtins)
  if (typeof subject === 'function') return judge.made(subject as () => unknown)
  return judge.value(checked(subject, 'subject'))
}

class Judge {
  readonly #builtins: NodeBuiltins
  readonly #collector: Collector

  constructor(builtins: NodeBuiltins) {
    this.#builtins = builtins
    this.#collector = collectorOf(builtins)
  }

  value(subject: object): Collectability {
    return isWeakRef(subject) ? this.#reference(subject) : this.#held(subject)
  }

  made(make: () => unknown): Collectability | Promise<Collectability> {
    const made = referenceToMade(make)
    return made instanceof Promise ? this.#later(made) : this.#reference(made)
  }

  async #later(made: Promise<WeakRef<object>>): Promise<Collectability> {
    const reference = await made
    // What is left to do of what made it holds it until it is done.
    for (let turn = 0; turn < 2; turn++) await turnOfTheEventLoop(this.#builtins)
    return this.#reference(reference)
  }

  #reference(reference: WeakRef<object>): Collectability {
    this.#collector.collect()
    const value = reference.deref()
    return value === undefined ? { isCollectable: true } : this.#held(value)
  }

  #held(value: object): Collectability {
    const subject = new CaratSubject(value)
    this.#collector.letGo()
    const graph = heapGraphOfProcess('collectability', { numbers: false })
    const found = findSubject(graph)
    // Used after the snapshot, so that no optimiser may drop it before.
    if (found === undefined || subject.subjectOfCarat !== value) {
      throw new Error('the snapshot does not have what it was taken for; has another tool replaced v8.getHeapSnapshot?')
    }
    const path = withVariableNames(this.#builtins, graph, (names) => {
      return retainerPath(graph, found.value, withoutTestVariables(graph, found.value, found.holders), names)
    })
    return path === undefined ? { isCollectable: true } : { isCollectable: false, path }
  }
}

// A function of its own, so that no register of the caller's holds what was made.
function referenceToMade(make: () => unknown): WeakRef<object> | Promise<WeakRef<object>> {
  const made = make()
  if (!isThenable(made)) return new WeakRef(checked(made, 'what the function returned'))
  return Promise.resolve(made).then((value) => new WeakRef(checked(value, 'what the promise gave')))
}

function checked(value: unknown, what: string): object {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return value
  throw new TypeError(
    `${what} must be an object, which something can hold; got ${value === null ? 'null' : typeof value}`,
  )
}

/** Also of another realm, as runners have them. */
function isWeakRef(value: object): value is WeakRef<object> {
  try {
    WeakRef.prototype.deref.call(value)
    return true
  } catch {
    return false
  }
}

/** Nothing else in a process has a class of this name, except for other copies of this module. */
class CaratSubject {
  readonly subjectOfCarat: object

  constructor(subject: object) {
    this.subjectOfCarat = subject
  }
}

function findSubject(graph: HeapGraph): { readonly value: number; readonly holders: readonly number[] } | undefined {
  const reader = readerOf(graph)
  const name = graph.strings.indexOf(CaratSubject.name)
  const object = reader.nodeType('object')
  const holders: number[] = []
  let value: number | undefined
  for (let node = 0; node < graph.nodeCount; node++) {
    if (graph.nodeNames[node] !== name || graph.nodeTypes[node] !== object) continue
    const found = reader.follow(node, 'property', 'subjectOfCarat')
    if (found === undefined) continue
    holders.push(node)
    value = found
  }
  return value === undefined ? undefined : { value, holders }
}
