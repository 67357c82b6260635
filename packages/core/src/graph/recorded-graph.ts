import type { Measurement } from '../measurement.js'
import { remember } from '../measurements.js'
import { GraphWalk, OBJECT, STORE } from '../walk/graph-walk.js'
import * as js from '../walk/intrinsics.js'
import { settingsOf } from '../walk/settings.js'
import type { EdgeKind } from '../walk/walk.js'
import { breakdownOf, measurementFrom } from './breakdown.js'

/** An object of a value that somebody else than the walk saw. */
export interface RecordedNode {
  readonly type: string
  /** Whether the program wrote its class, and not the engine. */
  readonly isOwnClass: boolean
  /** Whether it counts as an object of JavaScript, and not as a store of V8's. */
  readonly isObject: boolean
  readonly self: number
  readonly spare: number
  readonly slack: number
}

/**
 * A graph that no walk saw, such as one out of a heap snapshot: it is folded into the rows of a breakdown as a walk's is.
 *
 * Node 0 is the value itself.
 */
export class RecordedGraph extends GraphWalk {
  override readonly slacks: Float64Array
  private readonly spares: Map<number, number> = new js.MapConstructor()

  /** @param nodeCount How many nodes will be added at most. */
  constructor(nodeCount: number) {
    super(settingsOf({ layout: 'host' }))
    this.slacks = new js.Float64ArrayConstructor(nodeCount)
  }

  add({ type, isOwnClass, isObject, self, spare, slack }: RecordedNode): number {
    const node = this.addNode(isObject ? OBJECT : STORE, type)
    if (isOwnClass) this.builtinTypes[this.types[node] as number] = false
    this.selfs[node] = self
    this.slacks[node] = slack
    if (spare > 0) js.mapSet(this.spares, node, spare)
    this.bytes += self
    if (isObject) this.objects++
    return node
  }

  connect(from: number, to: number, kind: EdgeKind, key: unknown): void {
    this.current = from
    this.addEdge(to, kind, key)
  }

  /** @param value What node 0 is. Where there is no node, it gives the type. */
  measurement(value: unknown): Measurement {
    return remember(measurementFrom(this, breakdownOf(this, value, this.spares)))
  }
}
