import { addField, type DecoratedField, type KnownType, knownTypeOf } from '../declare/known-types.js'
import type { Measurer } from '../declare/measurable.js'
import { type LeftOut, LeftOutProperty } from './left-out.js'

/** What a preset says of the objects of one class of the host. */
export interface TaughtType {
  /** The name of the class. */
  readonly name: string
  /** What the objects inherit from. */
  readonly prototype: object
  readonly measurer?: Measurer<never> | undefined
  readonly leftOut?: readonly LeftOut[]
  /** Why the objects are left out as a whole. */
  readonly reason?: string
}

/** The classes that an entry point teaches the walk, all at once. */
export class Preset {
  /** The names of the classes, those that this host lacks left out. */
  readonly types: readonly string[]
  private readonly taught: readonly TaughtType[]
  private readonly fields: ReadonlyMap<TaughtType, readonly LeftOutProperty[]>

  constructor(taught: readonly TaughtType[]) {
    this.taught = taught
    this.types = Object.freeze(taught.map(({ name }) => name))
    this.fields = new Map(taught.map((type) => [type, (type.leftOut ?? []).map((one) => new LeftOutProperty(one))]))
  }

  /** Teaches the walk. A measurer that somebody registered for one of the classes stays. */
  register(): void {
    for (const type of this.taught) {
      const known = knownTypeOf(type.prototype)
      known.measurer ??= type.measurer
      known.reason ??= type.reason
      for (const field of this.fields.get(type) ?? []) {
        // the ES module and the CommonJS form may both be loaded: each property is left out once
        if (indexOf(known.fields, field) < 0) addField(known.fields, field)
      }
    }
  }

  /** Takes back what `register` did. A measurer that somebody registered since stays. */
  unregister(): void {
    for (const type of this.taught) {
      const known: KnownType = knownTypeOf(type.prototype)
      if (known.measurer === type.measurer) known.measurer = undefined
      if (known.reason === type.reason) known.reason = undefined
      for (const field of this.fields.get(type) ?? []) {
        const index = indexOf(known.fields, field)
        if (index >= 0) removeAt(known.fields, index)
      }
    }
  }
}

function indexOf(fields: readonly DecoratedField[], wanted: LeftOutProperty): number {
  for (let i = 0; i < fields.length; i++) {
    const { label, reason } = fields[i] as Partial<LeftOutProperty>
    if (label === wanted.label && reason === wanted.reason) return i
  }
  return -1
}

/** A list of the walk's has no prototype, so no `splice`. */
function removeAt(fields: DecoratedField[], index: number): void {
  for (let i = index; i < fields.length - 1; i++) fields[i] = fields[i + 1] as DecoratedField
  fields.length--
}
