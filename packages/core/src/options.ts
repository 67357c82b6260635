import type { LayoutName } from './layout/layout.js'
import type { Tracker } from './tracker.js'

/** How to size a value. */
export interface SizeOptions {
  /** The V8 layout that the bytes are given in; `'host'` is the running engine's. Default `'v8-14'`, whatever runs. */
  readonly layout?: LayoutName | 'host' | undefined
  /** What it has seen costs nothing again, over several calls. */
  readonly tracker?: Tracker | undefined
  /** Objects left out, with what only they reach. */
  readonly exclude?: Iterable<object> | undefined
  /** Objects counted although they belong to the program, such as a prototype or `globalThis`. */
  readonly include?: Iterable<object> | undefined
}
