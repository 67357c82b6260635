import type { UnseenReason } from '../measurement.js'
import { SHORTEST_SLICE } from '../size/most-sizes.js'
import { brandOf } from './brand.js'
import { GraphWalk } from './graph-walk.js'
import * as js from './intrinsics.js'
import { Seen } from './seen.js'
import type { EdgeKind, WalkSettings } from './walk.js'

/** Why there is no bound although all can be seen, if nothing is to be assumed. */
export type StrictReason =
  | 'string that may be a slice'
  | 'array that may have been longer'
  | 'set that may have been larger'

/** A walk that finds where in a value the parts lie that have no upper bound: as what can't be seen. */
export class UnboundedWalk extends GraphWalk {
  private at: object | undefined

  constructor(
    settings: WalkSettings,
    private readonly isStrict: boolean,
  ) {
    super({ ...settings, seen: new Seen(), isTracked: false })
    this.sizes.isThorough = true
  }

  protected override begin(value: object): void {
    super.begin(value)
    this.at = value
  }

  override countObject(): void {
    super.countObject()
    const { at } = this
    if (!this.isStrict || at === undefined) return
    if (js.isArray(at)) this.mark(at, 'array that may have been longer')
    else if (typeof at === 'object' && brandOf(at) === 'set') this.mark(at, 'set that may have been larger')
  }

  protected override reachString(value: string, kind: EdgeKind, key: unknown): void {
    const isNew = this.numberOf(value) === undefined
    super.reachString(value, kind, key)
    if (this.isStrict && isNew && value.length >= SHORTEST_SLICE) this.mark(value, 'string that may be a slice')
  }

  private mark(value: unknown, reason: StrictReason): void {
    const node = this.numberOf(value)
    if (node === undefined) return
    this.blindNodes[this.blindNodes.length] = node
    this.blindReasons[this.blindReasons.length] = reason as string as UnseenReason
  }
}
