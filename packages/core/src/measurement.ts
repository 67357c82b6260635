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
  /** Left out on purpose, by `visitor.skip` or `@unmeasured`: `note` says why. */
  | 'skipped'

/** One place, or several places of one path, that the walk can't see into. */
export interface Unseen {
  /** The path of a `Part`: from the value, such as `.handlers[*]`; of what was skipped, its own: `.handlers[*].logger`. */
  readonly path: string
  readonly reason: UnseenReason
  readonly count: number
  /** Of what was skipped the reason that was given for it. */
  readonly note?: string
}

/** A declaration of a class that can't be true, or that failed: what the walk made of it instead, it says. */
export interface Warning {
  /** The path of the `Part` with the object that was declared wrongly. */
  readonly path: string
  /** What is wrong, with the values: `ring declares NaN bytes for "native"; it is left out`. */
  readonly message: string
  /** How many objects of that path. */
  readonly count: number
}

/** All objects of one type that a value reaches. */
export interface TypeRow {
  /** The class name, or `string`, `number` (boxed), `bigint`, `symbol`, `function`, `accessor`, `native` (declared). */
  readonly type: string
  readonly count: number
  readonly bytes: Bytes
}

/** How V8 holds what an object holds. */
export type FormKind =
  /** Named properties in slots: `size` is their number. */
  | 'properties'
  /** Named properties in a hash table, which is several times heavier. */
  | 'dictionary properties'
  /** Elements of one slot each: `size` is the length. */
  | 'elements'
  /** Elements of an array that holds numbers alone, and not only small integers: `size` is the length. */
  | 'doubles'
  /** Elements of an array that is mostly holes, in a hash table: `size` is the number of those that are there. */
  | 'sparse elements'
  /** The hash table of a Map or Set: `size` is the number of entries it has room for. */
  | 'table'
  /** A string of Latin-1 characters: `size` is their number. */
  | 'one-byte'
  /** A string that holds others, too, and so takes two bytes for each: `size` is their number. */
  | 'two-byte'

/** What is known of the form of the objects in one row. */
export interface Form {
  readonly kind: FormKind
  /** How many objects of the row have this form. */
  readonly count: number
  /** Over all of them: properties, elements, table entries or characters. */
  readonly size: number
  /** The same in each of them, so that `size` is a multiple of `count`. */
  readonly isUniform: boolean
  /** Of two-byte strings the first character that needs two bytes, in the string where it comes first. */
  readonly wide?: { readonly character: string; readonly at: number }
}

/**
 * A row of the breakdown: objects of one type that are held in one way, with all that they alone hold.
 *
 * The rows are the dominator tree of the value, folded: an object lies under the one that all paths to it pass. What
 * several paths lead to is a row under the object where these part, named by the shortest of them; the others are `also`.
 * Several strings that are shared because they are equal are one row, `(shared)`.
 */
export interface Part {
  /**
   * From the value: `''` for itself, `.entries[value].owner`, `[*]`, `[key]`; `.size.get` for the getter of `size`. `.*` stands
   * for many properties of one type, `.**` for all that lies deeper than 64 rows.
   */
  readonly path: string
  /** The path from the row above. */
  readonly name: string
  /** The class name, or `string`, `number` (boxed), `bigint`, `symbol`, `function`, `accessor`, `native` (declared). */
  readonly type: string
  /** Objects in this row. */
  readonly count: number
  /** Whether some of them lie within others of this row, as the nodes of a tree or a list do. */
  readonly isNested: boolean
  /** The other paths that lead to them, sorted: they are shared, unless this is empty. */
  readonly also: readonly string[]
  /** Bytes of these objects alone, with the backing stores that only they own. */
  readonly self: Bytes
  /** Of `self`, what is allocated and not used: the part of an ArrayBuffer that no view shows, or what `capacity` declares. */
  readonly spare: Bytes
  /** In heap usage alone: fields that V8 keeps free in these objects until it knows their class. In none of the bytes. */
  readonly slack?: Bytes
  /** Bytes of these objects and of all rows below. */
  readonly bytes: Bytes
  /** Heap objects in this row and in all rows below. */
  readonly objects: number
  readonly forms: readonly Form[]
  /** Largest first, then by name and type. */
  readonly parts: readonly Part[]
}

/** What a value weighs, and of what it is made. */
export interface Measurement {
  readonly bytes: Bytes
  /** Of `bytes`, what is allocated and not used. */
  readonly spare: Bytes
  /** Heap objects counted: the value, what it reaches, strings and boxed numbers; backing stores belong to their object. */
  readonly objects: number
  readonly layout: LayoutName
  /** Whether the walk saw everything: `unseen` is empty. */
  readonly exact: boolean
  /** By path, then by reason. */
  readonly unseen: readonly Unseen[]
  /** What classes declare of themselves wrongly, and roots whose functions failed, by path. Mostly empty. */
  readonly warnings: readonly Warning[]
  /** Largest first, then by name. Their bytes add up to `bytes`. */
  readonly types: readonly TypeRow[]
  /** The value itself and, below it, what it holds. The `self` of all rows adds up to `bytes`. */
  readonly root: Part
}
