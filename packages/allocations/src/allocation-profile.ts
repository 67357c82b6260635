import type { Bytes } from '@carat/core'
import type { Condition } from './conditions.js'
import type { CodePlace } from './source-maps.js'

/** What was allocated. */
export interface Allocated {
  readonly bytes: Bytes
  /** Pieces that V8 asked memory for. One can hold several objects: an array literal and its elements are one. */
  readonly count: number
}

/** A function, a group or the whole run, in the tree of calls. */
export interface AllocationNode {
  readonly kind: 'profile' | 'function' | 'group'
  /** `(anonymous)` for a function without a name. */
  readonly name: string
  /** Where the function begins; undefined for builtins, Node's own functions and groups. */
  readonly place: CodePlace | undefined
  /** What it allocated itself. */
  readonly self: Allocated
  /** With all that it called. */
  readonly total: Allocated
  /** Largest first; of the same size, by name. */
  readonly children: readonly AllocationNode[]
}

/** What a function allocated from one line on, up to the next line that it came to. */
export interface AllocationLine extends Allocated {
  readonly place: CodePlace
}

/** A function of the program that allocated. */
export interface AllocationSite extends Allocated {
  readonly name: string
  /** Where the function begins; `lines` tell more. Undefined where no function of a file is on the stack. */
  readonly place: CodePlace | undefined
  /** The builtin, or Node's own function, that it called to allocate: `push`, say; undefined for what it allocated itself. */
  readonly via: string | undefined
  /** Names of the groups in which it did, from the outermost. */
  readonly group: readonly string[]
  /**
   * Where in the function, largest first: at which statement or call. They sum up to the site. Undefined unless `lines` were asked for and
   * are known: not while another debugger is attached, for what stays alive, or for functions that run long.
   */
  readonly lines: readonly AllocationLine[] | undefined
}

/** All calls of a group under the same groups. */
export interface GroupTotal extends Allocated {
  /** Names, from the outermost group to this one. */
  readonly path: readonly string[]
  readonly calls: number
  /** Without the groups in it. */
  readonly self: Allocated
  /** What ran after an `await` while several groups in this one were open, so that it is told of none of them. */
  readonly overlap: Allocated
}

/** From one mark to the next. */
export interface Phase extends Allocated {
  /** The mark's; `(start)` for what came before the first. */
  readonly name: string
  /** From here to the end of the run. */
  readonly toEnd: Allocated
}

/** Whether the measured runs allocated the same. */
export type Agreement =
  | { readonly equal: true; readonly totals: readonly Allocated[] }
  | {
      readonly equal: false
      /** Of each run, in order. */
      readonly totals: readonly Allocated[]
      /** Between the lowest and the highest. */
      readonly spread: Allocated
    }

export type Tier = 'interpreter' | 'optimized'

/** What a function allocates. All numbers are of one run, the lowest of those measured. */
export interface AllocationProfile extends Allocated {
  /** Of the function. */
  readonly name: string
  /** What is alive after the run and a garbage collection, with what the function returned. Of a run of its own. */
  readonly live: Allocated & { readonly sites: readonly AllocationSite[] }
  readonly tree: AllocationNode
  /** Largest first; of the same size, by name and place. */
  readonly sites: readonly AllocationSite[]
  /** V8's allocation profiles have no types, and guessing them from sizes would be none: always undefined. */
  readonly types: undefined
  /** In the order of their first call; empty for the optimised tier, which may merge a group's frame with others. */
  readonly groups: readonly GroupTotal[]
  /** As many as marks and one before them; empty without marks, and for the optimised tier. */
  readonly phases: readonly Phase[]
  /**
   * `stack`: what lies under the function's call. `thread`, for a function that returned a promise: that, and what the thread
   * allocates after the job in which it was called, until the promise settles, wherever a function is on the stack.
   */
  readonly attribution: 'stack' | 'thread'
  readonly tier: Tier
  readonly runs: {
    readonly warmUp: number
    readonly measured: number
    /** How often all this was done: more than once where runs of a promise did not agree, or V8's profiler left something out. */
    readonly attempts: number
  }
  readonly agreement: Agreement
  /** What else in this process makes code allocate more; a number that is compared with another should have the same. */
  readonly conditions: readonly Condition[]
  /** Which engine counted. */
  readonly v8: string
}
