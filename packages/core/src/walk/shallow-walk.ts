import type { FormKind } from '../measurement.js'
import { type EdgeKind, Walk, type WalkSettings } from './walk.js'

/** A walk that ends where it starts: the object and the backing stores only it owns. */
export class ShallowWalk extends Walk {
  private isTable = false

  // Written out: the one that V8 11 supplies spreads its arguments, by an iterator that a test may have replaced.
  constructor(settings: WalkSettings) {
    super(settings)
  }

  override reach(value: unknown, kind: EdgeKind, key: unknown): void {
    if (kind === 'root') super.reach(value, kind, key)
  }

  // a symbol's description is met as the root is
  override leaf(size: number, type: string, value: unknown, kind: EdgeKind, key: unknown): void {
    if (this.objects === 0) super.leaf(size, type, value, kind, key)
  }

  override meet(value: object, kind: EdgeKind, key: unknown): void {
    if (kind === 'root') super.meet(value, kind, key)
  }

  override boxed(value: number, kind: EdgeKind, key: unknown): void {
    if (kind === 'root') super.boxed(value, kind, key)
  }

  override boxedElements(): void {}

  override form(kind: FormKind): void {
    if (kind === 'table') this.isTable = true
  }

  /** The table of a Map or Set decides: its entries are not visited, however many there are. */
  override isDecidedBy(size: number): boolean {
    if (!this.isTable) return super.isDecidedBy(size)
    this.charge(size)
    return true
  }
}
