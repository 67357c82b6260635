import type { Session } from 'node:inspector'
import type { HeapGraph } from '../graph/heap-graph.js'
import { readerOf } from '../retainers/graph-reader.js'
import type { VariableNames } from '../retainers/retainer-path.js'
import { ask, InspectorError } from './inspector-answers.js'
import type { NodeBuiltins } from './node-builtins.js'

interface RemoteObject {
  readonly objectId?: string
  readonly description?: string
}

interface Property {
  readonly name: string
  readonly value?: RemoteObject
}

interface Properties {
  readonly result: readonly Property[]
  readonly internalProperties?: readonly Property[]
}

/** Scopes round a function that are asked: those further out have too many variables to be its own. */
const ASKED_SCOPES = 6
const OBJECT_GROUP = 'carat'

/**
 * Runs `find` with the names of variables in blocks, which a snapshot lacks and the debugger has: Vitest wraps a module in a
 * block, so without them no module-level variable had a name there.
 *
 * @param graph A snapshot of this process, with no inspector session closed since.
 */
export function withVariableNames<R>(
  { inspector }: NodeBuiltins,
  graph: HeapGraph,
  find: (names: VariableNames) => R,
): R {
  const session = new inspector.Session()
  session.connect()
  try {
    return find((context, variable) => nameOf(session, graph, context, variable))
  } finally {
    session.post('Runtime.releaseObjectGroup', { objectGroup: OBJECT_GROUP })
    session.disconnect()
  }
}

function nameOf(session: Session, graph: HeapGraph, context: number, variable: number): string | undefined {
  const closure = closureIn(graph, context)
  if (closure === undefined) return undefined
  try {
    return search(session, String(graph.nodeIds[closure]), String(graph.nodeIds[variable]))
  } catch (error) {
    // A name less is no reason to fail: the path stands without it.
    if (error instanceof InspectorError) return undefined
    throw error
  }
}

function search(session: Session, closureId: string, variableId: string): string | undefined {
  const properties = (objectId: string): Properties => {
    return ask(session, 'Runtime.getProperties', { objectId, ownProperties: true })
  }
  const closure = ask<{ readonly result: RemoteObject }>(session, 'HeapProfiler.getObjectByHeapObjectId', {
    objectId: closureId,
    objectGroup: OBJECT_GROUP,
  })
  if (closure.result.objectId === undefined) return undefined
  const { internalProperties = [] } = properties(closure.result.objectId)
  const list = internalProperties.find(({ name }) => name === '[[Scopes]]')?.value?.objectId
  if (list === undefined) return undefined
  for (const { value } of properties(list).result.slice(0, ASKED_SCOPES)) {
    if (value?.objectId === undefined || /^(?:Global|Script)/.test(value.description ?? '')) continue
    for (const { name, value: held } of properties(value.objectId).result) {
      if (held?.objectId === undefined) continue
      const { heapSnapshotObjectId } = ask<{ readonly heapSnapshotObjectId: string }>(
        session,
        'HeapProfiler.getHeapObjectId',
        { objectId: held.objectId },
      )
      if (heapSnapshotObjectId === variableId) return name
    }
  }
  return undefined
}

/** A function that has the context for its scope. */
function closureIn(graph: HeapGraph, context: number): number | undefined {
  const reader = readerOf(graph)
  const type = reader.nodeType('closure')
  for (let node = 0; node < graph.nodeCount; node++) {
    if (graph.nodeTypes[node] === type && reader.follow(node, 'internal', 'context') === context) return node
  }
  return undefined
}
