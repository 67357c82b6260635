import { breakdownOf, measurementFrom } from './graph/breakdown.js'
import {
  type DominatorIntervals,
  type Dominators,
  dominatorIntervals,
  dominators,
  type FlatGraph,
  type Workspace,
} from './graph/dominators.js'
import { RecordedGraph } from './graph/recorded-graph.js'
import { spareBytes } from './graph/spare-bytes.js'
import type { Measurement } from './measurement.js'
import { type MeasuredValue, measuredValue, remember } from './measurements.js'
import type { SizeOptions } from './options.js'
import { UNCOUNTED } from './walk/graph-walk.js'
import { hostTypes, isProxy } from './walk/host.js'
import * as js from './walk/intrinsics.js'
import { ListingWalk } from './walk/listing-walk.js'
import { programGlobalObjects } from './walk/program.js'
import { settingsOf } from './walk/settings.js'

/**
 * For Carat's own packages alone: it is no part of the public interface, and may change with any release.
 *
 * @internal
 */
export const internals: Internals = {
  dominators,
  dominatorIntervals,
  walked,
  met: (value, options) => walkedBy(new ListingWalk(settingsOf(options), true), value).objects,
  recordedGraph: (nodeCount) => new RecordedGraph(nodeCount),
  programGlobals: programGlobalObjects,
  remember,
  measuredValue,
}

export interface Internals {
  dominators(graph: FlatGraph, workspace?: Workspace): Dominators
  dominatorIntervals(dominators: Dominators, nodes: number): DominatorIntervals
  /** What `measure` gives, with the objects behind it. */
  walked(value: unknown, options: SizeOptions): Walked
  /** All objects that a walk meets, with their paths. Nothing that a heap snapshot would show is done to them; the bytes mean nothing. */
  met(value: unknown, options: SizeOptions): readonly WalkedObject[]
  recordedGraph(nodeCount: number): RecordedGraph
  /** `globalThis` and its like. */
  programGlobals(): object[]
  /** Lets `isMeasurement` know it. */
  remember<M extends Measurement>(measurement: M): M
  /** What `measure` was given, if that is still there. */
  measuredValue(measurement: Measurement): MeasuredValue | undefined
}

/** One object that a walk met. */
export interface WalkedObject {
  readonly value: object
  readonly kind: 'array' | 'map' | 'set' | 'other'
  /** Of an array its length, of a Map or Set its size; else 0. */
  readonly size: number
  /** Whether it belongs to the value; else it is the program's, or was left out. */
  readonly isCounted: boolean
  /** Bytes of it, with the stores that only it owns. */
  readonly self: number
  /** Of `self`, what is allocated and not used. */
  readonly spare: number
  /** Of its row in the breakdown; `''` of the value itself and of what is not counted. */
  readonly path: string
  /** The names of what it holds and a class leaves out. */
  readonly skipped: readonly string[]
}

/** What `measure` gives, and the objects behind it. */
export interface Walked {
  readonly measurement: Measurement
  readonly objects: readonly WalkedObject[]
}

const NOTHING: readonly string[] = Object.freeze([])

function walked(value: unknown, options: SizeOptions): Walked {
  return walkedBy(new ListingWalk(settingsOf(options), false), value)
}

function walkedBy(walk: ListingWalk, value: unknown): Walked {
  walk.run(value)
  const spares = spareBytes(walk)
  const breakdown = breakdownOf(walk, value, spares)
  const skips = new js.MapConstructor<number, string[]>()
  for (let i = 0; i < walk.skipNodes.length; i++) {
    const label = walk.skipLabels[i] as number
    if (label < 0) continue
    const node = walk.skipNodes[i] as number
    const names = js.mapGet(skips, node) ?? js.list<string>()
    names[names.length] = walk.labels.texts[label] as string
    js.mapSet(skips, node, names)
  }
  const objects = js.list<WalkedObject>()
  const { folded } = breakdown
  for (let node = 0; node < walk.nodeCount; node++) {
    const object = walk.values[node]
    if (object === undefined) continue
    const isCounted = walk.statuses[node] !== UNCOUNTED
    const row = isCounted ? folded?.rows[folded.rowOf[node] as number] : undefined
    objects[objects.length] = {
      value: object,
      ...sizeOfObject(object),
      isCounted,
      self: walk.selfs[node] as number,
      spare: js.mapGet(spares, node) ?? 0,
      path: row?.path ?? '',
      skipped: js.mapGet(skips, node) ?? NOTHING,
    }
  }
  return { measurement: measurementFrom(walk, breakdown), objects: js.toArray(objects) }
}

/** Read from internal slots: neither a subclass nor a proxy is asked. */
function sizeOfObject(value: object): Pick<WalkedObject, 'kind' | 'size'> {
  if (isProxy(value)) return { kind: 'other', size: 0 }
  if (js.isArray(value)) return { kind: 'array', size: js.getOwnPropertyDescriptor(value, 'length')?.value as number }
  if (hostTypes?.isMap(value)) return { kind: 'map', size: js.mapSize(value) }
  if (hostTypes?.isSet(value)) return { kind: 'set', size: js.setSize(value) }
  return { kind: 'other', size: 0 }
}
