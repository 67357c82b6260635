import type { Bytes } from '@carat/core'

/** What was allocated: bytes, and the pieces that V8 asked memory for. */
export interface AllocatedLike {
  readonly bytes: Bytes
  readonly count: number
}

/** Where a function begins. */
export interface CodePlaceLike {
  /** A path, or a URL where it is no file. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
}

/** A function, a group or the whole run, in the tree of calls. */
export interface AllocationNodeLike {
  readonly kind: 'profile' | 'function' | 'group'
  readonly name: string
  /** `undefined` for what has no place in a file: builtins, functions of Node.js, groups, the run. */
  readonly place?: CodePlaceLike | undefined
  /** What it allocated itself. */
  readonly self: AllocatedLike
  /** With all that it called. */
  readonly total: AllocatedLike
  readonly children: readonly AllocationNodeLike[]
}

/** A function of the program that allocated. */
export interface AllocationSiteLike extends AllocatedLike {
  readonly name: string
  readonly place?: CodePlaceLike | undefined
  /** The builtin that it called to allocate; `undefined` for what it allocated itself. */
  readonly via?: string | undefined
  /** Names of the groups in which it did, from the outermost. */
  readonly group: readonly string[]
}

/**
 * What the formats read of an allocation profile: all that `profile` of `@carat/allocations` gives is one, and so is what
 * `JSON.parse` gives of one that was stored.
 */
export interface AllocationProfileLike extends AllocatedLike {
  /** Of the function. */
  readonly name: string
  /** What is alive after the run. */
  readonly live: AllocatedLike
  /** Its own bytes and counts add up to those of the profile. */
  readonly tree: AllocationNodeLike
  /** Largest first; their bytes and counts add up to those of the profile. */
  readonly sites: readonly AllocationSiteLike[]
  readonly tier: string
  /** Whether the measured runs allocated the same. */
  readonly agreement: { readonly equal: boolean }
  /** What else in the process makes code allocate more. */
  readonly conditions: readonly string[]
  /** Which engine counted. */
  readonly v8: string
}
