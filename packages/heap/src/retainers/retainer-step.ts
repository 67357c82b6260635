/** What one step of a path goes through, after names that people write in their programs. */
export type RetainerKind =
  | 'root'
  | 'global'
  | 'module scope'
  | 'context'
  | 'variable'
  | 'property'
  | 'element'
  | 'map entry'
  | 'set element'
  | 'weak map entry'
  | 'timer'
  | 'promise reaction'
  | 'await'
  | 'internal'

/** One step of the path that keeps a value alive, those of V8's own stores folded into their owner's. */
export interface RetainerStep {
  readonly kind: RetainerKind
  /** As a path shows it, control characters escaped: `cache`, `[3]`, `Map[entry "user:1"]`. */
  readonly name: string
  /** What the step arrives at: a class, `closure`, `string`, … */
  readonly type: string
  /** Of a closure, its name or where it stands; of an object of a class people name, that class; else empty. */
  readonly label: string
  /** The node arrived at. */
  readonly ordinal: number
}
