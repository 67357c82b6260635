import type { Bytes } from './bytes.js'
import type { LayoutName } from './layout/layout.js'

/** Why the walk can't see a part of a value. Nothing of it is in the bytes. */
export type UnseenReason =
  | 'closure context'
  | 'bound function'
  | 'private fields'
  | 'proxy target and handler'
  | 'weak collection entries'
  | 'promise result'
  | 'suspended generator'
  | 'iterator state'
  | 'error stack'
  | 'finalization registry cells'
  | 'native memory'
  | 'arguments map'
  | 'disposable stack entries'

/** One place, or several places of one shape, that the walk can't see into. */
export interface Unseen {
  /** From the value, such as `.handlers[0]`; with `[*]`, `[key]` and `[value]` where `count` is above 1. */
  readonly path: string
  readonly reason: UnseenReason
  readonly count: number
}

/** All objects of one type that a value reaches. */
export interface TypeRow {
  /** The class name, or `string`, `number` (boxed), `bigint`, `symbol`, `function`. */
  readonly type: string
  readonly count: number
  readonly bytes: Bytes
}

/** What lies under one property or entry of the value, or is shared between several of them. */
export interface Part {
  /** From the value, such as `.entries` or `[3]`; `(own)` for the value itself, `(shared)` for what several parts reach. */
  readonly path: string
  /** The class of what the property holds; of `(shared)` there is none. */
  readonly type: string
  /** Properties or entries in this row: more than one where the path is `[*]`, `[key]` or `[value]`. */
  readonly count: number
  /** Heap objects under it. */
  readonly objects: number
  readonly bytes: Bytes
}

/** What a value weighs, and of what it is made. */
export interface Measurement {
  readonly bytes: Bytes
  /** Heap objects counted: the value, what it reaches, strings and boxed numbers; backing stores belong to their object. */
  readonly objects: number
  readonly layout: LayoutName
  /** Whether the walk saw everything: `unseen` is empty. */
  readonly exact: boolean
  readonly unseen: readonly Unseen[]
  /** Largest first, then by name. Their bytes add up to `bytes`. */
  readonly types: readonly TypeRow[]
  /** Largest first, then in the order of the value. Their bytes add up to `bytes`. */
  readonly parts: readonly Part[]
}
