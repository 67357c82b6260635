import * as js from './intrinsics.js'
import { step } from './path.js'
import type { EdgeKind } from './walk.js'

/** Numbers for what edges are called. Two keys that are written alike have one number. */
export class Labels {
  /** Each label as it is written. */
  readonly texts: string[] = js.list()
  /** Whether it names a property, and no element, entry or slot of V8's. */
  readonly areProperties: boolean[] = js.list()
  private readonly properties: Map<unknown, number> = new js.MapConstructor()
  private element: number | undefined
  private readonly byText: Map<string, number> = new js.MapConstructor()

  of(kind: EdgeKind, key: unknown): number {
    if (kind === 'element') {
      this.element ??= this.ofText(step(kind, key), false)
      return this.element
    }
    if (kind !== 'property') return this.ofText(step(kind, key), false)
    const known = js.mapGet(this.properties, key)
    if (known !== undefined) return known
    const label = this.ofText(step(kind, key), true)
    js.mapSet(this.properties, key, label)
    return label
  }

  ofText(text: string, isProperty: boolean): number {
    const known = js.mapGet(this.byText, text)
    if (known !== undefined) return known
    const label = this.texts.length
    js.mapSet(this.byText, text, label)
    this.texts[label] = text
    this.areProperties[label] = isProperty
    return label
  }
}
