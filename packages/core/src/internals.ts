import { type Dominators, dominators, type FlatGraph } from './graph/dominators.js'

/**
 * For Carat's own packages alone: it is no part of the public interface, and may change with any release.
 *
 * @internal
 */
export const internals: Internals = { dominators }

export interface Internals {
  dominators(graph: FlatGraph): Dominators
}
