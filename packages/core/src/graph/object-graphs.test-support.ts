import fc from 'fast-check'

/** Random object graphs, with cycles and sharing, as plans that can be built several times and in several orders. */

class Entry {
  [property: string]: unknown
}
class Session {
  [property: string]: unknown
}

type Kind = 'object' | 'entry' | 'session' | 'array' | 'map' | 'set'

interface NodePlan {
  readonly kind: Kind
  /** What it holds: a property, and the number of a node or a leaf. */
  readonly slots: readonly { readonly key: string; readonly node?: number; readonly leaf?: unknown }[]
}

export type GraphPlan = readonly NodePlan[]

const keys = ['a', 'b', 'next', 'prev', 'two words', 'x;y']
const leaves: readonly unknown[] = [1, 1.5, 'text', 'another text', 'wide €', null, true, 2n ** 70n]

const slot = fc.oneof(
  fc.record({ key: fc.constantFrom(...keys), node: fc.nat(9) }),
  fc.record({ key: fc.constantFrom(...keys), leaf: fc.constantFrom(...leaves) }),
)

export const graphPlan: fc.Arbitrary<GraphPlan> = fc.array(
  fc.record({
    kind: fc.constantFrom<Kind>('object', 'object', 'entry', 'session', 'array', 'map', 'set'),
    slots: fc.array(slot, { maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 10 },
)

/** A plan, and the same with what each node holds in another order. */
export const graphPlanInTwoOrders: fc.Arbitrary<readonly [GraphPlan, GraphPlan]> = graphPlan
  .map((plan) => plan.map((node) => ({ ...node, slots: withoutDoubles(node) })))
  .chain((plan) =>
    fc
      .tuple(...plan.map(({ slots }) => fc.shuffledSubarray([...slots], { minLength: slots.length })))
      .map((shuffled): readonly [GraphPlan, GraphPlan] => [
        plan,
        plan.map((node, i) => ({ ...node, slots: shuffled[i] ?? [] })),
      ]),
  )

// The later of two properties of one name wins, so their order is no matter of order alone.
function withoutDoubles({ slots }: NodePlan): NodePlan['slots'] {
  return slots.filter(({ key }, i) => slots.findIndex((other) => other.key === key) === i)
}

/** The objects of a plan; the first is the root. */
export function build(plan: GraphPlan): object[] {
  const objects = plan.map(({ kind }) => make(kind))
  for (const [i, { slots }] of plan.entries()) {
    const object = objects[i] as object
    for (const { key, node, leaf } of slots) hold(object, key, node === undefined ? leaf : objects[node % plan.length])
  }
  return objects
}

function make(kind: Kind): object {
  switch (kind) {
    case 'object':
      return {}
    case 'entry':
      return new Entry()
    case 'session':
      return new Session()
    case 'array':
      return []
    case 'map':
      return new Map()
    case 'set':
      return new Set()
  }
}

function hold(object: object, key: string, value: unknown): void {
  if (Array.isArray(object)) object.push(value)
  else if (object instanceof Map) object.set(key, value)
  else if (object instanceof Set) object.add(value)
  else (object as Record<string, unknown>)[key] = value
}
