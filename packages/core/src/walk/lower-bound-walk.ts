import { LeastSizes } from '../size/least-sizes.js'
import * as js from './intrinsics.js'
import { type EdgeKind, Walk, type WalkSettings } from './walk.js'

/**
 * A walk that takes for each object the least that V8 could hold it in, however the value was built: where the settled
 * size follows the usual construction, this follows the luckiest.
 */
export class LowerBoundWalk extends Walk {
  private readonly numbers: Set<number> = new js.SetConstructor()
  private readonly contents: Set<string> = new js.SetConstructor()

  constructor(settings: WalkSettings, sizes: LeastSizes = new LeastSizes(settings.layout)) {
    super(settings, sizes)
  }

  /** One variable stored in two slots is one box. V8's own NaN, Infinity and -0 are nobody's. */
  override boxed(value: number, kind: EdgeKind, key: unknown): void {
    if (!js.isFiniteNumber(value) || value === 0 || js.setHas(this.numbers, value)) return
    js.setAdd(this.numbers, value)
    super.boxed(value, kind, key)
  }

  override boxedElements(array: readonly unknown[]): void {
    for (let i = 0; i < array.length; i++) {
      const element: unknown = js.getOwnPropertyDescriptor(array, i)?.value
      if (typeof element === 'number' && !super.isSmall(element)) this.boxed(element, 'element', i)
    }
  }

  /** A literal of constants shares its elements with all arrays that the same literal made, until one is written to. */
  override constantElements(array: readonly unknown[], size: number): number {
    let content = `${array.length}`
    for (let i = 0; i < array.length; i++) {
      const descriptor = js.getOwnPropertyDescriptor(array, i)
      const element: unknown = descriptor?.value
      const text = typeof element === 'string' ? js.stringify(element) : js.toText(element)
      content += descriptor === undefined ? ',' : `,${text}`
    }
    if (js.setHas(this.contents, content)) return 0
    js.setAdd(this.contents, content)
    return size
  }

  /** One BigInt stored in two slots is one, too. */
  override leaf(size: number, type: string, value: unknown, kind: EdgeKind, key: unknown): void {
    if (typeof value !== 'bigint' || this.isNew(value)) super.leaf(size, type, value, kind, key)
  }
}
